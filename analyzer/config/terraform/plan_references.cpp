#include "analyzer/config/terraform/plan_references.h"

#include <algorithm>

namespace brn::config::terraform {

using syntax::NodeId;
using syntax::NodeKind;

namespace {

constexpr int kMaxDepth = 32;

NodeId at(const syntax::Tree& tree, NodeId node, std::string_view key) {
  return node.is_valid() && tree.node(node).kind == NodeKind::Mapping ? tree.find(node, key) : NodeId{};
}

std::string text_at(const syntax::Tree& tree, NodeId node, std::string_view key) {
  const NodeId found = at(tree, node, key);
  return found.is_valid() ? std::string(tree.node(found).text) : std::string();
}

std::string joined(const std::string& module_address, const std::string& rest) {
  return module_address.empty() ? rest : module_address + "." + rest;
}

/// The references that say most: those that are no beginning of another.
std::vector<std::string> longest(const syntax::Tree& tree, NodeId references) {
  std::vector<std::string> all;
  for (const NodeId item : tree.items(references)) all.emplace_back(tree.node(item).text);
  std::vector<std::string> kept;
  for (const std::string& one : all) {
    const bool is_beginning = std::ranges::any_of(all, [&](const std::string& other) {
      return other.size() > one.size() && other.starts_with(one) &&
             (other[one.size()] == '.' || other[one.size()] == '[');
    });
    if (!is_beginning && std::ranges::find(kept, one) == kept.end()) kept.push_back(one);
  }
  return kept;
}

}  // namespace

std::vector<std::string> address_parts(const std::string& address) {
  std::vector<std::string> parts(1);
  bool is_quoted = false;
  bool is_key = false;
  for (std::size_t i = 0; i < address.size(); ++i) {
    const char c = address[i];
    if (is_quoted && c == '\\' && i + 1 < address.size()) {
      parts.back().append({c, address[++i]});
      continue;
    }
    if (c == '"') is_quoted = !is_quoted;
    if (!is_quoted && c == '[') is_key = true;
    if (!is_quoted && c == ']') is_key = false;
    if (c == '.' && !is_quoted && !is_key) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

std::string without_key(const std::string& part) {
  return part.substr(0, part.find('['));
}

std::string definition_of(const std::string& address) {
  std::string definition;
  for (const std::string& part : address_parts(address)) {
    definition.append(definition.empty() ? "" : ".").append(without_key(part));
  }
  return definition;
}

PlanReferences::PlanReferences(const syntax::Tree& tree, std::function<bool(const std::string&)> exists)
    : tree_(tree), exists_(std::move(exists)) {}

NodeId PlanReferences::module_of(const std::string& module_address) const {
  NodeId module = at(tree_, at(tree_, tree_.documents()[0], "configuration"), "root_module");
  if (module_address.empty()) return module;
  const std::vector<std::string> parts = address_parts(module_address);
  for (std::size_t i = 1; i < parts.size(); i += 2) {
    module = at(tree_, at(tree_, at(tree_, module, "module_calls"), without_key(parts[i])), "module");
  }
  return module;
}

NodeId PlanReferences::expressions(const std::string& module_address, const std::string& type, const std::string& name,
                                   bool is_data) const {
  const NodeId resources = at(tree_, module_of(module_address), "resources");
  if (!resources.is_valid() || tree_.node(resources).kind != NodeKind::Sequence) return {};
  for (const NodeId resource : tree_.items(resources)) {
    if (text_at(tree_, resource, "type") == type && text_at(tree_, resource, "name") == name &&
        (text_at(tree_, resource, "mode") == "data") == is_data) {
      return at(tree_, resource, "expressions");
    }
  }
  return {};
}

std::optional<std::vector<PlanReference>> PlanReferences::resolve(NodeId expression, const std::string& module_address,
                                                                  int depth) const {
  const NodeId references = at(tree_, expression, "references");
  if (!references.is_valid() || tree_.node(references).kind != NodeKind::Sequence || depth > kMaxDepth)
    return std::nullopt;
  std::vector<PlanReference> all;
  for (const std::string& reference : longest(tree_, references)) {
    const auto found = resolve_one(reference, module_address, depth);
    if (!found) return std::nullopt;
    for (const PlanReference& one : *found) {
      if (std::ranges::find(all, one) == all.end()) all.push_back(one);
    }
  }
  return all.empty() ? std::nullopt : std::optional(all);
}

std::optional<std::vector<PlanReference>> PlanReferences::resolve_one(const std::string& reference,
                                                                      const std::string& module_address,
                                                                      int depth) const {
  const std::vector<std::string> parts = address_parts(reference);
  if (parts[0] == "var" && parts.size() == 2) return resolve_variable(parts[1], module_address, depth);
  if (parts[0] == "module") return resolve_output(parts, module_address, depth);
  const std::size_t names = parts[0] == "data" ? 3 : 2;
  if (parts.size() != names + 1) return std::nullopt;
  std::string owner = parts[0];
  for (std::size_t i = 1; i < names; ++i) owner += "." + parts[i];
  owner = joined(module_address, owner);
  if (!exists_(owner)) return std::nullopt;
  return std::vector<PlanReference>{{owner, parts.back()}};
}

std::optional<std::vector<PlanReference>> PlanReferences::resolve_variable(const std::string& name,
                                                                           const std::string& module_address,
                                                                           int depth) const {
  if (module_address.empty()) return std::nullopt;
  const std::vector<std::string> parts = address_parts(module_address);
  std::string caller;
  for (std::size_t i = 0; i + 2 < parts.size(); ++i) caller += (caller.empty() ? "" : ".") + parts[i];
  const NodeId call = at(tree_, at(tree_, module_of(caller), "module_calls"), without_key(parts.back()));
  return resolve(at(tree_, at(tree_, call, "expressions"), name), caller, depth + 1);
}

std::optional<std::vector<PlanReference>> PlanReferences::resolve_output(const std::vector<std::string>& parts,
                                                                         const std::string& module_address,
                                                                         int depth) const {
  if (parts.size() != 3) return std::nullopt;
  const std::string called = joined(module_address, "module." + parts[1]);
  // A call with instances cannot be meant as a whole.
  const NodeId call = at(tree_, at(tree_, module_of(module_address), "module_calls"), without_key(parts[1]));
  const bool is_repeated =
      at(tree_, call, "for_each_expression").is_valid() || at(tree_, call, "count_expression").is_valid();
  if (is_repeated != (parts[1] != without_key(parts[1]))) return std::nullopt;
  const NodeId output = at(tree_, at(tree_, at(tree_, call, "module"), "outputs"), parts[2]);
  return resolve(at(tree_, output, "expression"), called, depth + 1);
}

}  // namespace brn::config::terraform
