#pragma once
// "Did you mean": the nearest of some names to one that is not known.

#include <span>
#include <string>
#include <string_view>

namespace brn::config::cloudformation {

/// "; did you mean `X`?" for the nearest candidate, or "" when none is near.
[[nodiscard]] std::string did_you_mean(std::string_view name, std::span<const std::string_view> candidates);

}  // namespace brn::config::cloudformation
