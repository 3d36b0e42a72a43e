// From paths of templates to the evaluated configuration.

#include "analyzer/config/cloudformation/cloudformation.h"

#include "analyzer/config/cloudformation/stack.h"
#include "parsers/json/parser.h"
#include "parsers/yaml/parser.h"

namespace brn::config::cloudformation {
namespace {

bool begins_with_brace(std::string_view text) {
  const std::size_t at = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  return at != std::string_view::npos && text[at] == '{';
}

/// JSON where it is JSON; text in YAML's flow style begins with a brace too.
syntax::Tree parse(FileId file, std::string_view text, const std::string& path) {
  if (!begins_with_brace(text)) return yaml::parse(file, text);
  syntax::Tree tree = json::parse(file, text);
  if (tree.errors().empty() || path.ends_with(".json")) return tree;
  syntax::Tree other = yaml::parse(file, text);
  return other.errors().empty() ? std::move(other) : std::move(tree);
}

std::string path_from(const std::string& root, const std::string& path) {
  const std::string normal = normal_path(path);
  if (root.empty() || !is_within(normal, normal_path(root))) return normal;
  const std::string folder = normal_path(root);
  if (folder == "." || folder.size() >= normal.size()) return normal;
  return normal.substr(folder.ends_with('/') ? folder.size() : folder.size() + 1);
}

void load(Run& run, const std::string& path, Configuration& out) {
  Unit unit;
  unit.path = path_from(run.limits->tree_root, path);
  unit.name = unit.path;
  unit.language = Language::CloudFormation;
  unit.inputs = run.inputs->parameter_files;
  const auto index = static_cast<std::uint32_t>(out.units.size());
  const Result<FileId> file = run.sources->load(path);
  if (!file.ok()) {
    out.diagnostics.add(
        Diagnostic{DiagnosticKind::UnreadableFile, DiagnosticSeverity::Error, file.error(), {}, path, {}});
  } else {
    unit.files.push_back(file.value());
    syntax::Tree tree = parse(file.value(), run.sources->text(file.value()), path);
    run.stacks.push_back(std::make_unique<Stack>(run, index, unit.path, file.value(), std::move(tree)));
  }
  out.units.push_back(std::move(unit));
}

}  // namespace

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
  run.instances_left = limits.max_instances;
  run.given = read_parameter_files(sources, inputs.parameter_files, out.diagnostics);
  for (const std::string& path : paths) load(run, path, out);
  for (const auto& stack : run.stacks) stack->declare();
  for (const auto& stack : run.stacks) stack->name_exports();
  for (const auto& stack : run.stacks) {
    stack->evaluate_resources(out);
    stack->evaluate_outputs(out);
  }
  out.diagnostics.sort();
  return out;
}

}  // namespace brn::config::cloudformation
