#include "analyzer/engine/placement.h"

#include <algorithm>
#include <functional>

namespace brn::engine {
namespace {

using graph::ResourceGraph;
using graph::VpcId;

/// The element of the graph's store that an entity is; null when it is of another kind.
template <typename T>
const T* as(const ResourceGraph& graph, const graph::Entity& entity) {
  const std::vector<T>& all = graph.all<T>();
  const auto* const one = static_cast<const T*>(&entity);
  const bool is_inside = !all.empty() && !std::less<>()(one, all.data()) && std::less<>()(one, all.data() + all.size());
  return is_inside ? one : nullptr;
}

void add(std::vector<VpcId>& vpcs, const graph::Relation<graph::Vpc>& relation) {
  if (relation.has_target()) vpcs.push_back(relation.target);
}

template <typename T>
void add_relation_of(const ResourceGraph& graph, const graph::Entity& entity, std::vector<VpcId>& vpcs) {
  if (const T* one = as<T>(graph, entity)) add(vpcs, one->vpc);
}

void add_subnets(const ResourceGraph& graph, const graph::Relations<graph::Subnet>& subnets, std::vector<VpcId>& vpcs) {
  for (const auto& subnet : subnets.items) {
    if (subnet.has_target()) add(vpcs, graph.get(subnet.target).vpc);
  }
}

// The endpoint or VPC whose policy a document is.
void add_document(const ResourceGraph& graph, const graph::Entity& entity, std::vector<VpcId>& vpcs) {
  const auto* document = as<graph::PolicyDocument>(graph, entity);
  if (document == nullptr) return;
  const auto index = static_cast<std::uint32_t>(document - graph.all<graph::PolicyDocument>().data());
  for (const graph::Endpoint& endpoint : graph.all<graph::Endpoint>()) {
    if (endpoint.policy.has_target() && endpoint.policy.target.index == index) add(vpcs, endpoint.vpc);
  }
}

}  // namespace

std::vector<std::string> vpcs_of(const facts::Facts& facts, const graph::Entity& entity) {
  const ResourceGraph& graph = facts.graph();
  std::vector<VpcId> vpcs;
  if (const auto* vpc = as<graph::Vpc>(graph, entity)) {
    vpcs.push_back(VpcId{static_cast<std::uint32_t>(vpc - graph.all<graph::Vpc>().data())});
  }
  add_relation_of<graph::Subnet>(graph, entity, vpcs);
  add_relation_of<graph::RouteTable>(graph, entity, vpcs);
  add_relation_of<graph::Gateway>(graph, entity, vpcs);
  add_relation_of<graph::SecurityGroup>(graph, entity, vpcs);
  add_relation_of<graph::NetworkAcl>(graph, entity, vpcs);
  add_relation_of<graph::Endpoint>(graph, entity, vpcs);
  add_relation_of<graph::CollectionEndpoint>(graph, entity, vpcs);
  add_document(graph, entity, vpcs);
  for (const facts::Member& member : facts.members()) {
    if (member.entity == &entity) vpcs.insert(vpcs.end(), member.vpcs.begin(), member.vpcs.end());
  }
  if (const auto* job = as<graph::Job>(graph, entity)) add_subnets(graph, job->subnets, vpcs);
  std::vector<std::string> addresses;
  for (const VpcId vpc : vpcs) addresses.push_back(graph.get(vpc).address);
  std::sort(addresses.begin(), addresses.end());
  addresses.erase(std::unique(addresses.begin(), addresses.end()), addresses.end());
  return addresses;
}

}  // namespace brn::engine
