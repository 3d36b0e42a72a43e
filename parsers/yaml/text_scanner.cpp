#include "parsers/yaml/text_scanner.h"

#include <algorithm>

#include "parsers/yaml/value_repair.h"

namespace brn::yaml {
namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

bool is_break(char c) {
  return c == '\n' || c == '\r';
}

bool is_space(char c) {
  return is_blank(c) || is_break(c);
}

bool is_flow_indicator(char c) {
  return c == '[' || c == ']' || c == '{' || c == '}' || c == ',';
}

}  // namespace

std::uint32_t TextScanner::comment_end(std::uint32_t offset) const {
  return static_cast<std::uint32_t>(std::min(text_.find_first_of("\r\n", offset), text_.size()));
}

void TextScanner::skip_trivia() {
  while (at_ < text_.size()) {
    if (is_space(text_[at_])) {
      ++at_;
    } else if (text_[at_] == '#') {
      const std::uint32_t end = comment_end(at_);
      tree_.add_comment(Span{file_, at_, end});
      at_ = end;
    } else {
      return;
    }
  }
}

std::uint32_t TextScanner::after_trivia() const {
  std::uint32_t offset = at_;
  while (offset < text_.size() && (is_space(text_[offset]) || text_[offset] == '#')) {
    offset = text_[offset] == '#' ? comment_end(offset) : offset + 1;
  }
  return offset;
}

bool TextScanner::take(char c) {
  if (is_at_end() || text_[at_] != c) return false;
  ++at_;
  return true;
}

bool TextScanner::take_indicator(char c) {
  return is_space(character(at_ + 1)) && take(c);
}

std::uint32_t TextScanner::word_end(std::uint32_t offset) const {
  while (offset < text_.size() && !is_space(text_[offset]) && !is_flow_indicator(text_[offset])) ++offset;
  return offset;
}

bool TextScanner::skip_property() {
  if (is_at_end() || (text_[at_] != '!' && text_[at_] != '&')) return false;
  if (rest().starts_with("!<")) {
    const std::size_t close = text_.find('>', at_);
    at_ = static_cast<std::uint32_t>(close == std::string_view::npos ? text_.size() : close + 1);
  } else {
    at_ = word_end(at_ + 1);
  }
  return true;
}

void TextScanner::skip_properties(unsigned count) {
  for (unsigned i = 0; i < count; ++i) {
    const std::uint32_t next = after_trivia();
    if (character(next) != '!' && character(next) != '&') return;
    skip_trivia();
    skip_property();
  }
}

void TextScanner::skip_alias() {
  if (take('*')) at_ = word_end(at_);
}

DocumentMarkers TextScanner::skip_document_markers(std::uint32_t limit) {
  DocumentMarkers found;
  while (true) {
    skip_trivia();
    if (is_at_end() || at_ >= limit || column(at_) != 0) return found;
    const bool is_marker = (rest().starts_with("---") || rest().starts_with("...")) && is_space(character(at_ + 3));
    if (is_marker) {
      found.has_marker = true;
      if (peek() == '-') found.directive.reset();
      at_ += 3;
    } else if (peek() == '%') {
      if (!found.directive) found.directive = at_;
      at_ = comment_end(at_);
    } else {
      return found;
    }
  }
}

bool TextScanner::skip_single_quoted() {
  ++at_;
  while (at_ < text_.size()) {
    if (text_[at_] != '\'') {
      ++at_;
    } else if (character(at_ + 1) == '\'') {
      at_ += 2;
    } else {
      ++at_;
      return true;
    }
  }
  return false;
}

bool TextScanner::skip_double_quoted() {
  ++at_;
  while (at_ < text_.size()) {
    const char c = text_[at_];
    at_ = std::min(at_ + (c == '\\' ? 2U : 1U), static_cast<std::uint32_t>(text_.size()));
    if (c == '"') return true;
  }
  return false;
}

// `|` or `>` with its indicators, and a comment behind them.
void TextScanner::skip_block_header() {
  at_ = word_end(at_);
  std::uint32_t next = at_;
  while (is_blank(character(next))) ++next;
  if (character(next) != '#') return;
  const std::uint32_t end = comment_end(next);
  tree_.add_comment(Span{file_, next, end});
  at_ = end;
}

// Plain and block scalars have no escapes: the decoded text differs from the source in white space only. So the end
// is behind the last other character, wherever folding, indentation and line ends put it.
void TextScanner::skip_matching(std::string& value) {
  std::uint32_t end = at_;
  std::uint32_t next = at_;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (is_space(value[i])) continue;
    while (next < text_.size() && is_space(text_[next])) ++next;
    if (next == text_.size() || text_[next] != value[i]) break;
    const bool was_fed_as_tab = i > 0 && value[i - 1] == '\t' && text_[next - 1] == ' ';
    if (was_fed_as_tab) value[i - 1] = ' ';
    end = ++next;
  }
  at_ = end;
}

void TextScanner::skip_block(std::string& value) {
  skip_block_header();
  const std::uint32_t header_end = at_;
  skip_matching(value);
  repair_block_at_end_of_file(value, rest());
  while (at_ != header_end && is_blank(character(at_))) ++at_;
}

ScalarText TextScanner::skip_scalar(std::string& value, bool is_in_flow) {
  using syntax::ScalarStyle;
  ScalarText scalar;
  const std::uint32_t begin = at_;
  const char first = peek();
  if (first == '\'' || first == '"') {
    scalar.style = first == '"' ? ScalarStyle::DoubleQuoted : ScalarStyle::SingleQuoted;
    scalar.is_closed = first == '"' ? skip_double_quoted() : skip_single_quoted();
    repair_quoted(value, text_.substr(begin, at_ - begin));
  } else if (!is_in_flow && (first == '|' || first == '>')) {
    scalar.style = first == '|' ? ScalarStyle::Literal : ScalarStyle::Folded;
    skip_block(value);
  } else {
    skip_matching(value);
  }
  scalar.end = at_;
  return scalar;
}

std::uint32_t TextScanner::column(std::uint32_t offset) const {
  if (offset <= begin_) return 0;
  const std::size_t line_end = text_.rfind('\n', offset - 1);
  return offset - (line_end == std::string_view::npos ? begin_ : static_cast<std::uint32_t>(line_end + 1));
}

bool TextScanner::is_one_line(std::uint32_t begin, std::uint32_t end) const {
  return text_.substr(begin, end - begin).find('\n') == std::string_view::npos;
}

}  // namespace brn::yaml
