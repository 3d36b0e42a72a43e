#include "parsers/hcl/parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "parsers/hcl/recovery.h"
#include "parsers/source/utf8.h"

namespace brn::hcl {

Span Reading::span(std::uint32_t begin, std::uint32_t end) const {
  const auto own = [this](std::uint32_t offset) { return std::min(offset - std::min(offset, shift), limit); };
  return Span{file.file, own(begin), own(end)};
}

namespace {

// A run of bytes that may not stand in the text.
struct BadBytes {
  enum class Kind : std::uint8_t { Null, LoneReturn, NotUtf8 };
  Kind kind;
  std::uint32_t begin;
  std::uint32_t end;
};

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

void add_bad_byte(std::vector<BadBytes>& found, BadBytes::Kind kind, std::size_t at) {
  const auto begin = static_cast<std::uint32_t>(at);
  if (!found.empty() && found.back().end == begin && found.back().kind == kind) {
    ++found.back().end;
  } else {
    found.push_back({kind, begin, begin + 1});
  }
}

std::vector<BadBytes> find_bad_bytes(std::string_view text) {
  std::vector<BadBytes> found;
  for (std::size_t at = text.find('\0'); at != std::string_view::npos; at = text.find('\0', at + 1)) {
    add_bad_byte(found, BadBytes::Kind::Null, at);
  }
  for (std::size_t at = text.find('\r'); at != std::string_view::npos; at = text.find('\r', at + 1)) {
    if (!text.substr(at + 1).starts_with('\n')) add_bad_byte(found, BadBytes::Kind::LoneReturn, at);
  }
  for (std::size_t begin = 0; begin < text.size();) {
    const auto invalid = utf8::first_invalid(text.substr(begin));
    if (!invalid) break;
    add_bad_byte(found, BadBytes::Kind::NotUtf8, begin + *invalid);
    begin += *invalid + 1;
  }
  return found;
}

const char* words_for(BadBytes::Kind kind) {
  switch (kind) {
    case BadBytes::Kind::Null: return "a NUL byte is not allowed here";
    case BadBytes::Kind::LoneReturn: return "a carriage return must be followed by a line feed";
    case BadBytes::Kind::NotUtf8: return "this is not UTF-8 text";
  }
  return "";
}

// They are read as blanks, so that they do no more harm than they must.
std::string without(std::string_view text, const std::vector<BadBytes>& bad) {
  std::string clean(text);
  for (const BadBytes& bytes : bad) std::fill(clean.begin() + bytes.begin, clean.begin() + bytes.end, ' ');
  return clean;
}

// In comments, which are in the order of the text, anything goes.
void report(File& file, const std::vector<BadBytes>& bad) {
  for (const BadBytes& bytes : bad) {
    const Span span{file.file, bytes.begin, bytes.end};
    const auto next = std::ranges::upper_bound(file.comments(), span.begin, {},
                                               [](const Comment& comment) { return comment.span.begin; });
    if (next != file.comments().begin() && (next - 1)->span.contains(span)) continue;
    file.add_error(span, words_for(bytes.kind));
  }
}

Reading start(File& file, std::string_view text) {
  return Reading{
      .file = file, .text = text, .limit = static_cast<std::uint32_t>(text.size()), .is_ascii = is_ascii(text)};
}

// Reads `before` + `text` + `after`, of which only `text` is the user's.
ParsedExpression parse_wrapped(FileId id, std::string_view before, std::string_view text, std::string_view after,
                               bool is_template) {
  ParsedExpression result;
  File& file = result.file;
  file.file = id;
  const std::vector<BadBytes> bad = find_bad_bytes(text);
  std::string whole(before);
  whole += without(text, bad);
  whole += after;
  Reading reading = start(file, file.keep(std::move(whole)));
  reading.shift = static_cast<std::uint32_t>(before.size());
  reading.limit = static_cast<std::uint32_t>(text.size());
  reading.drops_last_newline = is_template;
  Reader reader(reading);
  const auto size = static_cast<std::uint32_t>(reading.text.size());
  const auto outcome = TreeParser().parse(reading.text, 0, size, Effort::Recovering);
  if (outcome.tree) reader.read(outcome.tree.get(), size);
  const Body body = reader.take_root();
  report(file, bad);
  const Span all{id, 0, reading.limit};
  const bool is_one = body.attributes.size() == 1 && body.blocks.empty();
  if (!body.attributes.empty()) result.root = body.attributes[0].value;
  if (!outcome.tree) file.add_error(all, "this could not be read");
  if (!is_one && file.errors().empty()) file.add_error(all, "this is not a single expression");
  return result;
}

// A line that the text does not hold.
std::string unused_marker(std::string_view text) {
  std::string marker = "END";
  while (text.find(marker) != std::string_view::npos) marker += '_';
  return marker;
}

}  // namespace

File parse(FileId id, std::string_view text) {
  File file;
  file.file = id;
  if (text.size() >= std::numeric_limits<std::uint32_t>::max() / 2) {
    file.root = file.add_body(Body{});
    file.add_error(Span{id, 0, 0}, "this file is too large");
    return file;
  }
  const std::vector<BadBytes> bad = find_bad_bytes(text);
  Reading reading = start(file, bad.empty() ? text : file.keep(without(text, bad)));
  Body root = Recovery(reading).read();
  root.span = reading.span(0, reading.limit);
  root.is_whole = file.errors().empty();
  report(file, bad);
  file.root = file.add_body(std::move(root));
  file.sort_errors();
  return file;
}

ParsedExpression parse_expression(FileId file, std::string_view text) {
  return parse_wrapped(file, "_ = ", text, "\n", false);
}

ParsedExpression parse_template(FileId file, std::string_view text) {
  const std::string marker = unused_marker(text);
  return parse_wrapped(file, fmt::format("_ = <<{}\n", marker), text, fmt::format("\n{}\n", marker), true);
}

}  // namespace brn::hcl
