#pragma once
// Makes expressions of the pieces that a node of the syntax tree consists of. Each call looks at one node and the
// finished pieces below it, so no input, however deep, makes it recurse.

#include <string_view>
#include <vector>

#include "parsers/hcl/reading.h"

namespace brn::hcl {

class ExpressionBuilder {
 public:
  explicit ExpressionBuilder(Reading& reading) : reading_(reading) {}

  /// The piece for a node that has been left: an expression, an object item, an interpolation or a directive.
  [[nodiscard]] Piece build(const Piece& node, Pieces pieces);

  /// The expression that a piece stands for; a name, number or string becomes one here.
  [[nodiscard]] ExprId operand(const Piece& piece);

  /// An expression that could not be read.
  [[nodiscard]] Piece error(const Piece& node);

  [[nodiscard]] const std::vector<Directive>& directives() const { return directives_; }

  /// The text of a label: a name or a quoted string without sequences.
  [[nodiscard]] std::string_view label_text(const Piece& piece);

  /// Says so when a name holds a character that may not stand in one.
  void check_name(const Piece& piece);

 private:
  ExprId add(Expr expr, std::uint32_t begin, std::uint32_t end, std::initializer_list<ExprId> children);
  ExprId add_name(const Piece& name);
  ExprId add_reference(const Piece& reference);
  ExprId add_path(ExprId object, std::uint32_t begin, const Piece& path);
  ExprId add_attribute(ExprId object, std::uint32_t begin, std::uint32_t name_begin, std::uint32_t name_end);
  ExprId add_number(const Piece& number);
  ExprId add_string(const Piece& string);
  void check_no_for(const Piece& first);
  std::string_view decode(std::uint32_t begin, std::uint32_t end);

  ExprId unary(const Piece& node, Pieces pieces);
  ExprId binary(const Piece& node, Pieces pieces);
  ExprId conditional(const Piece& node, Pieces pieces);
  ExprId call(const Piece& node, Pieces pieces);
  ExprId tuple(const Piece& node, Pieces pieces);
  ExprId object(const Piece& node, Pieces pieces);
  ExprId for_expression(const Piece& node, Pieces pieces);
  ExprId compound(const Piece& node, Pieces pieces);
  Piece object_item(const Piece& node, Pieces pieces);
  Piece directive(const Piece& node, Pieces pieces);

  friend class TraversalBuilder;
  friend class TemplateBuilder;

  Reading& reading_;
  std::vector<Directive> directives_;
  std::vector<ExprId> children_;
};

}  // namespace brn::hcl
