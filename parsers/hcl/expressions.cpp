#include "parsers/hcl/expressions.h"

#include <fmt/format.h>

#include <algorithm>

#include "parsers/hcl/literals.h"
#include "parsers/hcl/templates.h"
#include "parsers/hcl/traversals.h"

namespace brn::hcl {
namespace {

Op binary_operator(NodeKind kind) {
  switch (kind) {
    case NodeKind::Or: return Op::Or;
    case NodeKind::And: return Op::And;
    case NodeKind::Equal: return Op::Equal;
    case NodeKind::NotEqual: return Op::NotEqual;
    case NodeKind::Less: return Op::Less;
    case NodeKind::LessEqual: return Op::LessEqual;
    case NodeKind::Greater: return Op::Greater;
    case NodeKind::GreaterEqual: return Op::GreaterEqual;
    case NodeKind::Plus: return Op::Add;
    case NodeKind::Minus: return Op::Subtract;
    case NodeKind::Star: return Op::Multiply;
    case NodeKind::Slash: return Op::Divide;
    case NodeKind::Percent: return Op::Modulo;
    default: return Op::None;
  }
}

bool is_operand(const Piece& piece) {
  switch (piece.kind) {
    case NodeKind::Number:
    case NodeKind::Identifier:
    case NodeKind::Reference:
    case NodeKind::String:
    case NodeKind::Missing: return true;
    default: return piece.is_expression;
  }
}

std::uint32_t depth_of(Pieces pieces) {
  std::uint32_t depth = 0;
  for (const Piece& piece : pieces) depth = std::max(depth, piece.depth);
  return depth + 1;
}

}  // namespace

ExprId ExpressionBuilder::add(Expr expr, std::uint32_t begin, std::uint32_t end,
                              std::initializer_list<ExprId> children) {
  expr.span = reading_.span(begin, end);
  return reading_.file.add(expr, std::span(children.begin(), children.size()));
}

Piece ExpressionBuilder::error(const Piece& node) {
  Piece piece = node;
  piece.is_expression = true;
  piece.depth = 1;
  piece.expr = add(Expr{.kind = ExprKind::Error}, node.begin, node.end, {});
  piece.key = piece.expr;
  return piece;
}

Piece ExpressionBuilder::build(const Piece& node, Pieces pieces) {
  Piece piece = node;
  piece.depth = depth_of(pieces);
  piece.is_expression = true;
  if (piece.depth > kMaxDepth) {
    // The nodes around it are as deep: only the first of them is worth a message.
    if (piece.depth == kMaxDepth + 1) reading_.complain(node, "this expression is nested too deeply");
    const std::uint32_t depth = piece.depth;
    piece = error(node);
    piece.depth = depth;
    if (piece.kind == NodeKind::Directive) piece.kind = NodeKind::Error;
    return piece;
  }
  switch (node.kind) {
    case NodeKind::ObjectItem: return object_item(piece, pieces);
    case NodeKind::Directive: return directive(piece, pieces);
    case NodeKind::Interpolation:
      piece.is_expression = false;
      piece.expr = operand(pieces[1]);
      return piece;
    case NodeKind::LineTraversal:
    case NodeKind::FreeTraversal: return TraversalBuilder(*this, piece).build(pieces);
    case NodeKind::Template:
    case NodeKind::Heredoc: return TemplateBuilder(*this, piece).build(pieces);
    default: piece.expr = compound(piece, pieces); return piece;
  }
}

ExprId ExpressionBuilder::compound(const Piece& node, Pieces pieces) {
  switch (node.kind) {
    case NodeKind::Unary: return unary(node, pieces);
    case NodeKind::Binary: return binary(node, pieces);
    case NodeKind::Conditional: return conditional(node, pieces);
    case NodeKind::Call: return call(node, pieces);
    case NodeKind::Tuple: return tuple(node, pieces);
    case NodeKind::Object: return object(node, pieces);
    case NodeKind::ForTuple:
    case NodeKind::ForObject: return for_expression(node, pieces);
    case NodeKind::Parentheses: return add(Expr{.kind = ExprKind::Parens}, node.begin, node.end, {operand(pieces[1])});
    default: return error(node).expr;
  }
}

ExprId ExpressionBuilder::operand(const Piece& piece) {
  if (piece.is_expression) return piece.expr;
  switch (piece.kind) {
    case NodeKind::Identifier: return add_name(piece);
    case NodeKind::Reference: return add_reference(piece);
    case NodeKind::Number: return add_number(piece);
    case NodeKind::String: return add_string(piece);
    case NodeKind::Missing: reading_.complain(piece, "an expression is missing here"); break;
    default: reading_.complain(piece, "an expression is required here"); break;
  }
  return error(piece).expr;
}

void ExpressionBuilder::check_name(const Piece& piece) {
  if (reading_.is_ascii) return;
  const std::string_view name = reading_.slice(piece);
  const BadCharacter bad = first_bad_in_name(name);
  if (bad.size == 0) return;
  const auto at = piece.begin + static_cast<std::uint32_t>(bad.offset);
  const std::string_view character = name.substr(bad.offset, bad.size);
  const bool is_curly = character == "\u201c" || character == "\u201d";
  reading_.complain(at, at + static_cast<std::uint32_t>(bad.size),
                    is_curly ? "curly quotes are not valid here; use a straight quote `\"`"
                             : "this character is not used within the language");
}

ExprId ExpressionBuilder::add_name(const Piece& name) {
  check_name(name);
  const std::string_view text = reading_.slice(name);
  if (text == "null") return add(Expr{.kind = ExprKind::Null}, name.begin, name.end, {});
  if (text == "true" || text == "false") {
    return add(Expr{.kind = ExprKind::Bool, .flag = text == "true"}, name.begin, name.end, {});
  }
  return add(Expr{.kind = ExprKind::Variable, .name = text, .name_span = reading_.span(name)}, name.begin, name.end,
             {});
}

ExprId ExpressionBuilder::add_attribute(ExprId object, std::uint32_t begin, std::uint32_t name_begin,
                                        std::uint32_t name_end) {
  check_name(Piece{.begin = name_begin, .end = name_end});
  return add(Expr{.kind = ExprKind::GetAttr,
                  .name = reading_.slice(name_begin, name_end),
                  .name_span = reading_.span(name_begin, name_end)},
             begin, name_end, {object});
}

// A path is `.b.c`; each name makes one level.
ExprId ExpressionBuilder::add_path(ExprId object, std::uint32_t begin, const Piece& path) {
  const std::string_view text = reading_.slice(path);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('.', at + 1), text.size());
    object = add_attribute(object, begin, path.begin + static_cast<std::uint32_t>(at) + 1,
                           path.begin + static_cast<std::uint32_t>(end));
    at = end;
  }
  return object;
}

ExprId ExpressionBuilder::add_reference(const Piece& reference) {
  if (reference.depth > kMaxDepth) {
    reading_.complain(reference, "this expression is nested too deeply");
    return error(reference).expr;
  }
  const auto dot = static_cast<std::uint32_t>(reading_.slice(reference).find('.'));
  const Piece root{.kind = NodeKind::Identifier, .begin = reference.begin, .end = reference.begin + dot};
  const Piece path{.kind = NodeKind::AttributePath, .begin = root.end, .end = reference.end};
  return add_path(add_name(root), reference.begin, path);
}

ExprId ExpressionBuilder::add_number(const Piece& number) {
  const std::string_view text = reading_.slice(number);
  if (!is_number(text)) {
    reading_.complain(number, fmt::format("`{}` is not a valid number", text));
    return error(number).expr;
  }
  return add(Expr{.kind = ExprKind::Number, .text = text}, number.begin, number.end, {});
}

std::string_view ExpressionBuilder::decode(std::uint32_t begin, std::uint32_t end) {
  const std::string_view text = reading_.slice(begin, end);
  if (is_plain(text)) return text;
  return reading_.file.keep(decode_quoted(text, [&](std::size_t from, std::size_t to, std::string message) {
    reading_.complain(begin + static_cast<std::uint32_t>(from), begin + static_cast<std::uint32_t>(to),
                      std::move(message));
  }));
}

ExprId ExpressionBuilder::add_string(const Piece& string) {
  const std::string_view text = decode(string.begin + 1, string.end - 1);
  return add(Expr{.kind = ExprKind::String, .text = text}, string.begin, string.end, {});
}

std::string_view ExpressionBuilder::label_text(const Piece& piece) {
  if (piece.kind == NodeKind::Identifier) {
    check_name(piece);
    return reading_.slice(piece);
  }
  if (piece.kind == NodeKind::String) return decode(piece.begin + 1, piece.end - 1);
  const ExprKind kind = reading_.file.expr(piece.expr).kind;
  if (kind != ExprKind::Error) {  // otherwise there has been a message
    reading_.complain(piece, "a block label must be a plain string: `${` and `%{` are not allowed in it");
  }
  return {};
}

ExprId ExpressionBuilder::unary(const Piece& node, Pieces pieces) {
  const Op op = pieces[0].kind == NodeKind::Not ? Op::Not : Op::Negate;
  return add(Expr{.kind = ExprKind::Unary, .op = op}, node.begin, node.end, {operand(pieces[1])});
}

ExprId ExpressionBuilder::binary(const Piece& node, Pieces pieces) {
  return add(Expr{.kind = ExprKind::Binary, .op = binary_operator(pieces[1].kind)}, node.begin, node.end,
             {operand(pieces[0]), operand(pieces[2])});
}

ExprId ExpressionBuilder::conditional(const Piece& node, Pieces pieces) {
  if (pieces.back().kind == NodeKind::StrayNewline) {
    reading_.complain(pieces.back(), "a conditional needs a second result, after a colon on the same line");
    return error(node).expr;
  }
  return add(Expr{.kind = ExprKind::Conditional}, node.begin, node.end,
             {operand(pieces[0]), operand(pieces[2]), operand(pieces[4])});
}

ExprId ExpressionBuilder::call(const Piece& node, Pieces pieces) {
  const auto missing = std::ranges::find_if(
      pieces, [](NodeKind kind) { return kind == NodeKind::Missing || kind == NodeKind::StrayNewline; }, &Piece::kind);
  if (missing != pieces.end()) {
    reading_.complain(*missing, missing->kind == NodeKind::Missing ? "a function name is required after `::`"
                                                                   : "a function call needs its parentheses here");
    return error(node).expr;
  }
  const auto open =
      static_cast<std::size_t>(std::ranges::find(pieces, NodeKind::OpenParen, &Piece::kind) - pieces.begin());
  Expr expr{.kind = ExprKind::Call};
  std::string name;
  for (const Piece& part : pieces.first(open)) {
    if (part.kind == NodeKind::Identifier) check_name(part);
    if (open > 1) name += reading_.slice(part);
  }
  expr.name = open > 1 ? reading_.file.keep(std::move(name)) : reading_.slice(pieces[0]);
  expr.name_span = reading_.span(pieces[0].begin, pieces[open - 1].end);
  expr.span = reading_.span(node);
  children_.clear();
  for (const Piece& piece : pieces.subspan(open + 1)) {
    if (is_operand(piece)) children_.push_back(operand(piece));
    if (piece.kind == NodeKind::Ellipsis) expr.flag = true;
  }
  return reading_.file.add(expr, children_);
}

// After an opening bracket `for` is always the keyword, though `for.x` is one token.
void ExpressionBuilder::check_no_for(const Piece& first) {
  if (!reading_.text.substr(first.begin).starts_with("for.")) return;
  reading_.complain(first.begin, first.begin + 3, "a `for` expression needs a variable name after `for`");
}

ExprId ExpressionBuilder::tuple(const Piece& node, Pieces pieces) {
  check_no_for(pieces[1]);
  children_.clear();
  for (const Piece& piece : pieces) {
    if (is_operand(piece)) children_.push_back(operand(piece));
  }
  Expr expr{.kind = ExprKind::Tuple, .span = reading_.span(node)};
  return reading_.file.add(expr, children_);
}

ExprId ExpressionBuilder::object(const Piece& node, Pieces pieces) {
  check_no_for(pieces[1]);
  children_.clear();
  for (const Piece& piece : pieces) {
    if (piece.kind != NodeKind::ObjectItem) continue;
    children_.push_back(piece.key);
    children_.push_back(piece.expr);
  }
  Expr expr{.kind = ExprKind::Object, .span = reading_.span(node)};
  return reading_.file.add(expr, children_);
}

Piece ExpressionBuilder::object_item(const Piece& node, Pieces pieces) {
  Piece item = node;
  const Piece& key = pieces[0];
  if (key.kind == NodeKind::Identifier) {
    check_name(key);
    item.key = add(Expr{.kind = ExprKind::String, .flag = true, .text = reading_.slice(key)}, key.begin, key.end, {});
  } else {
    item.key = operand(key);
  }
  const Piece& last = pieces.back();
  if (last.kind == NodeKind::StrayNewline) {
    reading_.complain(last, "an attribute needs a value, after an equals sign on the same line");
    item.expr = error(last).expr;
  } else {
    item.expr = operand(last);
  }
  return item;
}

ExprId ExpressionBuilder::for_expression(const Piece& node, Pieces pieces) {
  const bool is_object = node.kind == NodeKind::ForObject;
  Expr expr{.kind = is_object ? ExprKind::ForObject : ExprKind::ForTuple, .span = reading_.span(node)};
  std::size_t at = 2;
  check_name(pieces[at]);
  if (pieces[at + 1].kind == NodeKind::Comma) {
    expr.key_name = reading_.slice(pieces[at]);
    at += 2;
    check_name(pieces[at]);
  }
  expr.name = reading_.slice(pieces[at]);
  expr.name_span = reading_.span(pieces[at]);
  const ExprId collection = operand(pieces[at + 2]);
  const Piece& first = pieces[at + 4];
  at += 5;
  const ExprId first_id = operand(first);
  ExprId value = first_id;
  const bool has_key = pieces[at].kind == NodeKind::Arrow;
  if (has_key) {
    value = operand(pieces[at + 1]);
    at += 2;
  }
  if (has_key && !is_object) reading_.complain(first, "a key expression is not valid when building a tuple");
  if (!has_key && is_object) reading_.complain(first, "a key expression is required when building an object");
  if (pieces[at].kind == NodeKind::Ellipsis) {
    expr.flag = is_object;
    if (!is_object) reading_.complain(pieces[at], "the grouping `...` cannot be used when building a tuple");
    ++at;
  }
  children_.assign({collection});
  if (is_object) children_.push_back(first_id);
  children_.push_back(value);
  if (pieces[at].kind == NodeKind::If) {
    const ExprId condition = operand(pieces[at + 1]);
    children_.push_back(condition);
  }
  return reading_.file.add(expr, children_);
}

Piece ExpressionBuilder::directive(const Piece& node, Pieces pieces) {
  Piece piece = node;
  piece.is_expression = false;
  piece.index = static_cast<std::uint32_t>(directives_.size());
  Directive made{.kind = pieces[1].kind};
  if (made.kind == NodeKind::If) made.expr = operand(pieces[2]);
  if (made.kind == NodeKind::For) {
    std::size_t at = 2;
    check_name(pieces[at]);
    if (pieces[at + 1].kind == NodeKind::Comma) {
      made.key_name = reading_.slice(pieces[at]);
      at += 2;
      check_name(pieces[at]);
    }
    made.name = reading_.slice(pieces[at]);
    made.name_span = reading_.span(pieces[at]);
    made.expr = operand(pieces[at + 2]);
  }
  directives_.push_back(made);
  return piece;
}

}  // namespace brn::hcl
