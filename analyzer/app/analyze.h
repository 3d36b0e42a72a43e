#pragma once
// The whole line, from paths to a Result: what every front (command line, editor) calls.

#include <cstdint>
#include <string>
#include <vector>

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
  std::string plan_source;  // the root module of plans that are named
  Print print = Print::None;
};

struct Target;
/// The configuration stage of one target of discovery, its units named.
[[nodiscard]] config::Configuration evaluate_target(SourceManager& sources, const Target& target, const Request& request);

struct Analysis {
  engine::Result result;
  std::string printed;  // with Request::print
};

/// Fails only for a selection that names no rule. Everything else that goes wrong is in the result's diagnostics.
[[nodiscard]] brn::Result<Analysis> analyze(SourceManager& sources, const Request& request);

}  // namespace brn::app
