#pragma once
// What one condition of a statement does: whether it ties the caller to an account, organisation, role or service, limits
// something else, holds for everyone although it is there, or never holds. The operators' rules about absent keys follow
// the IAM User Guide (IAM JSON policy elements: condition operators; multivalued context keys).

#include <cstdint>
#include <string>
#include <string_view>

#include "analyzer/diagnostics/names.h"
#include "analyzer/policy/policy.h"

namespace brn::policy {

/// An operator taken apart: `ForAllValues:StringNotLikeIfExists`.
struct Operator {
  std::string base;  // as IAM spells it, without set prefix and suffix: `StringNotLike`; as written when not known
  bool is_known = false;
  bool for_all = false;
  bool for_any = false;
  bool if_exists = false;
  bool is_negated = false;
  bool takes_wildcards = false;  // StringLike and Arn operators
};
[[nodiscard]] Operator read_operator(std::string_view name);
/// The known operator that is spelt almost so; empty when none is near.
[[nodiscard]] std::string_view nearest_operator(std::string_view name);

/// What an endpoint brings to the requests that pass it.
struct EndpointKind {
  bool is_s3 = false;  // keys of the caller's network (aws:VpceAccount …) exist for S3, not for Bedrock
};

enum class Effectiveness : std::uint8_t {
  BoundsCaller,    // ties the caller to an account, organisation, role or service
  BoundsResource,  // ties the resource to an account or organisation
  Limits,          // limits something else
  Nothing,         // holds for everyone whom it should keep out
  Never,           // never holds
  Unknown,
};

struct ConditionJudgement {
  Effectiveness effect = Effectiveness::Limits;
  std::string why;  // Nothing, Never: in words
  Causes causes;    // Unknown
};

/// A condition of an Allow.
[[nodiscard]] ConditionJudgement judge_allow_condition(const Condition& condition, const Statement& statement,
                                                       const EndpointKind& endpoint);

/// What a condition of a Deny leaves to those who escape the Deny by it.
enum class Escape : std::uint8_t {
  Bounded,   // those who escape are tied to an account, organisation, role or service
  Nobody,    // nobody escapes by it
  Everyone,  // every request through the endpoint escapes, or may choose to
  Unknown,
};
struct EscapeJudgement {
  Escape escape = Escape::Unknown;
  std::string why;  // Everyone, where the condition looks like a bound: in words
  Causes causes;
};
[[nodiscard]] EscapeJudgement judge_deny_condition(const Condition& condition, const EndpointKind& endpoint);

/// Keys that say who calls.
[[nodiscard]] bool is_caller_key(std::string_view key);
/// Keys that say whose the resource is.
[[nodiscard]] bool is_resource_owner_key(std::string_view key);
/// Keys that say by which network the call came.
[[nodiscard]] bool is_network_key(std::string_view key);
using brn::lower_case;

}  // namespace brn::policy
