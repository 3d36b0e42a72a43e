#include "analyzer/config/terraform/instance.h"

#include <algorithm>

#include "analyzer/config/terraform/call_memo.h"
#include "analyzer/config/terraform/conditions.h"
#include "analyzer/config/terraform/expression.h"
#include "analyzer/config/terraform/reference_walk.h"
#include "analyzer/config/terraform/resources.h"
#include "analyzer/config/terraform/variables.h"

namespace brn::config::terraform {

using value::Value;

ModuleInstance::ModuleInstance(Run& run, const Module& module, std::string address, std::string definition_address,
                               std::string path, Call call)
    : run_(run),
      module_(module),
      address_(std::move(address)),
      definition_(std::move(definition_address)),
      path_(std::move(path)),
      call_(std::move(call)) {
  if (call_.caller != nullptr) {
    call_path_ = call_.caller->call_path();
    call_path_.push_back(call_.definition->header());
  }
}

ModuleInstance::~ModuleInstance() = default;

std::string ModuleInstance::qualified(std::string_view name) const {
  return address_.empty() ? std::string(name) : address_ + "." + std::string(name);
}

std::string ModuleInstance::qualified_definition(std::string_view name) const {
  return definition_.empty() ? std::string(name) : definition_ + "." + std::string(name);
}

Scope ModuleInstance::scope() {
  Scope scope;
  scope.module = this;
  scope.guard = call_.existence.guard;
  scope.may_not_exist = call_.existence.exists != Tri::Yes;
  return scope;
}

const ProviderMap& ModuleInstance::providers() {
  if (!providers_) {
    providers_.emplace();  // while they are found a region that needs a resource sees none
    providers_ = find_providers(*this, is_root() ? ProviderMap{} : call_.caller->providers());
  }
  return *providers_;
}

std::optional<std::string> ModuleInstance::builtin(std::string_view name) const {
  if (name == "path.module") return path_;
  if (name == "path.root") return ".";
  if (name == "path.cwd") return run_.sources.file_system().canonical(run_.root_folder);
  if (name == "terraform.workspace" || name == "tofu.workspace") {
    const auto& environment = run_.inputs.environment;
    const auto given = std::ranges::find(environment, "TF_WORKSPACE", &std::pair<std::string, std::string>::first);
    return given == environment.end() || given->second.empty() ? "default" : given->second;
  }
  return std::nullopt;
}

template <typename Compute>
Value ModuleInstance::once(Memo& memo, const std::string& name, Span declared, Span place, const Compute& compute) {
  if (memo.state == State::Done) return memo.value;
  if (memo.state == State::Working) return run_.cycle(name, place);
  memo.state = State::Working;
  run_.enter(name, declared);
  memo.value = compute();
  run_.leave();
  memo.state = State::Done;
  return memo.value;
}

Value ModuleInstance::variable(std::string_view name, Span place) {
  const auto found = module_.variables.find(name);
  if (found == module_.variables.end()) return run_.failed(place, "var." + std::string(name), "is not declared");
  if (is_root()) {
    const auto given = given_.find(name);
    return given == given_.end() ? run_.failed(place, "var." + std::string(name), "has no value") : given->second;
  }
  Memo& memo = variables_[found->first];
  if (memo.state == State::Done) return memo.value;
  return once(memo, qualified("var." + found->first), found->second.header(), place,
              [&] { return compute_variable(found->second); });
}

Value ModuleInstance::compute_variable(const Definition& definition) {
  const Span call = call_.definition->header();
  const Expression argument = call_.definition->body.value(definition.name);
  if (!argument.is_valid()) return called_variable(run_, definition, nullptr, address_, call);
  Scope outer = call_.caller->scope();
  outer.repetition = &call_.repetition;
  outer.guard = call_.existence.guard;
  const Value given = evaluate_and_report(run_, outer, argument);
  return called_variable(run_, definition, &given, address_, call);
}

Value ModuleInstance::local(std::string_view name, Span place) {
  const auto found = module_.locals.find(name);
  if (found == module_.locals.end()) return run_.failed(place, "local." + std::string(name), "is not declared");
  const LocalDefinition& local = found->second;
  Memo& memo = locals_[&local];
  if (memo.state == State::Idle) require({&local, nullptr});
  return compute_local(local, place);
}

Value ModuleInstance::compute_local(const LocalDefinition& local, Span place) {
  Memo& memo = locals_[&local];
  if (memo.state == State::Done) return memo.value;
  return once(memo, qualified("local." + local.name), local.name_span, place,
              [&] { return evaluate_and_report(run_, scope(), local.value); });
}

Value ModuleInstance::resource(Mode mode, std::string_view type, std::string_view name, Span place) {
  const Definition* definition = module_.find_resource(mode, type, name);
  if (definition == nullptr) {
    std::string address = mode == Mode::Data ? "data." : "";
    address.append(type).append(".").append(name);
    return run_.failed(place, address, "is not declared");
  }
  if (resources_[definition].state == State::Idle) require({nullptr, definition});
  return compute_resource(*definition, place);
}

Value ModuleInstance::compute_resource(const Definition& definition, Span place) {
  ResourceMemo& memo = resources_[&definition];
  if (memo.state == State::Done) return memo.value;
  return once(memo, qualified(definition.address()), definition.header(), place,
              [&] { return evaluate_resource(*this, definition, memo.instances); });
}

Value ModuleInstance::output(std::string_view name, Span place) {
  const auto found = module_.outputs.find(name);
  if (found == module_.outputs.end()) {
    return run_.failed(place, qualified(name), "is no output of the module");
  }
  Memo& memo = outputs_[found->first];
  if (memo.state == State::Done) return memo.value;
  const Expression expression = found->second.body.value("value");
  return once(memo, qualified("output." + found->first), found->second.header(), place, [&] {
    if (!expression.is_valid()) return run_.failed(place, qualified(name), "has no value");
    return evaluate_and_report(run_, scope(), expression);
  });
}

bool ModuleInstance::is_idle(const DependencyNode& node) {
  return node.local != nullptr ? locals_[node.local].state == State::Idle
                               : resources_[node.resource].state == State::Idle;
}

void ModuleInstance::compute(const DependencyNode& node) {
  if (node.local != nullptr) {
    compute_local(*node.local, node.local->name_span);
  } else {
    compute_resource(*node.resource, node.resource->header());
  }
}

std::vector<DependencyNode> ModuleInstance::dependencies(const DependencyNode& node) const {
  std::vector<DependencyNode> needed;
  const auto add = [&](const FoundReference& found) {
    const std::vector<std::string_view>& names = found.names;
    if (names.empty()) return;
    if (found.root == "local") {
      const auto local = module_.locals.find(names[0]);
      if (local != module_.locals.end()) needed.push_back({&local->second, nullptr});
      return;
    }
    const bool is_data = found.root == "data";
    if (is_data && names.size() < 2) return;
    const Definition* resource = is_data ? module_.find_resource(Mode::Data, names[0], names[1])
                                         : module_.find_resource(Mode::Managed, found.root, names[0]);
    if (resource != nullptr) needed.push_back({nullptr, resource});
  };
  if (node.local != nullptr) {
    walk_references(node.local->value, {}, add);
  } else {
    walk_body_references(node.resource->body, {}, add);
  }
  return needed;
}

void ModuleInstance::require(const DependencyNode& node) {
  struct Item {
    DependencyNode node;
    std::vector<DependencyNode> needed;
    std::size_t next = 0;
  };
  std::vector<Item> stack;
  const auto push = [&](const DependencyNode& wanted) {
    const void* identity =
        wanted.local != nullptr ? static_cast<const void*>(wanted.local) : static_cast<const void*>(wanted.resource);
    if (!is_idle(wanted) || !scheduled_.insert(identity).second) return;
    stack.push_back({wanted, dependencies(wanted), 0});
  };
  push(node);
  while (!stack.empty()) {
    Item& item = stack.back();
    if (item.next < item.needed.size()) {
      const DependencyNode next = item.needed[item.next++];
      push(next);
      continue;
    }
    const DependencyNode ready = item.node;
    stack.pop_back();
    compute(ready);
  }
}

void ModuleInstance::evaluate_all() {
  for (const auto& [name, definition] : module_.variables) {
    const Value value = variable(name, definition.header());
    check_validations(run_, scope(), definition, value);
  }
  for (const auto& [name, local] : module_.locals) this->local(name, local.name_span);
  for (const Definition* definition : Module::in_order(module_.resources)) {
    resource(definition->mode, definition->type, definition->name, definition->header());
    std::vector<Resource>& made = resources_[definition].instances;
    std::ranges::move(made, std::back_inserter(run_.configuration.resources));
    made.clear();
  }
  for (const Definition* definition : Module::in_order(module_.outputs)) {
    const Value value = output(definition->name, definition->header());
    if (!is_root()) continue;
    const Expression sensitive = definition->body.value("sensitive");
    const Value marked = sensitive.is_valid() ? evaluate_and_report(run_, scope(), sensitive) : Value{};
    run_.configuration.outputs.push_back(
        {definition->name, value, definition->header(), "", marked.is_bool() && marked.as_bool(), 0});
  }
  check_conditions(*this);
  for (const Definition* definition : Module::in_order(module_.calls)) {
    const CallMemo& memo = prepare_call(*definition);
    if (memo.callee == nullptr && !memo.is_error) record_absent(*definition, memo);
    for (const std::unique_ptr<ModuleInstance>& child : memo.children) {
      if (child != nullptr) child->evaluate_all();
    }
  }
}

}  // namespace brn::config::terraform
