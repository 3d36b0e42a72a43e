#include "analyzer/facts/state.h"

#include "analyzer/facts/facts.h"

namespace brn::facts {

using graph::EndpointType;
using graph::TargetKind;

namespace {

/// The far side of these may bring endpoints and names that this run does not see.
bool joins_networks(TargetKind target) {
  return target == TargetKind::TransitGateway || target == TargetKind::VpcPeering || target == TargetKind::CoreNetwork;
}

Answer joined_network(const graph::Entity& vpc, TargetKind target, const std::string& address, Span place) {
  const std::string words = quoted(vpc.address) + " is joined to other networks by " + target_words(target);
  return Answer::yes({Reason{words + ", which may lead to endpoints and name servers elsewhere", address, place}});
}

Cause cause_of(const Reason& reason) {
  return Cause{CauseKind::External, reason.resource, reason.message,
               "include the configuration of the other side in the run", reason.place};
}

/// Whether a rule may forward the names of AWS's services elsewhere; one for another domain does not.
bool may_forward_aws_names(const graph::VpcTie& rule) {
  if (!rule.domain.is_known()) return true;
  std::string_view domain = rule.domain.value;
  while (domain.ends_with('.')) domain.remove_suffix(1);
  return domain.empty() || domain.ends_with("amazonaws.com") || domain.ends_with("api.aws") || domain == "com" ||
         domain == "aws";
}

Reason tie_reason(const graph::Entity& vpc, const graph::VpcTie& tie) {
  switch (tie.kind) {
    case graph::VpcTieKind::DnsProfile:
      return {quoted(tie.address) + " ties a Route 53 Profile to " + quoted(vpc.address) +
                  ", which may make names lead to endpoints elsewhere",
              tie.address, tie.header};
    case graph::VpcTieKind::ResolverRule:
      return {quoted(tie.address) + " may forward names of " + quoted(vpc.address) + " to name servers elsewhere",
              tie.address, tie.header};
    case graph::VpcTieKind::Share: break;
  }
  return {quoted(tie.address) + " shares subnets of " + quoted(vpc.address) + " with other accounts", tie.address,
          tie.header};
}

void open(Answer& answer, Answer why, const Causes& causes) {
  if (answer.is_yes()) return;
  answer = std::move(why);
  answer.causes = causes.empty() ? Causes{cause_of(answer.reasons.front())} : causes;
}

}  // namespace

Facts::Facts(const graph::ResourceGraph& graph, Settings settings)
    : graph_(&graph), settings_(std::move(settings)), state_(std::make_unique<State>(graph)) {}
Facts::~Facts() = default;

Facts::State::State(const graph::ResourceGraph& graph)
    : endpoints(graph.all<graph::Vpc>().size()),
      open_world(graph.all<graph::Vpc>().size(), Answer::no()),
      zones(graph.all<graph::Vpc>().size()),
      associations(graph.all<graph::Subnet>().size()),
      s3_gateways(graph.all<graph::RouteTable>().size()),
      ways_out(graph.all<graph::RouteTable>().size()),
      access(graph.all<graph::Role>().size()),
      scope_by_vpc(graph.all<graph::Vpc>().size(), 0) {
  index_endpoints(graph);
  index_associations(graph);
  index_zones(graph);
  index_open_roles(graph);
  index_open_groups(graph);
  index_open_world(graph);
}

void Facts::State::index_endpoints(const graph::ResourceGraph& graph) {
  const auto& all = graph.all<graph::Endpoint>();
  for (std::uint32_t i = 0; i < all.size(); ++i) {
    const graph::Endpoint& endpoint = all[i];
    if (endpoint.vpc.has_target()) {
      endpoints[endpoint.vpc.target.index].push_back({i});
      if (may_be_any(graph.get(endpoint.vpc.target))) endpoints_without_vpc.push_back({i});
    } else {
      endpoints_without_vpc.push_back({i});
    }
    const bool is_gateway = endpoint.endpoint_type.is_known() && endpoint.endpoint_type.value == EndpointType::Gateway;
    if (!is_gateway || endpoint.service.value.suffix != "s3") continue;
    for (const auto& table : endpoint.route_tables.items) {
      if (table.has_target()) s3_gateways[table.target.index].push_back({i});
    }
  }
}

void Facts::State::index_associations(const graph::ResourceGraph& graph) {
  const auto& all = graph.all<graph::RouteTableAssociation>();
  for (std::uint32_t i = 0; i < all.size(); ++i) {
    if (all[i].subnet.has_target()) {
      associations[all[i].subnet.target.index].push_back(i);
      if (may_be_any(graph.get(all[i].subnet.target))) associations_without_subnet.push_back(i);
    }
    if (all[i].subnet.is_unknown()) associations_without_subnet.push_back(i);
  }
}

void Facts::State::index_zones(const graph::ResourceGraph& graph) {
  const auto& all = graph.all<graph::HostedZone>();
  for (std::uint32_t i = 0; i < all.size(); ++i) {
    if (!all[i].is_private) continue;
    for (const auto& vpc : all[i].vpcs.items) {
      if (vpc.has_target()) zones[vpc.target.index].push_back(i);
      if (vpc.is_unknown()) zones_without_vpc.push_back(i);
    }
    if (!all[i].vpcs.complete) zones_without_vpc.push_back(i);
  }
}

void Facts::State::index_open_roles(const graph::ResourceGraph& graph) {
  // Each role reads the policies of these; a few name what is not known as well as all of them.
  constexpr std::size_t kMaxOpenRoles = 16;
  const auto& all = graph.all<graph::Role>();
  for (std::uint32_t i = 0; i < all.size() && open_roles.size() < kMaxOpenRoles; ++i) {
    if (may_be_any(all[i]) && !all[i].policies.empty()) open_roles.push_back({i});
  }
}

void Facts::State::index_open_groups(const graph::ResourceGraph& graph) {
  const auto& all = graph.all<graph::SecurityGroup>();
  for (std::uint32_t i = 0; i < all.size(); ++i) {
    if (may_be_any(all[i]) && !all[i].rules.empty()) open_groups.push_back({i});
  }
}

void Facts::State::index_open_world(const graph::ResourceGraph& graph) {
  const auto& vpcs = graph.all<graph::Vpc>();
  for (std::size_t i = 0; i < vpcs.size(); ++i) {
    if (!vpcs[i].is_external()) continue;
    const std::string words = quoted(vpcs[i].address) + " is made outside of this configuration";
    open(open_world[i], Answer::yes({Reason{words, vpcs[i].address, vpcs[i].header}}), causes_of_entity(vpcs[i]));
  }
  for (const graph::OpaqueModule& module : graph.all<graph::OpaqueModule>()) {
    for (const graph::VpcId vpc : module.vpcs) {
      const std::string words =
          quoted(module.address) + " is not on disk and may add to " + quoted(vpcs[vpc.index].address);
      open(open_world[vpc.index], Answer::yes({Reason{words, module.address, module.header}}), {module.cause});
    }
  }
  for (const graph::VpcTie& tie : graph.all<graph::VpcTie>()) {
    if (!tie.vpc.has_target() || (tie.kind == graph::VpcTieKind::ResolverRule && !may_forward_aws_names(tie))) continue;
    const graph::VpcId vpc = tie.vpc.target;
    open(open_world[vpc.index], Answer::yes({tie_reason(vpcs[vpc.index], tie)}), {});
  }
  for (const graph::Gateway& gateway : graph.all<graph::Gateway>()) {
    if (!joins_networks(gateway.kind) || !gateway.vpc.has_target()) continue;
    const graph::VpcId vpc = gateway.vpc.target;
    open(open_world[vpc.index], joined_network(vpcs[vpc.index], gateway.kind, gateway.address, gateway.header), {});
  }
  for (const graph::RouteTable& table : graph.all<graph::RouteTable>()) {
    if (!table.vpc.has_target()) continue;
    const graph::VpcId vpc = table.vpc.target;
    for (const graph::Route& route : table.routes) {
      if (!joins_networks(route.target)) continue;
      open(open_world[vpc.index], joined_network(vpcs[vpc.index], route.target, route.address, route.place), {});
    }
  }
}

const Answer& Facts::is_open_world(graph::VpcId vpc) const {
  return state_->open_world[vpc.index];
}

}  // namespace brn::facts
