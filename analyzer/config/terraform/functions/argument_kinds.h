#pragma once
// What the type alone of an argument rules out, where the argument itself is not known yet. Internal to this folder.

#include <optional>

#include "analyzer/config/terraform/functions/library.h"

namespace brn::config::terraform::functions {

/// An error for a call that cannot succeed whatever its unknown arguments turn out to be.
[[nodiscard]] std::optional<FunctionError> impossible_arguments(Pool& pool, std::string_view function,
                                                                Arguments arguments);

}  // namespace brn::config::terraform::functions
