#include "analyzer/facts/exposure.h"

namespace brn::facts {

using graph::TargetKind;

namespace {

bool joins(TargetKind kind) {
  return kind == TargetKind::TransitGateway || kind == TargetKind::VpcPeering || kind == TargetKind::VpnGateway ||
         kind == TargetKind::CoreNetwork;
}

bool is_certain(const graph::Entity& entity) {
  return entity.exists == Tri::Yes && !entity.is_external();
}

/// Whether the endpoint's groups admit, on 443, addresses that are not the VPC's own.
bool admits_others(const Facts& facts, const graph::Endpoint& endpoint, const graph::Vpc& vpc) {
  if (!vpc.cidrs.is_known()) return false;
  graph::AddressSet own;
  for (const graph::Cidr& cidr : vpc.cidrs.value) own.add(cidr);
  for (const auto& item : facts.groups_of(endpoint).items) {
    if (!item.has_target()) continue;
    for (const graph::SecurityGroupRule& rule : facts.graph().get(item.target).rules) {
      const bool is_https = rule.direction == graph::Direction::Ingress && rule.exists == Tri::Yes &&
                            rule.ports.is_known() && rule.ports.value.contains(443);
      if (!is_https) continue;
      for (const auto& cidr : rule.cidrs) {
        if (cidr.is_known() && !own.contains(cidr.value)) return true;
      }
    }
  }
  return false;
}

}  // namespace

Answer joined_to_networks(const Facts& facts, graph::VpcId vpc) {
  if (!facts.settings().assume.client_cidrs.empty())
    return Answer::yes({declared("client-cidrs", "names networks from which clients call")});
  for (const graph::Gateway& gateway : facts.graph().all<graph::Gateway>()) {
    if (!joins(gateway.kind) || !gateway.vpc.has_target() || gateway.vpc.target != vpc || !is_certain(gateway))
      continue;
    return Answer::yes(
        {{"the VPC is joined to other networks by " + target_words(gateway.kind), gateway.address, gateway.header}});
  }
  for (const graph::RouteTable& table : facts.graph().all<graph::RouteTable>()) {
    if (!table.vpc.has_target() || table.vpc.target != vpc) continue;
    for (const graph::Route& route : table.routes) {
      if (!joins(route.target) || route.exists != Tri::Yes) continue;
      return Answer::yes(
          {{"a route leads to other networks by " + target_words(route.target), route.address, route.place}});
    }
  }
  return Answer::no();
}

Answer reachable_from_beyond(const Facts& facts, const graph::Endpoint& endpoint) {
  if (!endpoint.vpc.has_target()) return Answer::unknown(endpoint.vpc.causes);
  const graph::Vpc& vpc = facts.graph().get(endpoint.vpc.target);
  if (!admits_others(facts, endpoint, vpc)) return Answer::no();
  return joined_to_networks(facts, endpoint.vpc.target);
}

Answer has_way_in(const Facts& facts, const graph::Endpoint& endpoint) {
  if (!endpoint.vpc.has_target()) return Answer::unknown(endpoint.vpc.causes);
  for (const auto& item : endpoint.subnets.items) {
    if (!item.has_target()) continue;
    Answer is_public = facts.is_public(item.target);
    if (is_public.is_yes()) return is_public;
  }
  return joined_to_networks(facts, endpoint.vpc.target);
}

}  // namespace brn::facts
