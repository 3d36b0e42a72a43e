#include "analyzer/app/analyze.h"

#include "analyzer/app/discovery.h"
#include "analyzer/app/merge_conflicts.h"
#include "analyzer/app/print_stage.h"
#include "analyzer/config/cloudformation/cloudformation.h"
#include "analyzer/config/terraform/plan_values.h"
#include "analyzer/config/terraform/terraform.h"
#include "rules/registry.h"

namespace brn::app {
namespace {

config::Configuration evaluate(SourceManager& sources, const Target& target, const Request& request) {
  config::Limits limits;
  limits.tree_root = target.tree_root;
  limits.allow_outside = request.allow_outside;
  limits.like_terraform = request.like_terraform;
  if (target.language == config::Language::CloudFormation) {
    return config::cloudformation::evaluate(sources, target.paths, request.inputs, limits);
  }
  if (!target.plan.empty() && target.plan == target.paths.front()) {
    return config::terraform::evaluate_plan(sources, target.plan, request.inputs, limits);
  }
  config::Inputs inputs = request.inputs;
  inputs.plan_file = target.plan;
  return config::terraform::evaluate(sources, target.paths.front(), inputs, limits);
}

// Units are named by their path from the tree's root, wherever the program was started.
void name_units(const FileSystem& files, const Target& target, config::Configuration& configuration) {
  for (std::size_t i = 0; i < configuration.units.size() && i < target.paths.size(); ++i) {
    const std::string path = files.canonical(target.paths[i]);
    std::string name = path;
    if (path == target.tree_root) {
      name = ".";
    } else if (target.tree_root != "." && is_within(path, target.tree_root)) {
      name = path.substr(target.tree_root == "/" ? 1 : target.tree_root.size() + 1);
    }
    config::Unit& unit = configuration.units[i];
    if (unit.name == unit.path) unit.name = name;
    unit.path = std::move(name);
  }
}

}  // namespace

config::Configuration evaluate_target(SourceManager& sources, const Target& target, const Request& request) {
  config::Configuration configuration = evaluate(sources, target, request);
  name_units(sources.file_system(), target, configuration);
  return configuration;
}

brn::Result<Analysis> analyze(SourceManager& sources, const Request& request) {
  auto rules = engine::select_rules(rules::all_rules(), request.selection);
  if (!rules.ok()) return Error{rules.error()};
  Discovery found = discover(sources, request.paths, request.allow_outside, request.plan_source);
  engine::Run run(rules.value(), sources);
  run.add(std::move(found.diagnostics));
  Analysis analysis;
  for (const Target& target : found.targets) {
    config::Configuration configuration = evaluate_target(sources, target, request);
    if (request.print != Print::None) analysis.printed += print_stage(request.print, configuration, sources);
    run.add(configuration);
  }
  analysis.result = run.finish();
  analysis.result.diagnostics = fold_merge_conflicts(analysis.result.diagnostics, sources);
  analysis.result.skipped = std::move(found.skipped);
  return analysis;
}

}  // namespace brn::app
