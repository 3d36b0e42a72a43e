#include "analyzer/config/terraform/address_reference.h"

#include <algorithm>
#include <vector>

namespace brn::config::terraform {
namespace {

/// One name of an address with the key after it.
struct Step {
  std::string_view name;
  std::string key;  // `[0]`, `["a"]`; `[]` for one that is not literal
  Span key_place;
};

std::string key_of(const hcl::File& file, hcl::ExprId id) {
  const hcl::Expr& expr = file.expr(id);
  if (expr.kind == hcl::ExprKind::String) return "[\"" + std::string(expr.text) + "\"]";
  if (expr.kind == hcl::ExprKind::Number) return "[" + std::string(expr.text) + "]";
  return "[]";
}

/// The steps from the first name on; empty when something else stands between.
std::vector<Step> steps_of(const Expression& expression) {
  const hcl::File& file = *expression.file;
  std::vector<Step> steps;
  std::string key;
  Span key_place;
  hcl::ExprId id = expression.id;
  while (true) {
    const hcl::Expr& expr = file.expr(id);
    if (expr.kind == hcl::ExprKind::Index) {
      if (!key.empty()) return {};
      key = key_of(file, file.child(id, 1));
      key_place = Span{expr.span.file, file.expr(file.child(id, 0)).span.end, expr.span.end};
      id = file.child(id, 0);
      continue;
    }
    if (expr.kind != hcl::ExprKind::GetAttr && expr.kind != hcl::ExprKind::Variable) return {};
    steps.push_back({expr.name, std::exchange(key, {}), std::exchange(key_place, {})});
    if (expr.kind == hcl::ExprKind::Variable) break;
    id = file.child(id, 0);
  }
  std::ranges::reverse(steps);
  return steps;
}

}  // namespace

bool AddressReference::is_instance_of(const AddressReference& whole) const {
  return text == whole.text || (has_key && text.starts_with(whole.text + "["));
}

std::optional<AddressReference> address_reference(const Expression& expression) {
  const std::vector<Step> steps = steps_of(expression);
  AddressReference address;
  std::size_t at = 0;
  for (const Step& step : steps) {
    address.text += (address.text.empty() ? "" : ".") + std::string(step.name) + step.key;
    if (!step.key.empty()) {
      address.has_key = true;
      address.key = step.key_place;
    }
  }
  while (at + 1 < steps.size() && steps[at].name == "module") {
    if (address.module.empty()) address.module = steps[at + 1].name;
    at += 2;
  }
  if (at < steps.size() && steps[at].name == "data") {
    address.mode = Mode::Data;
    ++at;
  }
  if (at == steps.size() && !address.module.empty()) {
    // A module in a module is not looked for.
    if (at > 2) address.type = "module";
    return address;
  }
  if (at + 2 != steps.size()) return std::nullopt;
  address.type = steps[at].name;
  address.name = steps[at + 1].name;
  return address;
}

}  // namespace brn::config::terraform
