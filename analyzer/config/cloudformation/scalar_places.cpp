#include "analyzer/config/cloudformation/scalar_places.h"

#include <algorithm>

namespace brn::config::cloudformation {
namespace {

using syntax::ScalarStyle;

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

/// Characters that an escape takes, from its backslash.
std::size_t escape_size(std::string_view source, std::size_t at) {
  if (at + 1 >= source.size()) return 1;
  switch (source[at + 1]) {
    case 'x': return 4;
    case 'u': {
      // Two halves of one character outside the first plane.
      const bool is_pair = at + 3 < source.size() && (source[at + 2] == 'd' || source[at + 2] == 'D') &&
                           std::string_view("89abAB").find(source[at + 3]) != std::string_view::npos;
      return is_pair ? 12 : 6;
    }
    case 'U': return 10;
    default: return 2;
  }
}

}  // namespace

ScalarPlaces::ScalarPlaces(std::string_view source, const syntax::Node& node) : whole_(node.span) {
  offsets_.reserve(node.text.size() + 1);
  const bool is_block = node.style == ScalarStyle::Literal || node.style == ScalarStyle::Folded;
  if (is_block) {
    // The header `!Sub |-` ends with its line.
    const std::size_t header = source.find('\n');
    if (header == std::string_view::npos) return;
    if (node.style == ScalarStyle::Literal) {
      follow_block(source, node.text);
    } else {
      follow_flow(source, node, header + 1);
    }
    return;
  }
  std::size_t at = 0;
  if (source.starts_with('!')) at = std::min(source.find_first_of(" \t\r\n"), source.size());
  while (at < source.size() && is_space(source[at])) ++at;
  const bool is_quoted = node.style == ScalarStyle::DoubleQuoted || node.style == ScalarStyle::SingleQuoted;
  follow_flow(source, node, at + (is_quoted ? 1 : 0));
}

/// Lines of the text are ends of lines of the source, each without the indentation.
void ScalarPlaces::follow_block(std::string_view source, std::string_view text) {
  std::size_t at = source.find('\n') + 1;
  while (!text.empty() && at <= source.size()) {
    const std::size_t end = std::min(source.find('\n', at), source.size());
    std::size_t length = std::min(text.find('\n'), text.size());
    const bool has_return = end > at && source[end - 1] == '\r';
    const std::size_t written = end - at - (has_return ? 1 : 0);
    if (length > written) return;
    const std::size_t begin = at + written - length;
    for (std::size_t i = 0; i <= length; ++i) offsets_.push_back(static_cast<std::uint32_t>(begin + i));
    if (length == text.size()) return;
    text.remove_prefix(length + 1);
    at = end + 1;
  }
}

/// Character by character; blanks of either side may be more than those of the other.
void ScalarPlaces::follow_flow(std::string_view source, const syntax::Node& node, std::size_t at) {
  const std::string_view text = node.text;
  const bool has_escapes = node.style == ScalarStyle::DoubleQuoted;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (at >= source.size()) return;
    if (has_escapes && source[at] == '\\') {
      const std::size_t taken = escape_size(source, at);
      const std::size_t begin = i;
      while (i + 1 < text.size() && is_continuation(text[i + 1])) ++i;
      offsets_.insert(offsets_.end(), i - begin + 1, static_cast<std::uint32_t>(at));
      at += taken;
      continue;
    }
    if (is_space(c) || is_space(source[at])) {
      const bool is_same = c == source[at];
      if (!is_same && !is_space(c)) {  // blanks that folding dropped
        while (at < source.size() && is_space(source[at])) ++at;
        if (at >= source.size()) return;
      }
    }
    offsets_.push_back(static_cast<std::uint32_t>(at));
    if (is_space(c)) {
      if (is_space(source[at])) ++at;
      continue;
    }
    if (c != source[at]) {
      offsets_.pop_back();
      return;
    }
    ++at;
    if (c == '\'' && node.style == ScalarStyle::SingleQuoted) ++at;
  }
  offsets_.push_back(static_cast<std::uint32_t>(at));
}

Span ScalarPlaces::span(std::size_t begin, std::size_t end) const {
  if (begin >= end || end - 1 >= offsets_.size()) return {};
  // The last character may be written as an escape.
  std::uint32_t tail = offsets_[end - 1] + 1;
  if (end < offsets_.size()) tail = std::clamp(offsets_[end], tail, tail + 11);
  return Span{whole_.file, whole_.begin + offsets_[begin], whole_.begin + tail};
}

}  // namespace brn::config::cloudformation
