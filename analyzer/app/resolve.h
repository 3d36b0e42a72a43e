#pragma once
// `bedrock-lint resolve`: the evaluated configuration of one root module or template as JSON, for the inputs given, else
// the defaults.

#include <string>

#include "analyzer/app/command_line.h"

namespace brn::app {

/// `--unit` chooses one of several under the path, by its path from there or its configured name; what the configuration
/// file gives a unit holds here, too. Exit status: 0; 2 when there is an error among the diagnostics, or nothing (or more
/// than one unit) to resolve.
[[nodiscard]] int resolve_command(const CommandLine& line);

/// The JSON for one unit; places and files as seen from `folder`.
[[nodiscard]] std::string resolved_json(const config::Configuration& configuration, std::uint32_t unit,
                                        const SourceManager& sources, const std::string& folder);

}  // namespace brn::app
