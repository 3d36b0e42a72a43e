#pragma once
// The properties of the CloudFormation resource types that the graph models: names and kinds, from the service's own
// schemas (scripts/make_cloudformation_tables.py). What is not in the table is not known to be wrong.

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace brn::aws {

enum class PropertyKind : std::uint8_t { Any, Scalar, Object, List, ListOfScalars, ListOfObjects };

/// The properties of one object: of a resource, or of an object or list of objects inside.
class PropertySet {
 public:
  explicit PropertySet(std::string_view row) : row_(row) {}
  /// Nothing when the object has no such property.
  [[nodiscard]] std::optional<PropertyKind> kind_of(std::string_view name) const;
  [[nodiscard]] std::vector<std::string_view> names() const;

 private:
  std::string_view row_;  // `Name:kind Name:kind …`
};

/// `path` is empty for the resource's own properties, `VpcConfig` or `A.B` for those of objects inside. Nothing when the
/// table does not have the object.
[[nodiscard]] std::optional<PropertySet> properties_of(std::string_view type, std::string_view path);

}  // namespace brn::aws
