// A plan without its source: planned values as a Configuration.

#include <algorithm>

#include "analyzer/aws/terraform_types.h"
#include "analyzer/config/terraform/functions/functions.h"
#include "analyzer/config/terraform/plan_references.h"
#include "analyzer/config/terraform/plan_values.h"

namespace brn::config::terraform {

using syntax::NodeId;
using syntax::NodeKind;
using value::Value;

namespace {

class PlanReader {
 public:
  PlanReader(const PlanValues& plan, Configuration& configuration)
      : plan_(plan),
        tree_(plan.tree()),
        configuration_(configuration),
        pool_(*configuration.pool),
        references_(plan.tree(), [&plan](const std::string& address) { return plan.planned(address) != nullptr; }) {}

  void read(const Inputs& inputs);

 private:
  /// Where a value stands, for what it may refer to and how it is named.
  struct Place {
    const Resource* resource;
    std::string module;
    std::string path;
  };

  void module(NodeId module, const std::string& address);
  void resource(NodeId resource, const std::string& module_address);
  void outputs();
  Value object(NodeId values, NodeId unknown, NodeId expressions, const Place& place);
  Value value(NodeId known, NodeId unknown, NodeId expression, const Place& place);
  Value unknown_value(NodeId expression, const Place& place);
  Value sequence(NodeId known, NodeId unknown, NodeId expression, const Place& place);
  Value attribute(const PlanReference& reference);
  Value region_of(const Value& attributes);
  [[nodiscard]] NodeId at(NodeId node, std::string_view key) const {
    return node.is_valid() && tree_.node(node).kind == NodeKind::Mapping ? tree_.find(node, key) : NodeId{};
  }
  [[nodiscard]] std::string text(NodeId node, std::string_view key) const {
    const NodeId found = at(node, key);
    return found.is_valid() ? std::string(tree_.node(found).text) : std::string();
  }
  [[nodiscard]] bool is(NodeId node, NodeKind kind) const { return node.is_valid() && tree_.node(node).kind == kind; }

  const PlanValues& plan_;
  const syntax::Tree& tree_;
  Configuration& configuration_;
  value::Pool& pool_;
  PlanReferences references_;
  std::string region_;
};

void PlanReader::read(const Inputs& inputs) {
  region_ = inputs.region;
  const NodeId provider = at(at(at(plan_.root(), "configuration"), "provider_config"), "aws");
  const NodeId constant = at(at(at(provider, "expressions"), "region"), "constant_value");
  if (is(constant, NodeKind::String)) region_ = std::string(tree_.node(constant).text);
  module(at(at(plan_.root(), "planned_values"), "root_module"), "");
  outputs();
}

void PlanReader::module(NodeId module, const std::string& address) {
  if (const NodeId resources = at(module, "resources"); is(resources, NodeKind::Sequence)) {
    for (const NodeId one : tree_.items(resources)) resource(one, address);
  }
  if (const NodeId children = at(module, "child_modules"); is(children, NodeKind::Sequence)) {
    for (const NodeId child : tree_.items(children)) this->module(child, text(child, "address"));
  }
}

void PlanReader::resource(NodeId node, const std::string& module_address) {
  Resource made;
  made.address = text(node, "address");
  made.symbol_owner = made.address;
  made.definition = definition_of(made.address);
  made.type = text(node, "type");
  made.name = text(node, "name");
  made.mode = text(node, "mode") == "data" ? Mode::Data : Mode::Managed;
  if (const NodeId index = at(node, "index"); index.is_valid()) made.key = plan_.value_of(pool_, index, Span{});
  const PlanValues::Planned* planned = plan_.planned(made.address);
  const NodeId expressions = references_.expressions(module_address, made.type, made.name, made.mode == Mode::Data);
  made.attributes = planned == nullptr
                        ? pool_.object({}, Span{})
                        : object(planned->values, planned->unknown, expressions, {&made, module_address, ""});
  made.region = region_of(made.attributes);
  configuration_.resources.push_back(std::move(made));
}

Value PlanReader::region_of(const Value& attributes) {
  const Value* own = attributes.find("region");
  if (own != nullptr && own->is_string()) return *own;
  if (!region_.empty()) return pool_.string(region_, Span{});
  const Cause cause{CauseKind::Variable, "provider.aws", "the Region of the provider is not in the plan",
                    "give it by `--region`", Span{}};
  return pool_.unknown(cause, pool_.string_type(), Span{}, pool_.symbol(value::SymbolKind::Region, "", ""));
}

/// Attributes that are null are left out: for the provider they are not set.
Value PlanReader::object(NodeId values, NodeId unknown, NodeId expressions, const Place& place) {
  std::vector<value::Member> members;
  const auto below = [&](std::string_view name) {
    return Place{place.resource, place.module,
                 place.path.empty() ? std::string(name) : place.path + "." + std::string(name)};
  };
  if (is(values, NodeKind::Mapping)) {
    for (const syntax::Member& member : tree_.members(values)) {
      const NodeId flags = at(unknown, member.key);
      if (is(member.value, NodeKind::Null) && !has_unknown(tree_, flags)) continue;
      members.push_back({pool_.intern(member.key),
                         value(member.value, flags, at(expressions, member.key), below(member.key)), Span{}});
    }
  }
  if (is(unknown, NodeKind::Mapping)) {
    for (const syntax::Member& member : tree_.members(unknown)) {
      const NodeId expression = at(expressions, member.key);
      // What nothing was written for is the provider's to choose: it is read by its name.
      if (at(values, member.key).is_valid() || !has_unknown(tree_, member.value) || !expression.is_valid()) continue;
      members.push_back({pool_.intern(member.key), unknown_value(expression, below(member.key)), Span{}});
    }
  }
  return pool_.object(members, Span{});
}

Value PlanReader::value(NodeId known, NodeId unknown, NodeId expression, const Place& place) {
  if (is(unknown, NodeKind::Bool) && tree_.node(unknown).bool_value) return unknown_value(expression, place);
  if (!has_unknown(tree_, unknown)) return plan_.value_of(pool_, known, Span{});
  if (is(known, NodeKind::Mapping)) return object(known, unknown, expression, place);
  if (is(known, NodeKind::Sequence)) return sequence(known, unknown, expression, place);
  return unknown_value(expression, place);
}

Value PlanReader::sequence(NodeId known, NodeId unknown, NodeId expression, const Place& place) {
  const auto items = tree_.items(known);
  const auto flags = is(unknown, NodeKind::Sequence) ? tree_.items(unknown) : std::span<const NodeId>();
  std::vector<Value> values;
  std::size_t open = 0;
  for (std::size_t i = 0; i < items.size(); ++i)
    open += i < flags.size() && is(flags[i], NodeKind::Bool) && tree_.node(flags[i]).bool_value;
  const auto found = open > 0 ? references_.resolve(expression, place.module) : std::nullopt;
  std::size_t next = 0;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const NodeId own_flags = i < flags.size() ? flags[i] : NodeId{};
    const bool is_open = is(own_flags, NodeKind::Bool) && tree_.node(own_flags).bool_value;
    // As many references as unknown elements: each is one of them (these attributes are sets in effect).
    if (is_open && found && found->size() == open) {
      values.push_back(attribute((*found)[next++]));
      continue;
    }
    const NodeId own = is(expression, NodeKind::Sequence) && i < tree_.items(expression).size()
                           ? tree_.items(expression)[i]
                           : NodeId{};
    values.push_back(
        value(items[i], own_flags, own, {place.resource, place.module, place.path + "[" + std::to_string(i) + "]"}));
  }
  return pool_.tuple(values, Span{});
}

Value PlanReader::attribute(const PlanReference& reference) {
  const std::string subject = reference.owner + "." + reference.path;
  const Cause cause{CauseKind::Computed, subject, "`" + subject + "` is known only after deployment", "", Span{}};
  const Cause* const causes[] = {pool_.cause(cause)};
  value::Pool::UnknownSpec spec;
  spec.type = pool_.string_type();
  spec.symbol = pool_.symbol(value::SymbolKind::ResourceAttribute, reference.owner, reference.path);
  spec.causes = causes;
  spec.not_null = true;
  return pool_.unknown(spec, Span{});
}

bool is_list(const Resource& resource, const std::string& path) {
  const auto type = aws::terraform_type(resource.type);
  if (!type) return path.ends_with("_ids");
  const std::string name = path.substr(path.rfind('.') == std::string::npos ? 0 : path.rfind('.') + 1);
  const aws::TypeAttribute* found = aws::find_attribute(*type, name);
  if (found == nullptr) return name.ends_with("_ids");
  return found->type == aws::AttributeType::Strings || found->type == aws::AttributeType::StringSet;
}

Value PlanReader::unknown_value(NodeId expression, const Place& place) {
  const auto found = references_.resolve(expression, place.module);
  const bool is_many = is_list(*place.resource, place.path);
  if (found && is_many) {
    std::vector<Value> values;
    for (const PlanReference& reference : *found) values.push_back(attribute(reference));
    return pool_.tuple(values, Span{});
  }
  if (found && found->size() == 1) return attribute(found->front());
  const std::string subject = place.resource->address + "." + place.path;
  const Cause cause{CauseKind::Computed, subject, "the plan alone does not say what `" + subject + "` refers to",
                    "analyse the plan beside its source", Span{}};
  return pool_.unknown(cause, {}, Span{});
}

void PlanReader::outputs() {
  const NodeId all = at(at(plan_.root(), "planned_values"), "outputs");
  if (!is(all, NodeKind::Mapping)) return;
  for (const syntax::Member& member : tree_.members(all)) {
    const NodeId known = at(member.value, "value");
    const NodeId sensitive = at(member.value, "sensitive");
    const std::string name(member.key);
    const Cause cause{CauseKind::Computed, "output." + name, "`output." + name + "` is known only after deployment", "",
                      Span{}};
    configuration_.outputs.push_back(
        {name, known.is_valid() ? plan_.value_of(pool_, known, Span{}) : pool_.unknown(cause, {}, Span{}), Span{}, "",
         is(sensitive, NodeKind::Bool) && tree_.node(sensitive).bool_value, 0});
  }
}

}  // namespace

Configuration evaluate_plan(SourceManager& sources, const std::string& path, const Inputs& inputs,
                            const Limits& /*limits*/) {
  Configuration configuration;
  configuration.pool = std::make_unique<value::Pool>();
  configuration.pool->normalize_text_with(normal_form);
  Unit unit;
  unit.path = path;
  unit.name = path;
  configuration.units.push_back(std::move(unit));
  if (const auto plan = PlanValues::read(sources, path, configuration.diagnostics)) {
    PlanReader(*plan, configuration).read(inputs);
  }
  configuration.diagnostics.sort();
  return configuration;
}

}  // namespace brn::config::terraform
