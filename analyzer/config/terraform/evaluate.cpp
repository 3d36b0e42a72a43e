#include <algorithm>
#include <set>

#include "analyzer/config/terraform/declared_sources.h"
#include "analyzer/config/terraform/functions/functions.h"
#include "analyzer/config/terraform/imports.h"
#include "analyzer/config/terraform/instance.h"
#include "analyzer/config/terraform/module_store.h"
#include "analyzer/config/terraform/terraform.h"
#include "analyzer/config/terraform/variables.h"

namespace brn::config::terraform {

namespace {

/// Folders of local and declared modules that are called from a module.
void collect_called(ModuleStore& store, const FileSystem& files, const std::string& folder,
                    const ModuleSources& declared, std::set<std::string>& called) {
  for (const auto& [name, call] : store.load(folder).calls) {
    const Expression source = call.body.value("source");
    if (!source.is_valid()) continue;
    const hcl::Expr& expr = source.file->expr(source.id);
    if (expr.kind != hcl::ExprKind::String) continue;
    const bool is_local = expr.text.starts_with("./") || expr.text.starts_with("../");
    const std::string target =
        is_local ? join_path(folder, expr.text) : declared_folder(declared, expr.text).value_or(std::string());
    if (target.empty()) continue;
    if (files.kind(target) == FileKind::Directory) called.insert(target);
  }
}

std::string from_root(const std::string& path, const std::string& root) {
  if (!is_within(path, root)) return path;
  const std::string rest = path.substr(std::min(path.size(), root.size()));
  return rest.empty() ? "." : rest.substr(rest.find_first_not_of('/'));
}

}  // namespace

std::vector<std::string> called_modules(SourceManager& sources, const std::string& folder,
                                        const ModuleSources& declared) {
  Diagnostics ignored;
  ModuleStore store(sources, ignored);
  std::set<std::string> called;
  collect_called(store, sources.file_system(), normal_path(folder), declared, called);
  return {called.begin(), called.end()};
}

Configuration evaluate(SourceManager& sources, const std::string& folder, const Inputs& inputs, const Limits& limits) {
  Configuration configuration;
  configuration.pool = std::make_unique<value::Pool>();
  configuration.pool->normalize_text_with(normal_form);
  if (limits.like_terraform) configuration.pool->compare_like_terraform();
  const std::string root_folder = normal_path(folder);
  Unit unit;
  Run run(sources, inputs, limits, configuration, root_folder);
  unit.path = from_root(sources.file_system().canonical(root_folder), run.tree_root);
  unit.name = unit.path;
  configuration.units.push_back(std::move(unit));
  if (!inputs.plan_file.empty()) run.plan = PlanValues::read(sources, inputs.plan_file, configuration.diagnostics);
  const Module& module = run.modules.load(root_folder);
  run.check_references_once(module);
  ModuleInstance root(run, module, "", "", ".", {});
  root.set_variables(root_variables(run, module));
  run.import_ids = import_ids(root);
  root.evaluate_all();
  std::vector<FileId>& files = configuration.units[0].files;
  const std::vector<FileId> read = run.modules.files();
  files.insert(files.end(), read.begin(), read.end());
  for (const std::string& called : run.modules.folders()) {
    if (called == root_folder) continue;
    configuration.units[0].called_modules.push_back(from_root(sources.file_system().canonical(called), run.tree_root));
  }
  configuration.diagnostics.sort();
  return configuration;
}

}  // namespace brn::config::terraform
