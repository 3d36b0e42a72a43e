#pragma once
// ResourceGraph: the entities of one configuration in one world, joined. Made by `lower`, owned by whoever analyses the
// world, read by facts and rules. The values it holds point into the configuration's Pool.

#include <string>
#include <tuple>
#include <vector>

#include "analyzer/config/configuration.h"
#include "analyzer/diagnostics/diagnostic.h"
#include "analyzer/graph/entities.h"

namespace brn::graph {

class ResourceGraph {
 public:
  template <typename T>
  [[nodiscard]] const std::vector<T>& all() const {
    return std::get<std::vector<T>>(stores_);
  }
  template <typename T>
  [[nodiscard]] std::vector<T>& mutable_all() {
    return std::get<std::vector<T>>(stores_);
  }
  template <typename T>
  [[nodiscard]] const T& get(Id<T> id) const {
    return all<T>()[id.index];
  }
  template <typename T>
  [[nodiscard]] T& mutable_get(Id<T> id) {
    return mutable_all<T>()[id.index];
  }
  template <typename T>
  Id<T> add(T entity) {
    auto& store = mutable_all<T>();
    store.push_back(std::move(entity));
    return Id<T>{static_cast<std::uint32_t>(store.size() - 1)};
  }

  /// Resources of types that the graph does not model, by type: for `--print=graph` and statistics.
  std::vector<std::pair<std::string, std::size_t>> other_types;
  const config::Configuration* configuration = nullptr;

 private:
  std::tuple<std::vector<Vpc>, std::vector<Subnet>, std::vector<RouteTable>, std::vector<RouteTableAssociation>,
             std::vector<Gateway>, std::vector<SecurityGroup>, std::vector<NetworkAcl>, std::vector<Endpoint>,
             std::vector<PrefixList>, std::vector<HostedZone>, std::vector<VpcTie>, std::vector<PolicyDocument>,
             std::vector<Role>, std::vector<Bucket>, std::vector<Job>, std::vector<Collection>,
             std::vector<KnowledgeBase>, std::vector<DataSource>, std::vector<Agent>, std::vector<AgentCoreResource>,
             std::vector<CollectionPolicy>, std::vector<CollectionEndpoint>, std::vector<Workload>,
             std::vector<OpaqueModule>>
      stores_;
};

/// Lowers what exists in `world` (a full assignment to the inputs of the configuration's guards) into entities, applies
/// the defaults of each language, adds what AWS makes by itself, and joins. Linear in resources (n log n for the joins).
[[nodiscard]] ResourceGraph lower(config::Configuration& configuration, const guard::World& world);

/// True when some resource of the configuration, in whatever world, is of a type or holds a text that can bring Bedrock
/// into scope; when not, nothing needs to be lowered. A cheap test that errs to yes.
[[nodiscard]] bool may_use_bedrock(const config::Configuration& configuration);

/// The conditions that decide what a graph holds, each once: worlds in which they agree have equal graphs.
[[nodiscard]] std::vector<guard::Guard> deciding_guards(config::Configuration& configuration);

/// `--print=graph`: entities sorted by kind and address with their attributes and relations; deterministic.
[[nodiscard]] std::string print(const ResourceGraph& graph, const SourceManager& sources);

}  // namespace brn::graph
