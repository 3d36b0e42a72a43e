#include "analyzer/config/terraform/explored_inputs.h"

#include <algorithm>

#include "analyzer/config/terraform/expression.h"
#include "analyzer/value/convert.h"

namespace brn::config::terraform {

using value::Value;

namespace {

bool is_reference_to(const hcl::File& file, hcl::ExprId id, std::string_view variable) {
  const hcl::Expr& expr = file.expr(id);
  if (expr.kind != hcl::ExprKind::GetAttr || expr.name != variable) return false;
  const hcl::Expr& root = file.expr(file.child(id, 0));
  return root.kind == hcl::ExprKind::Variable && root.name == "var";
}

bool is_literal(const hcl::Expr& expr) {
  return expr.kind == hcl::ExprKind::String || expr.kind == hcl::ExprKind::Number || expr.kind == hcl::ExprKind::Bool;
}

/// Looks for `contains([literals], var.x)`, alone or among conditions joined by `&&` or `||` (`var.x == null || …`).
void find_lists(const hcl::File& file, hcl::ExprId id, std::string_view variable, std::vector<hcl::ExprId>& lists,
                std::uint32_t depth) {
  constexpr std::uint32_t kMaxDepth = 32;
  if (depth > kMaxDepth) return;
  const hcl::Expr& expr = file.expr(id);
  if (expr.kind == hcl::ExprKind::Parens) return find_lists(file, file.child(id, 0), variable, lists, depth + 1);
  if (expr.kind == hcl::ExprKind::Binary && (expr.op == hcl::Op::And || expr.op == hcl::Op::Or)) {
    find_lists(file, file.child(id, 0), variable, lists, depth + 1);
    find_lists(file, file.child(id, 1), variable, lists, depth + 1);
    return;
  }
  if (expr.kind != hcl::ExprKind::Call || expr.name != "contains" || file.children(id).size() != 2) return;
  if (!is_reference_to(file, file.child(id, 1), variable)) return;
  const hcl::ExprId list = file.child(id, 0);
  if (file.expr(list).kind != hcl::ExprKind::Tuple) return;
  const std::span<const hcl::ExprId> items = file.children(list);
  if (std::ranges::all_of(items, [&](hcl::ExprId item) { return is_literal(file.expr(item)); })) lists.push_back(list);
}

void add_value(std::vector<Value>& values, const Value& value) {
  const bool is_there = std::ranges::any_of(values, [&](const Value& other) { return value::identical(other, value); });
  if (!is_there) values.push_back(value);
}

}  // namespace

std::vector<Value> listed_values(Run& run, const Definition& variable, const TypeConstraint& type,
                                 const Value* default_value) {
  constexpr std::size_t kMostValues = value::kMaxAlternatives;
  value::Pool& pool = run.pool;
  std::vector<Value> values;
  const Span place = variable.header();
  if (type.type == pool.bool_type()) {
    values = {pool.boolean(true, place), pool.boolean(false, place)};
  }
  for (const BlockView& block : variable.body.blocks) {
    if (block.type() != "validation" || !values.empty()) continue;
    const Expression condition = block.body().value("condition");
    if (!condition.is_valid()) continue;
    std::vector<hcl::ExprId> lists;
    find_lists(*condition.file, condition.id, variable.name, lists, 0);
    if (lists.size() != 1) continue;
    for (const hcl::ExprId item : condition.file->children(lists[0])) {
      const Value value = evaluate(run, Scope{}, Expression{condition.file, item});
      const Conformed conformed = conform(run, type, value);
      if (conformed.error.empty()) add_value(values, conformed.value);
    }
  }
  if (values.empty()) return {};
  if (default_value != nullptr && default_value->is_known()) add_value(values, *default_value);
  if (values.size() < 2 || values.size() > kMostValues) return {};
  return values;
}

Value explore(Run& run, const Definition& variable, const std::vector<Value>& values, const Value* default_value) {
  guard::Input input;
  input.name = "var." + variable.name;
  input.place = variable.header();
  for (const Value& value : values) {
    if (default_value != nullptr && value::identical(value, *default_value)) {
      input.default_value = static_cast<std::uint32_t>(input.values.size());
    }
    input.values.push_back(value.is_null() ? "null" : value::primitive_to_text(value).value_or("?"));
  }
  guard::GuardPool& guards = run.pool.guards();
  const guard::InputId id = guards.add_input(std::move(input));
  std::vector<value::Alternative> alternatives;
  for (std::uint32_t i = 0; i < values.size(); ++i) {
    alternatives.push_back({guards.equals(id, i), values[i].with_origin(variable.header())});
  }
  return run.pool.choice(alternatives, variable.header());
}

}  // namespace brn::config::terraform
