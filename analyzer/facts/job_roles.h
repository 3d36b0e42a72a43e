#pragma once
// What the role of a Bedrock job must allow so that the job can have interfaces in a VPC, and what it need not (Amazon
// Bedrock User Guide, Attach VPC permissions to a role for a job).

#include <string>
#include <vector>

#include "analyzer/facts/facts.h"

namespace brn::facts {

struct JobRoleAccess {
  std::vector<std::string> missing;  // actions that no statement allows, in the guide's order
  Causes causes;                     // why some of them may be allowed all the same
  std::vector<Reason> too_wide;      // statements that let the role change interfaces of others
};

[[nodiscard]] JobRoleAccess job_role_access(const Facts& facts, const graph::Role& role);

}  // namespace brn::facts
