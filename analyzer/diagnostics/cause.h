#pragma once
// A Cause says why something is not known: which variable, parameter, data source or module stands in the way, where it
// is written, and what a user can do. Causes travel with unknown values from evaluation to the report; two equal causes
// are one question.

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

#include "parsers/source/span.h"

namespace brn {

enum class CauseKind : std::uint8_t {
  Variable,          // a Terraform variable without a value             subject: `var.vpc_id`
  Parameter,         // a CloudFormation parameter without a value       subject: `VpcId`
  DataSource,        // what a data source will read                     subject: `data.aws_vpc.main`
  RemoteState,       // another configuration's state                    subject: `data.terraform_remote_state.net`
  Module,            // a module that is not on disk                     subject: `module.vpc`
  Import,            // an export of a stack outside this run            subject: `net-VpcId`
  Computed,          // chosen when the resource is made                 subject: `aws_vpc.main.id`
  DynamicReference,  // `{{resolve:ssm:…}}`                            subject: the reference
  Function,          // a function whose result needs the real world     subject: `timestamp()`
  Unsupported,       // a form that this version does not evaluate       subject: the form
  External,          // exists outside of this run (a VPC made elsewhere, a transit gateway's far side)
  Limit,             // a bound on work was reached
  Error,             // evaluation failed; the diagnostics say how       subject: what failed
};

/// `subject` names the thing in the user's own words; `place` is where it is declared, or where it is used when it is
/// declared nowhere. `settle` says what to set, fetch or declare (lower case, no final stop), empty where nothing helps.
struct Cause {
  CauseKind kind = CauseKind::Computed;
  std::string subject;
  std::string message;  // "`var.vpc_id` has no value"
  std::string settle;   // "set `vpc_id` in a tfvars file or by `--var`"
  Span place;

  friend auto operator<=>(const Cause&, const Cause&) = default;
};

using Causes = std::vector<Cause>;

/// Adds what `more` holds and `causes` does not, in order.
void merge_causes(Causes& causes, const Causes& more);
void merge_cause(Causes& causes, const Cause& more);

}  // namespace brn
