#pragma once
// From the paths on the command line to what is evaluated: root modules and templates. Unreadable paths become errors;
// what can be read is still found.

#include <string>
#include <vector>

#include "analyzer/config/configuration.h"
#include "analyzer/diagnostics/diagnostic.h"
#include "parsers/source/source_manager.h"

namespace brn::app {

/// What is evaluated together: one root module, or the templates that exports join (mostly one).
struct Target {
  config::Language language = config::Language::Terraform;
  std::vector<std::string> paths;
  std::string tree_root;  // canonical
  /// A plan of the root module, or, when it is the only path, the plan that stands for it.
  std::string plan = {};
};

struct Discovery {
  std::vector<Target> targets;       // sorted: root modules by path, then templates
  std::vector<std::string> skipped;  // documents without markers, sorted
  Diagnostics diagnostics;
};

/// `plan_source`: the root module of plans that are named; without it the folder of each plan, when that is one.
/// `declared`: folders of modules that are called by other sources. `jobs`: folders read at a time, as in_parallel takes it.
[[nodiscard]] Discovery discover(SourceManager& sources, const std::vector<std::string>& paths, bool allow_outside,
                                 const std::string& plan_source = {}, const config::ModuleSources& declared = {},
                                 unsigned jobs = 1);

/// Whether a path is a plan in JSON; no when it cannot be read.
[[nodiscard]] bool is_plan_file(const FileSystem& files, const std::string& path);

}  // namespace brn::app
