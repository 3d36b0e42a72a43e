// Route tables, ways out of a VPC and S3 gateways. "What is a path to the internet" follows the Amazon VPC User Guide
// (route tables, NAT gateways) and its longest-prefix rule; local routes are never ways out.

#include "analyzer/facts/facts.h"
#include "analyzer/facts/state.h"

namespace brn::facts {

using graph::TargetKind;

namespace {

Cause external(const std::string& subject, std::string message, Span place) {
  return Cause{CauseKind::External, subject, std::move(message), {}, place};
}

enum class Leads : std::uint8_t { Nowhere, Out, Perhaps };

/// Where a route to public addresses ends, by its target alone.
Leads leads(TargetKind target) {
  switch (target) {
    case TargetKind::Local: return Leads::Nowhere;
    case TargetKind::InternetGateway:
    case TargetKind::NatGateway:
    case TargetKind::EgressOnlyInternetGateway:
    case TargetKind::CarrierGateway: return Leads::Out;
    default: return Leads::Perhaps;
  }
}

/// Whether any address that a route covers is public: 0.0.0.0/0, its halves, and narrower public networks.
Tri covers_public(const graph::Route& route) {
  graph::AddressSet addresses;
  for (const graph::Cidr& cidr : route.destination.value) addresses.add(cidr);
  if (addresses.has_public()) return Tri::Yes;
  return route.destination.is_known() ? Tri::No : Tri::Unknown;
}

Causes far_side(const graph::Route& route) {
  if (!route.causes.empty()) return route.causes;
  return {external(route.address,
                   "where " + quoted(route.address) + " leads past " + target_words(route.target) +
                       " is not part of this configuration",
                   route.place)};
}

}  // namespace

std::string target_words(TargetKind target) {
  switch (target) {
    case TargetKind::Local: return "the local route";
    case TargetKind::InternetGateway: return "an internet gateway";
    case TargetKind::NatGateway: return "a NAT gateway";
    case TargetKind::EgressOnlyInternetGateway: return "an egress-only internet gateway";
    case TargetKind::VpnGateway: return "a virtual private gateway";
    case TargetKind::TransitGateway: return "a transit gateway";
    case TargetKind::VpcPeering: return "a peering connection";
    case TargetKind::NetworkInterface: return "a network interface";
    case TargetKind::Instance: return "an instance";
    case TargetKind::GatewayLoadBalancerEndpoint: return "a Gateway Load Balancer endpoint";
    case TargetKind::CarrierGateway: return "a carrier gateway";
    case TargetKind::LocalGateway: return "a local gateway";
    case TargetKind::CoreNetwork: return "a core network";
    case TargetKind::Unknown: break;
  }
  return "a target that is not known";
}

EffectiveTable Facts::table_of(graph::SubnetId id) const {
  const graph::Subnet& subnet = graph_->get(id);
  EffectiveTable result;
  result.place = subnet.header;
  for (const std::uint32_t i : state_->associations[id.index]) {
    const graph::RouteTableAssociation& association = graph_->all<graph::RouteTableAssociation>()[i];
    result.is_explicit = true;
    result.place = association.header;
    result.association = association.address;
    // An instance that stands for "one for each subnet" exists as often as its subnets do.
    if (association.table.has_target() && (association.exists == Tri::Yes || association.is_summary)) {
      result.table = association.table.target;
      return result;
    }
    merge_causes(result.causes,
                 association.table.has_target() ? causes_of_entity(association) : association.table.causes);
  }
  if (result.is_explicit) return result;
  if (subnet.is_external()) {
    result.causes = causes_of_entity(subnet);
    return result;
  }
  if (!subnet.vpc.has_target()) {
    result.causes = subnet.vpc.causes;
    return result;
  }
  for (const std::uint32_t i : state_->associations_without_subnet) {
    const graph::RouteTableAssociation& association = graph_->all<graph::RouteTableAssociation>()[i];
    const bool is_elsewhere = association.table.has_target() &&
                              graph_->get(association.table.target).vpc.has_target() &&
                              graph_->get(association.table.target).vpc.target != subnet.vpc.target;
    if (is_elsewhere) continue;
    const bool is_named = association.subnet.has_target();
    merge_causes(result.causes, is_named ? graph_->get(association.subnet.target).causes : association.subnet.causes);
  }
  if (result.causes.empty()) result.table = graph_->get(subnet.vpc.target).main_route_table;
  return result;
}

const WaysOut& Facts::ways_out(graph::RouteTableId id) const {
  std::optional<WaysOut>& remembered = state_->ways_out[id.index];
  if (remembered) return *remembered;
  const graph::RouteTable& table = graph_->get(id);
  WaysOut result;
  result.complete = table.routes_complete;
  if (!result.complete) result.causes = table.routes_causes.empty() ? causes_of_entity(table) : table.routes_causes;
  for (const graph::Route& route : table.routes) {
    const Tri covers = covers_public(route);
    const Leads end = leads(route.target);
    if (is_no(covers) || end == Leads::Nowhere || is_no(route.exists)) continue;
    const bool is_inspected = route.target == TargetKind::TransitGateway && route.gateway.has_target() &&
                              is_named(settings_.assume.inspected_transit_gateways, graph_->get(route.gateway.target));
    if (is_inspected) continue;
    WayOut way{&route, id, route.target, tri_and(covers, route.exists), route.causes};
    if (route.target == TargetKind::NatGateway && route.gateway.has_target()) {
      const auto& nat = graph_->get(route.gateway.target);
      // What comes out of a private NAT gateway an internet gateway drops; it leads to other networks only.
      if (is_yes(is_true(nat.is_private))) continue;
      if (!nat.is_private.is_known() && !nat.is_external()) {
        way.certain = Tri::Unknown;
        merge_causes(way.causes, nat.is_private.causes);
      }
    }
    if (end == Leads::Perhaps) way.certain = Tri::Unknown;
    if (way.certain == Tri::Unknown) {
      merge_causes(way.causes, route.destination.causes);
      if (way.causes.empty()) way.causes = far_side(route);
    }
    result.ways.push_back(std::move(way));
  }
  remembered = std::move(result);
  return *remembered;
}

Answer Facts::is_public(graph::SubnetId id) const {
  const EffectiveTable effective = table_of(id);
  if (!effective.table.is_valid()) return Answer::unknown(effective.causes);
  const WaysOut& out = ways_out(effective.table);
  const std::string& table = graph_->get(effective.table).address;
  const std::string& subnet = graph_->get(id).address;
  Reason association{quoted(subnet) +
                         (effective.is_explicit ? " is associated with " : " falls to the main route table, ") +
                         quoted(table),
                     effective.is_explicit ? effective.association : subnet, effective.place};
  Causes causes = out.causes;
  bool is_open = !out.complete;
  for (const WayOut& way : out.ways) {
    if (way.target == TargetKind::InternetGateway && way.certain == Tri::Yes) {
      return Answer::yes({Reason{"this route of " + quoted(table) + " leads to an internet gateway", way.route->address,
                                 way.route->place},
                          std::move(association)});
    }
    // A target of another kind, however uncertain where it leads, is no internet gateway.
    if (way.target != TargetKind::InternetGateway && way.target != TargetKind::Unknown) continue;
    is_open = true;
    merge_causes(causes, way.causes);
  }
  if (is_open) return Answer::unknown(std::move(causes), {std::move(association)});
  return Answer::no({std::move(association)});
}

bool Facts::is_s3_gateway(const graph::Endpoint& endpoint) const {
  return endpoint.endpoint_type.is_known() && endpoint.endpoint_type.value == graph::EndpointType::Gateway &&
         endpoint.service.value.suffix == "s3";
}

Answer Facts::has_s3_gateway(graph::SubnetId id) const {
  const EffectiveTable effective = table_of(id);
  if (!effective.table.is_valid()) return Answer::unknown(effective.causes);
  const graph::RouteTable& table = graph_->get(effective.table);
  Causes causes;
  for (const graph::EndpointId gateway : state_->s3_gateways[effective.table.index]) {
    const graph::Endpoint& endpoint = graph_->get(gateway);
    if (endpoint.exists == Tri::Yes) {
      return Answer::yes(
          {Reason{quoted(endpoint.address) + " is on " + quoted(table.address), endpoint.address, endpoint.header}});
    }
    merge_causes(causes, causes_of_entity(endpoint));
  }
  if (!table.vpc.has_target())
    return Answer::unknown(table.vpc.is_unknown() ? table.vpc.causes : causes_of_entity(table));
  if (is_named(settings_.assume.s3_gateway, graph_->get(table.vpc.target))) {
    return Answer::yes({declared(
        "s3-gateway", "says that the tables of " + quoted(graph_->get(table.vpc.target).address) + " lead to S3")});
  }
  const ServingEndpoints gateways = s3_gateways(table.vpc.target);
  merge_causes(causes, gateways.exists.causes);
  for (const graph::EndpointId gateway : gateways.certain) {
    const graph::Endpoint& endpoint = graph_->get(gateway);
    if (!endpoint.route_tables.complete) merge_causes(causes, endpoint.route_tables.causes);
    for (const auto& item : endpoint.route_tables.items) merge_causes(causes, item.causes);
  }
  Reason where{quoted(graph_->get(id).address) +
                   (effective.is_explicit ? " is associated with " : " falls to the main route table, ") +
                   quoted(table.address),
               effective.is_explicit ? effective.association : graph_->get(id).address, effective.place};
  if (!causes.empty()) return Answer::unknown(std::move(causes), {std::move(where)});
  return Answer::no({std::move(where)});
}

}  // namespace brn::facts
