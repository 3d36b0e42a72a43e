// Where values of root variables come from: TF_VAR_*, terraform.tfvars, *.auto.tfvars, --var and --var-file.

#include <algorithm>

#include "analyzer/config/terraform/expression.h"
#include "analyzer/config/terraform/json_syntax.h"
#include "analyzer/config/terraform/variables.h"
#include "analyzer/diagnostics/names.h"
#include "parsers/hcl/parser.h"

namespace brn::config::terraform {

namespace {

class GivenReader {
 public:
  GivenReader(Run& run, const Module& module) : run_(run), module_(module) {}

  GivenValues read();

 private:
  void read_environment();
  void read_folder();
  void read_file(const std::string& path, const std::string& shown);
  void read_assignment(const std::string& text);
  [[nodiscard]] std::vector<std::string_view> names() const;

  Run& run_;
  const Module& module_;
  GivenValues values_;
};

std::vector<std::string_view> GivenReader::names() const {
  std::vector<std::string_view> names;
  for (const auto& [name, definition] : module_.variables) names.push_back(name);
  return names;
}

GivenValues GivenReader::read() {
  read_environment();
  read_folder();
  for (const VariableArgument& argument : run_.inputs.variables) {
    if (argument.kind == VariableArgument::Kind::File) {
      run_.configuration.units[0].inputs.push_back(argument.text);
      read_file(argument.text, argument.text);
    } else {
      read_assignment(argument.text);
    }
  }
  return std::move(values_);
}

// Variables of the environment that are not declared are ignored: one environment serves many configurations.
void GivenReader::read_environment() {
  constexpr std::string_view kPrefix = "TF_VAR_";
  for (const auto& [name, text] : run_.inputs.environment) {
    if (!name.starts_with(kPrefix)) continue;
    const std::string variable = name.substr(kPrefix.size());
    if (module_.variables.contains(variable)) values_[variable] = GivenValue{{}, text, true, Span{}};
  }
}

void GivenReader::read_folder() {
  const std::string& folder = module_.folder;
  const FileSystem& files = run_.sources.file_system();
  std::vector<std::string> automatic;
  if (const auto entries = files.list(folder); entries.ok()) {
    for (const DirectoryEntry& entry : entries.value()) {
      const bool is_automatic = entry.name.ends_with(".auto.tfvars") || entry.name.ends_with(".auto.tfvars.json");
      if (is_automatic && entry.kind == FileKind::File) automatic.push_back(entry.name);
    }
  }
  std::ranges::sort(automatic);
  std::vector<std::string> all = {"terraform.tfvars", "terraform.tfvars.json"};
  all.insert(all.end(), automatic.begin(), automatic.end());
  for (const std::string& name : all) {
    const std::string path = join_path(folder, name);
    if (files.kind(path) != FileKind::File) continue;
    run_.configuration.units[0].inputs.push_back(name);
    read_file(path, name);
  }
}

void GivenReader::read_file(const std::string& path, const std::string& shown) {
  Diagnostics& diagnostics = run_.configuration.diagnostics;
  const Result<FileId> id = run_.sources.load(path);
  if (!id.ok()) {
    diagnostics.add({DiagnosticKind::UnreadableFile, DiagnosticSeverity::Error, id.error(), Span{}, shown, {}});
    return;
  }
  run_.configuration.units[0].files.push_back(id.value());
  const std::string_view text = run_.sources.text(id.value());
  const hcl::File& file =
      run_.keep(path.ends_with(".json") ? read_json_values(id.value(), text) : hcl::parse(id.value(), text));
  for (const SyntaxError& error : file.errors())
    diagnostics.error(DiagnosticKind::SyntaxError, error.span, error.message);
  if (!file.root.is_valid()) return;
  for (const hcl::Block& block : file.body(file.root).blocks) {
    diagnostics.error(DiagnosticKind::InvalidStructure, block.type_span, "blocks cannot stand in a variable file");
  }
  for (const hcl::Attribute& attribute : file.body(file.root).attributes) {
    if (!module_.variables.contains(attribute.name)) {
      diagnostics.warning(
          DiagnosticKind::UnknownName, attribute.name_span,
          "there is no variable `" + std::string(attribute.name) + "`" + did_you_mean(attribute.name, names()));
      continue;
    }
    const value::Value value = evaluate_and_report(run_, Scope{}, Expression{&file, attribute.value});
    values_[std::string(attribute.name)] = GivenValue{value, "", false, file.expr(attribute.value).span};
  }
}

void GivenReader::read_assignment(const std::string& text) {
  Diagnostics& diagnostics = run_.configuration.diagnostics;
  const std::size_t equals = text.find('=');
  std::string name = text.substr(0, equals);
  while (!name.empty() && name.back() == ' ') name.pop_back();
  if (equals == std::string::npos || !module_.variables.contains(name)) {
    const std::string message = equals == std::string::npos
                                    ? "`--var " + text + "` needs the form NAME=VALUE"
                                    : "`--var`: there is no variable `" + name + "`" + did_you_mean(name, names());
    diagnostics.add({DiagnosticKind::Usage, DiagnosticSeverity::Error, message, Span{}, "", {}});
    return;
  }
  values_[name] = GivenValue{{}, text.substr(equals + 1), true, Span{}};
}

}  // namespace

GivenValues read_given_values(Run& run, const Module& module) {
  return GivenReader(run, module).read();
}

}  // namespace brn::config::terraform
