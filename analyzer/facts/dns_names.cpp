#include "analyzer/facts/dns_names.h"

#include <map>

#include "analyzer/facts/state.h"

namespace brn::facts {

using graph::Endpoint;

namespace {

std::string_view host_suffix(std::string_view service) {
  return service == "bedrock-mantle" ? ".api.aws" : ".amazonaws.com";
}

/// Private DNS is wanted by an endpoint that is there.
Tri takes_name(const Endpoint& endpoint) {
  return tri_and(graph::is_true(endpoint.private_dns), endpoint.exists);
}

Causes causes_of(const Endpoint& endpoint) {
  Causes causes = endpoint.private_dns.causes;
  if (endpoint.exists != Tri::Yes) merge_causes(causes, causes_of_entity(endpoint));
  return causes;
}

void add_endpoint_conflicts(const std::vector<const Endpoint*>& endpoints, std::vector<NameConflict>& conflicts) {
  std::map<std::string_view, const Endpoint*> first;
  for (const Endpoint* endpoint : endpoints) {
    const auto [at, is_new] = first.emplace(endpoint->service.value.suffix, endpoint);
    if (is_new) continue;
    const Tri certain = tri_and(takes_name(*at->second), takes_name(*endpoint));
    Causes causes = causes_of(*at->second);
    merge_causes(causes, causes_of(*endpoint));
    // Instances that stand for "one for each …" are not known to be two.
    if (endpoint->is_summary || at->second->is_summary) continue;
    conflicts.push_back({endpoint, at->second, endpoint->service.value.suffix, certain, std::move(causes)});
  }
}

Causes causes_of_vpcs(const graph::HostedZone& zone) {
  Causes causes = zone.vpcs.causes;
  for (const auto& item : zone.vpcs.items) merge_causes(causes, item.causes);
  return causes;
}

Tri is_in(const graph::HostedZone& zone, graph::VpcId vpc) {
  if (zone.vpcs.contains(vpc)) return Tri::Yes;
  return causes_of_vpcs(zone).empty() ? Tri::No : Tri::Unknown;
}

void add_zone_conflicts(const Facts& facts, const Endpoint& endpoint, std::vector<NameConflict>& conflicts) {
  for (const graph::HostedZone& zone : facts.graph().all<graph::HostedZone>()) {
    if (!zone.is_private || zone.is_external()) continue;
    const Tri here = is_in(zone, endpoint.vpc.target);
    const Tri named =
        zone.name.is_known()
            ? tri(is_host_of(zone.name.value, endpoint.service.value.suffix, endpoint.service.value.region))
            : Tri::Unknown;
    // Two doubts at once are no question worth asking.
    if (is_no(tri_and(here, named)) || (is_unknown(here) && is_unknown(named))) continue;
    Causes causes = causes_of(endpoint);
    merge_causes(causes, zone.name.causes);
    if (is_unknown(here)) merge_causes(causes, causes_of_vpcs(zone));
    if (zone.exists != Tri::Yes) merge_causes(causes, causes_of_entity(zone));
    const Tri certain = tri_and(tri_and(here, named), tri_and(takes_name(endpoint), zone.exists));
    conflicts.push_back({&endpoint, &zone, zone.name.is_known() ? zone.name.value : endpoint.service.value.suffix,
                         certain, std::move(causes)});
  }
}

}  // namespace

bool is_host_of(std::string_view zone, std::string_view service, std::string_view region) {
  if (zone.ends_with('.')) zone.remove_suffix(1);
  const std::string head = std::string(service) + ".";
  const std::string_view tail = host_suffix(service);
  if (!zone.starts_with(head) || !zone.ends_with(tail) || zone.size() <= head.size() + tail.size()) return false;
  const std::string_view middle = zone.substr(head.size(), zone.size() - head.size() - tail.size());
  return region.empty() ? middle.find('.') == std::string_view::npos : middle == region;
}

std::vector<NameConflict> name_conflicts(const Facts& facts) {
  std::map<graph::VpcId, std::vector<const Endpoint*>> by_vpc;
  for (const Endpoint& endpoint : facts.graph().all<Endpoint>()) {
    const bool may_take =
        facts.is_bedrock_endpoint(endpoint) && !endpoint.is_external() && !is_no(takes_name(endpoint));
    if (may_take && endpoint.vpc.has_target()) by_vpc[endpoint.vpc.target].push_back(&endpoint);
  }
  std::vector<NameConflict> conflicts;
  for (const auto& [vpc, endpoints] : by_vpc) {
    add_endpoint_conflicts(endpoints, conflicts);
    for (const Endpoint* endpoint : endpoints) add_zone_conflicts(facts, *endpoint, conflicts);
  }
  return conflicts;
}

}  // namespace brn::facts
