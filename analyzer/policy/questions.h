#pragma once
// Questions at first depth: what a statement's own patterns say, and whether a policy restricts anything at all. Each
// looks at statements one by one; combinations of Allow and Deny are decided only where that is certain.

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/policy/policy.h"

namespace brn::policy {

/// Whether the statement's action patterns reach an action of one of these IAM prefixes (`bedrock`) by their own
/// pattern: `bedrock:Invoke*` and `bedrock*:*` do, a bare `*` does not. Unknown where a pattern is not known.
struct ActionMatch {
  Tri value = Tri::No;
  std::vector<const Text*> patterns;  // those that match, or may
};
[[nodiscard]] ActionMatch names_service(const Statement& statement, std::string_view iam_prefix);
/// Whether the statement's actions cover this action, a bare `*` and NotAction included.
[[nodiscard]] Tri covers_action(const Statement& statement, std::string_view action);

/// Whether a policy lets everything through: an Allow for everyone, all actions (of `iam_prefix` where it is given) and
/// all resources without a condition, and no Deny. No with a Deny of any form: a Deny restricts something.
struct FullAccess {
  Tri value = Tri::No;
  const Statement* statement = nullptr;  // the one that gives it, or may
  Causes causes;                         // filled when Unknown
  std::vector<std::string> reasons;      // in words
};
[[nodiscard]] FullAccess is_full_access(const Policy& policy, std::string_view iam_prefix);

}  // namespace brn::policy
