#include "rules/verdict.h"

namespace brn::rules {

using engine::Broken;

Broken fault(Span place, std::string message, std::vector<facts::Reason> related) {
  Broken what;
  what.place = place;
  what.message = std::move(message);
  what.related = std::move(related);
  return what;
}

Broken with_severity(Broken what, engine::Severity severity) {
  what.severity = severity;
  what.has_severity = true;
  return what;
}

std::string verify_groups_of(const facts::Facts& facts, const graph::Relations<graph::SecurityGroup>& groups) {
  std::vector<const graph::Entity*> entities;
  for (const auto& item : groups.items) {
    if (item.has_target()) entities.push_back(&facts.graph().get(item.target));
  }
  return entities.empty() ? std::string() : engine::verify_groups(entities);
}

std::string verify_role(const graph::Entity& role) {
  return "aws iam list-role-policies --role-name $ROLE  # ROLE: " + role.address;
}

void report(engine::Verdicts& out, const graph::Entity& resource, Broken what) {
  if (resource.exists == Tri::Yes) return out.broken(resource, std::move(what));
  out.unknown(resource, what.place, "whether " + facts::quoted(resource.address) + " exists; if so, " + what.message,
              resource.causes, std::move(what.verify));
}

void report(engine::Verdicts& out, const facts::Member& member, Broken what) {
  if (member.calls_bedrock.is_yes()) return report(out, *member.entity, std::move(what));
  out.unknown(*member.entity, what.place,
              "whether " + facts::quoted(member.entity->address) + " calls Bedrock; if so, " + what.message,
              member.calls_bedrock.causes, std::move(what.verify));
}

}  // namespace brn::rules
