#pragma once
// Facts: the questions that several rules ask of one resource graph, answered once. Scope (what is Bedrock-related and
// why), the network (route tables, ways out, who admits whom, endpoints, DNS) and access (who may call what). Made for
// one graph, computed on demand and remembered; the graph must outlive it. Three-valued throughout. Not for use by two
// threads at once.

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/facts/network.h"
#include "analyzer/facts/reason.h"
#include "analyzer/facts/scope.h"
#include "analyzer/facts/settings.h"
#include "analyzer/graph/graph.h"

namespace brn::facts {

struct RoleAccess;

class Facts {
 public:
  explicit Facts(const graph::ResourceGraph& graph, Settings settings = {});
  Facts(const Facts&) = delete;
  Facts& operator=(const Facts&) = delete;
  ~Facts();

  [[nodiscard]] const graph::ResourceGraph& graph() const { return *graph_; }
  [[nodiscard]] const Settings& settings() const { return settings_; }

  // Scope.
  /// By VPC.
  [[nodiscard]] const std::vector<VpcScope>& scope() const;
  [[nodiscard]] const VpcScope* scope_of(graph::VpcId vpc) const;
  /// Jobs, AgentCore resources, then workloads, each in the graph's order.
  [[nodiscard]] const std::vector<Member>& members() const;
  /// The Bedrock service that an endpoint is for, whatever its type; empty for others and where it is not known.
  [[nodiscard]] std::string_view bedrock_service(const graph::Endpoint& endpoint) const;
  /// An endpoint for a Bedrock service that is, or may be, of type Interface.
  [[nodiscard]] bool is_bedrock_endpoint(const graph::Endpoint& endpoint) const;
  /// Whether anything in this graph uses Bedrock at all.
  [[nodiscard]] bool uses_bedrock() const;

  // Network.
  [[nodiscard]] EffectiveTable table_of(graph::SubnetId subnet) const;
  [[nodiscard]] const WaysOut& ways_out(graph::RouteTableId table) const;
  /// Public by route: its table leads to an internet gateway.
  [[nodiscard]] Answer is_public(graph::SubnetId subnet) const;
  /// The groups of an endpoint, the VPC's default group where none is given.
  [[nodiscard]] graph::Relations<graph::SecurityGroup> groups_of(const graph::Endpoint& endpoint) const;
  /// Groups that only an input without value names: their rules may be those of any group.
  [[nodiscard]] std::span<const graph::SecurityGroupId> open_groups() const;
  /// Whether the groups together let the whole world in on TCP 443, or out on any port: by any form, IPv4 or IPv6. The
  /// reasons are the rules that do, the first one at its narrowest text.
  [[nodiscard]] Answer open_to_world(const graph::Relations<graph::SecurityGroup>& groups,
                                     graph::Direction direction) const;
  /// Whether TCP `port` passes from `client` groups in `client_subnets` to `server` groups in `server_subnets`; looks
  /// at both ends' groups. ACLs apart. The reason of a No is the side that stops it.
  [[nodiscard]] Answer groups_admit(const graph::Relations<graph::SecurityGroup>& client,
                                    const graph::Relations<graph::Subnet>& client_subnets,
                                    const graph::Relations<graph::SecurityGroup>& server,
                                    const graph::Relations<graph::Subnet>& server_subnets, std::uint16_t port) const;
  /// Whether the groups admit TCP `port` from every address of a network.
  [[nodiscard]] Answer groups_admit_network(const graph::Relations<graph::SecurityGroup>& groups,
                                            const graph::Cidr& network, std::uint16_t port) const;
  /// Whether the groups let TCP 443 out to S3's addresses.
  [[nodiscard]] Answer groups_reach_s3(const graph::Relations<graph::SecurityGroup>& client) const;
  /// Interface endpoints for a service (suffix; a `-fips` sibling is another service) in a VPC, open world respected.
  [[nodiscard]] ServingEndpoints endpoints_for(graph::VpcId vpc, std::string_view service) const;
  /// Endpoints of a VPC for a service that are not of type Interface.
  [[nodiscard]] std::vector<graph::EndpointId> wrong_type_endpoints(graph::VpcId vpc, std::string_view service) const;
  /// The S3 gateway endpoints of a VPC.
  [[nodiscard]] ServingEndpoints s3_gateways(graph::VpcId vpc) const;
  [[nodiscard]] bool is_s3_gateway(const graph::Endpoint& endpoint) const;
  /// Whether the subnet's table carries a route to an S3 gateway endpoint.
  [[nodiscard]] Answer has_s3_gateway(graph::SubnetId subnet) const;
  /// Whether S3's ordinary names lead to an interface endpoint in the VPC, so that no gateway is needed.
  [[nodiscard]] Answer s3_resolves_privately(graph::VpcId vpc) const;
  /// Whether the service's public name resolves to this endpoint inside its VPC: private DNS with both DNS attributes,
  /// or a private hosted zone of that name.
  [[nodiscard]] Answer name_resolves(const graph::Endpoint& endpoint) const;
  /// Whether a member's environment tells its SDK the endpoint's own name.
  [[nodiscard]] Answer has_endpoint_url(const Member& member, std::string_view service) const;
  /// What may add endpoints, routes or zones to this VPC from outside of this run; Yes when absence cannot be decided.
  [[nodiscard]] const Answer& is_open_world(graph::VpcId vpc) const;

  // Access.
  /// Whether a role may call Bedrock by a bedrock-prefixed pattern or an AmazonBedrock* managed policy; reasons name
  /// the statements. `services` gets what it calls.
  [[nodiscard]] Answer may_call_bedrock(graph::RoleId role, std::vector<Need>* services) const;
  /// Whether an endpoint's policy is absent or full access in effect; the reason's place is the statement, or the
  /// header.
  [[nodiscard]] Answer policy_is_full_access(const graph::Endpoint& endpoint) const;
  /// Whether a collection can be reached from the internet, by the network policies that apply to it; the first reason
  /// is the policy's text.
  [[nodiscard]] Answer collection_is_public(graph::CollectionId collection,
                                            const graph::CollectionPolicy** policy) const;

  /// For `--print=facts`; deterministic.
  [[nodiscard]] std::string print(const SourceManager& sources) const;

 private:
  struct State;
  void find_scope() const;
  [[nodiscard]] const RoleAccess& access_of(graph::RoleId role) const;

  const graph::ResourceGraph* graph_;
  Settings settings_;
  std::unique_ptr<State> state_;
};

}  // namespace brn::facts
