#pragma once
// Patterns of IAM: `*` is any run of characters, `?` any one.

#include <string_view>

namespace brn::policy {

/// Linear in the product of the lengths at worst; no recursion.
[[nodiscard]] bool matches_glob(std::string_view pattern, std::string_view text);
/// The same without regard to case: actions and condition keys.
[[nodiscard]] bool matches_glob_ignoring_case(std::string_view pattern, std::string_view text);
/// Whether some text matches both patterns.
[[nodiscard]] bool globs_intersect(std::string_view a, std::string_view b);
/// Whether some ARN matches both patterns of resources: wildcards do not cross the first five colons (IAM User Guide,
/// wildcards in ARNs). A pattern with fewer parts, such as `*`, is taken as a whole.
[[nodiscard]] bool arns_intersect(std::string_view a, std::string_view b);

}  // namespace brn::policy
