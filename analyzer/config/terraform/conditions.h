#pragma once
// Conditions that the source itself states: `check` blocks (a failed one is a warning), preconditions of outputs and
// resources (a failed one is an error, as it is for Terraform).

#include "analyzer/config/terraform/instance.h"

namespace brn::config::terraform {

/// All of one module instance.
void check_conditions(ModuleInstance& module);

}  // namespace brn::config::terraform
