#pragma once
// The JSON list of rules, made where the JSON library is.

#include <span>
#include <string>

#include "analyzer/engine/rule.h"

namespace brn::report {

[[nodiscard]] std::string rules_as_json(std::span<const engine::Rule* const> rules);

}  // namespace brn::report
