#include "analyzer/config/cloudformation/intrinsic.h"

#include <array>
#include <utility>

namespace brn::config::cloudformation {
namespace {

constexpr std::array<std::pair<std::string_view, Function>, 25> kFunctions = {{
    {"GetAtt", Function::GetAtt},
    {"Sub", Function::Sub},
    {"Join", Function::Join},
    {"Split", Function::Split},
    {"Select", Function::Select},
    {"FindInMap", Function::FindInMap},
    {"GetAZs", Function::GetAZs},
    {"Cidr", Function::Cidr},
    {"Base64", Function::Base64},
    {"ImportValue", Function::ImportValue},
    {"If", Function::If},
    {"And", Function::And},
    {"Or", Function::Or},
    {"Not", Function::Not},
    {"Equals", Function::Equals},
    {"Transform", Function::Transform},
    {"Length", Function::Length},
    {"ToJsonString", Function::ToJsonString},
    {"Contains", Function::Contains},
    {"EachMemberEquals", Function::EachMemberEquals},
    {"EachMemberIn", Function::EachMemberIn},
    {"RefAll", Function::RefAll},
    {"ValueOf", Function::ValueOf},
    {"ValueOfAll", Function::ValueOfAll},
    {"GetStackOutput", Function::GetStackOutput},
}};

Function function_named(std::string_view name) {
  for (const auto& [known, function] : kFunctions) {
    if (known == name) return function;
  }
  return Function::Unknown;
}

std::optional<Function> function_of_tag(std::string_view tag) {
  // `!Sub` is a tag of the document; `!!str` and `tag:yaml.org,2002:…` are YAML's own.
  if (tag.size() < 2 || tag.front() != '!' || tag[1] == '!') return std::nullopt;
  tag.remove_prefix(1);
  if (tag == "Ref") return Function::Ref;
  if (tag == "Condition") return Function::Condition;
  return function_named(tag);
}

std::optional<Function> function_of_key(std::string_view key, bool in_conditions) {
  if (key == "Ref") return Function::Ref;
  if (key == "Condition" && in_conditions) return Function::Condition;
  if (key.starts_with("Rain::")) return Function::Unknown;  // filled in by another tool
  if (!key.starts_with("Fn::") || key.starts_with(kForEachPrefix)) return std::nullopt;
  return function_named(key.substr(4));
}

}  // namespace

std::optional<Call> call_at(const syntax::Tree& tree, syntax::NodeId id, bool in_conditions) {
  const syntax::Node& node = tree.node(id);
  if (!node.tag.empty()) {
    const auto function = function_of_tag(node.tag);
    if (function) return Call{*function, id, node.tag, node.span, true};
  }
  return long_call_at(tree, id, in_conditions);
}

std::optional<Call> long_call_at(const syntax::Tree& tree, syntax::NodeId id, bool in_conditions) {
  const syntax::Node& node = tree.node(id);
  if (node.kind != syntax::NodeKind::Mapping || node.count != 1) return std::nullopt;
  const syntax::Member& member = tree.members(id).front();
  const auto function = function_of_key(member.key, in_conditions);
  if (!function) return std::nullopt;
  return Call{*function, member.value, member.key, node.span, false};
}

}  // namespace brn::config::cloudformation
