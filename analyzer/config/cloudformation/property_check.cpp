#include "analyzer/config/cloudformation/property_check.h"

#include <string>

#include "analyzer/aws/cloudformation_schema.h"
#include "analyzer/diagnostics/names.h"

namespace brn::config::cloudformation {
namespace {

using aws::PropertyKind;
using value::Member;
using value::Value;

constexpr int kMaxDepth = 16;

/// Properties in whose place `aws cloudformation package` takes the path of a local file or folder.
bool is_packaged(std::string_view name) {
  return name == "Code" || name == "Content" || name == "SourceBundle" || name.ends_with("S3Location");
}

bool is_single(const Value& value) {
  return value.is_string() || value.is_bool() || value.is_number();
}

class PropertyCheck {
 public:
  PropertyCheck(std::string_view type, Diagnostics& diagnostics) : type_(type), diagnostics_(diagnostics) {}

  void object(const Value& value, const std::string& path, int depth) {
    if (depth > kMaxDepth) return;
    if (value.is_choice()) {
      for (const value::Alternative& one : value.alternatives()) object(one.value, path, depth + 1);
      return;
    }
    const auto known = aws::properties_of(type_, path);
    if (!known || !value.is_mapping()) return;
    for (const Member& member : value.members()) {
      if (member.value.is_null()) continue;
      const auto kind = known->kind_of(member.name);
      if (!kind) {
        unknown_name(member, path, *known);
      } else {
        this->member(member, *kind, path.empty() ? std::string(member.name) : path + "." + std::string(member.name),
                     depth);
      }
    }
  }

 private:
  void unknown_name(const Member& member, const std::string& path, const aws::PropertySet& known) {
    const std::string where = path.empty() ? std::string(type_) : std::string(type_) + "." + path;
    diagnostics_.warning(DiagnosticKind::UnknownName, member.name_span,
                         "`" + std::string(member.name) + "` is no property of `" + where + "`" +
                             did_you_mean(member.name, known.names()));
  }

  void member(const Member& member, PropertyKind kind, const std::string& path, int depth) {
    each(member.value, [&](const Value& value) {
      const bool takes_objects = kind == PropertyKind::Object || kind == PropertyKind::ListOfObjects;
      if (kind == PropertyKind::Scalar && (value.is_mapping() || value.is_sequence())) {
        misfit(member, value.is_mapping() ? "one value, no object" : "one value, no list");
      } else if (kind == PropertyKind::Object && (is_single(value) || value.is_sequence()) &&
                 !(value.is_string() && is_packaged(member.name))) {
        misfit(member, "an object");
      } else if (kind == PropertyKind::ListOfScalars && value.is_mapping()) {
        misfit(member, "a list of values");
      } else if (kind == PropertyKind::ListOfObjects && is_single(value)) {
        misfit(member, "a list of objects");
      }
      if (!takes_objects) return;
      if (value.is_mapping()) return object(value, path, depth + 1);
      if (kind != PropertyKind::ListOfObjects || !value.is_sequence()) return;
      for (const Value& element : value.elements()) object(element, path, depth + 1);
    });
  }

  /// Every alternative of a value.
  template <typename Visit>
  void each(const Value& value, Visit visit) {
    if (!value.is_choice()) return visit(value);
    for (const value::Alternative& one : value.alternatives()) visit(one.value);
  }

  void misfit(const Member& member, const std::string& wanted) {
    diagnostics_.warning(DiagnosticKind::InvalidValue, member.name_span,
                         "`" + std::string(member.name) + "` takes " + wanted);
  }

  std::string_view type_;
  Diagnostics& diagnostics_;
};

}  // namespace

void check_properties(std::string_view type, const Value& properties, Diagnostics& diagnostics) {
  PropertyCheck(type, diagnostics).object(properties, "", 0);
}

}  // namespace brn::config::cloudformation
