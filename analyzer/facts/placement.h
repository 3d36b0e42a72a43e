#pragma once
// Where things stand: VPCs and zones compared, subnets that lead nowhere, subnets and what uses them. Free functions
// over Facts; each is linear in what it is asked about.

#include <vector>

#include "analyzer/facts/facts.h"

namespace brn::facts {

/// Whether two VPCs are one: certain for one entity, certainly not for two of this run, else unknown.
[[nodiscard]] Answer same_vpc(const Facts& facts, graph::VpcId a, graph::VpcId b);

/// A VPC that a member's subnets or groups are of, and by which of them.
struct Footing {
  graph::VpcId vpc;
  Reason reason;
};
struct Footings {
  std::vector<Footing> known;
  Causes causes;  // why further ones may exist
};
/// Of subnets and groups, in this order.
[[nodiscard]] Footings footings_of(const Facts& facts, const graph::Relations<graph::Subnet>& subnets,
                                   const graph::Relations<graph::SecurityGroup>& groups);

/// Whether two subnets are certainly in different zones, or certainly in one.
[[nodiscard]] Answer zones_differ(const Facts& facts, const graph::Subnet& a, const graph::Subnet& b);

/// Whether nothing leads from these subnets to the internet, so that what runs there has its VPC's endpoints only.
[[nodiscard]] Answer is_isolated(const Facts& facts, const graph::Relations<graph::Subnet>& subnets);

/// What has interfaces in a subnet of this run.
struct SubnetUse {
  std::vector<const graph::Endpoint*> endpoints;  // of any service
  std::vector<const graph::Endpoint*> bedrock_endpoints;
  std::vector<const Member*> members;          // that certainly call Bedrock or run for it
  std::vector<const graph::Workload*> others;  // that certainly do not
  std::vector<const graph::Entity*> doubtful;  // of which that is not known
  Causes causes;                               // why
  [[nodiscard]] bool is_bedrock() const { return !bedrock_endpoints.empty() || !members.empty(); }
};
/// By subnet.
[[nodiscard]] std::vector<SubnetUse> subnet_uses(const Facts& facts);

}  // namespace brn::facts
