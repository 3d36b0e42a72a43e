// The report for programs: version 1 of the contract. Every key is always there, in one order.

#include <algorithm>
#include <array>

#include "analyzer/report/json_parts.h"
#include "analyzer/report/report.h"
#include "analyzer/report/rules_json.h"
#include "analyzer/report/wording.h"

namespace brn::report {
namespace {

JsonValue position(const SourceManager& sources, FileId file, std::uint32_t offset) {
  const LineColumn at = sources.line_column(file, offset);
  return JsonValue{{"line", at.line}, {"column", at.column}};
}

JsonValue location(const SourceManager& sources, Span place) {
  if (!place.is_valid()) return nullptr;
  return JsonValue{{"file", sources.path(place.file)},
                   {"start", position(sources, place.file, place.begin)},
                   {"end", position(sources, place.file, place.end)}};
}

// An error that concerns a file as a whole stands at its start.
JsonValue location(const SourceManager& sources, const Diagnostic& diagnostic) {
  if (diagnostic.place.is_valid() || diagnostic.file.empty()) return location(sources, diagnostic.place);
  const JsonValue start = {{"line", 1}, {"column", 1}};
  return JsonValue{{"file", diagnostic.file}, {"start", start}, {"end", start}};
}

JsonValue fix_json(const SourceManager& sources, const std::optional<engine::Fix>& fix) {
  if (!fix) return nullptr;
  JsonValue edits = JsonValue::array();
  for (const engine::Edit& edit : fix->edits) {
    JsonValue place = location(sources, edit.place);
    edits.push_back(
        JsonValue{{"file", place["file"]}, {"start", place["start"]}, {"end", place["end"]}, {"text", edit.text}});
  }
  return JsonValue{{"safe", fix->is_safe}, {"edits", std::move(edits)}};
}

JsonValue finding(const SourceManager& sources, const engine::Finding& finding) {
  const engine::RuleInfo& rule = *finding.rule;
  JsonValue related = JsonValue::array();
  for (const facts::Reason& reason : finding.related) {
    related.push_back(JsonValue{{"message", reason.message},
                                {"resource", reason.resource.empty() ? JsonValue() : JsonValue(reason.resource)},
                                {"location", location(sources, reason.place)}});
  }
  JsonValue when;
  for (const auto& [name, value] : finding.when) when[name] = value;
  return JsonValue{{"rule", rule.id},
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
                   {"witness", witness_json(finding.witness)},
                   {"when", std::move(when)},
                   {"default", finding.holds_by_default},
                   {"verify", finding.verify},
                   {"help", finding.help},
                   {"fix", fix_json(sources, finding.fix)},
                   {"fingerprint", finding.fingerprint}};
}

JsonValue undetermined(const SourceManager& sources, const engine::Undetermined& entry) {
  JsonValue because = JsonValue::array();
  for (const Cause& cause : entry.because) {
    because.push_back(JsonValue{{"message", cause.message.empty() ? cause.subject : cause.message},
                                {"location", location(sources, cause.place)}});
  }
  return JsonValue{{"rule", entry.rule->id},     {"subject", engine::subject_slug(entry.rule->subject)},
                   {"resource", entry.resource}, {"resources", strings(entry.resources)},
                   {"reason", entry.reason},     {"because", std::move(because)},
                   {"settle", entry.settle},     {"verify", entry.verify}};
}

JsonValue assessment(const engine::Assessment& assessment) {
  static constexpr std::array<std::string_view, 3> kVerdicts = {"holds", "broken", "undetermined"};
  return JsonValue{{"rule", assessment.rule->id},
                   {"subject", engine::subject_slug(assessment.rule->subject)},
                   {"resource", assessment.resource},
                   {"verdict", kVerdicts[static_cast<std::size_t>(assessment.verdict)]},
                   {"evidence", strings(assessment.evidence)},
                   {"assumed", strings(assessment.assumed)}};
}

JsonValue diagnostics(const engine::Result& result, const SourceManager& sources, DiagnosticSeverity severity) {
  JsonValue all = JsonValue::array();
  for (const Diagnostic& diagnostic : result.diagnostics.all()) {
    if (diagnostic.severity != severity) continue;
    all.push_back(JsonValue{{"message", diagnostic.message}, {"location", location(sources, diagnostic)}});
  }
  return all;
}

JsonValue scope(const engine::Result& result) {
  JsonValue all = JsonValue::array();
  for (const engine::ScopeEntry& entry : result.scope) {
    all.push_back(JsonValue{{"unit", entry.unit},
                            {"vpc", entry.vpc},
                            {"because", strings(entry.because)},
                            {"needs", strings(entry.needs)}});
  }
  return all;
}

JsonValue verdicts(const engine::Result& result) {
  JsonValue all = JsonValue::object();
  for (std::uint8_t digit = 1; digit <= engine::kSubjectCount; ++digit) {
    const auto& counts = result.verdicts[digit - 1U];
    all[std::string(engine::subject_slug(static_cast<engine::Subject>(digit)))] =
        JsonValue{{"holds", counts[0]}, {"broken", counts[1]}, {"undetermined", counts[2]}};
  }
  return all;
}

JsonValue summary(const engine::Result& result) {
  JsonValue findings = JsonValue::object();
  for (int severity = static_cast<int>(engine::Severity::Critical); severity >= 0; --severity) {
    const auto which = static_cast<engine::Severity>(severity);
    findings[std::string(engine::severity_name(which))] =
        std::count_if(result.findings.begin(), result.findings.end(),
                      [&](const engine::Finding& one) { return one.severity == which; });
  }
  const engine::Counts& counts = result.counts;
  JsonValue all = {{"units", counts.units},          {"resources", counts.resources},
                   {"files", counts.files},          {"bytes", counts.bytes},
                   {"findings", findings},           {"undetermined", result.undetermined.size()},
                   {"suppressed", counts.suppressed}};
  if (!result.compared_with.empty()) {
    all["compared_with"] = result.compared_with;
    all["known"] = counts.known;
    all["fixed"] = counts.fixed;
  }
  if (counts.seconds) all["seconds"] = *counts.seconds;
  return all;
}

JsonValue rule_entry(const engine::RuleInfo& info) {
  return JsonValue{{"id", info.id},
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

JsonValue suppressed(const SourceManager& sources, const engine::Suppressed& entry) {
  const engine::Finding& finding = entry.finding;
  const auto or_null = [](const std::string& text) { return text.empty() ? JsonValue() : JsonValue(text); };
  return JsonValue{{"rule", finding.rule->id},
                   {"severity", engine::severity_name(finding.severity)},
                   {"undetermined", entry.is_undetermined},
                   {"message", finding.message},
                   {"resource", finding.resource},
                   {"location", location(sources, finding.place)},
                   {"fingerprint", finding.fingerprint},
                   {"by", origin_of(entry)},
                   {"at", location(sources, entry.place)},
                   {"reason", entry.reason},
                   {"until", or_null(entry.until)},
                   {"ticket", or_null(entry.ticket)}};
}

}  // namespace

std::string to_json(const engine::Result& result, const SourceManager& sources, const ToolInfo& tool) {
  JsonValue findings = JsonValue::array();
  for (const engine::Finding& one : result.findings) findings.push_back(finding(sources, one));
  JsonValue open = JsonValue::array();
  for (const engine::Undetermined& one : result.undetermined) open.push_back(undetermined(sources, one));
  JsonValue assessments = JsonValue::array();
  for (const engine::Assessment& one : result.assessments) assessments.push_back(assessment(one));
  JsonValue hidden = JsonValue::array();
  for (const engine::Suppressed& one : result.suppressed) hidden.push_back(suppressed(sources, one));
  const JsonValue facts = tool.facts_date.empty() ? JsonValue() : JsonValue(tool.facts_date);
  return dump(JsonValue{{"version", 1},
                        {"tool", {{"name", tool.name}, {"version", tool.version}, {"facts", facts}}},
                        {"scope", scope(result)},
                        {"findings", std::move(findings)},
                        {"undetermined", std::move(open)},
                        {"assessments", std::move(assessments)},
                        {"suppressed", std::move(hidden)},
                        {"verdicts", verdicts(result)},
                        {"errors", diagnostics(result, sources, DiagnosticSeverity::Error)},
                        {"warnings", diagnostics(result, sources, DiagnosticSeverity::Warning)},
                        {"summary", summary(result)}});
}

std::string rules_as_json(std::span<const engine::Rule* const> rules) {
  JsonValue all = JsonValue::array();
  for (const engine::Rule* rule : rules) all.push_back(rule_entry(*rule->info));
  return dump(all);
}

}  // namespace brn::report
