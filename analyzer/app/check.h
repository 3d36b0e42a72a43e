#pragma once
// `check` and `baseline`: the analysis with everything that makes up what is reported of it (configuration,
// suppressions, comparison with a baseline or with a reference of git), and the outputs.

#include "analyzer/app/command_line.h"
#include "analyzer/report/report.h"

namespace brn::app {

[[nodiscard]] int check(const CommandLine& line, report::ToolInfo tool);
[[nodiscard]] int write_baseline(const CommandLine& line, const report::ToolInfo& tool);

}  // namespace brn::app
