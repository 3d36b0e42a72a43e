#pragma once
// `init`: looks at the tree and writes a commented `.bedrock-lint.yaml`, and a hook entry where no hooks are configured.

#include "analyzer/app/command_line.h"

namespace brn::app {

[[nodiscard]] int init(const CommandLine& line);

}  // namespace brn::app
