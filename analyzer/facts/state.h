#pragma once
// What Facts remembers: indices over the graph, made once, and answers that are asked for again. Private to
// analyzer/facts.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "analyzer/facts/facts.h"

namespace brn::facts {

/// What a role may do, as far as rules ask.
struct RoleAccess {
  Answer calls_bedrock;   // by a bedrock-prefixed pattern or a Bedrock managed policy
  Answer calls_anything;  // by `*`, which counts only where Bedrock is in use anyway
  Answer uses_s3;
  std::vector<Need> needs;
};

struct Facts::State {
  explicit State(const graph::ResourceGraph& graph);

  // By VPC.
  std::vector<std::vector<graph::EndpointId>> endpoints;
  std::vector<Answer> open_world;
  std::vector<std::vector<std::uint32_t>> zones;  // private hosted zones
  // By subnet.
  std::vector<std::vector<std::uint32_t>> associations;
  // By table: gateway endpoints for S3 that are on it.
  std::vector<std::vector<graph::EndpointId>> s3_gateways;

  std::vector<graph::EndpointId> endpoints_without_vpc;  // of no known VPC, or of one that may be any
  std::vector<std::uint32_t> associations_without_subnet;
  std::vector<graph::RoleId> open_roles;  // that may be any: their policies may be those of another role
  std::vector<std::uint32_t> zones_without_vpc;
  std::vector<graph::SecurityGroupId> open_groups;  // that may be any: their rules may be those of another group

  // Filled on demand.
  mutable std::vector<std::optional<WaysOut>> ways_out;   // by table
  mutable std::vector<std::optional<RoleAccess>> access;  // by role
  mutable bool has_scope = false;
  mutable std::vector<Member> members;
  mutable std::vector<VpcScope> scope;
  mutable std::vector<std::uint32_t> scope_by_vpc;  // index + 1; 0: not in scope

 private:
  void index_endpoints(const graph::ResourceGraph& graph);
  void index_associations(const graph::ResourceGraph& graph);
  void index_zones(const graph::ResourceGraph& graph);
  void index_open_roles(const graph::ResourceGraph& graph);
  void index_open_groups(const graph::ResourceGraph& graph);
  void index_open_world(const graph::ResourceGraph& graph);
};

/// The answers about a role; does not remember. The policies of `open_roles` may be its own.
[[nodiscard]] RoleAccess read_role(const graph::ResourceGraph& graph, const graph::Role& role,
                                   const std::vector<graph::RoleId>& open_roles);
/// Both, by service, the stronger demand winning.
void merge_needs(std::vector<Need>& needs, const std::vector<Need>& more);

/// Why an entity's own attributes are not known.
[[nodiscard]] Causes causes_of_entity(const graph::Entity& entity);
/// An entity that only a variable or parameter without value names: that may turn out to be any entity of its type.
[[nodiscard]] bool may_be_any(const graph::Entity& entity);
/// Kleene's or over answers: the reasons of what decides, the causes of what does not.
[[nodiscard]] Answer either(Answer a, Answer b);

}  // namespace brn::facts
