// Ref, GetAtt and pseudo parameters. What a resource will be is an unknown with the resource's name; see
// Resource::symbol_owner for the names.

#include <algorithm>

#include "analyzer/aws/partitions.h"
#include "analyzer/config/cloudformation/scalar.h"
#include "analyzer/config/cloudformation/stack.h"
#include "analyzer/diagnostics/names.h"

namespace brn::config::cloudformation {

using syntax::NodeId;
using syntax::NodeKind;
using value::SymbolKind;
using value::Value;

namespace {

/// Every step through another resource counts as much as this many nested values, so that chains stay short.
constexpr std::uint32_t kStepDepth = 10;

/// Attributes that are one text by their name, whatever the type; others may be lists, as `DnsEntries`.
bool is_text(std::string_view attribute) {
  constexpr std::string_view kEnds[] = {"Ref", "Arn", "Id", "Name", "Url", "URL"};
  return std::ranges::any_of(kEnds, [&](std::string_view end) { return attribute.ends_with(end); });
}

}  // namespace

std::uint32_t Stack::find_resource(std::string_view name) const {
  const auto found = resource_by_name_.find(name);
  return found == resource_by_name_.end() ? kNoResource : found->second;
}

Value Stack::fn_ref(const Call& call, const Frame& frame) {
  std::optional<std::string> name;
  if (is_scalar(node(call.argument))) {
    name = std::string(substitute_loop(node(call.argument).text, frame.loop));
  } else if (const Value value = argument(call, frame); value.is_string()) {
    name = std::string(value.as_string());
  } else if (value.is_unknown() && is_open_) {
    return value;
  }
  if (!name || name->empty())
    return failure(call.span, DiagnosticKind::InvalidValue, "`Ref` takes the name of a parameter or resource");
  return reference(pool().intern(*name), call.span, frame);
}

Value Stack::reference(std::string_view name, Span place, const Frame& frame) {
  for (const Binding* binding = frame.loop; binding != nullptr; binding = binding->outer) {
    if (binding->name == name) return pool().string(binding->value, place);
  }
  if (const auto pseudo = pseudo_parameter(name, place)) return *pseudo;
  const auto parameter = parameter_by_name_.find(name);
  if (parameter != parameter_by_name_.end()) {
    return settle(parameters_[parameter->second].value, frame.guard).with_origin(place);
  }
  const std::uint32_t resource = find_resource(name);
  const std::string subject(name);
  if (resource != kNoResource) {
    if (frame.section == Section::Conditions) {
      return failure(place, DiagnosticKind::InvalidValue, "a condition cannot refer to resource `" + subject + "`");
    }
    depends(frame, resource, place);
    return resource_symbol(name, "Ref", place);
  }
  if (may_be_generated(name)) return resource_symbol(name, "Ref", place);
  return failure(place, DiagnosticKind::UndefinedReference,
                 "`" + subject + "` is no parameter or resource of this template" + suggestion(name, true));
}

Value Stack::fn_get_att(const Call& call, const Frame& frame) {
  const syntax::Node& here = node(call.argument);
  std::string resource;
  std::string path;
  if (here.kind == NodeKind::Sequence && here.count >= 2) {
    const auto items = tree_.items(call.argument);
    const auto name = literal_argument(items[0], frame, "the name of a resource");
    if (name) resource = *name;
    for (std::size_t i = 1; i < items.size(); ++i) {
      const Value part = evaluate(items[i], frame);
      if (!part.is_string() && !part.is_known()) return pool().unknown_from({&part, 1}, {}, call.span);
      path += (i > 1 ? "." : "") + std::string(part.is_string() ? part.as_string() : node(items[i]).text);
    }
  } else if (is_scalar(here)) {
    const std::string_view text = substitute_loop(here.text, frame.loop);
    const std::size_t dot = text.find('.');
    resource = text.substr(0, dot);
    if (dot != std::string_view::npos) path = text.substr(dot + 1);
  }
  if (resource.empty() || path.empty()) {
    return failure(call.span, DiagnosticKind::InvalidValue, "`Fn::GetAtt` takes a resource and an attribute");
  }
  return attribute(pool().intern(resource), pool().intern(path), call.span, frame);
}

Value Stack::attribute(std::string_view resource, std::string_view path, Span place, const Frame& frame) {
  const std::uint32_t index = find_resource(resource);
  const std::string subject(resource);
  if (index == kNoResource) {
    if (may_be_generated(resource)) return resource_symbol(resource, path, place);
    return failure(place, DiagnosticKind::UndefinedReference,
                   "`" + subject + "` is no resource of this template" + suggestion(resource, false));
  }
  if (frame.section == Section::Conditions) {
    return failure(place, DiagnosticKind::InvalidValue, "a condition cannot refer to resource `" + subject + "`");
  }
  depends(frame, index, place);
  if (const auto output = child_output(index, path, place)) return settle(*output, frame.guard);
  if (const auto own = own_property(index, path, frame)) return own->with_origin(place);
  return resource_symbol(resource, path, place);
}

/// The property that the template sets under the attribute's name, as for `!GetAtt Vpc.CidrBlock`. What a custom
/// resource or a nested stack gives back is its own choice.
std::optional<Value> Stack::own_property(std::uint32_t index, std::string_view name, const Frame& frame) {
  const ResourceEntry& entry = resources_[index];
  const bool answers_itself = entry.type.starts_with("Custom::") || entry.type.starts_with("AWS::CloudFormation::") ||
                              entry.type.ends_with("::MODULE");
  if (answers_itself || !entry.properties.is_valid() || node(entry.properties).kind != NodeKind::Mapping) {
    return std::nullopt;
  }
  const NodeId property = tree_.find(entry.properties, name);
  if (!property.is_valid() || frame.depth + 2 * kStepDepth > run_->limits->max_expression_depth) return std::nullopt;
  if (node(property).kind == NodeKind::Mapping && !call_at(tree_, property)) return std::nullopt;
  // No value while it is being computed, so that a circle ends.
  const auto [known, is_new] = own_properties_.try_emplace({index, name}, std::nullopt);
  if (is_new) {
    const Frame inner{.loop = entry.member.loop, .section = Section::Resources, .depth = frame.depth + kStepDepth};
    const Value value = evaluate(property, inner);
    if (!value.is_null()) known->second = value;
  }
  if (!known->second) return std::nullopt;
  return settle(*known->second, frame.guard);
}

Value Stack::resource_symbol(std::string_view resource, std::string_view path, Span place) {
  const std::string subject = std::string(resource) + (path == "Ref" ? "" : "." + std::string(path));
  const Cause cause{CauseKind::Computed, subject, "`" + subject + "` is known when the resource is made", "", place};
  const value::Symbol symbol = pool().symbol(SymbolKind::ResourceAttribute, qualified(resource), path);
  return pool().unknown(cause, is_text(path) ? pool().string_type() : value::Type(), place, symbol);
}

/// True for a name that a transform or a module may add to the template.
bool Stack::may_be_generated(std::string_view name) const {
  if (is_open_) return true;
  if (is_serverless_ && name.starts_with("Serverless")) return true;
  const std::size_t dot = name.find('.');
  return std::any_of(resources_.begin(), resources_.end(), [&](const ResourceEntry& entry) {
    const bool has_connectors = is_serverless_ && tree_.find(entry.member.node, "Connectors").is_valid();
    const bool makes_more = has_connectors || (is_serverless_ && entry.type.starts_with("AWS::Serverless::")) ||
                            entry.type.ends_with("::MODULE");
    return makes_more && name.substr(0, dot).starts_with(entry.member.key);
  });
}

std::string Stack::suggestion(std::string_view name, bool with_parameters) const {
  std::vector<std::string_view> names;
  for (const ResourceEntry& entry : resources_) names.push_back(entry.member.key);
  if (with_parameters) {
    for (const ParameterEntry& entry : parameters_) names.push_back(entry.name);
    for (const std::string_view pseudo : {"AWS::AccountId", "AWS::Region", "AWS::Partition", "AWS::StackName",
                                          "AWS::StackId", "AWS::URLSuffix", "AWS::NoValue", "AWS::NotificationARNs"}) {
      names.push_back(pseudo);
    }
  }
  return did_you_mean(name, names);
}

Value Stack::pseudo_symbol(SymbolKind kind, std::string_view owner, std::string_view name, std::string settle,
                           Span place) {
  const std::string subject(name);
  const bool is_given = !settle.empty();
  const Cause cause{is_given ? CauseKind::Parameter : CauseKind::Computed, subject,
                    is_given ? "`" + subject + "` is not given" : "`" + subject + "` is known when the stack is made",
                    std::move(settle), is_given ? Span{} : place};
  return pool().unknown(cause, pool().string_type(), place, pool().symbol(kind, owner, ""));
}

std::optional<Value> Stack::pseudo_parameter(std::string_view name, Span place) {
  if (!name.starts_with("AWS::")) return std::nullopt;
  name.remove_prefix(5);
  if (name == "NoValue") return pool().null(place);
  if (name == "Region") return region(place);
  if (name == "AccountId" && !source_.known->account.empty()) return pool().string(source_.known->account, place);
  if (name == "AccountId") return pseudo_symbol(SymbolKind::Account, "", "AWS::AccountId", "", place);
  if (name == "StackId") return pseudo_symbol(SymbolKind::StackId, scope_, "AWS::StackId", "", place);
  if (name == "StackName") {
    const std::string& given = run_->stack_name.empty() ? source_.known->name : run_->stack_name;
    if (!given.empty() && !is_nested()) return pool().string(given, place);
    return pseudo_symbol(SymbolKind::StackName, scope_, "AWS::StackName", "give `--stack-name`", place);
  }
  const std::string& region_name = known_region();
  const bool is_partition = name == "Partition";
  if (is_partition || name == "URLSuffix") {
    const aws::Partition& partition = aws::partition_of(region_name);
    if (!region_name.empty()) return pool().string(is_partition ? partition.name : partition.dns_suffix, place);
    return pseudo_symbol(is_partition ? SymbolKind::Partition : SymbolKind::UrlSuffix, "",
                         is_partition ? "AWS::Partition" : "AWS::URLSuffix", "give `--region`", place);
  }
  if (name == "NotificationARNs") {
    const Cause cause{CauseKind::Computed, "AWS::NotificationARNs",
                      "`AWS::NotificationARNs` is known when the stack is made", "", place};
    return pool().unknown(cause, pool().list_of(pool().string_type()), place);
  }
  return std::nullopt;
}

/// What `--region` fixes, else what a deployment tool wrote down; empty where neither is there.
const std::string& Stack::known_region() const {
  return run_->region.empty() ? source_.known->region : run_->region;
}

Value Stack::region(Span place) {
  const std::string& given = known_region();
  if (!given.empty()) return pool().string(given, place);
  return pseudo_symbol(SymbolKind::Region, "", "AWS::Region", "give `--region`", place);
}

}  // namespace brn::config::cloudformation
