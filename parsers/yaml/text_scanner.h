#pragma once
// Reads in the source what yaml-cpp does not tell: where values end and where comments stand. It moves through the
// text once, from event to event.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "parsers/syntax/tree.h"

namespace brn::yaml {

/// A scalar as it stands in the text.
struct ScalarText {
  std::uint32_t end = 0;
  syntax::ScalarStyle style = syntax::ScalarStyle::Plain;
  bool is_closed = true;  // false: its quote is never closed
};

/// What stands between two documents.
struct DocumentMarkers {
  bool has_marker = false;                 // `---` or `...`
  std::optional<std::uint32_t> directive;  // the first `%` without a `---` after it
};

class TextScanner {
 public:
  /// Starts at `begin`, behind a byte order mark. Comments that are passed go to `tree`.
  TextScanner(FileId file, std::string_view text, std::uint32_t begin, syntax::Tree& tree)
      : file_(file), text_(text), tree_(tree), begin_(begin), at_(begin) {}

  [[nodiscard]] std::uint32_t at() const { return at_; }
  void move_to(std::uint32_t offset) { at_ = offset; }
  /// The character at the place, a line feed at the end of the text.
  [[nodiscard]] char peek() const { return character(at_); }
  [[nodiscard]] char character(std::uint32_t offset) const { return offset < text_.size() ? text_[offset] : '\n'; }
  [[nodiscard]] bool is_at_end() const { return at_ >= text_.size(); }
  [[nodiscard]] std::string_view rest() const { return text_.substr(at_); }

  /// Passes blanks, line ends and comments.
  void skip_trivia();
  /// Where skip_trivia() would lead.
  [[nodiscard]] std::uint32_t after_trivia() const;
  /// Passes `c` if it is next.
  bool take(char c);
  /// Passes `-`, `?` or `:` if it is next and a blank or line end follows.
  bool take_indicator(char c);
  /// Passes up to `count` tags and anchors, and the trivia between them.
  void skip_properties(unsigned count);
  /// Passes `*name`.
  void skip_alias();
  /// Passes directives, `---` and `...` that start before `limit`, with the trivia around them.
  DocumentMarkers skip_document_markers(std::uint32_t limit);
  /// Passes a scalar whose decoded text is `value`, and corrects `value` where it is not what the text says.
  ScalarText skip_scalar(std::string& value, bool is_in_flow);

  /// Bytes between the start of the line and `offset`.
  [[nodiscard]] std::uint32_t column(std::uint32_t offset) const;
  [[nodiscard]] bool is_one_line(std::uint32_t begin, std::uint32_t end) const;

 private:
  [[nodiscard]] std::uint32_t comment_end(std::uint32_t offset) const;
  [[nodiscard]] std::uint32_t word_end(std::uint32_t offset) const;
  bool skip_property();
  bool skip_single_quoted();
  bool skip_double_quoted();
  void skip_block(std::string& value);
  void skip_block_header();
  void skip_matching(std::string& value);

  FileId file_;
  std::string_view text_;
  syntax::Tree& tree_;
  std::uint32_t begin_;
  std::uint32_t at_;
};

}  // namespace brn::yaml
