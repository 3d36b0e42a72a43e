#pragma once
// What the language asks of blocks that make nothing themselves: `terraform` with its versions and providers, `moved`,
// `removed`, `import`; and of destroy-time provisioners and provider references. Once for each module folder.

#include "analyzer/config/terraform/module.h"

namespace brn::config::terraform {

void check_language_blocks(const Module& module, bool is_root, Diagnostics& diagnostics);

}  // namespace brn::config::terraform
