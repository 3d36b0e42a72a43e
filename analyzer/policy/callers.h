#pragma once
// Who may call by an endpoint policy, as far as single statements say: an Allow is bounded when its principals, one of its
// conditions, or a Deny that covers it ties every caller to an account, organisation, role or service. How statements
// combine beyond that is left open.

#include <string>
#include <vector>

#include "analyzer/policy/conditions.h"
#include "analyzer/policy/policy.h"

namespace brn::policy {

/// A condition that does nothing, or never holds, and why.
struct IdleCondition {
  const Condition* condition = nullptr;
  const Statement* statement = nullptr;
  std::string why;
};

/// One thing that ties the callers of an Allow down: its principals, or a condition. A caller has to pass each bound.
struct CallerBound {
  const Statement* statement = nullptr;      // the Allow itself, or the Deny that bounds it
  std::vector<const Condition*> conditions;  // one of an Allow; those of a Deny, one of which lets escape
  [[nodiscard]] bool is_principals() const { return conditions.empty(); }
};

struct AllowReading {
  const Statement* statement = nullptr;
  Tri is_bounded = Tri::Unknown;
  Tri is_bounded_by_resource = Tri::No;    // a condition ties the resource to an account or organisation
  std::vector<IdleCondition> idle;         // hold for everyone
  std::vector<IdleCondition> never;        // never hold
  std::vector<IdleCondition> idle_denies;  // of Denies that would have bounded it
  std::vector<CallerBound> bounds;         // what makes it bounded
  Causes causes;                           // why `is_bounded` is not known
};

/// Every Allow of a policy, in its order; the policy must outlive the answer.
[[nodiscard]] std::vector<AllowReading> read_allows(const Policy& policy, const EndpointKind& endpoint);

}  // namespace brn::policy
