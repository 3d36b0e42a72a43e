#pragma once
// Terraform's JSON syntax (`*.tf.json`) as the same tree that HCL text gives: blocks by their labels, strings as templates.
// See https://developer.hashicorp.com/terraform/language/syntax/json.

#include <string_view>

#include "parsers/hcl/ast.h"
#include "parsers/syntax/tree.h"

namespace brn::config::terraform {

/// `text` must outlive the result. Mistakes are in the result's errors.
[[nodiscard]] hcl::File read_json_configuration(FileId file, std::string_view text);

/// Values of a `*.tfvars.json` file: attributes whose strings are literal.
[[nodiscard]] hcl::File read_json_values(FileId file, std::string_view text);

}  // namespace brn::config::terraform
