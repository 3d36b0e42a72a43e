// Resources of the template as resources of the configuration.

#include "analyzer/config/cloudformation/property_check.h"
#include "analyzer/config/cloudformation/scalar.h"
#include "analyzer/config/cloudformation/stack.h"

namespace brn::config::cloudformation {

using syntax::NodeKind;
using value::Value;

void Stack::evaluate_resources(Configuration& out) {
  for (std::uint32_t index = 0; index < resources_.size(); ++index) {
    if (out.resources.size() >= run_->limits->max_instances) {
      error(DiagnosticKind::LimitReached, resources_[index].member.key_span, "the template has too many resources");
      break;
    }
    emit_resource(index, out);
  }
  report_cycles();
}

Value Stack::attributes_of(std::uint32_t index, const Frame& frame) {
  const ResourceEntry& entry = resources_[index];
  if (entry.made_by != kNoResource) return implicit_role(entry.made_by, frame);
  Value properties = pool().ordered_object({}, entry.member.key_span);
  if (entry.properties.is_valid()) {
    const Value evaluated = evaluate(entry.properties, frame);
    const bool is_object =
        evaluated.is_null() || evaluated.is_mapping() || evaluated.is_unknown() || evaluated.is_choice();
    if (!is_object) {
      error(DiagnosticKind::InvalidStructure, node(entry.properties).span,
            "`Properties` of `" + std::string(entry.member.key) + "` is not an object");
    } else if (!evaluated.is_null()) {
      properties = evaluated;
    }
  }
  if (is_serverless_) properties = serverless_properties(index, properties, frame);
  if (entry.type.ends_with("::StateMachine")) properties = state_machine_properties(properties);
  return properties;
}

/// `aws:cdk:path` of a resource's metadata, or what the assembly's manifest says.
std::string Stack::construct_path(const LoopMember& resource) const {
  const syntax::NodeId metadata = tree_.find(resource.node, "Metadata");
  if (metadata.is_valid() && node(metadata).kind == NodeKind::Mapping) {
    const syntax::NodeId path = tree_.find(metadata, "aws:cdk:path");
    if (path.is_valid() && is_scalar(node(path))) return std::string(node(path).text);
  }
  const auto known = source_.known->constructs.find(resource.key);
  return known == source_.known->constructs.end() ? std::string() : known->second;
}

void Stack::emit_resource(std::uint32_t index, Configuration& out) {
  const LoopMember member = resources_[index].member;
  Frame frame{.loop = member.loop, .resource = index, .section = Section::Resources};
  const Decision decision = whole_existence(index);
  if (decision.no.is_always()) return;
  frame.guard = guards().negation(decision.no);

  Resource resource;
  resource.address = prefix_ + std::string(member.key);
  resource.symbol_owner = qualified(member.key);
  resource.definition = resource.address;
  if (member.loop != nullptr) resource.definition = prefix_ + std::string(run_->sources->text(member.key_span));
  resource.type = std::string(resources_[index].type);
  resource.name = resource.address;
  resource.language = Language::CloudFormation;
  resource.construct_path = construct_path(member);
  resource.unit = source_.unit;
  resource.guard = frame.guard;
  if (!guards().either(decision.yes, decision.no).is_always()) {
    resource.exists = Tri::Unknown;
    resource.existence_causes = decision.causes;
  }
  resource.header = member.key_span;
  resource.body = member.key_span.joined(node(member.node).span);
  if (resources_[index].made_by == kNoResource) read_depends_on(index);
  resource.attributes = attributes_of(index, frame);
  // The schemas are the service's; what AWS::Serverless takes is the transform's own.
  const bool is_checked = !is_open_ && !resource.type.starts_with("AWS::Serverless::");
  if (is_checked) check_properties(resource.type, resource.attributes, *run_->diagnostics);
  resource.region = region(member.key_span);
  emit_absent_child(resource, index, out);
  out.resources.push_back(std::move(resource));
}

}  // namespace brn::config::cloudformation
