#pragma once
// A file with unresolved merge conflicts gives a syntax error for every marker, and more for what stands twice. People
// need one: that the conflict is there, at its first line.

#include "analyzer/diagnostics/diagnostic.h"
#include "parsers/source/source_manager.h"

namespace brn::app {

/// The same diagnostics, with one error in the place of all errors of each file that has syntax errors and git's
/// conflict markers; sorted.
[[nodiscard]] Diagnostics fold_merge_conflicts(const Diagnostics& diagnostics, const SourceManager& sources);

}  // namespace brn::app
