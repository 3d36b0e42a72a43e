// Lowers a configuration in one world: resources that exist there become entities, pass by pass.

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "analyzer/graph/reader.h"
#include "parsers/source/check.h"

namespace brn::graph {

namespace {

/// The field by which other resources may refer to this one in plain text: a role's or a bucket's name.
constexpr std::string_view kOwnName = "own_name";

/// The same for templates that workloads use: launch templates, task definitions.
constexpr std::string_view kTemplateName = "template_name";

/// Collects the VPCs that a module's arguments name, at any depth.
void find_vpcs(Lowering& lowering, const value::Value& value, const config::Resource& at, std::size_t depth,
               std::set<VpcId>& vpcs) {
  constexpr std::size_t kMaxDepth = 20;
  if (depth > kMaxDepth) return;
  if (value.is_sequence()) {
    for (const value::Value& element : value.elements()) find_vpcs(lowering, element, at, depth + 1, vpcs);
  } else if (value.is_mapping()) {
    for (const value::Member& member : value.members()) find_vpcs(lowering, member.value, at, depth + 1, vpcs);
  } else if (const ActiveResource* active = lowering.resource_of(value)) {
    if (active->entity.is<Vpc>()) vpcs.insert(active->entity.id<Vpc>());
    if (active->entity.is<Subnet>()) {
      const auto& vpc = lowering.get(active->entity.id<Subnet>()).vpc;
      if (vpc.has_target()) vpcs.insert(vpc.target);
    }
  }
}

}  // namespace

Lowering::Lowering(config::Configuration& configuration, const guard::World& world)
    : configuration_(configuration), world_(world) {
  graph_.configuration = &configuration;
}

Entity Lowering::base_of(const config::Resource& resource) const {
  Entity entity;
  entity.address = resource.address;
  entity.definition = resource.definition;
  entity.construct_path = resource.construct_path;
  entity.type = resource.type;
  entity.unit = resource.unit;
  entity.language = resource.language;
  entity.exists = resource.exists;
  entity.is_summary = resource.is_summary;
  entity.causes = resource.existence_causes;
  entity.header = resource.header;
  entity.body = resource.body;
  entity.call_path = resource.call_path;
  if (resource.region.is_string()) entity.region = resource.region.as_string();
  entity.attributes = configuration_.pool->in_world(resource.attributes, world_);
  return entity;
}

void Lowering::select_resources() {
  std::map<std::string, std::size_t> others;
  // By address, so that the order in which blocks are written shows nowhere.
  std::vector<const config::Resource*> selected;
  for (const config::Resource& resource : configuration_.resources) {
    if (pool().guards().holds(resource.guard, world_)) selected.push_back(&resource);
  }
  std::stable_sort(selected.begin(), selected.end(), [](const config::Resource* a, const config::Resource* b) {
    return std::tie(a->unit, a->address) < std::tie(b->unit, b->address);
  });
  for (const config::Resource* one : selected) {
    const config::Resource& resource = *one;
    ActiveResource active;
    active.resource = &resource;
    active.entry = find_type(resource.type, resource.mode);
    active.attributes = resource.attributes;
    if (active.attributes.has_choice()) active.attributes = pool().in_world(active.attributes, world_);
    if (active.entry == nullptr && resource.mode == config::Mode::Managed) ++others[resource.type];
    active_.push_back(active);
    by_owner_.emplace(resource.symbol_owner.empty() ? resource.address : resource.symbol_owner, &active_.back());
  }
  graph_.other_types.assign(others.begin(), others.end());
  for (ActiveResource& active : active_) {
    if (active.entry == nullptr) continue;
    register_template(active);
    if (active.entry->create == nullptr) continue;
    active.entity = active.entry->create(*this, *active.resource);
    const Reader reader(*this, active);
    if (!reader.has_field(kOwnName)) continue;
    if (const auto name = reader.find(kOwnName)) add_name(active.entity.type, *name, active.entity);
  }
}

void Lowering::register_template(ActiveResource& active) {
  const Reader reader(*this, active);
  if (!reader.has_field(kTemplateName)) return;
  const auto name = reader.find(kTemplateName);
  const auto key = name ? text_key(*name) : std::nullopt;
  if (key) templates_.emplace(*key, &active);
}

ActiveResource* Lowering::find_template(const value::Value& name) {
  const auto key = text_key(name);
  const auto found = key ? templates_.find(*key) : templates_.end();
  return found == templates_.end() ? nullptr : found->second;
}

void Lowering::run_pass(void (*TypeEntry::*pass)(Reader&, EntityRef)) {
  for (ActiveResource& active : active_) {
    if (active.entry == nullptr || active.entry->*pass == nullptr) continue;
    Reader reader(*this, active);
    (active.entry->*pass)(reader, active.entity);
  }
}

void Lowering::lower_absent_modules() {
  for (const config::AbsentModule& absent : configuration_.absent_modules) {
    if (!pool().guards().holds(absent.guard, world_)) continue;
    OpaqueModule module;
    module.address = absent.address;
    module.definition = absent.address;
    module.type = "module";
    module.unit = absent.unit;
    module.exists = Tri::Unknown;
    module.header = absent.header;
    module.body = absent.header;
    module.source = absent.source;
    module.cause = absent.cause;
    module.causes = {absent.cause};
    module.attributes = pool().in_world(absent.arguments, world_);
    config::Resource at;
    at.unit = absent.unit;
    std::set<VpcId> vpcs;
    find_vpcs(*this, module.attributes, at, 0, vpcs);
    // A VPC that stands for one of its outputs is the module's own: it may hold anything.
    const auto& all = graph_.all<Vpc>();
    for (std::uint32_t i = 0; i < all.size(); ++i) {
      if (all[i].is_external() && all[i].address.starts_with(absent.address + ".")) vpcs.insert(VpcId{i});
      if (all[i].is_external() && all[i].address == absent.address) vpcs.insert(VpcId{i});
    }
    module.vpcs.assign(vpcs.begin(), vpcs.end());
    graph_.add(std::move(module));
  }
}

ResourceGraph Lowering::run() {
  select_resources();
  run_pass(&TypeEntry::adopt);
  run_pass(&TypeEntry::prepare);
  run_pass(&TypeEntry::fill);
  run_pass(&TypeEntry::attach);
  lower_absent_modules();
  make_defaults();
  return std::move(graph_);
}

ResourceGraph lower(config::Configuration& configuration, const guard::World& world) {
  return Lowering(configuration, world).run();
}

}  // namespace brn::graph
