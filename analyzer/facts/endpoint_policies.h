#pragma once
// What is to be said of an endpoint's policy, statement by statement: remarks with the narrowest text, in words. Policies
// that are absent, or full access in effect, are another question (Facts::policy_is_full_access) and get no remark here.

#include <optional>
#include <string>
#include <vector>

#include "analyzer/facts/facts.h"
#include "analyzer/policy/callers.h"

namespace brn::facts {

/// One thing about a policy.
struct PolicyRemark {
  Span place;
  std::string message;
  std::string role;           // tells two remarks on one text apart
  bool is_near_miss = false;  // unknown names: a known one is spelt almost so
  std::vector<Reason> related;
};

/// `causes` say what is not known, and so may hide more; `doubt` is the text.
struct PolicyRemarks {
  std::vector<PolicyRemark> certain;
  Causes causes;
  Span doubt;
};

/// An Allow that lets in callers of any account.
[[nodiscard]] PolicyRemarks unbounded_callers(const Facts& facts, const graph::Endpoint& endpoint);
/// A condition that looks like a limit and holds for everyone.
[[nodiscard]] PolicyRemarks idle_conditions(const Facts& facts, const graph::Endpoint& endpoint);
/// Resources of any account, and actions of other services.
[[nodiscard]] PolicyRemarks wide_grants(const Facts& facts, const graph::Endpoint& endpoint);
/// Why AWS would refuse the document.
[[nodiscard]] PolicyRemarks form_faults(const Facts& facts, const graph::Endpoint& endpoint);
/// Actions, operators and condition keys that the lists do not have.
[[nodiscard]] PolicyRemarks unknown_names(const Facts& facts, const graph::Endpoint& endpoint);
/// Text that decides nothing: actions of other endpoints, conditions that never hold or hold for everyone whom the
/// statement admits anyway.
[[nodiscard]] PolicyRemarks dead_text(const Facts& facts, const graph::Endpoint& endpoint);

// Shared by the files that answer these; not for rules.

struct ReadPolicy {
  policy::Policy policy;
  std::vector<policy::AllowReading> allows;
  const graph::PolicyDocument* document = nullptr;
};
/// The policy where there is one; nothing when it is absent. With causes: it cannot be read.
[[nodiscard]] std::optional<ReadPolicy> read_endpoint_policy(const Facts& facts, const graph::Endpoint& endpoint,
                                                             Causes& causes);
[[nodiscard]] Span place_of_text(const policy::Text& text, const policy::Statement& statement);

}  // namespace brn::facts
