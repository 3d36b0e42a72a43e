// The sections of a template as tables: parameters, conditions, resources, outputs.

#include <algorithm>

#include "analyzer/config/cloudformation/scalar.h"
#include "analyzer/config/cloudformation/stack.h"

namespace brn::config::cloudformation {

using syntax::NodeId;
using syntax::NodeKind;

Stack::Stack(Run& run, StackSource source) : run_(&run), source_(std::move(source)), tree_(*source_.tree) {}

std::string Stack::qualified(std::string_view name) const {
  if (scope_.empty()) return std::string(name);
  return scope_ + (is_nested() ? "." : "::") + std::string(name);
}

void Stack::error(DiagnosticKind kind, Span place, std::string message) {
  run_->diagnostics->error(kind, place, std::move(message));
}

void Stack::warning(DiagnosticKind kind, Span place, std::string message) {
  run_->diagnostics->warning(kind, place, std::move(message));
}

void Stack::declare() {
  if (!is_nested() && run_->named_stacks > 1) scope_ = source_.unit_path;
  for (const SyntaxError& problem : tree_.errors()) error(DiagnosticKind::SyntaxError, problem.span, problem.message);
  if (tree_.documents().empty()) return;
  const NodeId root = tree_.documents().front();
  if (!root.is_valid() || node(root).kind != NodeKind::Mapping) {
    if (tree_.errors().empty()) {
      error(DiagnosticKind::InvalidStructure, root.is_valid() ? node(root).span : Span{source_.file, 0, 0},
            "a template is an object with sections");
    }
    return;
  }
  root_ = root;
  declare_transforms();
  mappings_ = section("Mappings");
  declare_parameters();
  declare_conditions();
  apply_rules();
  declare_resources();
  declare_outputs();
}

/// A top-level section that is an object; invalid where it is absent or empty.
NodeId Stack::section(std::string_view name) {
  const syntax::Member* member = tree_.find_member(root_, name);
  if (member == nullptr || !member->value.is_valid()) return {};
  const syntax::Node& value = node(member->value);
  if (value.kind == NodeKind::Mapping) return member->value;
  if (!is_null_scalar(value)) {
    error(DiagnosticKind::InvalidStructure, value.span, "section `" + std::string(name) + "` is not an object");
  }
  return {};
}

void Stack::declare_transforms() {
  const NodeId transform = tree_.find(root_, "Transform");
  if (!transform.is_valid()) return;
  std::vector<NodeId> names;
  if (node(transform).kind == NodeKind::Sequence) {
    const auto items = tree_.items(transform);
    names.assign(items.begin(), items.end());
  } else {
    names.push_back(transform);
  }
  for (const NodeId name : names) {
    if (!is_scalar(node(name))) {
      is_open_ = true;  // a macro with parameters: AWS::Include
      continue;
    }
    const std::string text = scalar_text(node(name));
    if (text.starts_with("AWS::Serverless")) {
      is_serverless_ = true;
    } else if (text != "AWS::LanguageExtensions" && !text.starts_with("AWS::SecretsManager")) {
      is_open_ = true;
    }
  }
}

void Stack::declare_parameters() {
  const NodeId parameters = section("Parameters");
  if (!parameters.is_valid()) return;
  collect_compared_literals();
  for (const syntax::Member& member : tree_.members(parameters)) {
    if (member.key.starts_with("Fn::")) {
      is_open_ = true;
      continue;
    }
    if (node(member.value).kind != NodeKind::Mapping) {
      error(DiagnosticKind::InvalidStructure, member.key_span,
            "parameter `" + std::string(member.key) + "` is not an object");
      continue;
    }
    if (!parameter_by_name_.emplace(member.key, static_cast<std::uint32_t>(parameters_.size())).second) continue;
    parameters_.push_back(ParameterEntry{member.key, member.key_span, member.value, {}, {}});
  }
  for (ParameterEntry& entry : parameters_) {
    const NodeId type = tree_.find(entry.node, "Type");
    if (!type.is_valid() || !is_scalar(node(type))) {
      error(DiagnosticKind::InvalidStructure, entry.key_span,
            "parameter `" + std::string(entry.name) + "` has no `Type`");
    } else {
      const std::string_view text = node(type).text;
      entry.type.is_ssm = text.starts_with("AWS::SSM::Parameter::Value<");
      entry.type.is_list =
          text.find("List<") != std::string_view::npos || text.find("CommaDelimitedList") != std::string_view::npos;
      entry.type.is_number = text == "Number" || text == "List<Number>";
    }
    entry.value = parameter_value(entry);
  }
}

void Stack::declare_conditions() {
  const NodeId conditions = section("Conditions");
  if (!conditions.is_valid()) return;
  each_member(conditions, Frame{.section = Section::Conditions}, [this](const LoopMember& member) {
    if (!condition_by_name_.emplace(member.key, static_cast<std::uint32_t>(conditions_.size())).second) return;
    conditions_.push_back(ConditionEntry{member, Progress::New, {}});
  });
  check_conditions();
}

void Stack::declare_resources() {
  const NodeId resources = section("Resources");
  if (!resources.is_valid()) {
    if (!is_open_ && tree_.errors().empty()) {
      error(DiagnosticKind::InvalidStructure, Span{source_.file, node(root_).span.begin, node(root_).span.begin},
            "the template has no `Resources`");
    }
    return;
  }
  each_member(resources, Frame{}, [this](const LoopMember& member) { declare_resource(member); });
  if (is_serverless_) add_implicit_roles();
}

void Stack::declare_resource(const LoopMember& member) {
  if (member.key == "Fn::Transform") {
    is_open_ = true;
    warning(DiagnosticKind::UnsupportedForm, member.key_span, "resources that a macro adds are not read");
    return;
  }
  if (node(member.node).kind != NodeKind::Mapping) {
    error(DiagnosticKind::InvalidStructure, member.key_span,
          "resource `" + std::string(member.key) + "` is not an object");
    return;
  }
  const NodeId type = tree_.find(member.node, "Type");
  const bool is_long = type.is_valid() && node(type).kind == NodeKind::Mapping && node(type).count == 1 &&
                       tree_.members(type).front().key.starts_with("Rain::");
  if (is_long || (type.is_valid() && node(type).tag.starts_with("!Rain::"))) {
    is_open_ = true;
    warning(DiagnosticKind::UnsupportedForm, member.key_span,
            "resource `" + std::string(member.key) + "` is a module that another tool fills in");
    return;
  }
  if (!type.is_valid() || !is_scalar(node(type)) || scalar_text(node(type)).empty()) {
    error(DiagnosticKind::InvalidStructure, member.key_span,
          "resource `" + std::string(member.key) + "` has no `Type`");
    return;
  }
  ResourceEntry entry;
  entry.member = member;
  entry.type = substitute_loop(node(type).text, member.loop);
  entry.properties = tree_.find(member.node, "Properties");
  if (entry.properties.is_valid() && is_null_scalar(node(entry.properties))) entry.properties = {};
  const auto index = static_cast<std::uint32_t>(resources_.size());
  if (!resource_by_name_.emplace(member.key, index).second) {
    if (member.loop != nullptr) {
      error(DiagnosticKind::DuplicateDefinition, member.key_span,
            "resource `" + std::string(member.key) + "` is made twice");
    }
    return;
  }
  resources_.push_back(std::move(entry));
}

void Stack::declare_outputs() {
  const NodeId outputs = section("Outputs");
  if (!outputs.is_valid()) return;
  each_member(outputs, Frame{.section = Section::Outputs}, [this](const LoopMember& member) {
    if (member.key == "Fn::Transform") {
      is_open_ = true;
    } else if (node(member.node).kind == NodeKind::Mapping) {
      outputs_.push_back(OutputEntry{member, {}, Progress::New, {}});
    } else {
      error(DiagnosticKind::InvalidStructure, member.key_span,
            "output `" + std::string(member.key) + "` is not an object");
    }
  });
}

}  // namespace brn::config::cloudformation
