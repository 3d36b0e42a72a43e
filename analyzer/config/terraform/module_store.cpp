#include "analyzer/config/terraform/module_store.h"

#include <algorithm>
#include <set>

#include "analyzer/config/terraform/definitions.h"
#include "analyzer/config/terraform/json_syntax.h"
#include "analyzer/config/terraform/module_summaries.h"
#include "analyzer/config/terraform/terraform.h"
#include "parsers/hcl/parser.h"
#include "parsers/source/check.h"

namespace brn::config::terraform {
namespace {

/// `main` of `main.tf.json`; empty for other files.
std::string_view stem_of(std::string_view name) {
  for (const std::string_view suffix : {".tf.json", ".tofu.json", ".tofu", ".tf"}) {
    if (name.ends_with(suffix)) return name.substr(0, name.size() - suffix.size());
  }
  return {};
}

/// Editors' backup and hidden files are no configuration.
bool is_ignored(std::string_view name) {
  return name.starts_with(".") || name.ends_with("~") || (name.starts_with("#") && name.ends_with("#"));
}

hcl::File parse_file(FileId id, std::string_view text, bool is_json) {
  return is_json ? read_json_configuration(id, text) : hcl::parse(id, text);
}

}  // namespace

bool is_configuration_file(std::string_view name) {
  return !is_ignored(name) && !stem_of(name).empty();
}

ConfigurationFiles list_configuration_files(const FileSystem& files, const std::string& folder) {
  ConfigurationFiles found;
  const Result<std::vector<DirectoryEntry>> entries = files.list(folder);
  if (!entries.ok()) return found;
  std::set<std::string, std::less<>> names;
  for (const DirectoryEntry& entry : entries.value()) {
    if (entry.kind == FileKind::File && is_configuration_file(entry.name)) names.insert(entry.name);
  }
  for (const std::string& name : names) {
    const std::string_view stem = stem_of(name);
    const bool is_json = name.ends_with(".json");
    const bool is_tofu = name.ends_with(is_json ? ".tofu.json" : ".tofu");
    // OpenTofu: a .tofu file replaces the .tf file of the same stem.
    if (!is_tofu && names.contains(std::string(stem) + (is_json ? ".tofu.json" : ".tofu"))) continue;
    const bool is_override = stem == "override" || stem.ends_with("_override");
    (is_override ? found.overrides : found.plain).push_back(name);
  }
  return found;
}

const Module& ModuleStore::load(const std::string& folder) {
  std::unique_ptr<Module>& slot = modules_[folder];
  if (slot != nullptr) return *slot;
  slot = std::make_unique<Module>();
  Module& module = *slot;
  module.folder = folder;
  DefinitionReader reader(module, *diagnostics_);
  const ConfigurationFiles names = list_configuration_files(sources_->file_system(), folder);
  const auto read_all = [&](const std::vector<std::string>& list, bool is_override) {
    for (const std::string& name : list) {
      const std::string path = join_path(folder, name);
      Result<FileId> id = sources_->load(path);
      if (!id.ok()) {
        diagnostics_->add({DiagnosticKind::UnreadableFile, DiagnosticSeverity::Error, id.error(), Span{}, path, {}});
        continue;
      }
      module.file_ids.push_back(id.value());
      module.files.push_back(parse_file(id.value(), sources_->text(id.value()), name.ends_with(".json")));
      for (const SyntaxError& error : module.files.back().errors()) {
        diagnostics_->error(DiagnosticKind::SyntaxError, error.span, error.message);
      }
      reader.read(module.files.back(), is_override);
    }
  };
  read_all(names.plain, false);
  read_all(names.overrides, true);
  return module;
}

const Module& ModuleStore::load_summary(const ModuleSummary& summary) {
  std::unique_ptr<Module>& slot = summaries_[summary.file];
  if (slot != nullptr) return *slot;
  slot = std::make_unique<Module>();
  Module& module = *slot;
  module.summary = &summary;
  const FileId id = sources_->add("summary of " + std::string(summary.source), std::string(summary_text(summary)));
  module.files.push_back(hcl::parse(id, sources_->text(id)));
  BRN_CHECK(module.files.back().errors().empty(), "a summary is well formed");
  DefinitionReader(module, *diagnostics_).read(module.files.back(), false);
  return module;
}

std::vector<FileId> ModuleStore::files() const {
  std::vector<FileId> files;
  for (const auto& [folder, module] : modules_) {
    files.insert(files.end(), module->file_ids.begin(), module->file_ids.end());
  }
  std::ranges::sort(files, {}, [this](FileId file) -> std::string_view { return sources_->path(file); });
  return files;
}

std::vector<std::string> ModuleStore::folders() const {
  std::vector<std::string> folders;
  for (const auto& [folder, module] : modules_) folders.push_back(folder);
  return folders;
}

}  // namespace brn::config::terraform
