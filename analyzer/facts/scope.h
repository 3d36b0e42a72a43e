#pragma once
// What is Bedrock-related: the members (workloads, jobs, AgentCore resources that call Bedrock or run for it), what
// they need, and the VPCs that they put into scope.

#include <cstdint>
#include <string>
#include <vector>

#include "analyzer/facts/reason.h"
#include "analyzer/graph/graph.h"

namespace brn::facts {

/// How sure it is that a service is used. A role with `bedrock:*` may call every service; what it certainly is for is
/// to invoke models, so only that is demanded.
enum class Demand : std::uint8_t { MayUse, Needed };

/// A Bedrock service that something calls: its endpoint suffix and why.
struct Need {
  std::string service;  // `bedrock-runtime`
  Demand demand = Demand::MayUse;
  std::vector<Reason> reasons;
};

enum class MemberKind : std::uint8_t { Workload, Job, AgentCore };

/// Something that calls Bedrock or runs on its behalf. `entity` points into the graph.
struct Member {
  MemberKind kind = MemberKind::Workload;
  const graph::Entity* entity = nullptr;
  std::uint32_t index = 0;  // into the graph's store of the kind
  const graph::Relations<graph::Subnet>* subnets = nullptr;
  /// As the member has them: the VPC's default group where none is given.
  graph::Relations<graph::SecurityGroup> groups;
  std::vector<Need> needs;         // Bedrock services that it calls, by name
  Answer needs_s3;                 // whether it moves data to or from S3
  Answer calls_bedrock;            // Yes or Unknown
  Answer in_vpc;                   // whether its network interfaces are in a VPC of the customer
  std::vector<graph::VpcId> vpcs;  // by its subnets, else by its groups; ascending
};

struct VpcScope {
  graph::VpcId vpc;
  std::vector<Reason> because;
  std::vector<Need> needs;                   // of the members in it, by service
  std::vector<std::uint32_t> members;        // into Facts::members()
  std::vector<graph::EndpointId> endpoints;  // Bedrock endpoints in it
};

}  // namespace brn::facts
