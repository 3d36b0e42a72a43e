#pragma once
// Warns of arguments and blocks that a resource type does not have, with the nearest right name. The tables are of one
// provider release, so this never is an error.

#include "analyzer/config/terraform/module.h"

namespace brn::config::terraform {

void check_arguments(const Module& module, Diagnostics& diagnostics);

}  // namespace brn::config::terraform
