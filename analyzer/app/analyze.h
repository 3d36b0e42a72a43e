#pragma once
// The whole line, from paths to a Result: what every front (command line, editor) calls.

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "analyzer/app/project_file.h"
#include "analyzer/config/configuration.h"
#include "analyzer/engine/result.h"
#include "analyzer/engine/run.h"
#include "parsers/source/source_manager.h"

namespace brn::app {

/// The stage to print, with its default world, instead of findings.
enum class Print : std::uint8_t { None, Syntax, Config, Graph, Facts };

struct Request {
  std::vector<std::string> paths = {"."};
  config::Inputs inputs;
  engine::Selection selection;
  bool allow_outside = false;
  bool like_terraform = false;  // see config::Limits
  std::string plan_source;      // the root module of plans that are named
  Print print = Print::None;
  std::vector<UnitSettings> units;      // deployments of roots and templates; others are deployed once
  std::vector<std::string> only_units;  // paths or names; empty: all
  std::vector<std::string> exclude;     // patterns of paths from the tree's root
  std::vector<std::pair<std::string, std::string>> stack_names;  // template, name
  facts::Settings settings;
  unsigned jobs = 0;  // units analysed at a time, 0: as many as there are processors; without effect on the result
  std::function<void(std::size_t done, std::size_t all)> progress;  // may be empty; called by one thread at a time
};

struct Deployment;
/// The configuration stage of one deployment, its units named.
[[nodiscard]] config::Configuration evaluate_deployment(SourceManager& sources, const Deployment& deployment,
                                                        const Request& request);

struct Analysis {
  engine::Result result;
  std::string printed;                    // with Request::print
  std::vector<std::string> target_paths;  // root modules and templates that were evaluated
};

/// Fails only for a selection that names no rule, or a unit that is not there. Everything else that goes wrong is in
/// the result's diagnostics.
[[nodiscard]] brn::Result<Analysis> analyze(SourceManager& sources, const Request& request);

}  // namespace brn::app
