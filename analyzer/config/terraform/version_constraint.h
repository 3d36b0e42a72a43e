#pragma once
// Version constraints (`>= 1.3, < 2.0.0`) as Terraform accepts them in `required_version`, of modules and of providers.

#include <string_view>

namespace brn::config::terraform {

/// True for text that is a list of constraints.
[[nodiscard]] bool is_version_constraint(std::string_view text);
/// True when one of the constraints names a prerelease (`1.3.0-beta1`), which `required_version` does not take.
[[nodiscard]] bool has_prerelease(std::string_view text);

}  // namespace brn::config::terraform
