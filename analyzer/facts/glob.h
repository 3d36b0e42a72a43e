#pragma once
// `*` and `?` over text, for names and action patterns.

#include <string_view>

namespace brn::facts {

[[nodiscard]] bool glob_matches(std::string_view pattern, std::string_view text);

}  // namespace brn::facts
