#pragma once
// Source text inside an error message.

#include <string>
#include <string_view>

namespace brn::syntax {

/// `text` in backticks, on one line and cut to a readable length.
[[nodiscard]] std::string excerpt(std::string_view text);

}  // namespace brn::syntax
