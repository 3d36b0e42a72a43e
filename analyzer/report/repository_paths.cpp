#include "analyzer/report/repository_paths.h"

#include <algorithm>

namespace brn::report {

std::string repository_path(const PathBase& base, const std::string& path) {
  if (base.tree_root.empty()) return path;
  const std::string absolute = join_path(base.working_folder, path);
  if (!is_within(absolute, base.tree_root) || absolute == base.tree_root) return path;
  return absolute.substr(base.tree_root == "/" ? 1 : base.tree_root.size() + 1);
}

HostPlace host_place(const engine::Result& result, const SourceManager& sources, const PathBase& base, Span place,
                     const std::vector<std::string>& units) {
  if (place.is_valid()) {
    return HostPlace{repository_path(base, sources.path(place.file)), sources.line_column(place.file, place.begin),
                     sources.line_column(place.file, place.end)};
  }
  if (units.empty()) return {};
  const auto unit = std::find_if(result.units.begin(), result.units.end(),
                                 [&](const engine::UnitEntry& entry) { return entry.name == units.front(); });
  if (unit == result.units.end() || unit->files.empty()) return {};
  return HostPlace{repository_path(base, sources.path(unit->files.front())), {}, {}};
}

HostPlace host_place(const SourceManager& sources, const PathBase& base, const Diagnostic& diagnostic) {
  if (diagnostic.place.is_valid()) {
    const Span place = diagnostic.place;
    return HostPlace{repository_path(base, sources.path(place.file)), sources.line_column(place.file, place.begin),
                     sources.line_column(place.file, place.end)};
  }
  if (diagnostic.file.empty()) return {};
  return HostPlace{repository_path(base, diagnostic.file), {}, {}};
}

}  // namespace brn::report
