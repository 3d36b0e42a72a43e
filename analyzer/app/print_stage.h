#pragma once
// `--print`: one stage of one configuration as text.

#include <string>

#include "analyzer/app/analyze.h"

namespace brn::app {

[[nodiscard]] std::string print_stage(Print stage, config::Configuration& configuration, const SourceManager& sources);

}  // namespace brn::app
