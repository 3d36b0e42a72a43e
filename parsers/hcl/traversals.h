#pragma once
// Makes an expression of a term and the steps after it: `.name`, `.0`, `[key]`, `.*` and `[*]`.

#include <vector>

#include "parsers/hcl/expressions.h"

namespace brn::hcl {

class TraversalBuilder {
 public:
  TraversalBuilder(ExpressionBuilder& builder, const Piece& node) : builder_(builder), node_(node) {}

  [[nodiscard]] Piece build(Pieces pieces);

 private:
  // A full splat whose steps are still being read: they all belong to its items.
  struct OpenSplat {
    ExprId source{};
    std::uint32_t begin;
  };

  void take_dot();
  void take_bracket();
  void take_attribute_splat();
  void take_number(const Piece& dot, const Piece& number);
  ExprId add_splat(ExprId source, ExprId each, std::uint32_t begin, std::uint32_t end, bool is_full);
  ExprId add_item(std::uint32_t begin, std::uint32_t end);
  [[nodiscard]] bool has_line_end(std::uint32_t begin, std::uint32_t end) const;

  ExpressionBuilder& builder_;
  Piece node_;
  Pieces pieces_;
  std::size_t at_ = 0;
  std::uint32_t begin_ = 0;  // where the current operand starts: the term, or the marker of the splat around
  std::uint32_t levels_ = 0;
  ExprId current_;
  std::vector<OpenSplat> open_;
};

}  // namespace brn::hcl
