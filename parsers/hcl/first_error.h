#pragma once
// Where HashiCorp's own parser reports the first syntax error of a text. Our parser recovers, and points to what a person
// would correct; `eval` and `resolve` answer with Terraform's own place. Used only for texts that are known to be broken.

#include <cstdint>
#include <optional>
#include <string_view>

namespace brn::hcl {

/// Offset of the first error of a file; nothing when there is none, or the text is nested too deeply to tell.
[[nodiscard]] std::optional<std::uint32_t> first_error(std::string_view text);

}  // namespace brn::hcl
