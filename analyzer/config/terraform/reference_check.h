#pragma once
// Reports references to what is declared nowhere, once for each module folder, before anything is evaluated: also in
// branches that are not taken and in blocks of which no instance exists, as Terraform does.

#include "analyzer/config/terraform/module.h"
#include "analyzer/config/terraform/module_store.h"

namespace brn::config::terraform {

void check_references(const Module& module, const CalleeLookup& callee, Diagnostics& diagnostics);

}  // namespace brn::config::terraform
