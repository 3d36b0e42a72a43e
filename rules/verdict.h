#pragma once
// Small helpers for rules: how a fault is put, and what becomes of it when the resource itself may not exist.

#include <string>
#include <utility>
#include <vector>

#include "analyzer/engine/rule.h"

namespace brn::rules {

/// A fault at a place, with what helps to understand it.
[[nodiscard]] engine::Broken fault(Span place, std::string message, std::vector<facts::Reason> related = {});
[[nodiscard]] engine::Broken with_severity(engine::Broken what, engine::Severity severity);

/// Where an attribute is written, the resource's header where it is not.
template <typename T>
[[nodiscard]] Span place_of(const graph::Attribute<T>& attribute, const graph::Entity& resource) {
  return attribute.place.is_valid() ? attribute.place : resource.header;
}
/// ", which is the default" for what is not written.
template <typename T>
[[nodiscard]] std::string by_default(const graph::Attribute<T>& attribute) {
  return attribute.is_default() ? ", which is the default" : "";
}

/// The command that shows these groups; empty where none of them is known.
[[nodiscard]] std::string verify_groups_of(const facts::Facts& facts,
                                           const graph::Relations<graph::SecurityGroup>& groups);

/// The command that shows a role's policies.
[[nodiscard]] std::string verify_role(const graph::Entity& role);

/// A fault of a resource that is there; undetermined, for the reasons it may not exist, otherwise.
void report(engine::Verdicts& out, const graph::Entity& resource, engine::Broken what);
/// A fault of a member: undetermined where it is not known that it calls Bedrock.
void report(engine::Verdicts& out, const facts::Member& member, engine::Broken what);

}  // namespace brn::rules
