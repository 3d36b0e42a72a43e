#pragma once
// Joins the verdicts of all units: one cause is one finding, with every instance that it shows on, and one question for
// each (rule, cause).

#include <vector>

#include "analyzer/engine/result.h"
#include "analyzer/engine/world_merge.h"
#include "parsers/source/source_manager.h"

namespace brn::engine {

/// By (rule, primary place, role); sorted by file, offset, rule, resource.
[[nodiscard]] std::vector<Finding> merge_findings(std::vector<InstanceFinding> instances, const SourceManager& sources);

/// By (rule, first cause); sorted by rule, place, resource.
[[nodiscard]] std::vector<Undetermined> merge_undetermined(std::vector<InstanceUndetermined> instances,
                                                           const SourceManager& sources);

/// Orders spans by path and offset, places without a file first.
[[nodiscard]] bool place_before(const SourceManager& sources, Span a, Span b);

}  // namespace brn::engine
