#include "analyzer/facts/placement.h"

#include <algorithm>
#include <set>

#include "analyzer/facts/state.h"

namespace brn::facts {

namespace {

/// Named by an id that is written out.
bool is_literal(const graph::Entity& entity) {
  return std::ranges::all_of(entity.causes, [](const Cause& cause) { return cause.kind == CauseKind::External; });
}

/// Why the VPC of a subnet or group is not known.
Causes unplaced(const graph::Entity& entity, const graph::Relation<graph::Vpc>& vpc) {
  if (!vpc.causes.empty()) return vpc.causes;
  if (entity.is_external()) return causes_of_entity(entity);
  return {
      Cause{CauseKind::External, entity.address + " VPC",
            quoted(entity.address) + " names no VPC: it is in the Region's default one, which is not part of this run",
            "name its VPC", entity.header}};
}

template <typename T>
void add_footings(const Facts& facts, const graph::Relations<T>& relations, std::string_view words, Footings& found) {
  merge_causes(found.causes, relations.causes);
  for (const auto& item : relations.items) {
    merge_causes(found.causes, item.causes);
    if (!item.has_target()) continue;
    const T& entity = facts.graph().get(item.target);
    if (!entity.vpc.has_target()) {
      merge_causes(found.causes, unplaced(entity, entity.vpc));
      continue;
    }
    const graph::Vpc& vpc = facts.graph().get(entity.vpc.target);
    found.known.push_back(
        {entity.vpc.target, Reason{std::string(words) + quoted(entity.address) + " is of " + quoted(vpc.address),
                                   entity.address, item.place.is_valid() ? item.place : entity.header}});
  }
}

/// A zone that has a name, or is one of the Region's by its index.
bool is_named(const graph::Attribute<graph::Zone>& zone) {
  return zone.is_known() && (!zone.value.name.empty() || zone.value.symbol.is_valid());
}

/// `use1-az1`, where `us-east-1a` is a name.
bool is_zone_id(std::string_view zone) {
  return zone.find("-az") != std::string_view::npos;
}

Causes zone_causes(const graph::Subnet& subnet) {
  if (is_named(subnet.zone) && !subnet.zone.value.name.empty()) return {};
  if (!subnet.zone.causes.empty()) return subnet.zone.causes;
  if (subnet.is_external()) return causes_of_entity(subnet);
  return {Cause{CauseKind::Computed, subnet.address + " zone", "AWS chooses the zone of " + quoted(subnet.address),
                "set its availability zone", subnet.header}};
}

void add_endpoints(const Facts& facts, std::vector<SubnetUse>& uses) {
  for (const graph::Endpoint& endpoint : facts.graph().all<graph::Endpoint>()) {
    if (endpoint.is_data || endpoint.exists == Tri::No) continue;
    for (const auto& item : endpoint.subnets.items) {
      if (!item.has_target()) continue;
      uses[item.target.index].endpoints.push_back(&endpoint);
      if (facts.is_bedrock_endpoint(endpoint)) uses[item.target.index].bedrock_endpoints.push_back(&endpoint);
    }
  }
}

}  // namespace

Answer same_vpc(const Facts& facts, graph::VpcId a, graph::VpcId b) {
  if (a == b) return Answer::yes();
  const graph::Vpc& one = facts.graph().get(a);
  const graph::Vpc& other = facts.graph().get(b);
  if (!one.is_external() && !other.is_external()) return Answer::no();
  const bool is_one_literal = one.is_external() && is_literal(one);
  const bool is_other_literal = other.is_external() && is_literal(other);
  // An id that is written out is no id of a VPC that is yet to be made, and two of them are different.
  if ((is_one_literal || !one.is_external()) && (is_other_literal || !other.is_external())) return Answer::no();
  Causes causes;
  if (one.is_external()) merge_causes(causes, causes_of_entity(one));
  if (other.is_external()) merge_causes(causes, causes_of_entity(other));
  return Answer::unknown(std::move(causes));
}

Footings footings_of(const Facts& facts, const graph::Relations<graph::Subnet>& subnets,
                     const graph::Relations<graph::SecurityGroup>& groups) {
  Footings found;
  add_footings(facts, subnets, "the subnet ", found);
  add_footings(facts, groups, "the security group ", found);
  return found;
}

Answer zones_differ(const Facts& facts, const graph::Subnet& a, const graph::Subnet& b) {
  const graph::Zone& x = a.zone.value;
  const graph::Zone& y = b.zone.value;
  const bool are_named = is_named(a.zone) && is_named(b.zone);
  const bool are_alike = is_zone_id(x.name) == is_zone_id(y.name);
  if (are_named && !x.name.empty() && !y.name.empty() && are_alike)
    return x.name == y.name ? Answer::no() : Answer::yes();
  if (are_named && x.symbol.is_valid() && x.symbol == y.symbol) return Answer::no();
  if (are_named && facts.graph().configuration->pool->certainly_differ(x.symbol, y.symbol)) return Answer::yes();
  Causes causes = zone_causes(a);
  merge_causes(causes, zone_causes(b));
  if (causes.empty()) {
    causes = {Cause{CauseKind::External, quoted(x.name) + " and " + quoted(y.name),
                    "which zone name an id like " + quoted(is_zone_id(x.name) ? x.name : y.name) +
                        " has differs from account to account",
                    "write both zones as names or both as ids", b.zone.place}};
  }
  return Answer::unknown(std::move(causes));
}

Answer is_isolated(const Facts& facts, const graph::Relations<graph::Subnet>& subnets) {
  Causes causes = subnets.causes;
  for (const auto& item : subnets.items) {
    merge_causes(causes, item.causes);
    if (!item.has_target()) continue;
    const EffectiveTable table = facts.table_of(item.target);
    if (!table.table.is_valid()) {
      merge_causes(causes, table.causes);
      continue;
    }
    const WaysOut& out = facts.ways_out(table.table);
    for (const WayOut& way : out.ways) {
      if (is_yes(way.certain)) {
        return Answer::no(
            {Reason{"a route leads out by " + target_words(way.target), way.route->address, way.route->place}});
      }
      merge_causes(causes, way.causes);
    }
    if (!out.complete) merge_causes(causes, out.causes);
  }
  if (!causes.empty()) return Answer::unknown(std::move(causes));
  return subnets.items.empty() ? Answer::no() : Answer::yes();
}

std::vector<SubnetUse> subnet_uses(const Facts& facts) {
  std::vector<SubnetUse> uses(facts.graph().all<graph::Subnet>().size());
  add_endpoints(facts, uses);
  std::set<const graph::Entity*> callers;
  for (const Member& member : facts.members()) {
    callers.insert(member.entity);
    for (const auto& item : member.subnets->items) {
      if (!item.has_target()) continue;
      SubnetUse& use = uses[item.target.index];
      if (member.calls_bedrock.is_yes()) {
        use.members.push_back(&member);
      } else {
        use.doubtful.push_back(member.entity);
        merge_causes(use.causes, member.calls_bedrock.causes);
      }
    }
  }
  for (const graph::Workload& workload : facts.graph().all<graph::Workload>()) {
    if (callers.contains(&workload) || workload.is_external()) continue;
    for (const auto& item : workload.subnets.items) {
      if (!item.has_target()) continue;
      SubnetUse& use = uses[item.target.index];
      if (workload.exists == Tri::Yes) {
        use.others.push_back(&workload);
      } else {
        use.doubtful.push_back(&workload);
        merge_causes(use.causes, workload.causes);
      }
    }
  }
  return uses;
}

}  // namespace brn::facts
