// From paths of templates to the evaluated configuration.

#include "analyzer/config/cloudformation/cloudformation.h"

#include <algorithm>
#include <set>

#include "analyzer/config/cloudformation/cloud_assembly.h"
#include "analyzer/config/cloudformation/stack.h"
#include "analyzer/config/cloudformation/template_file.h"
#include "analyzer/diagnostics/names.h"

namespace brn::config::cloudformation {
namespace {

// A template that is written out has 1 MB and 500 resources at most.
constexpr std::uint32_t kMaxLoopMembers = 20'000;

void load(Run& run, CloudAssemblies& assemblies, const std::string& path, Configuration& out) {
  Unit unit;
  unit.path = path_from_root(run, path);
  unit.name = unit.path;
  unit.language = Language::CloudFormation;
  unit.inputs = run.inputs->parameter_files;
  const auto index = static_cast<std::uint32_t>(out.units.size());
  const TemplateFile loaded = load_template(run, path);
  if (loaded.tree == nullptr) {
    out.diagnostics.add(
        Diagnostic{DiagnosticKind::UnreadableFile, DiagnosticSeverity::Error, loaded.error, {}, path, {}});
  } else {
    unit.files.push_back(loaded.file);
    StackSource source;
    source.unit = index;
    source.unit_path = unit.path;
    source.path = path;
    source.file = loaded.file;
    source.tree = loaded.tree;
    source.known = &assemblies.stack_of(path);
    run.stacks.push_back(std::make_unique<Stack>(run, std::move(source)));
  }
  out.units.push_back(std::move(unit));
}

// The CLI refuses a parameter that the template does not have. A file may be given for several templates of a run, so
// that one which fits none of these at all is taken to belong to another.
void report_undeclared(Run& run) {
  std::vector<std::string_view> declared;
  for (std::size_t i = 0; i < run.named_stacks; ++i) run.stacks[i]->add_parameter_names(declared);
  std::set<FileId> fitting;
  for (const auto& [name, given] : run.given) {
    if (given.is_declared) fitting.insert(given.place.file);
  }
  for (const auto& [name, given] : run.given) {
    if (given.is_declared) continue;
    const std::string hint = did_you_mean(name, declared);
    if (!fitting.contains(given.place.file) && hint.empty()) continue;
    run.diagnostics->warning(DiagnosticKind::UndefinedReference, given.place,
                             "a value is given for `" + name + "`, which the template does not declare" + hint);
  }
}

}  // namespace

value::Value deployed(value::Pool& pool, const value::Value& value) {
  if (value.is_sequence()) {
    std::vector<value::Value> elements;
    for (const value::Value& element : value.elements()) {
      if (!element.is_null()) elements.push_back(deployed(pool, element));
    }
    return pool.tuple(elements, value.origin());
  }
  if (!value.is_mapping()) return value;
  std::vector<value::Member> members;
  for (const value::Member& member : value.members()) {
    if (!member.value.is_null()) members.push_back({member.name, deployed(pool, member.value), member.name_span});
  }
  return pool.ordered_object(members, value.origin());
}

Configuration evaluate(SourceManager& sources, const std::vector<std::string>& paths, const Inputs& inputs,
                       const Limits& limits) {
  Configuration out;
  out.pool = std::make_unique<value::Pool>();
  Run run;
  run.sources = &sources;
  run.inputs = &inputs;
  run.limits = &limits;
  run.pool = out.pool.get();
  run.diagnostics = &out.diagnostics;
  run.out = &out;
  run.instances_left = std::min(limits.max_instances, kMaxLoopMembers);
  GivenSettings given = read_parameter_files(sources, inputs.parameter_files, out.diagnostics);
  run.given = std::move(given.parameters);
  run.region = inputs.region.empty() ? given.region : inputs.region;
  run.stack_name = inputs.stack_name.empty() ? given.stack_name : inputs.stack_name;
  CloudAssemblies assemblies(sources.file_system());
  for (const std::string& path : paths) load(run, assemblies, path, out);
  run.named_stacks = run.stacks.size();
  // Stacks that others make join the list while it is gone through.
  for (std::size_t i = 0; i < run.named_stacks; ++i) run.stacks[i]->declare();
  for (std::size_t i = 0; i < run.stacks.size(); ++i) run.stacks[i]->make_children();
  for (std::size_t i = 0; i < run.stacks.size(); ++i) run.stacks[i]->name_exports();
  for (std::size_t i = 0; i < run.stacks.size(); ++i) {
    run.stacks[i]->evaluate_resources(out);
    run.stacks[i]->evaluate_outputs(out);
  }
  report_undeclared(run);
  out.diagnostics.sort();
  return out;
}

}  // namespace brn::config::cloudformation
