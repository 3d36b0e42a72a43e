#include "parsers/hcl/first_error.h"

#include <algorithm>
#include <array>
#include <vector>

namespace brn::hcl {

namespace {

enum class Kind : std::uint8_t { End, Newline, Identifier, Number, Quote, Heredoc, Symbol, Invalid };

struct Token {
  Kind kind = Kind::End;
  std::size_t begin = 0;
  std::size_t end = 0;
};

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

constexpr std::array<std::string_view, 10> kLongSymbols = {"...", "::", "==", "!=", "<=", ">=", "&&", "||", "=>", "~}"};

/// Follows the structure of hclsyntax's parser, without building anything: the first thing that it refuses ends the walk.
class Walk {
 public:
  explicit Walk(std::string_view text) : text_(text) {}

  std::optional<std::uint32_t> run() {
    body(false);
    if (is_lost_) return std::nullopt;
    if (invalid_ && (!error_ || *invalid_ < *error_)) error_ = invalid_;
    if (!error_) return std::nullopt;
    return static_cast<std::uint32_t>(*error_);
  }

 private:
  // Tokens. `is_line` says whether line ends count.
  Token scan(std::size_t at);
  Token peek() { return scan(position_); }
  Token read() {
    const Token token = scan(position_);
    position_ = token.end;
    return token;
  }
  [[nodiscard]] std::string_view of(const Token& token) const {
    return text_.substr(token.begin, token.end - token.begin);
  }
  bool is(std::string_view symbol) {
    const Token token = peek();
    return (token.kind == Kind::Symbol || token.kind == Kind::Identifier) && of(token) == symbol;
  }
  bool fail(std::size_t at) {
    if (!error_) error_ = at;
    return false;
  }
  std::size_t heredoc_start(std::size_t at) const;

  // Each gives false once there is an error.
  bool body(bool is_block);
  bool item();
  bool block();
  bool attribute_end(bool in_line);
  bool expression();
  bool binary();
  bool operand();
  bool term();
  bool traversal();
  bool after_dot();
  bool index();
  bool tuple();
  bool object();
  bool for_expression(std::string_view close);
  bool call();
  bool quoted();
  bool heredoc();
  bool interpolation(std::size_t opening);
  bool skip_to(std::string_view close);

  /// Line ends count (or do not) for as long as it lives.
  class Lines {
   public:
    Lines(Walk& walk, bool counts) : walk_(walk), outer_(walk.is_line_) { walk_.is_line_ = counts; }
    ~Lines() { walk_.is_line_ = outer_; }
    Lines(const Lines&) = delete;
    Lines& operator=(const Lines&) = delete;

   private:
    Walk& walk_;
    bool outer_;
  };

  static constexpr int kMaxDepth = 300;
  std::string_view text_;
  std::size_t position_ = 0;
  bool is_line_ = true;
  int depth_ = 0;
  bool is_lost_ = false;
  std::optional<std::size_t> error_;
  std::optional<std::size_t> invalid_;
};

std::size_t Walk::heredoc_start(std::size_t at) const {
  if (text_.substr(at, 2) != "<<") return 0;
  std::size_t end = at + 2;
  if (end < text_.size() && text_[end] == '-') ++end;
  if (end >= text_.size() || !is_letter(text_[end])) return 0;
  while (end < text_.size() && (is_letter(text_[end]) || is_digit(text_[end]) || text_[end] == '-')) ++end;
  if (end < text_.size() && text_[end] == '\r') ++end;
  return end < text_.size() && text_[end] == '\n' ? end + 1 : 0;
}

Token Walk::scan(std::size_t at) {
  while (at < text_.size()) {
    const char c = text_[at];
    if (c == ' ' || c == '\t' || c == '\r') {
      ++at;
      continue;
    }
    if (c == '\n') {
      if (is_line_) return {Kind::Newline, at, at + 1};
      ++at;
      continue;
    }
    if (c == '#' || text_.substr(at, 2) == "//") {
      // A comment ends its line: what stands for the line end is the comment.
      const std::size_t end = std::min(text_.find('\n', at), text_.size());
      if (is_line_ && end < text_.size()) return {Kind::Newline, at, end + 1};
      at = end;
      continue;
    }
    if (text_.substr(at, 2) == "/*") {
      const std::size_t end = text_.find("*/", at + 2);
      at = end == std::string_view::npos ? text_.size() : end + 2;
      continue;
    }
    break;
  }
  if (at >= text_.size()) return {Kind::End, text_.size(), text_.size()};
  const char c = text_[at];
  std::size_t end = at + 1;
  if (is_letter(c)) {
    while (end < text_.size() && (is_letter(text_[end]) || is_digit(text_[end]) || text_[end] == '-')) ++end;
    return {Kind::Identifier, at, end};
  }
  if (is_digit(c)) {
    while (end < text_.size() && is_digit(text_[end])) ++end;
    if (end + 1 < text_.size() && text_[end] == '.' && is_digit(text_[end + 1])) {
      ++end;
      while (end < text_.size() && is_digit(text_[end])) ++end;
    }
    if (end < text_.size() && (text_[end] == 'e' || text_[end] == 'E')) {
      std::size_t digits = end + 1;
      if (digits < text_.size() && (text_[digits] == '+' || text_[digits] == '-')) ++digits;
      if (digits < text_.size() && is_digit(text_[digits])) {
        end = digits;
        while (end < text_.size() && is_digit(text_[end])) ++end;
      }
    }
    return {Kind::Number, at, end};
  }
  if (c == '"') return {Kind::Quote, at, end};
  if (const std::size_t inside = heredoc_start(at); inside != 0) return {Kind::Heredoc, at, inside};
  for (const std::string_view symbol : kLongSymbols) {
    if (text_.substr(at, symbol.size()) == symbol) return {Kind::Symbol, at, at + symbol.size()};
  }
  if (std::string_view("'`;^~@\\&|").find(c) != std::string_view::npos) {
    if (!invalid_ || at < *invalid_) invalid_ = at;
    return {Kind::Invalid, at, end};
  }
  return {Kind::Symbol, at, end};
}

bool Walk::body(bool is_block) {
  const Lines lines(*this, true);
  while (true) {
    const Token token = peek();
    if (token.kind == Kind::Newline) {
      read();
      continue;
    }
    if (token.kind == Kind::End) return !is_block;
    if (is_block && of(token) == "}") {
      read();
      return true;
    }
    if (token.kind != Kind::Identifier) return fail(token.begin);
    if (!item()) return false;
  }
}

bool Walk::item() {
  const Token name = read();
  const Token next = peek();
  if (of(next) == "=") {
    read();
    return expression() && attribute_end(false);
  }
  if (next.kind == Kind::Quote || next.kind == Kind::Identifier || of(next) == "{") return block();
  return fail(name.begin);
}

/// What must follow an argument: the end of its line, or of the block on the same line.
bool Walk::attribute_end(bool in_line) {
  const Token end = peek();
  if (in_line) return of(end) == "}" ? true : fail(end.begin);
  if (end.kind == Kind::Newline || end.kind == Kind::End) return true;
  return fail(end.begin);
}

bool Walk::block() {
  while (!is("{")) {
    const Token label = peek();
    if (label.kind == Kind::Quote) {
      if (!quoted()) return false;
    } else if (label.kind == Kind::Identifier) {
      read();
    } else {
      return fail(label.begin);
    }
  }
  const Token open = read();
  const Token next = peek();
  if (next.kind == Kind::Newline) {
    if (body(true)) return true;
    return error_ ? false : fail(open.begin);
  }
  if (of(next) == "}") {
    read();
    return true;
  }
  if (next.kind != Kind::Identifier) return fail(next.begin);
  read();
  if (!is("=")) return fail(next.begin);
  read();
  if (!expression() || !attribute_end(true)) return false;
  read();
  return true;
}

bool Walk::expression() {
  if (++depth_ > kMaxDepth) {
    is_lost_ = true;
    return false;
  }
  bool ok = binary();
  if (ok && is("?")) {
    read();
    ok = expression() && (is(":") || fail(peek().begin));
    if (ok) {
      read();
      ok = expression();
    }
  }
  --depth_;
  return ok;
}

bool Walk::binary() {
  static constexpr std::array<std::string_view, 13> kOperators = {"||", "&&", "==", "!=", "<", "<=", ">",
                                                                  ">=", "+",  "-",  "*",  "/", "%"};
  while (true) {
    if (!operand()) return false;
    const Token next = peek();
    if (next.kind != Kind::Symbol || std::ranges::find(kOperators, of(next)) == kOperators.end()) return true;
    read();
  }
}

bool Walk::operand() {
  while (is("-") || is("!")) read();
  return term() && traversal();
}

bool Walk::term() {
  const Token start = peek();
  switch (start.kind) {
    case Kind::Number: read(); return true;
    case Kind::Quote: return quoted();
    case Kind::Heredoc: return heredoc();
    case Kind::Identifier:
      read();
      while (is("::")) {
        read();
        if (peek().kind != Kind::Identifier) return fail(peek().begin);
        read();
      }
      return is("(") ? call() : true;
    case Kind::Symbol: break;
    default: return fail(start.begin);
  }
  if (of(start) == "[") return tuple();
  if (of(start) == "{") return object();
  if (of(start) != "(") return fail(start.begin);
  read();
  const Lines lines(*this, false);
  if (!expression()) return false;
  if (!is(")")) return fail(peek().begin);
  read();
  return true;
}

bool Walk::traversal() {
  while (true) {
    if (is(".")) {
      read();
      if (!after_dot()) return false;
    } else if (is("[")) {
      if (!index()) return false;
    } else {
      return true;
    }
  }
}

bool Walk::after_dot() {
  const Token next = peek();
  if (next.kind == Kind::Identifier || next.kind == Kind::Number || of(next) == "*") {
    read();
    return true;
  }
  return fail(next.begin);
}

bool Walk::index() {
  read();
  const Lines lines(*this, false);
  if (is("*")) {
    read();
  } else if (!expression()) {
    return false;
  }
  if (is("]")) {
    read();
    return true;
  }
  // It is said at the bracket that ends the index after all.
  const std::size_t wrong = peek().begin;
  return skip_to("]") ? fail(peek().begin) : fail(wrong);
}

/// Goes to the bracket that closes the current one; false at the end of the text.
bool Walk::skip_to(std::string_view close) {
  int open = 0;
  for (Token token = peek(); token.kind != Kind::End; token = peek()) {
    const std::string_view symbol = of(token);
    if (open == 0 && symbol == close) return true;
    if (symbol == "[" || symbol == "(" || symbol == "{") ++open;
    if (symbol == "]" || symbol == ")" || symbol == "}") --open;
    read();
  }
  return false;
}

bool Walk::tuple() {
  const Token open = read();
  const Lines lines(*this, false);
  if (is("for")) return for_expression("]");
  while (!is("]")) {
    if (!expression()) return false;
    if (is("]")) break;
    const Token next = peek();
    if (of(next) != ",") return fail(next.kind == Kind::End ? open.begin : next.begin);
    read();
  }
  read();
  return true;
}

bool Walk::object() {
  const Token open = read();
  {
    const Lines lines(*this, false);
    if (is("for")) return for_expression("}");
  }
  const Lines lines(*this, true);
  while (true) {
    Token next = peek();
    if (next.kind == Kind::Newline) {
      read();
      continue;
    }
    if (of(next) == "}") break;
    if (!expression()) return false;
    next = peek();
    if (of(next) != "=" && of(next) != ":") return fail(next.kind == Kind::End ? open.begin : next.begin);
    read();
    if (!expression()) return false;
    next = peek();
    if (of(next) == "}") break;
    if (next.kind != Kind::Newline && of(next) != ",") return fail(next.kind == Kind::End ? open.begin : next.begin);
    read();
  }
  read();
  return true;
}

bool Walk::for_expression(std::string_view close) {
  const Lines lines(*this, false);
  read();
  if (peek().kind != Kind::Identifier) return fail(peek().begin);
  read();
  if (is(",")) {
    read();
    if (peek().kind != Kind::Identifier) return fail(peek().begin);
    read();
  }
  if (!is("in")) return fail(peek().begin);
  read();
  if (!expression()) return false;
  if (!is(":")) return fail(peek().begin);
  read();
  if (!expression()) return false;
  if (is("=>")) {
    read();
    if (!expression()) return false;
  }
  if (is("...")) read();
  if (is("if")) {
    read();
    if (!expression()) return false;
  }
  if (!is(close)) return fail(peek().begin);
  read();
  return true;
}

bool Walk::call() {
  const Token open = read();
  const Lines lines(*this, false);
  while (!is(")")) {
    if (!expression()) return false;
    const Token separator = read();
    if (of(separator) == ")") return true;
    if (of(separator) == "...") {
      if (!is(")")) return fail(separator.begin);
      break;
    }
    if (of(separator) != ",") return fail(separator.kind == Kind::End ? open.begin : separator.begin);
  }
  read();
  return true;
}

/// A quoted template. A line end in it is refused where it stands.
bool Walk::quoted() {
  position_ = peek().end;
  while (position_ < text_.size()) {
    const char c = text_[position_];
    const std::string_view two = text_.substr(position_, 2);
    const std::string_view three = text_.substr(position_, 3);
    if (c == '\n') return fail(position_);
    if (c == '\\') {
      position_ += 2;
    } else if (three == "$${" || three == "%%{") {
      position_ += 3;
    } else if (two == "${" || two == "%{") {
      if (!interpolation(position_)) return false;
    } else {
      ++position_;
      if (c == '"') return true;
    }
  }
  return fail(text_.size());
}

bool Walk::heredoc() {
  const Token open = read();
  std::string_view marker = of(open).substr(2);
  if (marker.starts_with("-")) marker.remove_prefix(1);
  marker = marker.substr(0, marker.find_first_of("\r\n"));
  bool is_line_start = true;
  while (position_ < text_.size()) {
    if (is_line_start) {
      const std::size_t end = std::min(text_.find('\n', position_), text_.size());
      std::string_view line = text_.substr(position_, end - position_);
      const std::size_t first = line.find_first_not_of(" \t");
      line = first == std::string_view::npos ? std::string_view() : line.substr(first);
      if (line.ends_with("\r")) line.remove_suffix(1);
      if (line == marker) {
        position_ = end;
        return true;
      }
    }
    const std::string_view two = text_.substr(position_, 2);
    const std::string_view three = text_.substr(position_, 3);
    is_line_start = text_[position_] == '\n';
    if (three == "$${" || three == "%%{") {
      position_ += 3;
    } else if (two == "${" || two == "%{") {
      if (!interpolation(position_)) return false;
    } else {
      ++position_;
    }
  }
  return fail(text_.size());
}

/// `${ … }`, or a directive, whose words are not looked at.
bool Walk::interpolation(std::size_t opening) {
  const bool is_directive = text_[opening] == '%';
  position_ = opening + 2;
  if (position_ < text_.size() && text_[position_] == '~') ++position_;
  const Lines lines(*this, false);
  if (is_directive) {
    const Token word = read();
    if (of(word) == "if" && !expression()) return false;
    if (of(word) == "for") {
      if (peek().kind != Kind::Identifier) return fail(peek().begin);
      read();
      if (is(",")) {
        read();
        read();
      }
      if (!is("in")) return fail(peek().begin);
      read();
      if (!expression()) return false;
    }
  } else if (!expression()) {
    return false;
  }
  const Token close = read();
  if (of(close) == "}" || of(close) == "~}") return true;
  return fail(close.begin);
}

}  // namespace

std::optional<std::uint32_t> first_error(std::string_view text) {
  return Walk(text).run();
}

}  // namespace brn::hcl
