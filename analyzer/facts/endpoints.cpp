// Endpoints: which one serves a service in a VPC, and whether names lead to it. Absence is decided only in a VPC made
// in this run, and only when no endpoint of unknown service, VPC or existence could fill the gap.

#include <algorithm>
#include <array>

#include "analyzer/facts/dns_names.h"
#include "analyzer/facts/facts.h"
#include "analyzer/facts/state.h"

namespace brn::facts {

using graph::Endpoint;
using graph::EndpointType;

namespace {

constexpr std::array kBedrockServices = std::to_array<std::string_view>(
    {"bedrock", "bedrock-fips", "bedrock-runtime", "bedrock-runtime-fips", "bedrock-agent", "bedrock-agent-runtime",
     "bedrock-mantle", "bedrock-data-automation", "bedrock-data-automation-fips", "bedrock-data-automation-runtime",
     "bedrock-data-automation-runtime-fips", "bedrock-agentcore", "bedrock-agentcore-control",
     "bedrock-agentcore.gateway"});

/// How far an endpoint answers a question: its VPC is known to be the one asked for unless `in_vpc` is false.
Tri serves(const Endpoint& endpoint, std::string_view service, EndpointType type, bool in_vpc) {
  Tri answer = in_vpc ? endpoint.exists : tri_and(endpoint.exists, Tri::Unknown);
  if (endpoint.endpoint_type.is_known() && endpoint.endpoint_type.value != type) return Tri::No;
  if (!endpoint.endpoint_type.is_known()) answer = tri_and(answer, Tri::Unknown);
  if (!endpoint.service.value.suffix.empty()) return tri_and(answer, tri(endpoint.service.value.suffix == service));
  return endpoint.service.is_known() ? Tri::No : tri_and(answer, Tri::Unknown);
}

Causes why_possible(const Endpoint& endpoint, const Causes& vpc_causes) {
  Causes causes = endpoint.service.value.suffix.empty() ? endpoint.service.causes : Causes{};
  merge_causes(causes, endpoint.endpoint_type.causes);
  merge_causes(causes, vpc_causes);
  if (endpoint.exists != Tri::Yes) merge_causes(causes, causes_of_entity(endpoint));
  if (causes.empty()) causes = causes_of_entity(endpoint);
  return causes;
}

/// The most endpoints of no known VPC that are named as possible ones.
constexpr std::size_t kMaxPossible = 16;

void gather(const graph::ResourceGraph& graph, const std::vector<graph::EndpointId>& endpoints,
            std::string_view service, EndpointType type, bool in_vpc, ServingEndpoints& result) {
  for (const graph::EndpointId id : endpoints) {
    if (std::ranges::find(result.possible, id) != result.possible.end()) continue;
    const Endpoint& endpoint = graph.get(id);
    const Tri answer = serves(endpoint, service, type, in_vpc);
    if (is_yes(answer)) result.certain.push_back(id);
    if (!is_unknown(answer)) continue;
    result.possible.push_back(id);
    const bool is_open = !in_vpc && endpoint.vpc.has_target();
    merge_causes(result.exists.causes,
                 why_possible(endpoint, is_open ? graph.get(endpoint.vpc.target).causes : endpoint.vpc.causes));
    if (!in_vpc && result.possible.size() >= kMaxPossible) return;
  }
}

std::string upper_snake(std::string_view service) {
  std::string text(service);
  for (char& c : text) c = (c == '-' || c == '.') ? '_' : static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  return text;
}

}  // namespace

std::string_view Facts::bedrock_service(const Endpoint& endpoint) const {
  const std::string_view suffix = endpoint.service.value.suffix;
  return std::ranges::find(kBedrockServices, suffix) == kBedrockServices.end() ? std::string_view() : suffix;
}

bool Facts::is_bedrock_endpoint(const Endpoint& endpoint) const {
  const bool may_be_interface =
      !endpoint.endpoint_type.is_known() || endpoint.endpoint_type.value == EndpointType::Interface;
  return may_be_interface && !bedrock_service(endpoint).empty();
}

ServingEndpoints Facts::endpoints_for(graph::VpcId vpc, std::string_view service) const {
  ServingEndpoints result;
  gather(*graph_, state_->endpoints[vpc.index], service, EndpointType::Interface, true, result);
  if (!result.certain.empty()) {
    result.exists = Answer::yes();
    return result;
  }
  gather(*graph_, state_->endpoints_without_vpc, service, EndpointType::Interface, false, result);
  const Answer& open = is_open_world(vpc);
  if (open.is_yes()) merge_causes(result.exists.causes, open.causes);
  result.exists.value = result.possible.empty() && open.is_no() ? Tri::No : Tri::Unknown;
  if (auto reason = declared_endpoint(settings_, graph_->get(vpc), service)) result.exists = Answer::yes({*reason});
  return result;
}

std::vector<graph::EndpointId> Facts::wrong_type_endpoints(graph::VpcId vpc, std::string_view service) const {
  std::vector<graph::EndpointId> found;
  for (const graph::EndpointId id : state_->endpoints[vpc.index]) {
    const Endpoint& endpoint = graph_->get(id);
    const bool is_wrong = endpoint.endpoint_type.is_known() && endpoint.endpoint_type.value != EndpointType::Interface;
    if (is_wrong && endpoint.service.value.suffix == service) found.push_back(id);
  }
  return found;
}

ServingEndpoints Facts::s3_gateways(graph::VpcId vpc) const {
  ServingEndpoints result;
  gather(*graph_, state_->endpoints[vpc.index], "s3", EndpointType::Gateway, true, result);
  const Answer& open = is_open_world(vpc);
  if (result.certain.empty())
    gather(*graph_, state_->endpoints_without_vpc, "s3", EndpointType::Gateway, false, result);
  if (open.is_yes()) merge_causes(result.exists.causes, open.causes);
  if (!result.certain.empty()) {
    result.exists.value = Tri::Yes;
  } else {
    result.exists.value = result.possible.empty() && open.is_no() ? Tri::No : Tri::Unknown;
  }
  return result;
}

Answer Facts::s3_resolves_privately(graph::VpcId vpc) const {
  Answer answer = Answer::no();
  for (const graph::EndpointId id : state_->endpoints[vpc.index]) {
    const Endpoint& endpoint = graph_->get(id);
    const Tri is_s3 = serves(endpoint, "s3", EndpointType::Interface, true);
    if (is_no(is_s3)) continue;
    Answer resolves = name_resolves(endpoint);
    // Left out, AWS takes "only for the inbound resolver endpoint", and callers inside the VPC still need a gateway.
    const auto& only_inbound = endpoint.private_dns_only_for_inbound_resolver;
    if (only_inbound.is_default() || (only_inbound.is_known() && only_inbound.value)) continue;
    if (!only_inbound.is_known()) resolves = Answer::unknown(only_inbound.causes);
    if (is_unknown(is_s3) && resolves.is_yes()) resolves = Answer::unknown(why_possible(endpoint, endpoint.vpc.causes));
    answer = either(std::move(answer), std::move(resolves));
  }
  return answer;
}

namespace {

/// Private DNS needs both attributes of the VPC (Amazon VPC User Guide, DNS attributes).
Answer dns_of(const graph::Vpc& vpc, bool forwards) {
  Causes causes;
  for (const auto& [attribute, words, fallback] :
       {std::tuple{&vpc.dns_support, "DNS support is off", ""},
        std::tuple{&vpc.dns_hostnames, "DNS hostnames are off", ", which is the default"}}) {
    if (is_no(is_true(*attribute))) {
      return Answer::no(
          {Reason{std::string(words) + " in " + quoted(vpc.address) + (attribute->is_default() ? fallback : ""),
                  vpc.address, attribute->place.is_valid() ? attribute->place : vpc.header}});
    }
    merge_causes(causes, attribute->causes);
  }
  merge_causes(causes, vpc.dns_servers.causes);
  const bool own_servers = std::ranges::any_of(vpc.dns_servers.value, [](const std::string& server) {
    return server != "AmazonProvidedDNS" && server != "169.254.169.253";
  });
  if (own_servers && forwards && causes.empty()) {
    return Answer::yes(
        {declared("dns-forwarders", "says that the name servers of " + quoted(vpc.address) + " forward to AWS's")});
  }
  if (own_servers && !forwards) {
    merge_cause(causes, Cause{CauseKind::External, vpc.address + " name servers",
                              quoted(vpc.address) + " uses name servers of its own, which may not forward to AWS's",
                              "declare `assume.dns-forwarders`", vpc.dns_servers.place});
  }
  return causes.empty() ? Answer::yes() : Answer::unknown(std::move(causes));
}

/// A private zone of the service's name that other VPCs have: the hub of hub and spoke (AWS whitepaper, Building a
/// Scalable and Secure Multi-VPC Network Infrastructure).
const graph::HostedZone* zone_for_others(const graph::ResourceGraph& graph, const Endpoint& endpoint) {
  for (const graph::HostedZone& zone : graph.all<graph::HostedZone>()) {
    if (!zone.is_private || !zone.name.is_known() || zone.exists == Tri::No || zone.vpcs.items.empty()) continue;
    if (is_host_of(zone.name.value, endpoint.service.value.suffix, endpoint.service.value.region)) return &zone;
  }
  return nullptr;
}

}  // namespace

Answer Facts::name_resolves(const Endpoint& endpoint) const {
  const std::string_view service = endpoint.service.value.suffix;
  if (!endpoint.vpc.has_target()) return Answer::unknown(endpoint.vpc.causes);
  const graph::Vpc& vpc = graph_->get(endpoint.vpc.target);
  const Tri wanted = is_true(endpoint.private_dns);
  if (is_yes(wanted)) return dns_of(vpc, is_named(settings_.assume.dns_forwarders, vpc));
  Causes causes = endpoint.private_dns.causes;
  for (const std::uint32_t i : state_->zones[endpoint.vpc.target.index]) {
    const graph::HostedZone& zone = graph_->all<graph::HostedZone>()[i];
    if (zone.name.is_known() && is_host_of(zone.name.value, service, endpoint.service.value.region)) {
      return Answer::yes(
          {Reason{"the private zone " + quoted(zone.address) + " has the service's name", zone.address, zone.header}});
    }
    merge_causes(causes, zone.name.causes);
  }
  for (const std::uint32_t i : state_->zones_without_vpc) {
    const graph::HostedZone& zone = graph_->all<graph::HostedZone>()[i];
    const bool may_match = !zone.name.is_known() || is_host_of(zone.name.value, service, {});
    if (may_match) merge_causes(causes, zone.vpcs.causes);
  }
  if (const graph::HostedZone* zone = zone_for_others(*graph_, endpoint)) {
    const VpcScope* scope = scope_of(endpoint.vpc.target);
    const bool has_callers = scope != nullptr && !scope->members.empty();
    if (!has_callers) {
      return Answer::yes({Reason{"the private zone " + quoted(zone->address) + " has the service's name in other VPCs",
                                 zone->address, zone->header}});
    }
  }
  if (endpoint.in_dns_profile)
    return Answer::yes({Reason{"a Route 53 Profile carries its name", endpoint.address, endpoint.header}});
  if (is_open_world(endpoint.vpc.target).is_yes()) merge_causes(causes, is_open_world(endpoint.vpc.target).causes);
  if (!causes.empty() || is_unknown(wanted)) return Answer::unknown(std::move(causes));
  const bool is_written = endpoint.private_dns.is_set();
  return Answer::no({Reason{"private DNS is off" + std::string(is_written ? "" : ", which is the default"),
                            endpoint.address, is_written ? endpoint.private_dns.place : endpoint.header}});
}

Answer Facts::has_endpoint_url(const Member& member, std::string_view service) const {
  if (member.kind != MemberKind::Workload) return Answer::no();
  const auto& workload = graph_->all<graph::Workload>()[member.index];
  const std::string own = "AWS_ENDPOINT_URL_" + upper_snake(service);
  for (const auto& [name, url] : workload.environment) {
    if (name == own || name == "AWS_ENDPOINT_URL") {
      return Answer::yes({Reason{quoted(workload.address) + " sets " + quoted(name), workload.address, url.place}});
    }
  }
  if (workload.environment_complete) return Answer::no();
  return Answer::unknown({Cause{CauseKind::Computed,
                                workload.address + " environment",
                                "the environment of " + quoted(workload.address) + " is not known",
                                {},
                                workload.header}});
}

}  // namespace brn::facts
