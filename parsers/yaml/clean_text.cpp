#include "parsers/yaml/clean_text.h"

#include <algorithm>
#include <utility>

#include "parsers/source/utf8.h"

namespace brn::yaml {
namespace {

// No well-formed UTF-8 holds this byte, so it cannot be mistaken for the user's text.
constexpr char kHiddenQuestionMark = '\xFE';

// A character that means nothing in YAML, wherever it stands.
constexpr char kReplacement = '_';

// yaml-cpp looks at the first bytes for a byte order mark, which the hidden form would look like.
constexpr std::size_t kSniffedBytes = 4;

bool is_forbidden_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7F;
}

bool is_blank_or_break(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

std::string hexadecimal(unsigned value) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  return {kDigits[(value >> 4U) & 0xFU], kDigits[value & 0xFU]};
}

// Replaces every byte that `is_bad_at` finds and reports the first.
class Replacer {
 public:
  Replacer(FileId file, CleanText& text) : file_(file), text_(text) {}

  void run() {
    std::string& clean = text_.clean;
    for (std::size_t at = 0; at < clean.size();) {
      const std::size_t length = utf8::sequence_length(clean, at);
      if (length == 0) {
        replace(at, "the text is not valid UTF-8");
      } else if (clean[at] == '\0') {
        replace(at, "the text holds a NUL byte");
      } else if (is_forbidden_control(clean[at])) {
        replace(at, "the text holds the control character U+00" + hexadecimal(static_cast<unsigned char>(clean[at])));
      } else if (clean[at] == '\r' && (at + 1 == clean.size() || clean[at + 1] != '\n')) {
        clean[at] = '\n';
      }
      at += std::max<std::size_t>(length, 1);
    }
  }

 private:
  void replace(std::size_t at, std::string message) {
    text_.clean[at] = kReplacement;
    if (!text_.errors.empty()) return;
    const auto begin = static_cast<std::uint32_t>(at);
    text_.errors.push_back(SyntaxError{Span{file_, begin, begin + 1}, std::move(message)});
  }

  FileId file_;
  CleanText& text_;
};

// yaml-cpp ends a plain scalar at every `?` in [] and {}, as YAML 1.1 has it; in 1.2, and in what CloudFormation takes,
// `[https://a/?b=c]` is one scalar. Only a `?` between blanks is an indicator. Tags keep theirs: they are no scalars.
void hide_question_marks(std::string& text) {
  std::size_t word = 0;
  std::size_t last = 0;
  for (std::size_t at = text.find('?', kSniffedBytes); at != std::string::npos; at = text.find('?', at + 1)) {
    std::size_t begin = at;
    while (begin > last && !is_blank_or_break(text[begin - 1])) --begin;
    if (begin > last) word = begin;
    last = at;
    const char before = text[at - 1];
    const bool is_first = is_blank_or_break(before) || before == '[' || before == '{' || before == ',';
    const bool is_before_blank = at + 1 == text.size() || is_blank_or_break(text[at + 1]);
    if (text[word] != '!' && !(is_first && is_before_blank)) text[at] = kHiddenQuestionMark;
  }
}

}  // namespace

CleanText make_clean(FileId file, std::string_view source) {
  CleanText text;
  text.clean = source;
  Replacer(file, text).run();
  text.fed = text.clean;
  hide_question_marks(text.fed);
  replace_property_blanks(text.clean, text.fed);
  // A quote that is open at the very end is an exception without a place; before a line end it is a scalar whose
  // closing quote we miss ourselves.
  if (!text.fed.ends_with('\n')) text.fed += '\n';
  return text;
}

void restore_question_marks(std::string& text) {
  std::replace(text.begin(), text.end(), kHiddenQuestionMark, '?');
}

}  // namespace brn::yaml
