#pragma once
// Callers and the endpoints that they need, seen from the endpoint: who is left without it, what else a VPC needs for
// what runs there.

#include <string>
#include <vector>

#include "analyzer/facts/facts.h"

namespace brn::facts {

/// Callers in one VPC of a service whose endpoint is in another, where nothing calls it.
struct Stranded {
  Answer value;                         // Unknown: networks that this run does not see may join the two
  const graph::Vpc* callers = nullptr;  // of Yes and Unknown
};
[[nodiscard]] Stranded stranded_callers(const Facts& facts, const graph::Endpoint& endpoint);

/// An endpoint in the VPC whose misspelt name is meant for the service, or one for it in a VPC where nothing calls it:
/// then the fault is that endpoint's. nullptr when there is none.
[[nodiscard]] const graph::Endpoint* misplaced_endpoint(const Facts& facts, graph::VpcId vpc, std::string_view service);

/// A service beside Bedrock that members of a VPC need in it.
struct SupportingDemand {
  std::string service;          // `ecr.dkr`
  std::vector<Reason> reasons;  // who needs it and why
  Answer is_isolated;           // Yes or Unknown: whether they have no other way to it
};
/// Of the members whose subnets lead nowhere, or may lead nowhere; by service.
[[nodiscard]] std::vector<SupportingDemand> supporting_demands(const Facts& facts, const VpcScope& scope);

}  // namespace brn::facts
