#include "analyzer/app/analyze.h"

#include <mutex>
#include <optional>
#include <span>

#include "analyzer/app/deployments.h"
#include "analyzer/app/discovery.h"
#include "analyzer/app/merge_conflicts.h"
#include "analyzer/app/parallel.h"
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

}  // namespace

config::Configuration evaluate_deployment(SourceManager& sources, const Deployment& deployment,
                                          const Request& request) {
  config::Configuration configuration = evaluate(sources, deployment, request);
  name_units(sources.file_system(), deployment, configuration);
  return configuration;
}

namespace {

/// What came of one deployment.
struct UnitAnalysis {
  std::optional<engine::Run> run;
  std::string printed;
};

// Each by itself, several at a time; the results in the order of the deployments.
std::vector<UnitAnalysis> analyze_units(SourceManager& sources, const std::vector<Deployment>& all,
                                        const Request& request, std::span<const engine::Rule* const> rules) {
  std::vector<UnitAnalysis> units(all.size());
  std::mutex mutex;
  std::size_t finished = 0;
  if (request.progress) request.progress(finished, all.size());
  in_parallel(all.size(), request.jobs, [&](std::size_t i) {
    config::Configuration configuration = evaluate_deployment(sources, all[i], request);
    if (request.print != Print::None) units[i].printed = print_stage(request.print, configuration, sources);
    units[i].run.emplace(rules, sources, request.settings).add(configuration);
    const std::lock_guard lock(mutex);
    ++finished;
    if (request.progress) request.progress(finished, all.size());
  });
  return units;
}

}  // namespace

brn::Result<Analysis> analyze(SourceManager& sources, const Request& request) {
  auto rules = engine::select_rules(rules::all_rules(), request.selection);
  if (!rules.ok()) return Error{rules.error()};
  Discovery found = discover(sources, request.paths, request.allow_outside, request.plan_source,
                             request.inputs.module_sources, request.jobs);
  const auto all = deployments(sources.file_system(), std::move(found.targets), request);
  if (!all.ok()) return Error{all.error()};
  Analysis analysis;
  engine::Run run(rules.value(), sources, request.settings);
  run.add(std::move(found.diagnostics));
  for (UnitAnalysis& one : analyze_units(sources, all.value(), request, rules.value())) {
    run.append(std::move(*one.run));
    analysis.printed += one.printed;
  }
  for (const Deployment& one : all.value()) {
    analysis.target_paths.insert(analysis.target_paths.end(), one.target.paths.begin(), one.target.paths.end());
  }
  analysis.result = run.finish();
  analysis.result.diagnostics = fold_merge_conflicts(analysis.result.diagnostics, sources);
  analysis.result.skipped = std::move(found.skipped);
  return analysis;
}

}  // namespace brn::app
