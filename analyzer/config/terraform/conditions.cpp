#include "analyzer/config/terraform/conditions.h"

#include <algorithm>
#include <optional>

#include "analyzer/config/terraform/expression.h"
#include "analyzer/config/terraform/reference_walk.h"
#include "analyzer/config/terraform/repetition.h"

namespace brn::config::terraform {

using value::Value;

namespace {

class ConditionChecker {
 public:
  explicit ConditionChecker(ModuleInstance& module) : module_(module), run_(module.run()) {}

  void outputs();
  void resources();
  void checks();

 private:
  void check(const BlockView& block, const Scope& scope, DiagnosticSeverity severity);
  std::string words(const BodyView& body, const Scope& scope);
  std::optional<Value> self_of(const Definition& definition, const BlockInstance& instance);

  ModuleInstance& module_;
  Run& run_;
};

std::string ConditionChecker::words(const BodyView& body, const Scope& scope) {
  const Expression text = body.value("error_message");
  if (!text.is_valid()) return {};
  EvaluationErrors ignored;
  Scope quiet = scope;
  quiet.errors = &ignored;
  const Value value = evaluate(run_, quiet, text);
  std::string message = value.is_string() ? std::string(value.as_string()) : std::string();
  std::ranges::replace(message, '\n', ' ');
  return message;
}

void ConditionChecker::check(const BlockView& block, const Scope& scope, DiagnosticSeverity severity) {
  const BodyView body = block.body();
  const Expression condition = body.value("condition");
  if (!condition.is_valid() || !run_.holds_by_default(scope.guard)) return;
  bool refers = false;
  walk_references(condition, {}, [&](const FoundReference&) { refers = true; });
  if (!refers) return;  // which is an error of its own
  const Value value =
      run_.pool.in_world(evaluate_and_report(run_, scope, condition), run_.pool.guards().default_world());
  const bool is_unknown_check = value.is_unknown() && severity == DiagnosticSeverity::Warning;
  if (!is_unknown_check && !(value.is_bool() && !value.as_bool())) return;
  const std::string message = words(body, scope);
  std::string text =
      is_unknown_check ? "this condition can be checked only after deployment" : "this condition does not hold";
  if (!is_unknown_check && !message.empty()) text += ": " + message;
  run_.configuration.diagnostics.add(
      {DiagnosticKind::InvalidValue, severity, std::move(text), condition.span(), "", {}});
}

void ConditionChecker::outputs() {
  for (const Definition* definition : Module::in_order(module_.module().outputs)) {
    for (const BlockView& block : definition->body.blocks) {
      if (block.type() == "precondition") check(block, module_.scope(), DiagnosticSeverity::Error);
    }
  }
}

/// One instance of a resource as `self` sees it.
std::optional<Value> ConditionChecker::self_of(const Definition& definition, const BlockInstance& instance) {
  const Value whole = module_.resource(definition.mode, definition.type, definition.name, definition.header());
  if (!instance.key) return whole;
  if (instance.key->is_string() && whole.is_mapping()) {
    const Value* found = whole.find(instance.key->as_string());
    return found == nullptr ? std::nullopt : std::optional(*found);
  }
  if (!instance.key->is_number() || !whole.is_sequence()) return std::nullopt;
  const std::optional<std::int64_t> at = instance.key->as_number().to_int64();
  const bool is_there = at && *at >= 0 && static_cast<std::size_t>(*at) < whole.elements().size();
  return is_there ? std::optional(whole.elements()[static_cast<std::size_t>(*at)]) : std::nullopt;
}

/// What a postcondition asks of `self` is mostly known after deployment; what is known is checked.
void ConditionChecker::resources() {
  for (const Definition* definition : Module::in_order(module_.module().resources)) {
    for (const BlockView& block : definition->body.blocks) {
      if (block.type() != "lifecycle") continue;
      const BodyView inner = block.body();
      const bool has_any =
          std::ranges::any_of(inner.blocks, [](const BlockView& view) { return view.type() != "action_trigger"; });
      if (!has_any) continue;
      const BlockInstances all = repeat(run_, module_.scope(), definition->body);
      for (const BlockInstance& instance : all.instances) {
        if (all.is_summary) break;
        Scope scope = module_.scope();
        scope.repetition = &instance.repetition;
        scope.guard = run_.pool.guards().both(scope.guard, instance.guard);
        for (const BlockView& condition : inner.blocks) {
          if (condition.type() == "precondition") check(condition, scope, DiagnosticSeverity::Error);
          if (condition.type() != "postcondition") continue;
          const std::optional<Value> self = self_of(*definition, instance);
          Scope own = scope;
          own.self = self ? &*self : nullptr;
          if (self) check(condition, own, DiagnosticSeverity::Error);
        }
      }
    }
  }
}

void ConditionChecker::checks() {
  for (const BlockView& block : module_.module().others) {
    if (block.type() != "check") continue;
    const BodyView body = block.body();
    // A data source inside a check is read at deployment only.
    if (std::ranges::any_of(body.blocks, [](const BlockView& view) { return view.type() == "data"; })) continue;
    for (const BlockView& one : body.blocks) {
      if (one.type() == "assert") check(one, module_.scope(), DiagnosticSeverity::Warning);
    }
  }
}

}  // namespace

void check_conditions(ModuleInstance& module) {
  ConditionChecker checker(module);
  checker.outputs();
  checker.resources();
  checker.checks();
}

}  // namespace brn::config::terraform
