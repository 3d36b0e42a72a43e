#include "parsers/hcl/complaints.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace brn::hcl {
namespace {

std::size_t skip_string(std::string_view text, std::size_t at) {
  for (++at; at < text.size() && text[at] != '"' && text[at] != '\n'; ++at) {
    if (text[at] == '\\') ++at;
  }
  return at;
}

std::size_t skip_line(std::string_view text, std::size_t at) {
  return std::min(text.find('\n', at), text.size());
}

// The innermost bracket of a text that nothing closes. Strings and comments are skipped, if roughly.
std::optional<std::size_t> find_unclosed(std::string_view text) {
  std::vector<std::size_t> open;
  for (std::size_t at = 0; at < text.size(); ++at) {
    switch (text[at]) {
      case '"': at = skip_string(text, at); break;
      case '#': at = skip_line(text, at); break;
      case '(':
      case '[':
      case '{': open.push_back(at); break;
      case ')':
      case ']':
      case '}':
        if (!open.empty()) open.pop_back();
        break;
      default: break;
    }
  }
  if (open.empty()) return std::nullopt;
  return open.back();
}

// Characters that other languages have and HCL does not.
std::string explain_character(std::string_view text) {
  if (text.empty()) return {};
  switch (text[0]) {
    case '\'': return "single quotes are not valid; use double quotes `\"` around a string";
    case ';': return "a semicolon is not valid; separate arguments by line ends and items by commas";
    case '`': return "a backtick is not valid; use a heredoc like `<<EOT` for text of several lines";
    case '&': return text.starts_with("&&") ? "" : "bitwise operators are not supported; did you mean `&&`?";
    case '|': return text.starts_with("||") ? "" : "bitwise operators are not supported; did you mean `||`?";
    case '^':
    case '~': return text.starts_with("~}") ? "" : "bitwise operators are not supported";
    case '\\': return "a backslash is only valid in a quoted string";
    default: return {};
  }
}

Mistake at_body(const Reading& reading, const Piece& error, Pieces inside) {
  const auto is_whole = [](const Piece& piece) {
    return piece.kind == NodeKind::Attribute || piece.kind == NodeKind::Block || piece.kind == NodeKind::Fragment;
  };
  const auto first = std::ranges::find_if_not(inside, is_whole);
  const Piece& place = first == inside.end() ? error : *first;
  const std::string_view text = reading.slice(place);
  if (text.starts_with('}')) return {place.begin, place.begin + 1, "this closing brace closes nothing"};
  if (place.kind == NodeKind::String || place.kind == NodeKind::Template) {
    return {place.begin, place.end, "argument names must not be quoted"};
  }
  return {place.begin, place.end, "an argument or block definition is required here"};
}

Mistake at_attribute(const Piece& error, std::string_view text, Pieces before) {
  if (before.size() == 1) return {error.begin, error.end, "an equals sign is required after an argument's name"};
  if (const std::size_t comma = text.find(','); before.size() == 2 && comma != std::string_view::npos) {
    const auto at = error.begin + static_cast<std::uint32_t>(comma);
    return {at, at + 1, "unexpected comma; arguments are separated by line ends"};
  }
  if (before.size() == 2 && text[0] >= '0' && text[0] <= '9') return {error.begin, error.end, "not a valid number"};
  if (before.size() == 2) return {error.begin, error.end, "an expression is required here"};
  if (text.starts_with(',')) {
    return {error.begin, error.begin + 1, "unexpected comma; arguments are separated by line ends"};
  }
  if (text.starts_with(')') || text.starts_with(']')) {
    return {error.begin, error.begin + 1, "this bracket closes nothing"};
  }
  return {error.begin, error.end, "missing line end after argument"};
}

Mistake at_items(const Piece& error, std::string_view text, Pieces before) {
  if (text.starts_with(',')) {
    const bool is_after_ellipsis = !before.empty() && before.back().kind == NodeKind::Ellipsis;
    return {error.begin, error.begin + 1,
            is_after_ellipsis ? "an argument expanded by `...` must be the last one"
                              : "an expression is required before this comma"};
  }
  if (text.starts_with("for")) {
    return {error.begin, error.end, "this `for` expression is not complete; expected `for NAME in VALUE : RESULT`"};
  }
  return {error.begin, error.end, "missing comma between items"};
}

std::string missing_token(NodeKind kind, NodeKind around) {
  switch (kind) {
    case NodeKind::CloseBrace:
    case NodeKind::TrimCloseBrace:
      return around == NodeKind::Interpolation || around == NodeKind::Directive
                 ? "expected a closing brace `}` here to end the template sequence"
                 : "expected a closing brace `}` here";
    case NodeKind::CloseBracket: return "expected a closing bracket `]` here";
    case NodeKind::CloseParen: return "expected a closing parenthesis `)` here";
    case NodeKind::Quote: return "expected a closing quote here";
    case NodeKind::Comma: return "missing comma between items";
    case NodeKind::Colon: return "expected a colon here";
    case NodeKind::Equals: return "expected an equals sign here";
    case NodeKind::StrayNewline: return "expected an equals sign and a value here";
    case NodeKind::In: return "expected the keyword `in` here";
    case NodeKind::Identifier:
    case NodeKind::Number:
    case NodeKind::String: return "an expression is missing here";
    default: return "something is missing here";
  }
}

}  // namespace

Mistake explain_missing(const Piece& token, const Piece& around) {
  return {token.begin, token.end, missing_token(token.kind, around.kind)};
}

Mistake explain(const Reading& reading, const Piece& error, const Piece& around, Pieces before, Pieces inside) {
  const std::string_view text = reading.slice(error);
  if (!inside.empty() && (inside.back().kind == NodeKind::HeredocText || inside.back().kind == NodeKind::HeredocOpen)) {
    const Piece& open =
        inside.back().kind == NodeKind::HeredocText && inside.size() > 1 ? inside[inside.size() - 2] : inside.back();
    return {open.begin, open.end, "this heredoc is not closed: no line holds just its marker"};
  }
  if (const auto unclosed = find_unclosed(text)) {
    const auto at = error.begin + static_cast<std::uint32_t>(*unclosed);
    std::string words = "`?` is not closed";
    words[1] = text[*unclosed];
    return {at, at + 1, std::move(words)};
  }
  if (std::string words = explain_character(text); !words.empty()) {
    return {error.begin, error.begin + 1, std::move(words)};
  }
  switch (around.kind) {
    case NodeKind::ConfigFile:
    case NodeKind::Block: return at_body(reading, error, inside);
    case NodeKind::Attribute: return at_attribute(error, text, before);
    case NodeKind::Tuple:
    case NodeKind::Object:
    case NodeKind::Call: return at_items(error, text, before);
    case NodeKind::LineTraversal:
    case NodeKind::FreeTraversal: return {error.begin, error.end, "expected a closing bracket `]` before this"};
    case NodeKind::Interpolation: return {error.begin, error.end, "expected a closing brace `}` before this"};
    case NodeKind::Template:
    case NodeKind::Heredoc:
      return {error.begin, error.end, "not a template directive: expected `if`, `else`, `endif`, `for` or `endfor`"};
    default: return {error.begin, error.end, "this is not valid here"};
  }
}

}  // namespace brn::hcl
