#pragma once
// Whether AWS would take an endpoint policy at all: what makes it answer MalformedPolicyDocument, and the size limit (AWS
// PrivateLink Guide, endpoint policies; IAM User Guide, grammar of the policy language).

#include <vector>

#include "analyzer/policy/policy.h"

namespace brn::policy {

inline constexpr std::size_t kMaxEndpointPolicySize = 20480;

/// Every reason, in the document's order. `document` is what the policy was read from.
[[nodiscard]] std::vector<Problem> form_problems(const Policy& policy, const value::Value& document);

}  // namespace brn::policy
