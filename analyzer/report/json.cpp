// The report for programs: version 1 of the contract. Every key is always there, in one order.

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

#include "analyzer/report/report.h"
#include "analyzer/report/rules_json.h"

namespace brn::report {
namespace {

using Json = nlohmann::ordered_json;

Json position(const SourceManager& sources, FileId file, std::uint32_t offset) {
  const LineColumn at = sources.line_column(file, offset);
  return Json{{"line", at.line}, {"column", at.column}};
}

Json location(const SourceManager& sources, Span place) {
  if (!place.is_valid()) return nullptr;
  return Json{{"file", sources.path(place.file)},
              {"start", position(sources, place.file, place.begin)},
              {"end", position(sources, place.file, place.end)}};
}

// An error that concerns a file as a whole stands at its start.
Json location(const SourceManager& sources, const Diagnostic& diagnostic) {
  if (diagnostic.place.is_valid() || diagnostic.file.empty()) return location(sources, diagnostic.place);
  const Json start = {{"line", 1}, {"column", 1}};
  return Json{{"file", diagnostic.file}, {"start", start}, {"end", start}};
}

Json strings(const std::vector<std::string>& list) {
  Json all = Json::array();
  for (const std::string& text : list) all.push_back(text);
  return all;
}

Json controls(const engine::RuleInfo& rule) {
  Json all = Json::array();
  for (const std::string_view id : rule.nist) all.push_back(id);
  return all;
}

Json finding(const SourceManager& sources, const engine::Finding& finding) {
  const engine::RuleInfo& rule = *finding.rule;
  Json related = Json::array();
  for (const facts::Reason& reason : finding.related) {
    related.push_back(Json{{"message", reason.message},
                           {"resource", reason.resource.empty() ? Json() : Json(reason.resource)},
                           {"location", location(sources, reason.place)}});
  }
  Json when;
  for (const auto& [name, value] : finding.when) when[name] = value;
  return Json{{"rule", rule.id},
              {"name", rule.name},
              {"subject", engine::subject_slug(rule.subject)},
              {"controls", controls(rule)},
              {"severity", engine::severity_name(finding.severity)},
              {"message", finding.message},
              {"resource", finding.resource},
              {"resources", strings(finding.resources)},
              {"unit", finding.units.empty() ? std::string() : finding.units.front()},
              {"units", strings(finding.units)},
              {"location", location(sources, finding.place)},
              {"related", std::move(related)},
              {"witness", nullptr},
              {"when", std::move(when)},
              {"default", finding.holds_by_default},
              {"verify", finding.verify},
              {"help", finding.help},
              {"fix", nullptr},
              {"fingerprint", finding.fingerprint}};
}

Json undetermined(const SourceManager& sources, const engine::Undetermined& entry) {
  Json because = Json::array();
  for (const Cause& cause : entry.because) {
    because.push_back(Json{{"message", cause.message.empty() ? cause.subject : cause.message},
                           {"location", location(sources, cause.place)}});
  }
  return Json{{"rule", entry.rule->id},
              {"subject", engine::subject_slug(entry.rule->subject)},
              {"resource", entry.resource},
              {"resources", strings(entry.resources)},
              {"reason", entry.reason},
              {"because", std::move(because)},
              {"settle", entry.settle},
              {"verify", entry.verify}};
}

Json assessment(const engine::Assessment& assessment) {
  static constexpr std::array<std::string_view, 3> kVerdicts = {"holds", "broken", "undetermined"};
  return Json{{"rule", assessment.rule->id},
              {"subject", engine::subject_slug(assessment.rule->subject)},
              {"resource", assessment.resource},
              {"verdict", kVerdicts[static_cast<std::size_t>(assessment.verdict)]},
              {"evidence", strings(assessment.evidence)},
              {"assumed", strings(assessment.assumed)}};
}

Json diagnostics(const engine::Result& result, const SourceManager& sources, DiagnosticSeverity severity) {
  Json all = Json::array();
  for (const Diagnostic& diagnostic : result.diagnostics.all()) {
    if (diagnostic.severity != severity) continue;
    all.push_back(Json{{"message", diagnostic.message}, {"location", location(sources, diagnostic)}});
  }
  return all;
}

Json scope(const engine::Result& result) {
  Json all = Json::array();
  for (const engine::ScopeEntry& entry : result.scope) {
    all.push_back(Json{{"unit", entry.unit},
                       {"vpc", entry.vpc},
                       {"because", strings(entry.because)},
                       {"needs", strings(entry.needs)}});
  }
  return all;
}

Json verdicts(const engine::Result& result) {
  Json all = Json::object();
  for (std::uint8_t digit = 1; digit <= engine::kSubjectCount; ++digit) {
    const auto& counts = result.verdicts[digit - 1U];
    all[std::string(engine::subject_slug(static_cast<engine::Subject>(digit)))] =
        Json{{"holds", counts[0]}, {"broken", counts[1]}, {"undetermined", counts[2]}};
  }
  return all;
}

Json summary(const engine::Result& result) {
  Json findings = Json::object();
  for (int severity = static_cast<int>(engine::Severity::Critical); severity >= 0; --severity) {
    const auto which = static_cast<engine::Severity>(severity);
    findings[std::string(engine::severity_name(which))] =
        std::count_if(result.findings.begin(), result.findings.end(),
                      [&](const engine::Finding& one) { return one.severity == which; });
  }
  const engine::Counts& counts = result.counts;
  Json all = {{"units", counts.units},   {"resources", counts.resources},
              {"files", counts.files},   {"bytes", counts.bytes},
              {"findings", findings},    {"undetermined", result.undetermined.size()},
              {"suppressed", counts.suppressed}};
  if (counts.seconds) all["seconds"] = *counts.seconds;
  return all;
}

Json rule_entry(const engine::RuleInfo& info) {
  return Json{{"id", info.id},
              {"name", info.name},
              {"title", info.title},
              {"subject", engine::subject_slug(info.subject)},
              {"severity", engine::severity_name(info.severity)},
              {"controls", controls(info)},
              {"rationale", info.rationale},
              {"verify", info.verify},
              {"help", info.help},
              {"since", info.since}};
}

// Names of files need not be UTF-8: what is ill-formed becomes U+FFFD.
std::string dump(const Json& json) { return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"; }

}  // namespace

std::string to_json(const engine::Result& result, const SourceManager& sources, const ToolInfo& tool) {
  Json findings = Json::array();
  for (const engine::Finding& one : result.findings) findings.push_back(finding(sources, one));
  Json open = Json::array();
  for (const engine::Undetermined& one : result.undetermined) open.push_back(undetermined(sources, one));
  Json assessments = Json::array();
  for (const engine::Assessment& one : result.assessments) assessments.push_back(assessment(one));
  const Json facts = tool.facts_date.empty() ? Json() : Json(tool.facts_date);
  return dump(Json{{"version", 1},
                   {"tool", {{"name", tool.name}, {"version", tool.version}, {"facts", facts}}},
                   {"scope", scope(result)},
                   {"findings", std::move(findings)},
                   {"undetermined", std::move(open)},
                   {"assessments", std::move(assessments)},
                   {"verdicts", verdicts(result)},
                   {"errors", diagnostics(result, sources, DiagnosticSeverity::Error)},
                   {"warnings", diagnostics(result, sources, DiagnosticSeverity::Warning)},
                   {"summary", summary(result)}});
}

std::string rules_as_json(std::span<const engine::Rule* const> rules) {
  Json all = Json::array();
  for (const engine::Rule* rule : rules) all.push_back(rule_entry(*rule->info));
  return dump(all);
}

}  // namespace brn::report
