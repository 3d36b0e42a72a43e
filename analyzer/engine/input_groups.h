#pragma once
// Inputs of templates that are evaluated together but have nothing to do with each other: what one stack's inputs decide
// cannot touch the other, so their combinations need not be looked at.

#include <span>
#include <vector>

#include "analyzer/config/configuration.h"

namespace brn::engine {

/// The inputs in groups, by units that refer to each other. One group where there is one unit, or where the unit of an
/// input cannot be told.
[[nodiscard]] std::vector<std::vector<guard::InputId>> input_groups(const config::Configuration& configuration,
                                                                    std::span<const guard::InputId> inputs);

}  // namespace brn::engine
