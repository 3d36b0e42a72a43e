#pragma once
// Patterns of `fileset`: `*`, `?`, `[a-z]`, `{a,b}` within a name, `**` for any number of folders.

#include <string_view>

namespace brn::config::terraform::functions {

/// True when one name (no `/` in it) matches a pattern without `/`.
[[nodiscard]] bool matches_name(std::string_view pattern, std::string_view name);
/// True when a pattern has a special character.
[[nodiscard]] bool is_glob(std::string_view pattern);

/// True when brackets and braces are closed and no backslash ends the pattern.
[[nodiscard]] bool is_well_formed(std::string_view pattern);

}  // namespace brn::config::terraform::functions
