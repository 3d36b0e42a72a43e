#pragma once
// "Did you mean …": the name among some that is nearest to a misspelt one.

#include <string>
#include <string_view>
#include <vector>

namespace brn::config::terraform {

/// The candidate with the smallest edit distance, if it is near enough to be a slip; empty otherwise. The first in order wins.
[[nodiscard]] std::string_view nearest_name(std::string_view name, const std::vector<std::string_view>& candidates);

/// "; did you mean `x`?" or nothing.
[[nodiscard]] std::string suggestion(std::string_view name, const std::vector<std::string_view>& candidates);

}  // namespace brn::config::terraform
