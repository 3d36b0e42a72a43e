#pragma once
// The commands: each takes the arguments as data, writes its output and gives the exit status.

#include <string>

#include "analyzer/app/command_line.h"

namespace brn::app {

[[nodiscard]] int run_command(CommandLine line, const std::string& version);

}  // namespace brn::app
