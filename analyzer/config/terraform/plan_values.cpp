#include "analyzer/config/terraform/plan_values.h"

#include <algorithm>

#include "analyzer/config/terraform/json_text.h"
#include "parsers/json/parser.h"

namespace brn::config::terraform {

using syntax::NodeId;
using syntax::NodeKind;
using value::Value;

namespace {

bool is_mapping(const syntax::Tree& tree, NodeId node) {
  return node.is_valid() && tree.node(node).kind == NodeKind::Mapping;
}
bool is_sequence(const syntax::Tree& tree, NodeId node) {
  return node.is_valid() && tree.node(node).kind == NodeKind::Sequence;
}

NodeId at(const syntax::Tree& tree, NodeId node, std::string_view key) {
  return is_mapping(tree, node) ? tree.find(node, key) : NodeId{};
}

std::string text_at(const syntax::Tree& tree, NodeId node, std::string_view key) {
  const NodeId found = at(tree, node, key);
  return found.is_valid() && tree.node(found).kind == NodeKind::String ? std::string(tree.node(found).text)
                                                                       : std::string();
}

}  // namespace

bool has_unknown(const syntax::Tree& tree, NodeId flags) {
  if (!flags.is_valid()) return false;
  switch (tree.node(flags).kind) {
    case NodeKind::Bool: return tree.node(flags).bool_value;
    case NodeKind::Sequence:
      return std::ranges::any_of(tree.items(flags), [&](NodeId item) { return has_unknown(tree, item); });
    case NodeKind::Mapping:
      return std::ranges::any_of(tree.members(flags),
                                 [&](const syntax::Member& m) { return has_unknown(tree, m.value); });
    default: return false;
  }
}

std::optional<PlanValues> PlanValues::read(SourceManager& sources, const std::string& path, Diagnostics& diagnostics) {
  const auto loaded = sources.load(path);
  if (!loaded.ok()) {
    diagnostics.add({DiagnosticKind::UnreadableFile, DiagnosticSeverity::Error, loaded.error(), Span{}, path, {}});
    return std::nullopt;
  }
  PlanValues plan;
  plan.text_ = sources.text(loaded.value());
  plan.tree_ = json::parse(loaded.value(), plan.text_);
  if (!plan.tree_.errors().empty() || plan.tree_.documents().empty()) {
    const bool has_error = !plan.tree_.errors().empty();
    diagnostics.error(DiagnosticKind::SyntaxError,
                      has_error ? plan.tree_.errors().front().span : Span{loaded.value(), 0, 0},
                      has_error ? plan.tree_.errors().front().message : "the plan is empty");
    return std::nullopt;
  }
  if (!is_mapping(plan.tree_, at(plan.tree_, plan.root(), "planned_values"))) {
    diagnostics.error(DiagnosticKind::InvalidStructure, Span{loaded.value(), 0, 0},
                      "this is no plan: `terraform show -json` of a plan has `planned_values`");
    return std::nullopt;
  }
  plan.index_module(
      at(plan.tree_, at(plan.tree_, at(plan.tree_, plan.root(), "prior_state"), "values"), "root_module"));
  plan.index_module(at(plan.tree_, at(plan.tree_, plan.root(), "planned_values"), "root_module"));
  plan.index_changes();
  return plan;
}

void PlanValues::index_module(NodeId module) {
  if (const NodeId resources = at(tree_, module, "resources"); is_sequence(tree_, resources)) {
    for (const NodeId resource : tree_.items(resources)) {
      by_address_[text_at(tree_, resource, "address")] = {at(tree_, resource, "values"), {}};
    }
  }
  if (const NodeId children = at(tree_, module, "child_modules"); is_sequence(tree_, children)) {
    for (const NodeId child : tree_.items(children)) index_module(child);
  }
}

/// `after_unknown` stands with the changes; what is destroyed has no `after`.
void PlanValues::index_changes() {
  const NodeId changes = at(tree_, root(), "resource_changes");
  if (!is_sequence(tree_, changes)) return;
  for (const NodeId one : tree_.items(changes)) {
    const NodeId change = at(tree_, one, "change");
    const NodeId after = at(tree_, change, "after");
    if (!is_mapping(tree_, after)) continue;
    by_address_[text_at(tree_, one, "address")] = {after, at(tree_, change, "after_unknown")};
  }
}

Value PlanValues::value_of(value::Pool& pool, NodeId node, Span origin) const {
  const Span span = tree_.node(node).span;
  return read_json_text(pool, text_.substr(span.begin, span.size()), origin).value_or(pool.null(origin));
}

const PlanValues::Planned* PlanValues::planned(const std::string& address) const {
  const auto found = by_address_.find(address);
  return found == by_address_.end() ? nullptr : &found->second;
}

std::optional<Value> PlanValues::variable(value::Pool& pool, std::string_view name, Span origin) const {
  const NodeId value = at(tree_, at(tree_, at(tree_, root(), "variables"), name), "value");
  return value.is_valid() ? std::optional(value_of(pool, value, origin)) : std::nullopt;
}

std::vector<value::Member> PlanValues::known_attributes(value::Pool& pool, const std::string& address,
                                                        Span origin) const {
  std::vector<value::Member> members;
  const Planned* found = planned(address);
  if (found == nullptr || !is_mapping(tree_, found->values)) return members;
  for (const syntax::Member& member : tree_.members(found->values)) {
    if (has_unknown(tree_, at(tree_, found->unknown, member.key))) continue;
    members.push_back({pool.intern(member.key), value_of(pool, member.value, origin), origin});
  }
  return members;
}

}  // namespace brn::config::terraform
