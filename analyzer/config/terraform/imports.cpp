#include "analyzer/config/terraform/imports.h"

#include <optional>

#include "analyzer/config/terraform/expression.h"
#include "analyzer/config/terraform/repetition.h"
#include "analyzer/value/convert.h"

namespace brn::config::terraform {

using value::Value;

namespace {

/// `module.net["a"].aws_vpc.main[0]` with its keys evaluated; nothing when one is not known.
std::optional<std::string> address_of(Run& run, const Scope& scope, const hcl::File& file, hcl::ExprId id) {
  const hcl::Expr& expr = file.expr(id);
  if (expr.kind == hcl::ExprKind::Variable) return std::string(expr.name);
  if (expr.kind == hcl::ExprKind::GetAttr) {
    std::optional<std::string> outer = address_of(run, scope, file, file.child(id, 0));
    if (outer) outer->append(".").append(expr.name);
    return outer;
  }
  if (expr.kind != hcl::ExprKind::Index) return std::nullopt;
  std::optional<std::string> outer = address_of(run, scope, file, file.child(id, 0));
  const Value key = evaluate_and_report(run, scope, {&file, file.child(id, 1)});
  if (!outer || !(key.is_string() || key.is_number())) return std::nullopt;
  return outer->append(key_text(key));
}

/// The id as text; nothing when it is not known or no id.
std::optional<Value> id_of(Run& run, const Scope& scope, const Expression& expression) {
  const Value given = evaluate_and_report(run, scope, expression);
  value::Converted converted = value::convert(run.pool, given, run.pool.string_type());
  const Value* id = std::get_if<Value>(&converted);
  if (id != nullptr && id->is_string() && !id->as_string().empty()) return *id;
  const bool is_wrong = id == nullptr || id->is_null() || id->is_string();
  const bool is_too_late = id != nullptr && id->is_unknown() && run.limits.like_terraform;
  if (is_wrong || is_too_late) {
    run.configuration.diagnostics.error(DiagnosticKind::InvalidValue, expression.span(),
                                        "the id of an import must be known, and neither null nor empty");
  }
  return std::nullopt;
}

}  // namespace

std::map<std::string, Value, std::less<>> import_ids(ModuleInstance& root) {
  Run& run = root.run();
  std::map<std::string, Value, std::less<>> ids;
  for (const BlockView& block : root.module().others) {
    if (block.type() != "import") continue;
    const BodyView body = block.body();
    const Expression to = body.value("to");
    const Expression id = body.value("id");
    if (!to.is_valid() || !id.is_valid()) continue;
    const BlockInstances all = repeat(run, root.scope(), body);
    for (const BlockInstance& instance : all.instances) {
      if (all.is_summary) break;
      Scope scope = root.scope();
      scope.repetition = &instance.repetition;
      scope.guard = run.pool.guards().both(scope.guard, instance.guard);
      const std::optional<std::string> address = address_of(run, scope, *to.file, to.id);
      const std::optional<Value> known = id_of(run, scope, id);
      if (address && known && scope.guard.is_always()) ids.insert_or_assign(*address, *known);
    }
  }
  return ids;
}

}  // namespace brn::config::terraform
