// The part of TreeBuilder that walks the text between two events: indicators, and whether they are where they must be.

#include <algorithm>

#include "parsers/syntax/excerpt.h"
#include "parsers/yaml/tree_builder.h"

namespace brn::yaml {
namespace {

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

}  // namespace

void TreeBuilder::fail(std::uint32_t begin, std::uint32_t end, std::string message) const {
  const auto size = static_cast<std::uint32_t>(source_.size());
  const auto is_inside_character = [&] { return (static_cast<unsigned char>(source_[end]) & 0xC0U) == 0x80U; };
  while (end < size && is_inside_character()) ++end;
  throw Broken{SyntaxError{span({std::min(begin, size), std::min(end, size)}), std::move(message)}};
}

void TreeBuilder::move_to_content(std::uint32_t begin, bool is_block_sequence) {
  const std::uint32_t before = scanner_.at();
  scanner_.skip_trivia();
  if (scanner_.at() < begin) fail(scanner_.at(), scanner_.at() + 1, "unexpected text");
  if (is_key_next() || is_content(before, begin)) return;
  // The list that is the value of a key may stand in the column of the key.
  const Frame& frame = frames_.back();
  if (is_block_sequence && frame.is_mapping && scanner_.column(begin) == frame.column) return;
  fail(begin, begin + 1,
       frame.is_mapping ? "the value must be indented further than its key"
                        : "the value must be indented further than its `-`");
}

// In a block, what stands on a later line belongs to the entry only when it is indented further.
bool TreeBuilder::is_content(std::uint32_t after, std::uint32_t content) const {
  if (frames_.empty() || frames_.back().is_flow || scanner_.is_one_line(after, content)) return true;
  return scanner_.column(content) > frames_.back().column;
}

std::string_view TreeBuilder::null_word(std::uint32_t offset) const {
  const std::string_view rest = source_.substr(offset);
  for (const std::string_view word : {"~", "null", "Null", "NULL"}) {
    if (rest.starts_with(word)) return word;
  }
  return {};
}

// Passes the indicators of the next node; false when it is a value that is not there at all (`{a}`, `? a`).
bool TreeBuilder::read_indicators() {
  if (frames_.empty()) return true;
  Frame& frame = frames_.back();
  if (frame.is_mapping && frame.has_key) return read_value_start(frame);
  scanner_.skip_trivia();
  const bool is_separated = frame.is_flow && !frame.is_pair && frame.entries > 0;
  if (is_separated && scanner_.take(',')) {
    frame.end = scanner_.at();
    scanner_.skip_trivia();
  }
  ++frame.entries;
  if (!frame.is_flow) check_column(frame);
  if (frame.is_mapping) {
    read_key_start(frame);
  } else if (!frame.is_flow) {
    if (!scanner_.take_indicator('-')) fail(scanner_.at(), scanner_.at() + 1, "expected a list item (`-`)");
    frame.end = scanner_.at();
  }
  return true;
}

void TreeBuilder::read_key_start(Frame& frame) {
  frame.is_explicit = scanner_.take_indicator('?');
  if (frame.is_explicit) frame.end = scanner_.at();
  const bool is_colon = scanner_.peek() == ':' && is_space(scanner_.character(scanner_.at() + 1));
  if (is_colon && !frame.is_flow && !frame.is_explicit) {
    fail(scanner_.at(), scanner_.at() + 1, "a key is missing before `:`");
  }
}

bool TreeBuilder::read_value_start(Frame& frame) {
  const std::uint32_t next = scanner_.after_trivia();
  const bool is_allowed = frame.is_flow || scanner_.is_one_line(scanner_.at(), next) ||
                          (frame.is_explicit && scanner_.column(next) == frame.column);
  if (scanner_.character(next) == ':' && is_allowed) {
    scanner_.skip_trivia();
    scanner_.take(':');
    frame.end = std::max(frame.end, scanner_.at());
    return true;
  }
  if (!frame.is_flow && !frame.is_explicit && !frame.is_key_lost) {
    const Span key = members_.back().key_span;
    fail(key.begin, key.end, "expected `:` after the key " + syntax::excerpt(members_.back().key));
  }
  return false;
}

void TreeBuilder::check_directive(const DocumentMarkers& markers) const {
  if (!markers.directive) return;
  fail(*markers.directive, *markers.directive + 1, "a line that starts with `%` must be a directive before `---`");
}

void TreeBuilder::check_column(const Frame& frame) const {
  const std::uint32_t at = scanner_.at();
  const std::uint32_t column = scanner_.column(at);
  if (column == frame.column) return;
  fail(at, at + 1, "indented by " + std::to_string(column) + ", the entries before by " + std::to_string(frame.column));
}

// Between commas something must stand. False for an item that yaml-cpp makes up before it objects to what follows.
bool TreeBuilder::check_empty(bool is_present) const {
  if (frames_.empty() || !frames_.back().is_flow || frames_.back().is_pair) return true;
  const Frame& frame = frames_.back();
  const std::uint32_t next = scanner_.after_trivia();
  const bool is_before_comma = scanner_.character(next) == ',';
  const bool is_item = !frame.is_mapping && is_present;
  if (is_before_comma && is_item) fail(next, next + 1, "a list item is missing before `,`");
  const bool has_no_key = frame.is_mapping && !frame.has_key && !frame.is_explicit;
  if (is_before_comma && has_no_key) fail(next, next + 1, "a key is missing before `,`");
  return !is_item;
}

}  // namespace brn::yaml
