#pragma once
// Values that exist only while Terraform runs: ephemeral variables, resources and outputs, and what is made of them.
// Found by looking at references, since such a value may not be stored anywhere and so never is evaluated for it.

#include "analyzer/config/terraform/module.h"

namespace brn::config::terraform {

/// True when the value of an expression of `module` is ephemeral.
[[nodiscard]] bool is_ephemeral(const Module& module, const CalleeLookup& callee, const Expression& expression);

/// Reports ephemeral values where they may not stand: outputs, arguments of resources and modules, `count`, `for_each`.
void check_ephemeral(const Module& module, bool is_root, const CalleeLookup& callee, Diagnostics& diagnostics);

}  // namespace brn::config::terraform
