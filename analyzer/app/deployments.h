#pragma once
// From what was discovered to what is evaluated: each root module or template once, or as often as the configuration
// says that it is deployed, with the inputs of each deployment.

#include <string>
#include <vector>

#include "analyzer/app/analyze.h"
#include "analyzer/app/discovery.h"

namespace brn::app {

struct Deployment {
  Target target;
  std::string name;  // as configured; empty: the path
  config::Inputs inputs;
};

/// Without what is excluded and, with `request.only_units`, nothing but those.
[[nodiscard]] brn::Result<std::vector<Deployment>> deployments(const FileSystem& files, std::vector<Target> targets,
                                                               const Request& request);

/// A path from the root of its tree; `.` for the root itself.
[[nodiscard]] std::string path_in_tree(const FileSystem& files, const std::string& path, const std::string& tree_root);

/// `*` matches within a folder, `**` across folders; a pattern without a wildcard matches what lies below it, too.
[[nodiscard]] bool matches_pattern(std::string_view pattern, std::string_view path);

}  // namespace brn::app
