#include "analyzer/graph/reader.h"

#include <algorithm>

#include "analyzer/diagnostics/names.h"
#include "analyzer/graph/json_text.h"
#include "analyzer/value/convert.h"
#include "parsers/source/check.h"

namespace brn::graph {

namespace {

/// Marks paths that hold one value.
constexpr char kSingle = '!';

/// The first of several alternative paths, which is taken away.
std::string_view take_path(std::string_view& paths) {
  const std::size_t bar = paths.find('|');
  const std::string_view path = paths.substr(0, bar);
  paths = bar == std::string_view::npos ? std::string_view() : paths.substr(bar + 1);
  return path;
}

Items one_item(const value::Value& value) {
  Items items;
  items.written = true;
  items.place = value.origin();
  items.values.push_back(value);
  return items;
}

template <typename T>
Attribute<T> not_known(const value::Value& value) {
  return Attribute<T>::of_unknown(value::causes_of(value), value.origin());
}

template <typename T>
Attribute<T> not_fitting(const value::Value& value, std::string_view wanted) {
  return Attribute<T>::of_unknown({misfit(value, wanted)}, value.origin());
}

}  // namespace

Cause misfit(const value::Value& value, std::string_view wanted) {
  const std::string shown = value::to_display(value).substr(0, 60);
  return Cause{CauseKind::Error, shown, "`" + shown + "` is no " + std::string(wanted), {}, value.origin()};
}

std::string text_with_holes(const value::Value& value) {
  if (value.is_string()) return std::string(value.as_string());
  if (!value.is_unknown()) return value::primitive_to_text(value).value_or(std::string());
  std::string text;
  for (const value::Part& part : value.parts()) text += part.is_hole ? std::string("${…}") : std::string(part.literal);
  return text;
}

Attribute<bool> to_boolean(const value::Value& value) {
  if (value.is_bool()) return Attribute<bool>::of(value.as_bool(), value.origin());
  if (!value.is_known()) return not_known<bool>(value);
  const std::string text = value.is_string() ? lower_case(value.as_string()) : std::string();
  if (text == "true" || text == "false") return Attribute<bool>::of(text == "true", value.origin());
  return not_fitting<bool>(value, "boolean");
}

Attribute<std::string> to_text(const value::Value& value) {
  if (!value.is_known()) {
    auto attribute = not_known<std::string>(value);
    if (value.is_unknown()) attribute.value = text_with_holes(value);
    return attribute;
  }
  if (auto text = value::primitive_to_text(value)) return Attribute<std::string>::of(std::move(*text), value.origin());
  return not_fitting<std::string>(value, "text");
}

Attribute<std::int64_t> to_integer(const value::Value& value) {
  if (!value.is_known()) return not_known<std::int64_t>(value);
  std::optional<std::int64_t> number;
  if (value.is_number()) number = value.as_number().to_int64();
  if (value.is_string()) {
    if (const auto parsed = value::Number::parse(value.as_string())) number = parsed->to_int64();
  }
  return number ? Attribute<std::int64_t>::of(*number, value.origin())
                : not_fitting<std::int64_t>(value, "whole number");
}

Attribute<Cidr> to_cidr(const value::Value& value) {
  if (!value.is_known()) return not_known<Cidr>(value);
  const auto cidr = value.is_string() ? Cidr::parse(value.as_string()) : std::nullopt;
  return cidr ? Attribute<Cidr>::of(*cidr, value.origin()) : not_fitting<Cidr>(value, "network");
}

Items to_items(const value::Value& value) {
  Items items;
  if (value.is_null()) return items;
  items.written = true;
  items.place = value.origin();
  if (value.is_sequence()) {
    for (const value::Value& element : value.elements()) {
      if (!element.is_null()) items.values.push_back(element);
    }
  } else if (value.is_unknown() && value.type().kind() != value::TypeKind::String) {
    items.complete = false;
    items.causes = value::causes_of(value);
  } else {
    items.values.push_back(value);
  }
  return items;
}

Reader::Names Reader::names_of(const config::Resource& resource) {
  if (resource.language == config::Language::CloudFormation) return Names::CloudFormation;
  return resource.type.starts_with("awscc_") ? Names::Awscc : Names::Terraform;
}

Reader Reader::inside(const value::Value& block, Fields fields) const {
  Reader reader = *this;
  reader.root_ = block;
  reader.fields_ = fields;
  return reader;
}

std::optional<value::Value> Reader::step(const value::Value& from, std::string_view name) const {
  const value::Value* at = &from;
  if (at->is_sequence()) {
    // A nested block of Terraform is a tuple; blocks of which there can be one have one element.
    if (at->elements().empty()) return std::nullopt;
    at = &at->elements().front();
  }
  if (at->is_unknown()) {
    return lowering_->pool().unknown_from(std::span<const value::Value>(at, 1), {}, at->origin());
  }
  if (!at->is_mapping()) return std::nullopt;
  const value::Value* found = names_ == Names::Awscc ? at->find(awscc_attribute_name(name)) : at->find(name);
  if (found == nullptr || found->is_null()) return std::nullopt;
  return *found;
}

std::optional<value::Value> Reader::walk(std::string_view path) const {
  if (path.ends_with(kSingle)) path.remove_suffix(1);
  std::optional<value::Value> at = root_;
  while (at && !path.empty()) {
    const std::size_t dot = path.find('.');
    at = step(*at, path.substr(0, dot));
    path = dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
  }
  return at;
}

bool Reader::has_field(std::string_view field) const {
  return std::any_of(fields_.begin(), fields_.end(), [&](const Field& f) { return f.name == field; });
}

std::string_view Reader::paths_of(std::string_view field) const {
  const auto entry = std::find_if(fields_.begin(), fields_.end(), [&](const Field& f) { return f.name == field; });
  BRN_CHECK(entry != fields_.end(), "a field that the table does not have");
  return is_cloudformation() ? entry->cloudformation : entry->terraform;
}

std::optional<value::Value> Reader::find(std::string_view field) const {
  std::string_view paths = paths_of(field);
  while (!paths.empty()) {
    if (auto value = walk(take_path(paths))) return value;
  }
  return std::nullopt;
}

Attribute<bool> Reader::presence(std::string_view field) const {
  const auto value = find(field);
  if (!value) return Attribute<bool>::of_default(false);
  // A reference to a resource is something, whatever it will be.
  const bool is_there =
      value->is_unknown() && (value->is_certainly_not_null() || lowering_->resource_of(*value) != nullptr);
  if (value->is_unknown() && !is_there) return not_known<bool>(*value);
  if (value->is_sequence() && value->elements().empty()) return Attribute<bool>::of_default(false);
  // A dynamic block over something unknown is one unknown element, which stands for none or more blocks.
  const bool may_be_none =
      value->is_sequence() &&
      std::ranges::all_of(value->elements(), [](const value::Value& block) { return block.is_unknown(); });
  if (may_be_none) return Attribute<bool>::of_unknown(value::causes_of(*value), value->origin());
  return Attribute<bool>::of(true, value->origin());
}

Attribute<bool> Reader::boolean(std::string_view field, bool standard) const {
  const auto value = find(field);
  return value ? to_boolean(*value) : Attribute<bool>::of_default(standard);
}

Attribute<std::string> Reader::text(std::string_view field, std::string standard) const {
  const auto value = find(field);
  return value ? to_text(*value) : Attribute<std::string>::of_default(std::move(standard));
}

Attribute<std::int64_t> Reader::integer(std::string_view field, std::int64_t standard) const {
  const auto value = find(field);
  return value ? to_integer(*value) : Attribute<std::int64_t>::of_default(standard);
}

Attribute<Cidr> Reader::cidr(std::string_view field) const {
  const auto value = find(field);
  if (!value || (value->is_string() && value->as_string().empty())) return {};
  return to_cidr(*value);
}

Items Reader::items(std::string_view field) const {
  std::string_view paths = paths_of(field);
  while (!paths.empty()) {
    const std::string_view path = take_path(paths);
    const auto value = walk(path);
    if (!value) continue;
    if (!value->is_unknown()) return to_items(*value);
    if (path.ends_with(kSingle)) return one_item(*value);
    Items items = to_items(*value);
    // All instances of a resource of unknown number: the entity that stands for them, and perhaps more.
    const ActiveResource* source = lowering_->resource_of(*value);
    if (!items.complete && source != nullptr && source->resource->is_summary) items.values.push_back(*value);
    return items;
  }
  return {};
}

Relation<PolicyDocument> Reader::policy(std::string_view field, std::string carrier) const {
  const auto value = find(field);
  if (!value || (value->is_string() && value->as_string().empty())) return {};
  PolicyDocument document;
  static_cast<Entity&>(document) = lowering_->base_of(*resource_);
  document.document = to_structure(lowering_->pool(), *value);
  document.carrier = std::move(carrier);
  const PolicyDocumentId id = lowering_->graph().add(std::move(document));
  return {Relation<PolicyDocument>::Kind::To, id, value->origin(), {}};
}

}  // namespace brn::graph
