#pragma once
// The functions of the AWS provider: `provider::aws::arn_parse`, `arn_build`, `trim_iam_role_path`.

#include <optional>
#include <span>
#include <string_view>

#include "analyzer/config/terraform/functions/functions.h"

namespace brn::config::terraform {

/// Nothing for a function that is not known here. Arguments hold no Choice.
[[nodiscard]] std::optional<FunctionResult> call_aws_provider(value::Pool& pool, std::string_view name,
                                                              std::span<const value::Value> arguments, Span call);

}  // namespace brn::config::terraform
