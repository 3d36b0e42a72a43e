#pragma once
// The functions of Terraform's built-in provider: `provider::terraform::encode_tfvars`, `decode_tfvars`, `encode_expr`.

#include <string_view>

#include "analyzer/config/terraform/functions/functions.h"
#include "analyzer/config/terraform/run.h"

namespace brn::config::terraform {

/// `name` is the part after `provider::terraform::`. Arguments hold no Choice. Unknown names are an error.
[[nodiscard]] FunctionResult call_builtin_provider(Run& run, std::string_view name,
                                                   std::span<const value::Value> arguments, Span call);

}  // namespace brn::config::terraform
