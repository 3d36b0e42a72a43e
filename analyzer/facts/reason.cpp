#include "analyzer/facts/reason.h"

#include "analyzer/facts/state.h"

namespace brn::facts {

std::string quoted(std::string_view text) {
  return "`" + std::string(text) + "`";
}

Causes causes_of_entity(const graph::Entity& entity) {
  if (!entity.causes.empty()) return entity.causes;
  return {Cause{CauseKind::External, entity.address, quoted(entity.address) + " is made outside of this configuration",
                "include the configuration that makes it in the run", entity.header}};
}

bool may_be_any(const graph::Entity& entity) {
  if (!entity.is_external() || entity.causes.empty()) return false;
  for (const Cause& cause : entity.causes) {
    if (cause.kind != CauseKind::Variable && cause.kind != CauseKind::Parameter) return false;
  }
  return true;
}

Answer either(Answer a, Answer b) {
  if (a.is_yes() && b.is_yes()) a.reasons.insert(a.reasons.end(), b.reasons.begin(), b.reasons.end());
  if (a.is_yes()) return a;
  if (b.is_yes() || a.is_no()) return b;
  if (b.is_unknown()) merge_causes(a.causes, b.causes);
  return a;
}

}  // namespace brn::facts
