#pragma once
// Paths as a code host wants them: from the root of the repository, whatever folder the program was started in.

#include <string>

#include "analyzer/report/report.h"

namespace brn::report {

/// The path of a file from the tree's root; as it is where it lies outside of the tree or the base is not known.
[[nodiscard]] std::string repository_path(const PathBase& base, const std::string& path);

/// A place that a code host can show: path and lines. Without a place, the start of the file that stands for the unit.
struct HostPlace {
  std::string path;  // empty: nothing to show
  LineColumn start;
  LineColumn end;
};

[[nodiscard]] HostPlace host_place(const engine::Result& result, const SourceManager& sources, const PathBase& base,
                                   Span place, const std::vector<std::string>& units);
[[nodiscard]] HostPlace host_place(const SourceManager& sources, const PathBase& base, const Diagnostic& diagnostic);

}  // namespace brn::report
