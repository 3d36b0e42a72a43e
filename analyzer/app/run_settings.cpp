#include "analyzer/app/run_settings.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>

#include "analyzer/app/walk.h"
#include "rules/registry.h"

namespace brn::app {
namespace {

bool names_rule(const std::string& name, const engine::RuleInfo& rule) {
  return name == rule.id || name == rule.name || name == engine::subject_slug(rule.subject);
}

bool is_locked(const ProjectSettings& project, const engine::RuleInfo& rule) {
  const auto locked = project.locked.value_or(std::vector<std::string>());
  return std::any_of(locked.begin(), locked.end(), [&](const std::string& name) { return names_rule(name, rule); });
}

std::string project_file_of(const FileSystem& files, const std::string& path) {
  const bool is_folder = files.kind(path) == FileKind::Directory;
  const std::string root = tree_root_of(files, is_folder ? path : parent_path(path));
  const std::string file = join_path(root, kProjectFileName);
  if (files.kind(file) != FileKind::File) return {};
  // A path that reads well: from the working folder where that is the root.
  return root == files.canonical(".") ? std::string(kProjectFileName) : file;
}

void apply_flags(ProjectSettings& project, const CommandLine& line) {
  if (line.fail_on_severity) project.fail_on = line.fail_on_severity;
  if (line.fail_on_unknown) project.fail_on_unknown = true;
  if (!line.request.selection.select.empty()) project.select = line.request.selection.select;
  if (!line.request.selection.ignore.empty()) {
    std::vector<std::string> all = project.ignore.value_or(std::vector<std::string>());
    all.insert(all.end(), line.request.selection.ignore.begin(), line.request.selection.ignore.end());
    project.ignore = std::move(all);
  }
  if (!line.baseline.empty()) project.baseline = line.baseline;
  if (!line.waivers.empty()) {
    std::vector<std::string> all = project.waivers.value_or(std::vector<std::string>());
    all.insert(all.end(), line.waivers.begin(), line.waivers.end());
    project.waivers = std::move(all);
  }
}

// What a profile means where nothing else is said.
engine::FailOn fail_on_of(const ProjectSettings& project) {
  const facts::Profile profile = project.profile.value_or(facts::Profile::Standard);
  engine::FailOn fail_on;
  fail_on.severity = project.fail_on.value_or(implied_fail_on(profile));
  fail_on.unknown = project.fail_on_unknown.value_or(profile == facts::Profile::Regulated);
  return fail_on;
}

void check_severity_names(const ProjectSettings& project, Diagnostics& diagnostics) {
  const auto all = rules::all_rules();
  for (const auto& [name, severity] : project.severity) {
    const bool is_known = std::any_of(
        all.begin(), all.end(), [&, rule = name](const engine::Rule* one) { return names_rule(rule, *one->info); });
    if (is_known) continue;
    diagnostics.add(Diagnostic{DiagnosticKind::InvalidStructure,
                               DiagnosticSeverity::Error,
                               "`severity`: `" + name + "` is no rule and no subject",
                               {},
                               project.file,
                               {}});
  }
}

void check_paths(const FileSystem& files, const ProjectSettings& project, Diagnostics& diagnostics) {
  const auto check = [&](std::string_view key, const std::string& path) {
    if (files.kind(path) != FileKind::Missing) return;
    diagnostics.add(Diagnostic{DiagnosticKind::UnreadableFile,
                               DiagnosticSeverity::Error,
                               "`" + std::string(key) + "`: `" + path + "` does not exist",
                               {},
                               project.file,
                               {}});
  };
  for (const UnitSettings& unit : project.units) check("units", unit.path);
  for (const auto& [source, folder] : project.module_sources) check("module-sources", folder);
  for (const auto& [path, name] : project.stack_names) check("stack-names", path);
}

// The last that names the rule counts.
std::optional<engine::Severity> severity_by(const std::vector<std::pair<std::string, engine::Severity>>& given,
                                            const engine::RuleInfo& rule) {
  const auto found =
      std::find_if(given.rbegin(), given.rend(), [&](const auto& one) { return names_rule(one.first, rule); });
  return found == given.rend() ? std::nullopt : std::optional(found->second);
}

// As configured; no policy's is undercut.
std::optional<engine::Severity> configured_severity(const ProjectSettings& project, const engine::RuleInfo& rule) {
  std::optional<engine::Severity> given = severity_by(project.severity, rule);
  for (const auto& policy : project.least_severity) {
    const auto least = severity_by(policy, rule);
    if (least) given = std::max(given.value_or(*least), *least);
  }
  return given;
}

}  // namespace

RunSettings run_settings(SourceManager& sources, const CommandLine& line) {
  const FileSystem& files = sources.file_system();
  RunSettings settings;
  std::string file = line.config_file;
  if (file.empty() && !line.request.paths.empty()) file = project_file_of(files, line.request.paths.front());
  std::vector<ProjectSettings> layers;
  if (!file.empty()) layers = read_project_layers(sources, file, settings.diagnostics);
  if (!layers.empty()) settings.project = std::move(layers.front());
  apply_flags(settings.project, line);
  for (std::size_t i = 1; i < layers.size(); ++i) {
    settings.project = under_policy(std::move(settings.project), layers[i], settings.diagnostics);
  }
  for (const std::string& policy : line.policies) {
    const ProjectSettings locked = read_project_file(sources, policy, settings.diagnostics);
    settings.project = under_policy(std::move(settings.project), locked, settings.diagnostics);
  }
  const ProjectSettings& project = settings.project;
  check_severity_names(project, settings.diagnostics);
  check_paths(files, project, settings.diagnostics);
  settings.fail_on = fail_on_of(project);
  settings.request = line.request;
  engine::Selection& selection = settings.request.selection;
  selection.select = project.select.value_or(std::vector<std::string>());
  selection.ignore = project.ignore.value_or(std::vector<std::string>());
  selection.locked = project.locked.value_or(std::vector<std::string>());
  settings.request.units = project.units;
  settings.request.exclude = project.exclude.value_or(std::vector<std::string>());
  settings.request.stack_names = project.stack_names;
  settings.request.inputs.module_sources = project.module_sources;
  settings.request.settings = facts_settings(project);
  return settings;
}

std::string first_error(const RunSettings& settings, const SourceManager& sources) {
  for (const Diagnostic& one : settings.diagnostics.all()) {
    if (one.severity != DiagnosticSeverity::Error) continue;
    if (!one.place.is_valid()) return (one.file.empty() ? "" : one.file + ": ") + one.message;
    const LineColumn at = sources.line_column(one.place.file, one.place.begin);
    return sources.path(one.place.file) + ":" + std::to_string(at.line) + ":" + std::to_string(at.column) + ": " +
           one.message;
  }
  return {};
}

void set_severities(engine::Result& result, const ProjectSettings& project) {
  for (engine::Finding& finding : result.findings) {
    const auto configured = configured_severity(project, *finding.rule);
    if (!configured) continue;
    const engine::Severity given =
        is_locked(project, *finding.rule) ? std::max(*configured, finding.severity) : *configured;
    // What holds only under other than default values is at most low, whatever is configured.
    finding.severity = finding.holds_by_default ? given : std::min(given, engine::Severity::Low);
  }
}

std::string today() {
  std::time_t now = std::time(nullptr);
  if (const char* fixed = std::getenv("SOURCE_DATE_EPOCH"); fixed != nullptr && *fixed != '\0') {
    char* end = nullptr;
    const long long seconds = std::strtoll(fixed, &end, 10);
    if (*end == '\0') now = static_cast<std::time_t>(seconds);
  }
  std::tm date{};
  ::gmtime_r(&now, &date);
  char text[32] = {};
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", date.tm_year + 1900, date.tm_mon + 1, date.tm_mday);
  return text;
}

}  // namespace brn::app
