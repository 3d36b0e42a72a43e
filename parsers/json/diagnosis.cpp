#include "parsers/json/diagnosis.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "parsers/source/line_index.h"
#include "parsers/source/utf8.h"

namespace brn::json {
namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20;
}

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
         c == '.' || c == '+' || c == '$';
}

bool is_hex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

char lower_case(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

class Diagnoser {
 public:
  explicit Diagnoser(const Situation& situation) : situation_(situation), text_(situation.text) {}

  [[nodiscard]] SyntaxError run() const {
    const std::size_t at = skip_blanks(situation_.last_end);
    switch (situation_.expected) {
      case Expected::Value:
        return bad_value(at,
                         at == text_.size() ? "expected a JSON value but the file is empty" : "expected a JSON value");
      case Expected::ValueOrBracket: return bad_value(at, "expected a value or `]`");
      case Expected::KeyOrBrace: return bad_key(at);
      case Expected::Colon:
        if (at < text_.size() && text_[at] == ':') return bad_value(skip_blanks(at + 1), "expected a value after `:`");
        return bad_token(at, "expected `:` after the key");
      case Expected::CommaOrBracket: return after_item(at, ']');
      case Expected::CommaOrBrace: return after_item(at, '}');
      case Expected::End: return bad_token(at, "unexpected text after the end of the JSON value");
    }
    return bad_token(at, "unexpected text");
  }

  [[nodiscard]] SyntaxError out_of_range() const {
    const std::size_t begin = std::min(text_.find_first_of("-0123456789", situation_.last_end), text_.size());
    return error(begin, word_end(begin), "the number is out of range");
  }

 private:
  [[nodiscard]] SyntaxError error(std::size_t begin, std::size_t end, std::string message) const {
    const auto last = static_cast<std::uint32_t>(std::min(end, text_.size()));
    const auto first = static_cast<std::uint32_t>(std::min<std::size_t>(begin, last));
    return SyntaxError{Span{situation_.file, first, last}, std::move(message)};
  }

  [[nodiscard]] std::size_t skip_blanks(std::size_t at) const {
    while (at < text_.size() && is_blank(text_[at])) ++at;
    return at;
  }

  [[nodiscard]] std::size_t word_end(std::size_t at) const {
    while (at < text_.size() && is_word(text_[at])) ++at;
    return at;
  }

  [[nodiscard]] std::uint32_t line_of(std::size_t offset) const {
    return line_at(find_line_starts(text_), static_cast<std::uint32_t>(offset));
  }

  [[nodiscard]] SyntaxError after_item(std::size_t at, char closer) const {
    if (at >= text_.size() || text_[at] != ',') {
      return bad_token(at, fmt::format("expected `,` or `{}`", closer));
    }
    const std::size_t next = skip_blanks(at + 1);
    if (next < text_.size() && text_[next] == closer) {
      return error(at, at + 1, fmt::format("trailing comma before `{}`", closer));
    }
    return closer == '}' ? bad_key(next) : bad_value(next, "expected a value after `,`");
  }

  [[nodiscard]] SyntaxError bad_key(std::size_t at) const {
    if (at < text_.size() && text_[at] == '"') return bad_string(at);
    if (at < text_.size() && text_[at] != '-' && is_word(text_[at])) {
      const std::size_t end = word_end(at);
      return error(at, end, fmt::format("the key `{}` must be in double quotes", text_.substr(at, end - at)));
    }
    return bad_token(at, "expected a key in double quotes");
  }

  [[nodiscard]] SyntaxError bad_value(std::size_t at, std::string message) const {
    if (at < text_.size() && text_[at] == '"') return bad_string(at);
    if (at < text_.size() && is_word(text_[at])) return bad_word(at);
    return bad_token(at, std::move(message));
  }

  [[nodiscard]] SyntaxError bad_word(std::size_t at) const {
    const std::size_t end = word_end(at);
    const std::string_view word = text_.substr(at, end - at);
    std::string lower(word.substr(0, 8));
    std::transform(lower.begin(), lower.end(), lower.begin(), lower_case);
    for (const std::string_view literal : {"true", "false", "null"}) {
      if (lower == literal) return error(at, end, fmt::format("`{}` must be written `{}` in JSON", word, literal));
    }
    if (lower == "none") return error(at, end, fmt::format("`{}` must be written `null` in JSON", word));
    const bool is_number = word[0] == '-' || word[0] == '+' || word[0] == '.' || (word[0] >= '0' && word[0] <= '9');
    return error(at, end, fmt::format("`{}` is not a JSON {}", word, is_number ? "number" : "value"));
  }

  // Whatever stands where it cannot; `message` says what was expected.
  [[nodiscard]] SyntaxError bad_token(std::size_t at, std::string message) const {
    if (at >= text_.size()) return at_end(std::move(message));
    const char c = text_[at];
    if (c == '\0') return error(at, at + 1, "the text holds a NUL byte");
    const std::size_t length = utf8::sequence_length(text_, at);
    if (length == 0) return error(at, at + 1, "the text is not valid UTF-8");
    const std::string_view rest = text_.substr(at);
    if (rest.starts_with("//") || rest.starts_with("/*") || c == '#') {
      return error(at, at + (c == '#' ? 1 : 2), "comments are not allowed in JSON");
    }
    if (c == '\'') return error(at, at + 1, "strings must be in double quotes in JSON");
    if ((c == ']' || c == '}') && situation_.opener) {
      const char opened = text_[*situation_.opener];
      if ((opened == '[') != (c == ']')) return wrong_closer(at);
    }
    return error(at, std::max(at + length, word_end(at)), std::move(message));
  }

  [[nodiscard]] SyntaxError wrong_closer(std::size_t at) const {
    const std::size_t opener = *situation_.opener;
    return error(at, at + 1,
                 fmt::format("`{}` cannot close the `{}` of line {}", text_[at], text_[opener], line_of(opener)));
  }

  [[nodiscard]] SyntaxError at_end(std::string message) const {
    if (!situation_.opener) return error(text_.size(), text_.size(), std::move(message));
    const std::size_t at = *situation_.opener;
    return error(at, at + 1, fmt::format("`{}` is never closed", text_[at]));
  }

  // The first mistake inside the string that starts at `begin`.
  [[nodiscard]] SyntaxError bad_string(std::size_t begin) const {
    for (std::size_t at = begin + 1; at < text_.size() && text_[at] != '\n' && text_[at] != '\r';) {
      const char c = text_[at];
      if (c == '"') return bad_surrogate(begin, at);
      if (is_control(c)) return bad_control(at);
      const std::size_t length = c == '\\' ? escape_length(at) : utf8::sequence_length(text_, at);
      if (length == 0 && c == '\\') return bad_escape(at);
      if (length == 0) return error(at, at + 1, "the text is not valid UTF-8");
      at += length;
    }
    return error(begin, begin + 1, "unclosed double quote");
  }

  [[nodiscard]] SyntaxError bad_control(std::size_t at) const {
    if (text_[at] == '\0') return error(at, at + 1, "a string holds a NUL byte");
    if (text_[at] == '\t') return error(at, at + 1, "a tab in a string must be written `\\t`");
    return error(
        at, at + 1,
        fmt::format("a control character in a string must be written `\\u{:04x}`", static_cast<unsigned>(text_[at])));
  }

  // Bytes of the escape at `at`; 0 when it is none.
  [[nodiscard]] std::size_t escape_length(std::size_t at) const {
    if (at + 1 >= text_.size()) return 1;
    const char c = text_[at + 1];
    if (c != 'u') return std::string_view("\"\\/bfnrt").find(c) == std::string_view::npos ? 0 : 2;
    for (std::size_t i = at + 2; i < at + 6; ++i) {
      if (i >= text_.size() || !is_hex(text_[i])) return 0;
    }
    return 6;
  }

  [[nodiscard]] SyntaxError bad_escape(std::size_t at) const {
    const char c = text_[at + 1];
    if (c == 'u') return error(at, at + 2, "`\\u` needs four hexadecimal digits");
    if (is_blank(c) || is_control(c)) return error(at, at + 1, "`\\` must be written `\\\\` in a JSON string");
    const std::size_t length = utf8::sequence_length(text_, at + 1);
    if (length == 0) return error(at + 1, at + 2, "the text is not valid UTF-8");
    return error(at, at + 1 + length, fmt::format("unknown escape `{}`", text_.substr(at, 1 + length)));
  }

  // `\uD800` to `\uDFFF`, where the second digit of the surrogate is one of `digits`.
  [[nodiscard]] bool is_surrogate(std::size_t at, std::string_view digits) const {
    return text_[at] == '\\' && text_[at + 1] == 'u' && (text_[at + 2] == 'd' || text_[at + 2] == 'D') &&
           digits.find(text_[at + 3]) != std::string_view::npos;
  }

  // A string whose characters and escapes are all good was refused for half a surrogate pair.
  [[nodiscard]] SyntaxError bad_surrogate(std::size_t begin, std::size_t end) const {
    for (std::size_t at = begin + 1; at < end;) {
      if (text_[at] != '\\') {
        ++at;
        continue;
      }
      const bool is_pair = at + 11 < end && is_surrogate(at, "89abAB") && is_surrogate(at + 6, "cdefCDEF");
      if (!is_pair && is_surrogate(at, "89abcdefABCDEF")) {
        return error(at, at + 6, fmt::format("`{}` is half of a surrogate pair", text_.substr(at, 6)));
      }
      at += is_pair ? 12 : escape_length(at);
    }
    return error(begin, end + 1, "the string cannot be read");
  }

  const Situation& situation_;
  std::string_view text_;
};

}  // namespace

SyntaxError diagnose(const Situation& situation) {
  return Diagnoser(situation).run();
}

SyntaxError number_out_of_range(const Situation& situation) {
  return Diagnoser(situation).out_of_range();
}

}  // namespace brn::json
