#pragma once
// What holds for one run: the flags over the configuration file, and the organisation's policy over both.

#include <string>

#include "analyzer/app/command_line.h"
#include "analyzer/app/project_file.h"

namespace brn::app {

struct RunSettings {
  ProjectSettings project;
  Request request;
  engine::FailOn fail_on;
  Diagnostics diagnostics;
};

/// Reads the configuration file of the first path's tree (or `--config`) and the policies.
[[nodiscard]] RunSettings run_settings(SourceManager& sources, const CommandLine& line);

/// The first error of the settings as `file:line:column: message`; empty when there is none.
[[nodiscard]] std::string first_error(const RunSettings& settings, const SourceManager& sources);

/// Severities that the configuration gives; what is locked is not lowered.
void set_severities(engine::Result& result, const ProjectSettings& project);

/// Today as `YYYY-MM-DD` in UTC; SOURCE_DATE_EPOCH instead of the clock where it is set.
[[nodiscard]] std::string today();

}  // namespace brn::app
