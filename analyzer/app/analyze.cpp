#include "analyzer/app/analyze.h"

#include "analyzer/app/deployments.h"
#include "analyzer/app/discovery.h"
#include "analyzer/app/merge_conflicts.h"
#include "analyzer/app/print_stage.h"
#include "analyzer/config/cloudformation/cloudformation.h"
#include "analyzer/config/terraform/plan_values.h"
#include "analyzer/config/terraform/terraform.h"
#include "rules/registry.h"

namespace brn::app {
namespace {

config::Configuration evaluate(SourceManager& sources, const Deployment& deployment, const Request& request) {
  const Target& target = deployment.target;
  config::Limits limits;
  limits.tree_root = target.tree_root;
  limits.allow_outside = request.allow_outside;
  limits.like_terraform = request.like_terraform;
  if (target.language == config::Language::CloudFormation) {
    return config::cloudformation::evaluate(sources, target.paths, deployment.inputs, limits);
  }
  if (!target.plan.empty() && target.plan == target.paths.front()) {
    return config::terraform::evaluate_plan(sources, target.plan, deployment.inputs, limits);
  }
  config::Inputs inputs = deployment.inputs;
  inputs.plan_file = target.plan;
  return config::terraform::evaluate(sources, target.paths.front(), inputs, limits);
}

// Units are named by their path from the tree's root, wherever the program was started, or as they are configured.
void name_units(const FileSystem& files, const Deployment& deployment, config::Configuration& configuration) {
  const Target& target = deployment.target;
  for (std::size_t i = 0; i < configuration.units.size() && i < target.paths.size(); ++i) {
    std::string path = path_in_tree(files, target.paths[i], target.tree_root);
    config::Unit& unit = configuration.units[i];
    if (unit.name == unit.path) unit.name = path;
    if (!deployment.name.empty()) unit.name = target.paths.size() == 1 ? deployment.name : deployment.name + "/" + path;
    unit.path = std::move(path);
  }
}

config::Configuration evaluate_deployment(SourceManager& sources, const Deployment& deployment,
                                          const Request& request) {
  config::Configuration configuration = evaluate(sources, deployment, request);
  name_units(sources.file_system(), deployment, configuration);
  return configuration;
}

}  // namespace

config::Configuration evaluate_target(SourceManager& sources, const Target& target, const Request& request) {
  return evaluate_deployment(sources, Deployment{target, {}, request.inputs}, request);
}

brn::Result<Analysis> analyze(SourceManager& sources, const Request& request) {
  auto rules = engine::select_rules(rules::all_rules(), request.selection);
  if (!rules.ok()) return Error{rules.error()};
  Discovery found = discover(sources, request.paths, request.allow_outside, request.plan_source);
  const auto all = deployments(sources.file_system(), std::move(found.targets), request);
  if (!all.ok()) return Error{all.error()};
  engine::Run run(rules.value(), sources, request.settings);
  run.add(std::move(found.diagnostics));
  Analysis analysis;
  std::size_t finished = 0;
  for (const Deployment& one : all.value()) {
    config::Configuration configuration = evaluate_deployment(sources, one, request);
    if (request.print != Print::None) analysis.printed += print_stage(request.print, configuration, sources);
    run.add(configuration);
    if (request.progress) request.progress(++finished, all.value().size());
    analysis.target_paths.insert(analysis.target_paths.end(), one.target.paths.begin(), one.target.paths.end());
  }
  analysis.result = run.finish();
  analysis.result.diagnostics = fold_merge_conflicts(analysis.result.diagnostics, sources);
  analysis.result.skipped = std::move(found.skipped);
  return analysis;
}

}  // namespace brn::app
