#pragma once
// What Terraform's own blocks must and may hold: required and unknown arguments, nested blocks, names. Errors, since the
// language defines them; the arguments of resource types are for argument_check.

#include "analyzer/config/terraform/module.h"

namespace brn::config::terraform {

void check_blocks(const Module& module, Diagnostics& diagnostics);

}  // namespace brn::config::terraform
