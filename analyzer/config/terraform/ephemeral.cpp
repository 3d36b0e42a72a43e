#include "analyzer/config/terraform/ephemeral.h"

#include <algorithm>
#include <set>

#include "analyzer/config/terraform/reference_walk.h"

namespace brn::config::terraform {
namespace {

bool is_flag_set(const BodyView& body, std::string_view name) {
  const Expression flag = body.value(name);
  return flag.is_valid() && flag.file->expr(flag.id).kind == hcl::ExprKind::Bool && flag.file->expr(flag.id).flag;
}

/// Functions whose result says nothing of the value that they are given.
bool takes_away(std::string_view function) {
  constexpr std::string_view kCore = "core::";
  if (function.starts_with(kCore)) function.remove_prefix(kCore.size());
  return function == "ephemeralasnull" || function == "can" || function == "issensitive";
}

class Search {
 public:
  Search(const Module& module, const CalleeLookup& callee) : module_(module), callee_(callee) {}

  bool in(const Expression& expression);

 private:
  bool in_reference(const FoundReference& found);
  bool in_local(const LocalDefinition& local, std::span<const std::string_view> path);
  bool in_output(const FoundReference& found);

  const Module& module_;
  const CalleeLookup& callee_;
  std::set<const LocalDefinition*> looked_at_;
};

bool Search::in(const Expression& expression) {
  bool found_any = false;
  walk_references(
      expression, {}, [&](const FoundReference& found) { found_any = found_any || in_reference(found); }, takes_away);
  return found_any;
}

bool Search::in_reference(const FoundReference& found) {
  if (found.root == "ephemeral") return true;
  if (found.names.empty()) return false;
  if (found.root == "terraform") return found.names[0] == "applying";
  if (found.root == "var") {
    const auto variable = module_.variables.find(found.names[0]);
    return variable != module_.variables.end() && is_flag_set(variable->second.body, "ephemeral");
  }
  if (found.root == "module") return in_output(found);
  if (found.root != "local") return false;
  const auto local = module_.locals.find(found.names[0]);
  return local != module_.locals.end() && in_local(local->second, std::span(found.names).subspan(1));
}

/// `local.x.a` needs `a` only, where the local is written as an object.
bool Search::in_local(const LocalDefinition& local, std::span<const std::string_view> path) {
  Expression value = local.value;
  while (!path.empty() && value.file->expr(value.id).kind == hcl::ExprKind::Object) {
    const std::span<const hcl::ExprId> items = value.file->children(value.id);
    Expression member;
    for (std::size_t i = 0; i + 1 < items.size(); i += 2) {
      const hcl::Expr& key = value.file->expr(items[i]);
      if (key.text == path[0] || key.name == path[0]) member = {value.file, items[i + 1]};
    }
    if (!member.is_valid()) break;
    value = member;
    path = path.subspan(1);
  }
  if (value.id != local.value.id) return in(value);
  return looked_at_.insert(&local).second && in(value);
}

bool Search::in_output(const FoundReference& found) {
  const auto call = module_.calls.find(found.names[0]);
  if (call == module_.calls.end() || found.names.size() < 2) return false;
  const Module* callee = callee_(call->second);
  if (callee == nullptr) return false;
  const auto output = callee->outputs.find(found.names[1]);
  return output != callee->outputs.end() && is_flag_set(output->second.body, "ephemeral");
}

class Checker {
 public:
  Checker(const Module& module, const CalleeLookup& callee, Diagnostics& diagnostics)
      : module_(module), callee_(callee), diagnostics_(diagnostics) {}

  void output(const Definition& definition, bool is_root);
  void call(const Definition& definition);
  void resource(const Definition& definition);

 private:
  void refuse(const Expression& expression, std::string_view where) {
    if (!expression.is_valid() || !Search(module_, callee_).in(expression)) return;
    diagnostics_.error(DiagnosticKind::InvalidValue, expression.span(),
                       "an ephemeral value cannot stand in " + std::string(where));
  }
  void arguments(const BodyView& body, std::string_view type);

  const Module& module_;
  const CalleeLookup& callee_;
  Diagnostics& diagnostics_;
};

void Checker::output(const Definition& definition, bool is_root) {
  const Expression value = definition.body.value("value");
  if (!is_flag_set(definition.body, "ephemeral")) return refuse(value, "an output that is not declared `ephemeral`");
  if (is_root) {
    diagnostics_.error(DiagnosticKind::InvalidStructure, definition.header(),
                       "an output of a root module cannot be ephemeral");
  } else if (value.is_valid() && !Search(module_, callee_).in(value)) {
    diagnostics_.error(DiagnosticKind::InvalidValue, value.span(),
                       "the value of an output that is declared `ephemeral` must be ephemeral");
  }
}

void Checker::call(const Definition& definition) {
  refuse(definition.body.value("count"), "`count`");
  refuse(definition.body.value("for_each"), "`for_each`");
  const Module* callee = callee_(definition);
  if (callee == nullptr) return;
  for (const AttributeView& view : definition.body.attributes) {
    const auto variable = callee->variables.find(view.attribute->name);
    if (variable == callee->variables.end() || is_flag_set(variable->second.body, "ephemeral")) continue;
    refuse(view.value(), "a variable that is not declared `ephemeral`");
  }
}

/// Write-only arguments (`secret_string_wo`) are never stored.
void Checker::arguments(const BodyView& body, std::string_view type) {
  for (const AttributeView& view : body.attributes) {
    const std::string_view name = view.attribute->name;
    if (name.ends_with("_wo") || name == "depends_on" || name == "provider") continue;
    if (name == "count" || name == "for_each") {
      refuse(view.value(), "`" + std::string(name) + "`");
    } else {
      refuse(view.value(), "an argument of `" + std::string(type) + "`, which is stored");
    }
  }
  for (const BlockView& block : body.blocks) {
    if (block.type() != "provisioner" && block.type() != "connection" && block.type() != "lifecycle") {
      arguments(block.body(), type);
    }
  }
}

void Checker::resource(const Definition& definition) {
  arguments(definition.body, definition.type);
}

bool has_ephemeral(const Module& module) {
  const auto declares = [](const Module::Definitions& definitions) {
    return std::ranges::any_of(definitions,
                               [](const auto& entry) { return entry.second.body.find("ephemeral") != nullptr; });
  };
  return declares(module.variables) || declares(module.outputs) ||
         std::ranges::any_of(module.others, [](const BlockView& view) { return view.type() == "ephemeral"; });
}

}  // namespace

bool is_ephemeral(const Module& module, const CalleeLookup& callee, const Expression& expression) {
  return Search(module, callee).in(expression);
}

void check_ephemeral(const Module& module, bool is_root, const CalleeLookup& callee, Diagnostics& diagnostics) {
  const bool is_needed = has_ephemeral(module) || std::ranges::any_of(module.calls, [&](const auto& entry) {
                           const Module* called = callee(entry.second);
                           return called != nullptr && has_ephemeral(*called);
                         });
  if (!is_needed) return;
  Checker checker(module, callee, diagnostics);
  for (const Definition* definition : Module::in_order(module.outputs)) checker.output(*definition, is_root);
  for (const Definition* definition : Module::in_order(module.calls)) checker.call(*definition);
  for (const Definition* definition : Module::in_order(module.resources)) checker.resource(*definition);
}

}  // namespace brn::config::terraform
