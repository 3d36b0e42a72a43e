#pragma once
// Lowering: the state of one call of `lower`. It holds the resources that exist in the world, what names them, and the
// entities made so far, and it resolves values to entities. Private to analyzer/graph.

#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "analyzer/graph/graph.h"
#include "analyzer/graph/type_table.h"
#include "analyzer/value/pool.h"

namespace brn::graph {

/// A resource that exists in the world, with its attributes as they are there.
struct ActiveResource {
  const config::Resource* resource = nullptr;
  const TypeEntry* entry = nullptr;  // nullptr: not modelled
  value::Value attributes;
  EntityRef entity;
  bool is_resolving = false;  // guards against data sources that refer to each other
  bool is_used = false;       // a template (task definition, launch template) that some workload uses
};

/// What resolving a value to an entity needs to know of the entity's type.
struct Target {
  TypeTag type = nullptr;
  std::string_view name;  // for keys
  EntityRef (*add_external)(ResourceGraph&, const Entity&) = nullptr;
};

/// What an entity holds that is made elsewhere: nothing is known. One overload for each type that holds something.
void mark_external(Vpc& vpc);
void mark_external(Subnet& subnet);
void mark_external(RouteTable& table);
void mark_external(Gateway& gateway);
void mark_external(SecurityGroup& group);
void mark_external(NetworkAcl& acl);
void mark_external(Endpoint& endpoint);
void mark_external(PrefixList& list);
void mark_external(HostedZone& zone);
void mark_external(PolicyDocument& document);
void mark_external(Role& role);
void mark_external(Bucket& bucket);
void mark_external(Collection& collection);
void mark_external(KnowledgeBase& base);
void mark_external(Workload& workload);

template <typename T>
EntityRef add_external(ResourceGraph& graph, const Entity& base) {
  T entity;
  static_cast<Entity&>(entity) = base;
  mark_external(entity);
  return EntityRef{tag_of<T>(), graph.add(std::move(entity)).index};
}

/// What an entity type is called, for keys and messages.
template <typename T>
inline constexpr std::string_view kKindName = {};
template <>
inline constexpr std::string_view kKindName<Vpc> = "VPC";
template <>
inline constexpr std::string_view kKindName<Subnet> = "subnet";
template <>
inline constexpr std::string_view kKindName<RouteTable> = "route table";
template <>
inline constexpr std::string_view kKindName<Gateway> = "gateway";
template <>
inline constexpr std::string_view kKindName<SecurityGroup> = "security group";
template <>
inline constexpr std::string_view kKindName<NetworkAcl> = "network ACL";
template <>
inline constexpr std::string_view kKindName<Endpoint> = "endpoint";
template <>
inline constexpr std::string_view kKindName<PrefixList> = "prefix list";
template <>
inline constexpr std::string_view kKindName<HostedZone> = "hosted zone";
template <>
inline constexpr std::string_view kKindName<PolicyDocument> = "policy";
template <>
inline constexpr std::string_view kKindName<Role> = "role";
template <>
inline constexpr std::string_view kKindName<Bucket> = "bucket";
template <>
inline constexpr std::string_view kKindName<Collection> = "collection";
template <>
inline constexpr std::string_view kKindName<KnowledgeBase> = "knowledge base";
template <>
inline constexpr std::string_view kKindName<Workload> = "workload";

template <typename T>
[[nodiscard]] const Target& target_of() {
  static const Target target{tag_of<T>(), kKindName<T>, &add_external<T>};
  return target;
}

/// What a value leads to.
struct Resolution {
  EntityRef entity;        // valid: that entity
  bool is_absent = false;  // null or empty text
  Causes causes;           // else: why it is not known
};

class Lowering {
 public:
  Lowering(config::Configuration& configuration, const guard::World& world);
  Lowering(const Lowering&) = delete;
  Lowering& operator=(const Lowering&) = delete;
  ~Lowering() = default;

  [[nodiscard]] ResourceGraph run();

  [[nodiscard]] value::Pool& pool() { return *configuration_.pool; }
  [[nodiscard]] ResourceGraph& graph() { return graph_; }
  [[nodiscard]] const guard::World& world() const { return world_; }
  template <typename T>
  [[nodiscard]] T& get(Id<T> id) {
    return graph_.mutable_get(id);
  }

  /// The resource of a symbol's owner in this world; nullptr when there is none.
  [[nodiscard]] ActiveResource* find_active(std::string_view owner);
  /// The resource whose attribute an unknown value is; nullptr when it is something else.
  [[nodiscard]] ActiveResource* resource_of(const value::Value& value);

  /// A template (launch template, task definition) by its name; nullptr when none has it.
  [[nodiscard]] ActiveResource* find_template(const value::Value& name);

  /// Makes `name` (a role's, a bucket's) lead to an entity.
  void add_name(TypeTag type, const value::Value& name, EntityRef entity);

  [[nodiscard]] Resolution resolve(const value::Value& value, const Target& target, const config::Resource& at);
  template <typename T>
  [[nodiscard]] Relation<T> relate(const value::Value& value, const config::Resource& at) {
    Resolution found = resolve(value, target_of<T>(), at);
    using Kind = typename Relation<T>::Kind;
    if (found.entity.is_valid()) return {Kind::To, found.entity.template id<T>(), value.origin(), {}};
    if (found.is_absent) return {};
    return {Kind::Unknown, {}, value.origin(), std::move(found.causes)};
  }

  // What AWS makes with a VPC; made when first asked for.
  RouteTableId main_route_table(VpcId vpc);
  SecurityGroupId default_group(VpcId vpc);
  NetworkAclId default_acl(VpcId vpc);
  /// The AWS-managed prefix list of a service, as a gateway endpoint for it has.
  PrefixListId service_prefix_list(const std::string& service, const Entity& named_by);

  /// An entity of a written resource; the caller fills the rest.
  [[nodiscard]] Entity base_of(const config::Resource& resource) const;

 private:
  void select_resources();
  void register_template(ActiveResource& active);
  void run_pass(void (*TypeEntry::*pass)(Reader&, EntityRef));
  void make_defaults();
  void lower_absent_modules();
  [[nodiscard]] EntityRef named(const Target& target, const std::string& key) const;
  [[nodiscard]] std::optional<EntityRef> from_symbol(value::Symbol symbol, const value::Value& value,
                                                     const Target& target, const config::Resource& at);
  [[nodiscard]] std::optional<EntityRef> from_resource(ActiveResource& active, std::string_view path,
                                                       const Target& target);
  [[nodiscard]] std::optional<EntityRef> made_with(EntityRef owner, std::string_view path, const Target& target);
  [[nodiscard]] std::optional<EntityRef> through_data(ActiveResource& active, const Target& target);
  [[nodiscard]] EntityRef external(const Target& target, const std::string& key, const Entity& base);
  /// What a person calls an unknown value: `var.vpc_id`, `module.vpc.vpc_id`, `SubnetIds[1]`.
  [[nodiscard]] std::string shown_name(const value::Value& value);
  [[nodiscard]] Entity external_base(const value::Value& value, const config::Resource& at);

  config::Configuration& configuration_;
  const guard::World& world_;
  ResourceGraph graph_;
  std::deque<ActiveResource> active_;
  std::unordered_map<std::string_view, ActiveResource*> by_owner_;
  std::unordered_map<std::string, EntityRef> by_name_;
  std::unordered_map<std::string, ActiveResource*> templates_;
  std::unordered_map<std::string, EntityRef> externals_;
  std::unordered_map<std::string, PrefixListId> service_lists_;
};

/// Resources that share the id of another one, by the attribute that names it: `aws_s3_bucket_versioning.x.id` is the
/// bucket's. Empty for others.
[[nodiscard]] std::string_view shared_id_attribute(std::string_view type);

/// A key that is equal for two texts that are certainly equal: literal text with the numbers of symbols in its holes.
/// Nothing when a hole has no identity.
[[nodiscard]] std::optional<std::string> text_key(const value::Value& value);

}  // namespace brn::graph
