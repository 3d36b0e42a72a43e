#pragma once
// Waiver files: suppressions by fingerprint, for those who must not touch the source.
//   waivers:
//     - {fingerprint: 0123456789abcdef, rule: BRN304, reason: accepted by the board, until: 2027-01-31, ticket: ABC-1}

#include <string>

#include "analyzer/engine/suppression.h"
#include "parsers/source/source_manager.h"

namespace brn::app {

/// Adds what the file says; errors (a missing reason, an unknown key) go to the diagnostics of `out`.
void read_waivers(SourceManager& sources, const std::string& path, engine::Suppressions& out);

}  // namespace brn::app
