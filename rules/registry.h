#pragma once
// The one list of rules, by id. Nothing registers itself: a static library's linker would drop it.

#include <span>

#include "analyzer/engine/rule.h"

namespace brn::rules {

[[nodiscard]] std::span<const engine::Rule* const> all_rules();

}  // namespace brn::rules
