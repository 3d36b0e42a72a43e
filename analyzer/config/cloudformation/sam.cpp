// AWS::Serverless: Globals merged into functions, and which of them get a role (see sam_roles.cpp). The serverless types
// themselves stay as they are written.
// https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html

#include "analyzer/config/cloudformation/scalar.h"
#include "analyzer/config/cloudformation/stack.h"

namespace brn::config::cloudformation {
namespace {

using syntax::NodeId;
using syntax::NodeKind;
using value::Member;
using value::Pool;
using value::Value;

constexpr std::string_view kPrefix = "AWS::Serverless::";

/// The resource's own value wins; objects are merged and lists joined, the global part first.
Value merged(Pool& pool, const Value& global, const Value& own, int depth) {
  if (depth > 32) return own;
  if (global.is_sequence() && own.is_sequence()) {
    std::vector<Value> all(global.elements().begin(), global.elements().end());
    all.insert(all.end(), own.elements().begin(), own.elements().end());
    return pool.tuple(all, own.origin());
  }
  if (!global.is_mapping() || !own.is_mapping()) return own;
  std::vector<Member> members;
  for (const Member& member : global.members()) {
    const Member* same = own.find_member(member.name);
    if (same == nullptr) {
      members.push_back(member);
    } else {
      members.push_back(Member{member.name, merged(pool, member.value, same->value, depth + 1), same->name_span});
    }
  }
  for (const Member& member : own.members()) {
    if (global.find_member(member.name) == nullptr) members.push_back(member);
  }
  return pool.ordered_object(members, own.origin());
}

bool gets_role(std::string_view type) {
  return type == "AWS::Serverless::Function" || type == "AWS::Serverless::StateMachine";
}

}  // namespace

NodeId Stack::globals_of(std::string_view type) const {
  const NodeId globals = tree_.find(root_, "Globals");
  if (!globals.is_valid() || node(globals).kind != NodeKind::Mapping || !type.starts_with(kPrefix)) return {};
  const NodeId found = tree_.find(globals, type.substr(kPrefix.size()));
  return found.is_valid() && node(found).kind == NodeKind::Mapping ? found : NodeId{};
}

void Stack::add_implicit_roles() {
  const auto count = static_cast<std::uint32_t>(resources_.size());
  for (std::uint32_t index = 0; index < count; ++index) {
    if (!gets_role(resources_[index].type)) continue;
    const auto has_role = [&](NodeId mapping) {
      return mapping.is_valid() && node(mapping).kind == NodeKind::Mapping && tree_.find(mapping, "Role").is_valid();
    };
    if (has_role(resources_[index].properties) || has_role(globals_of(resources_[index].type))) continue;
    const std::string_view name = pool().intern(std::string(resources_[index].member.key) + "Role");
    if (!resource_by_name_.emplace(name, static_cast<std::uint32_t>(resources_.size())).second) continue;
    ResourceEntry role;
    role.member = resources_[index].member;
    role.member.key = name;
    role.type = "AWS::IAM::Role";
    role.made_by = index;
    resources_.push_back(std::move(role));
  }
}

Value Stack::serverless_properties(std::uint32_t index, const Value& properties, const Frame& frame) {
  const ResourceEntry& entry = resources_[index];
  Value result = properties;
  const NodeId globals = globals_of(entry.type);
  if (globals.is_valid()) result = merged(pool(), evaluate(globals, frame), properties, 0);
  const std::uint32_t role = find_resource(std::string(entry.member.key) + "Role");
  if (role == kNoResource || resources_[role].made_by != index || !result.is_mapping()) return result;
  std::vector<Member> members(result.members().begin(), result.members().end());
  const Span place = entry.member.key_span;
  members.push_back(Member{pool().intern("Role"), resource_symbol(resources_[role].member.key, "Arn", place), place});
  return pool().ordered_object(members, result.origin());
}

}  // namespace brn::config::cloudformation
