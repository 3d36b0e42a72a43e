// GitLab's code quality report: a list of issues, each with a fingerprint, a path and a line.

#include "analyzer/report/json_parts.h"
#include "analyzer/report/report.h"
#include "analyzer/report/repository_paths.h"
#include "analyzer/report/wording.h"

namespace brn::report {
namespace {

std::string_view grade(engine::Severity severity) {
  switch (severity) {
    case engine::Severity::Critical: return "blocker";
    case engine::Severity::High: return "critical";
    case engine::Severity::Medium: return "major";
    case engine::Severity::Low: return "minor";
    case engine::Severity::Info: break;
  }
  return "info";
}

JsonValue issue(std::string description, std::string_view check, std::string fingerprint, std::string_view severity,
                const HostPlace& place) {
  return JsonValue{
      {"description", std::move(description)},
      {"check_name", check},
      {"fingerprint", std::move(fingerprint)},
      {"severity", severity},
      {"location", {{"path", place.path}, {"lines", {{"begin", place.start.line}, {"end", place.end.line}}}}}};
}

}  // namespace

std::string to_gitlab(const engine::Result& result, const SourceManager& sources, const ToolInfo& tool) {
  JsonValue issues = JsonValue::array();
  for (const engine::Finding* one : ranked(result.findings)) {
    const std::string when = when_of(*one);
    issues.push_back(
        issue(std::string(one->rule->id) + ": " + one->message + (when.empty() ? "" : " (only with " + when + ")"),
              one->rule->name, one->fingerprint, grade(one->severity),
              host_place(result, sources, tool.base, one->place, one->units)));
  }
  for (const engine::Undetermined& one : result.undetermined) {
    issues.push_back(issue(
        std::string(one.rule->id) + ": undetermined: " + one.reason + (one.settle.empty() ? "" : "; " + one.settle),
        one.rule->name, one.fingerprint, "info", host_place(result, sources, tool.base, one.place, one.units)));
  }
  for (const Diagnostic& one : result.diagnostics.all()) {
    if (one.severity == DiagnosticSeverity::Note) continue;
    const HostPlace place = host_place(sources, tool.base, one);
    const std::string identity = std::string(diagnostic_kind_name(one.kind)) + ":" + place.path + ":" + one.message;
    issues.push_back(issue(one.message, diagnostic_kind_name(one.kind), identity,
                           one.severity == DiagnosticSeverity::Error ? "major" : "info", place));
  }
  return dump(issues);
}

}  // namespace brn::report
