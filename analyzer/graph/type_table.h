#pragma once
// The table of resource types: for each, its names in both languages, where each field stands, and the functions that
// turn it into an entity. A new type is one entry in the table of its family (lower_*.cpp). Types of the `awscc`
// provider go through the CloudFormation side of an entry, their names derived from it.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/config/configuration.h"
#include "analyzer/graph/entities.h"

namespace brn::graph {

class Lowering;
class Reader;

/// Tells the entity types apart at run time. Never orders anything.
using TypeTag = const char*;
template <typename T>
inline constexpr char kTypeTag = 0;
template <typename T>
[[nodiscard]] constexpr TypeTag tag_of() {
  return &kTypeTag<T>;
}

/// An entity of any type.
struct EntityRef {
  TypeTag type = nullptr;
  std::uint32_t index = 0xffffffffU;

  [[nodiscard]] bool is_valid() const { return type != nullptr; }
  template <typename T>
  [[nodiscard]] bool is() const {
    return type == tag_of<T>();
  }
  template <typename T>
  [[nodiscard]] Id<T> id() const {
    return Id<T>{is<T>() ? index : 0xffffffffU};
  }
  friend bool operator==(const EntityRef&, const EntityRef&) = default;
};

/// Where a field stands: attribute paths with `.` between steps, alternatives with `|`; empty: the language has none. A
/// path that ends in `!` holds one value also where the other language, or another form, has a list.
struct Field {
  std::string_view name;
  std::string_view terraform;
  std::string_view cloudformation;
};
using Fields = std::span<const Field>;

struct TypeEntry {
  std::string_view terraform;
  std::string_view cloudformation;
  Fields fields;
  /// Attributes that name the resource, beside `id`, `arn`, `Ref`, `Arn` and `Id`; with spaces between.
  std::string_view identities;
  config::Mode mode = config::Mode::Managed;

  // Lowering goes through all resources once for each of these; a type leaves out what it does not need.
  EntityRef (*create)(Lowering&,
                      const config::Resource&) = nullptr;  // makes the entity, so that others can refer to it
  void (*adopt)(Reader&, EntityRef) = nullptr;             // replaces what AWS makes with a VPC
  void (*prepare)(Reader&, EntityRef) = nullptr;           // fills what others read while they are filled
  void (*fill)(Reader&, EntityRef) = nullptr;              // reads attributes and relations
  void (*attach)(Reader&, EntityRef) = nullptr;            // adds to other entities
};
using TypeEntries = std::span<const TypeEntry>;

/// Stands for every `Custom::…` type of a template.
inline constexpr std::string_view kCustomResourceType = "AWS::CloudFormation::CustomResource";

/// Looks a resource's type up. nullptr: the graph does not model it.
[[nodiscard]] const TypeEntry* find_type(std::string_view type, config::Mode mode);
/// Every entry, for tests and for the relevance test.
[[nodiscard]] std::vector<const TypeEntry*> all_types();

/// `AWS::EC2::VPCEndpoint` → `awscc_ec2_vpc_endpoint`.
[[nodiscard]] std::string awscc_type_name(std::string_view cloudformation);
/// `CidrIpv6` → `cidr_ipv_6`, as the `awscc` provider spells properties.
[[nodiscard]] std::string awscc_attribute_name(std::string_view property);

// The families.
[[nodiscard]] TypeEntries vpc_types();
[[nodiscard]] TypeEntries route_types();
[[nodiscard]] TypeEntries gateway_types();
[[nodiscard]] TypeEntries group_types();
[[nodiscard]] TypeEntries acl_types();
[[nodiscard]] TypeEntries endpoint_types();
[[nodiscard]] TypeEntries dns_types();
[[nodiscard]] TypeEntries role_types();
[[nodiscard]] TypeEntries bucket_types();
[[nodiscard]] TypeEntries bedrock_types();
[[nodiscard]] TypeEntries started_job_types();
[[nodiscard]] TypeEntries agent_core_types();
[[nodiscard]] TypeEntries search_types();
[[nodiscard]] TypeEntries workload_types();
[[nodiscard]] TypeEntries compute_types();

}  // namespace brn::graph
