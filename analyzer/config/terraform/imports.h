#pragma once
// `import` blocks of a root module: what they bring under Terraform keeps the id that it has.

#include <map>
#include <string>

#include "analyzer/config/terraform/instance.h"

namespace brn::config::terraform {

/// The known ids by the address of the resource instance. Ids that cannot be right are reported.
[[nodiscard]] std::map<std::string, value::Value, std::less<>> import_ids(ModuleInstance& root);

}  // namespace brn::config::terraform
