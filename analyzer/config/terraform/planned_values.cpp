#include "analyzer/config/terraform/planned_values.h"

#include <algorithm>
#include <array>

#include "analyzer/aws/terraform_types.h"
#include "analyzer/config/terraform/json_text.h"
#include "analyzer/value/convert.h"

namespace brn::config::terraform {

using aws::AttributeMode;
using aws::AttributeType;
using aws::Nesting;
using aws::TypeAttribute;
using value::Value;

namespace {

/// Arguments whose JSON the provider keeps in a form of its own: compact, keys sorted.
constexpr std::array<std::string_view, 6> kJsonArguments = {"policy",        "assume_role_policy", "access_policies",
                                                            "template_body", "policy_document",    "key_policy"};

class Planner {
 public:
  Planner(value::Pool& pool, const Resource& resource, bool is_old)
      : pool_(pool), resource_(resource), is_old_(is_old) {}

  Value object(const std::vector<TypeAttribute>& attributes, const Value& given, const std::string& path,
               bool has_zeros);

 private:
  Value planned(const TypeAttribute& attribute, const Value* given, const std::string& path, bool has_zeros);
  Value not_set(const TypeAttribute& attribute, const std::string& path, bool has_zeros);
  Value fitted(const TypeAttribute& attribute, const Value& given);
  Value nested(const TypeAttribute& attribute, const Value& given, const std::string& path);
  Value sorted(const Value& value);
  Value canonical_json(const Value& text);
  Value canonical_protocol(const Value& protocol);
  Value computed(value::Type type, const std::string& path);
  value::Type type_of(AttributeType type);
  value::Type object_type(const std::vector<TypeAttribute>& attributes);

  value::Pool& pool_;
  const Resource& resource_;
  bool is_old_;  // made with the provider's first framework, whose resources have an `id` that could be set
};

value::Type Planner::type_of(AttributeType type) {
  switch (type) {
    case AttributeType::Any: return {};
    case AttributeType::String: return pool_.string_type();
    case AttributeType::Number: return pool_.number_type();
    case AttributeType::Bool: return pool_.bool_type();
    case AttributeType::Strings: return pool_.list_of(pool_.string_type());
    case AttributeType::StringSet: return pool_.set_of(pool_.string_type());
    case AttributeType::Numbers: return pool_.list_of(pool_.number_type());
    case AttributeType::NumberSet: return pool_.set_of(pool_.number_type());
    case AttributeType::StringMap: return pool_.map_of(pool_.string_type());
  }
  return {};
}

Value Planner::computed(value::Type type, const std::string& path) {
  const std::string subject = resource_.address + "." + path;
  return pool_.unknown(
      Cause{CauseKind::Computed, subject, "`" + subject + "` is known only after deployment", "", resource_.header},
      type, resource_.header);
}

Value Planner::object(const std::vector<TypeAttribute>& attributes, const Value& given, const std::string& path,
                      bool has_zeros) {
  std::vector<value::Member> members;
  for (const TypeAttribute& attribute : attributes) {
    const std::string own = path.empty() ? std::string(attribute.name) : path + "." + std::string(attribute.name);
    members.push_back(
        {attribute.name, planned(attribute, given.find(attribute.name), own, has_zeros), resource_.header});
  }
  return pool_.object(members, given.origin());
}

Value Planner::planned(const TypeAttribute& attribute, const Value* given, const std::string& path, bool has_zeros) {
  if (given == nullptr || given->is_null()) return not_set(attribute, path, has_zeros);
  if (given->is_unknown()) return *given;
  if (attribute.nesting != Nesting::None) return nested(attribute, *given, path);
  Value value = fitted(attribute, *given);
  // The provider's older resources plan a set with an unknown element as unknown.
  const bool is_set = attribute.type == AttributeType::StringSet || attribute.type == AttributeType::NumberSet;
  if (is_set && is_old_ && !value.is_wholly_known()) return computed(type_of(attribute.type), path);
  if (attribute.name == "protocol" && value.is_string()) value = canonical_protocol(value);
  const bool is_json = std::ranges::find(kJsonArguments, attribute.name) != kJsonArguments.end();
  return is_json && value.is_string() ? canonical_json(value) : value;
}

Value Planner::not_set(const TypeAttribute& attribute, const std::string& path, bool has_zeros) {
  if (path == "region" && !resource_.region.is_null() && !resource_.region.is_choice()) return resource_.region;
  if (const auto json = aws::terraform_default(resource_.type, path)) {
    if (*json == "computed") return computed({}, path);
    return read_json_text(pool_, *json, resource_.header).value_or(pool_.null(resource_.header));
  }
  const value::Type type = attribute.nesting == Nesting::None ? type_of(attribute.type) : value::Type{};
  if (has_zeros) {
    switch (attribute.type) {
      case AttributeType::String: return pool_.string("", resource_.header);
      case AttributeType::Number: return pool_.null(resource_.header, type);
      case AttributeType::Bool: return pool_.boolean(false, resource_.header);
      default: return pool_.tuple({}, resource_.header);
    }
  }
  if (attribute.is_computed()) return computed(type, path);
  const bool is_block_list = attribute.mode == AttributeMode::Block && attribute.nesting != Nesting::Single;
  return is_block_list ? pool_.tuple({}, resource_.header) : pool_.null(resource_.header, type);
}

Value Planner::fitted(const TypeAttribute& attribute, const Value& given) {
  const value::Type type = type_of(attribute.type);
  if (type.is_dynamic()) return given;
  value::Converted converted = value::convert(pool_, given, type);
  const Value* value = std::get_if<Value>(&converted);
  return value == nullptr ? given : value->with_sensitive(given.is_sensitive());
}

/// Blocks are a list of objects; rules written as an attribute have zeros where members are not set.
Value Planner::nested(const TypeAttribute& attribute, const Value& given, const std::string& path) {
  const bool has_zeros = attribute.mode == AttributeMode::OptionalComputed;
  if (given.is_mapping()) return object(attribute.members, given, path, has_zeros);
  if (!given.is_sequence()) return given;
  std::vector<Value> items;
  for (const Value& item : given.elements()) {
    items.push_back(item.is_mapping() ? object(attribute.members, item, path, has_zeros) : item);
  }
  if (attribute.nesting == Nesting::Single && items.size() == 1) return items[0];
  if (items.size() == 1 && items[0].is_unknown()) return items[0];  // blocks of unknown number
  return pool_.tuple(items, given.origin());
}

/// The same structure with the members of objects sorted.
Value Planner::sorted(const Value& value) {
  if (value.is_sequence()) {
    std::vector<Value> elements;
    for (const Value& element : value.elements()) elements.push_back(sorted(element));
    return pool_.tuple(elements, value.origin());
  }
  if (!value.is_mapping()) return value;
  std::vector<value::Member> members(value.members().begin(), value.members().end());
  for (value::Member& member : members) member.value = sorted(member.value);
  return pool_.object(members, value.origin());
}

Value Planner::canonical_json(const Value& text) {
  const std::optional<Value> parsed = read_json_text(pool_, text.as_string(), text.origin());
  return parsed ? pool_.string(value::to_json(sorted(*parsed)), text.origin()).with_sensitive(text.is_sensitive())
                : text;
}

Value Planner::canonical_protocol(const Value& protocol) {
  std::string text(protocol.as_string());
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return pool_.string(text == "all" ? "-1" : text, protocol.origin());
}

}  // namespace

Value planned_values(value::Pool& pool, const Resource& resource, const Value& attributes) {
  if (resource.mode != Mode::Managed || !attributes.is_mapping()) return attributes;
  const auto type = aws::terraform_type(resource.type);
  if (!type) return attributes;
  const aws::TypeAttribute* id = aws::find_attribute(*type, "id");
  const bool is_old = id != nullptr && id->mode == AttributeMode::OptionalComputed;
  const Value result = Planner(pool, resource, is_old).object(*type, attributes, "", false);
  const Value* tags = result.find("tags");
  const bool has_defaults = resource.default_tags.is_mapping();
  const bool is_all_known = tags != nullptr && (has_defaults || tags->is_mapping() || !is_old);
  if (attributes.find("tags_all") != nullptr) return result;  // a plan says it
  if (!is_all_known || result.find("tags_all") == nullptr || (!tags->is_null() && !tags->is_mapping())) return result;
  std::vector<value::Member> merged;
  if (has_defaults) merged.assign(resource.default_tags.members().begin(), resource.default_tags.members().end());
  if (tags->is_mapping()) merged.insert(merged.end(), tags->members().begin(), tags->members().end());
  std::vector<value::Member> members(result.members().begin(), result.members().end());
  std::ranges::find(members, "tags_all", &value::Member::name)->value =
      pool.map(merged, pool.string_type(), result.origin());
  return pool.object(members, result.origin());
}

}  // namespace brn::config::terraform
