#pragma once
// Whether a role's use of Bedrock is tied to a network: by a condition of its own policies, or by its boundary.

#include "analyzer/facts/facts.h"

namespace brn::facts {

/// Yes: every statement that allows Bedrock calls asks for `aws:SourceVpce`, `aws:SourceVpc` or private source
/// addresses, or a statement denies them elsewhere. No: the reasons are the statements that allow calls from anywhere.
[[nodiscard]] Answer is_bound_to_network(const Facts& facts, const graph::Role& role);

/// A role that only Bedrock itself assumes (jobs, knowledge bases, agents): its calls come from the service's network,
/// which no such condition can name.
[[nodiscard]] bool is_for_service(const Facts& facts, const graph::Role& role);

}  // namespace brn::facts
