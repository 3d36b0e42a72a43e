// Annotations of GitHub Actions. The platform shows ten of a step and drops the rest, so the worst ten are printed and
// a line says where the others are.

#include <algorithm>

#include "analyzer/report/report.h"
#include "analyzer/report/repository_paths.h"
#include "analyzer/report/wording.h"

namespace brn::report {
namespace {

constexpr std::size_t kMaxAnnotations = 10;

std::string escaped(std::string_view text, bool is_property) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '%': out += "%25"; break;
      case '\r': out += "%0D"; break;
      case '\n': out += "%0A"; break;
      case ':': out += is_property ? "%3A" : ":"; break;
      case ',': out += is_property ? "%2C" : ","; break;
      default: out += c;
    }
  }
  return out;
}

std::string annotation(std::string_view level, const HostPlace& place, std::string_view title, std::string_view text) {
  std::string out = "::" + std::string(level) + " ";
  if (!place.path.empty()) {
    out += "file=" + escaped(place.path, true) + ",line=" + std::to_string(place.start.line);
    // Columns may be named only within one line.
    if (place.end.line == place.start.line && place.end.column > place.start.column) {
      out += ",col=" + std::to_string(place.start.column) + ",endColumn=" + std::to_string(place.end.column);
    } else if (place.end.line > place.start.line) {
      out += ",endLine=" + std::to_string(place.end.line);
    }
    out += ",";
  }
  return out + "title=" + escaped(title, true) + "::" + escaped(text, false) + "\n";
}

std::string_view level_of(engine::Severity severity) {
  if (severity >= engine::Severity::High) return "error";
  return severity == engine::Severity::Medium ? "warning" : "notice";
}

}  // namespace

std::string to_github(const engine::Result& result, const SourceManager& sources, const ToolInfo& tool) {
  std::string out;
  std::size_t shown = 0;
  std::size_t left_out = 0;
  for (const Diagnostic& one : result.diagnostics.all()) {
    if (one.severity != DiagnosticSeverity::Error) continue;
    if (shown == kMaxAnnotations / 2) {
      ++left_out;
      continue;
    }
    ++shown;
    out += annotation("error", host_place(sources, tool.base, one), tool.name + ": could not be analysed", one.message);
  }
  for (const engine::Finding* one : ranked(result.findings)) {
    if (shown == kMaxAnnotations) {
      ++left_out;
      continue;
    }
    ++shown;
    const std::string when = when_of(*one);
    const std::string title = std::string(one->rule->id) + " " + std::string(one->rule->name) + " (" +
                              std::string(engine::severity_name(one->severity)) + ")";
    out += annotation(
        level_of(one->severity), host_place(result, sources, tool.base, one->place, one->units), title,
        one->message + (when.empty() ? "" : "\nonly with " + when) + (one->help.empty() ? "" : "\n" + one->help));
  }
  if (left_out != 0) out += count_of(left_out, "more result") + ": see the step summary\n";
  const std::string severities = severities_of(result.findings);
  out += tool.name + ": " + count_of(result.findings.size(), "finding") +
         (severities.empty() ? "" : " (" + severities + ")") + ", " + std::to_string(result.undetermined.size()) +
         " undetermined\n";
  return out;
}

}  // namespace brn::report
