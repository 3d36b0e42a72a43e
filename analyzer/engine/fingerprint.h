#pragma once
// The identity of a finding from run to run: rule, unit, address of the definition and role. No line numbers, so that a
// moved block keeps it.

#include <string>
#include <string_view>

namespace brn::engine {

/// 16 hex digits.
[[nodiscard]] std::string fingerprint(std::string_view rule, std::string_view unit_path, std::string_view definition,
                                      std::string_view role);

}  // namespace brn::engine
