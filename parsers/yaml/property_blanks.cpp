// yaml-cpp takes every tag or anchor at the start of an entry for the possible start of a key, and with it moves the
// indentation to its column. A scalar behind it whose further lines stand in that same column is then cut off:
//
//   - !Sub |
//     text in the column of the tag
//
// After a tab no key can start, so a tab in the place of the blank before the tag has yaml-cpp read such a scalar
// right.

#include <algorithm>
#include <optional>

#include "parsers/yaml/clean_text.h"

namespace brn::yaml {
namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

bool is_break(char c) {
  return c == '\n' || c == '\r';
}

class PropertyBlanks {
 public:
  explicit PropertyBlanks(std::string_view text) : text_(text) {}

  /// True when the tag or anchor at `at`, the first text of the line, stands before a scalar that would be cut off.
  [[nodiscard]] bool is_misread(std::size_t line, std::size_t at) const {
    if (at == line || text_[at - 1] != ' ') return false;
    const std::optional<std::size_t> parent = parent_column(line, at);
    const std::size_t column = at - line;
    if (!parent || column <= *parent) return false;
    const std::size_t content = after_properties(at);
    return is_block_header(content) || is_continued_plain(content, *parent, column);
  }

 private:
  [[nodiscard]] char character(std::size_t at) const { return at < text_.size() ? text_[at] : '\n'; }

  [[nodiscard]] std::size_t line_begin(std::size_t at) const {
    while (at > 0 && !is_break(text_[at - 1])) --at;
    return at;
  }

  [[nodiscard]] std::size_t line_end(std::size_t at) const {
    return std::min(text_.find_first_of("\r\n", at), text_.size());
  }

  [[nodiscard]] std::size_t after_blanks(std::size_t at) const {
    while (is_blank(character(at))) ++at;
    return at;
  }

  // Column of the `-` before `at`, or of the key whose line ends before that of `at`; nothing elsewhere.
  [[nodiscard]] std::optional<std::size_t> parent_column(std::size_t line, std::size_t at) const {
    const std::size_t dash = text_.substr(line, at - line).rfind('-');
    if (dash != std::string_view::npos) return dash;
    std::size_t before = line;
    while (before > 0 && (is_break(text_[before - 1]) || is_blank(text_[before - 1]))) --before;
    if (before == 0 || text_[before - 1] != ':') return std::nullopt;
    const std::size_t parent = line_begin(before);
    return std::min(text_.find_first_not_of(" -", parent), before - 1) - parent;
  }

  [[nodiscard]] std::size_t after_properties(std::size_t at) const {
    while (character(at) == '!' || character(at) == '&') {
      const std::size_t end = std::min(text_.find_first_of(" \t\r\n,[]{}", at), text_.size());
      if (!is_blank(character(end))) return end;
      at = after_blanks(end);
    }
    return at;
  }

  [[nodiscard]] bool is_block_header(std::size_t at) const {
    if (character(at) != '|' && character(at) != '>') return false;
    std::size_t end = at + 1;
    while (std::string_view("+-123456789").find(character(end)) != std::string_view::npos) ++end;
    const std::size_t next = after_blanks(end);
    return is_break(character(next)) || (next > end && character(next) == '#');
  }

  // A plain scalar, no key, whose next line starts right of its parent but not right of its tag.
  [[nodiscard]] bool is_continued_plain(std::size_t content, std::size_t parent, std::size_t tag) const {
    if (is_break(character(content))) return false;
    if (std::string_view("'\"[{*#!&|>@%`").find(character(content)) != std::string_view::npos) return false;
    const std::size_t end = line_end(content);
    const std::string_view line = text_.substr(content, end - content);
    if (line.find(": ") != std::string_view::npos || line.ends_with(':')) return false;
    const std::size_t next = end + (character(end) == '\r' && character(end + 1) == '\n' ? 2 : 1);
    const std::size_t next_text = after_blanks(next);
    return !is_break(character(next_text)) && next_text - next > parent && next_text - next <= tag;
  }

  std::string_view text_;
};

}  // namespace

void replace_property_blanks(std::string_view clean, std::string& fed) {
  const PropertyBlanks blanks(clean);
  // Only the first text of a line can be such a tag.
  for (std::size_t line = 0; line < clean.size();) {
    const std::size_t first = clean.find_first_not_of(" -", line);
    if (first == std::string_view::npos) return;
    if ((clean[first] == '!' || clean[first] == '&') && blanks.is_misread(line, first)) fed[first - 1] = '\t';
    const std::size_t end = clean.find('\n', first);
    if (end == std::string_view::npos) return;
    line = end + 1;
  }
}

}  // namespace brn::yaml
