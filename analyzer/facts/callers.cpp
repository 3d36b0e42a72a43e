#include "analyzer/facts/callers.h"

#include <algorithm>
#include <map>

#include "analyzer/facts/placement.h"
#include "analyzer/facts/service_names.h"

namespace brn::facts {

namespace {

bool needs(const VpcScope* scope, std::string_view service) {
  if (scope == nullptr) return false;
  return std::ranges::any_of(
      scope->needs, [&](const Need& need) { return need.service == service && need.demand == Demand::Needed; });
}

const std::vector<graph::SupportingNeed>& supporting_of(const Facts& facts, const Member& member) {
  static const std::vector<graph::SupportingNeed> kNone;
  switch (member.kind) {
    case MemberKind::AgentCore: return facts.graph().all<graph::AgentCoreResource>()[member.index].supporting;
    case MemberKind::Workload: return facts.graph().all<graph::Workload>()[member.index].supporting;
    case MemberKind::Job: break;
  }
  return kNone;
}

}  // namespace

Stranded stranded_callers(const Facts& facts, const graph::Endpoint& endpoint) {
  const std::string_view service = facts.bedrock_service(endpoint);
  const graph::VpcId own = endpoint.vpc.target;
  Stranded found{Answer::no(), nullptr};
  if (needs(facts.scope_of(own), service)) return found;
  for (const VpcScope& scope : facts.scope()) {
    if (scope.vpc == own || !needs(&scope, service)) continue;
    const Answer exists = facts.endpoints_for(scope.vpc, service).exists;
    if (exists.is_yes()) continue;
    const Answer same = same_vpc(facts, own, scope.vpc);
    Causes causes = exists.causes;
    merge_causes(causes, same.causes);
    merge_causes(causes, facts.is_open_world(own).causes);
    if (endpoint.exists != Tri::Yes) merge_causes(causes, endpoint.causes);
    found.callers = &facts.graph().get(scope.vpc);
    if (causes.empty()) return {Answer::yes(), found.callers};
    found.value = Answer::unknown(std::move(causes));
  }
  return found;
}

const graph::Endpoint* misplaced_endpoint(const Facts& facts, graph::VpcId vpc, std::string_view service) {
  for (const graph::Endpoint& endpoint : facts.graph().all<graph::Endpoint>()) {
    if (endpoint.is_data || endpoint.is_external() || !endpoint.vpc.has_target() || endpoint.exists != Tri::Yes)
      continue;
    if (endpoint.vpc.target == vpc) {
      const auto misspelling = misspelling_of(endpoint.service);
      if (misspelling && misspelling->meant == service) return &endpoint;
    } else if (facts.is_bedrock_endpoint(endpoint) && facts.bedrock_service(endpoint) == service) {
      const Stranded stranded = stranded_callers(facts, endpoint);
      if (stranded.value.is_yes() && stranded.callers == &facts.graph().get(vpc)) return &endpoint;
    }
  }
  return nullptr;
}

std::vector<SupportingDemand> supporting_demands(const Facts& facts, const VpcScope& scope) {
  std::map<std::string, SupportingDemand> demands;
  for (const std::uint32_t i : scope.members) {
    const Member& member = facts.members()[i];
    const auto& supporting = supporting_of(facts, member);
    if (supporting.empty() || !member.calls_bedrock.is_yes()) continue;
    const Answer isolated = is_isolated(facts, *member.subnets);
    if (isolated.is_no()) continue;
    for (const graph::SupportingNeed& need : supporting) {
      SupportingDemand& demand = demands[need.service];
      if (demand.reasons.empty() || isolated.is_yes()) demand.is_isolated = isolated;
      demand.service = need.service;
      demand.reasons.push_back({quoted(member.entity->address) + " " + need.why, member.entity->address, need.place});
    }
  }
  std::vector<SupportingDemand> all;
  for (auto& [service, demand] : demands) all.push_back(std::move(demand));
  return all;
}

}  // namespace brn::facts
