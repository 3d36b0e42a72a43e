#pragma once
// Calls that a workload's role allows and that no statement of an endpoint's policy can let through: the action, the
// resource or the caller is in none of them, or a Deny takes them all. Statements are looked at one by one; where they
// only together keep a call out, nothing is said.

#include <string>
#include <vector>

#include "analyzer/facts/facts.h"

namespace brn::facts {

struct BlockedCall {
  std::string action;  // `bedrock:InvokeModel`
  std::string why;     // in words
  Span place;          // of the policy's text that leaves it out
  Reason allowed;      // the statement of the role that allows it
};
struct BlockedCalls {
  std::vector<BlockedCall> certain;
  Causes causes;           // why further ones may be blocked
  bool has_calls = false;  // the role names calls that go by the endpoint
};

/// The calls of one role by one endpoint.
[[nodiscard]] BlockedCalls blocked_calls(const Facts& facts, const graph::Endpoint& endpoint, graph::RoleId role);

}  // namespace brn::facts
