#include "parsers/hcl/ast.h"

#include <algorithm>
#include <utility>

#include "parsers/source/check.h"

namespace brn::hcl {

const Attribute* Body::find(std::string_view name) const {
  const auto found = std::ranges::find(attributes, name, &Attribute::name);
  return found == attributes.end() ? nullptr : &*found;
}

std::span<const ExprId> File::children(ExprId id) const {
  BRN_CHECK(id.index < exprs_.size(), "an expression of another file");
  const Expr& parent = exprs_[id.index];
  return std::span(children_).subspan(parent.first, parent.count);
}

ExprId File::add(Expr expr, std::span<const ExprId> children) {
  expr.first = static_cast<std::uint32_t>(children_.size());
  expr.count = static_cast<std::uint32_t>(children.size());
  children_.insert(children_.end(), children.begin(), children.end());
  exprs_.push_back(expr);
  return ExprId{static_cast<std::uint32_t>(exprs_.size() - 1)};
}

BodyId File::add_body(Body body) {
  bodies_.push_back(std::move(body));
  return BodyId{static_cast<std::uint32_t>(bodies_.size() - 1)};
}

void File::sort_errors() {
  std::ranges::stable_sort(errors_, {}, [](const SyntaxError& error) { return error.span.begin; });
  const auto repeated = std::ranges::unique(errors_, {}, [](const SyntaxError& error) { return error.span.begin; });
  errors_.erase(repeated.begin(), repeated.end());
}

std::string_view File::keep(std::string text) {
  return texts_.emplace_back(std::move(text));
}

}  // namespace brn::hcl
