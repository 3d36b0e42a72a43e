#include "analyzer/aws/cloudformation_schema.h"

#include <algorithm>
#include <tuple>

namespace brn::aws {

namespace {

struct ObjectRow {
  std::string_view type;
  std::string_view path;
  std::string_view properties;
};

constexpr ObjectRow kRows[] = {
#define OBJECT(type, path, properties) {type, path, properties},
#include "analyzer/aws/cloudformation_properties.def"
#undef OBJECT
};

PropertyKind kind_named(std::string_view name) {
  if (name == "scalar") return PropertyKind::Scalar;
  if (name == "object") return PropertyKind::Object;
  if (name == "list") return PropertyKind::List;
  if (name == "list-scalar") return PropertyKind::ListOfScalars;
  if (name == "list-object") return PropertyKind::ListOfObjects;
  return PropertyKind::Any;
}

/// Calls `visit` with each name and kind of a row until it says true.
template <typename Visit>
void each_property(std::string_view row, Visit visit) {
  while (!row.empty()) {
    const std::size_t end = std::min(row.find(' '), row.size());
    const std::string_view property = row.substr(0, end);
    const std::size_t colon = property.find(':');
    if (visit(property.substr(0, colon), property.substr(colon + 1))) return;
    row.remove_prefix(std::min(end + 1, row.size()));
  }
}

}  // namespace

std::optional<PropertyKind> PropertySet::kind_of(std::string_view name) const {
  std::optional<PropertyKind> found;
  each_property(row_, [&](std::string_view property, std::string_view kind) {
    if (property == name) found = kind_named(kind);
    return found.has_value();
  });
  return found;
}

std::vector<std::string_view> PropertySet::names() const {
  std::vector<std::string_view> names;
  each_property(row_, [&](std::string_view property, std::string_view) {
    names.push_back(property);
    return false;
  });
  return names;
}

std::optional<PropertySet> properties_of(std::string_view type, std::string_view path) {
  const auto* const found =
      std::lower_bound(std::begin(kRows), std::end(kRows), std::tie(type, path),
                       [](const ObjectRow& row, const auto& wanted) { return std::tie(row.type, row.path) < wanted; });
  if (found == std::end(kRows) || found->type != type || found->path != path) return std::nullopt;
  return PropertySet(found->properties);
}

}  // namespace brn::aws
