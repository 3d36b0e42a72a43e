// SARIF 2.1.0 (OASIS) as code hosts read it: one run for each unit, so that each keeps its own alerts.

#include <algorithm>
#include <map>

#include "analyzer/report/json_parts.h"
#include "analyzer/report/report.h"
#include "analyzer/report/repository_paths.h"
#include "analyzer/report/wording.h"

namespace brn::report {
namespace {

// GitHub takes at most this many runs of one file; of more units than these all results are in one run.
constexpr std::size_t kMaxRuns = 20;
constexpr std::string_view kTaxonomy = "NIST SP 800-53";

JsonValue message(std::string_view text) {
  return JsonValue{{"text", text}};
}

std::string_view level_of(engine::Severity severity) {
  if (severity >= engine::Severity::High) return "error";
  return severity == engine::Severity::Medium ? "warning" : "note";
}

// GitHub: over 9.0 critical, 7.0 to 8.9 high, 4.0 to 6.9 medium, 0.1 to 3.9 low, 0.0 none.
std::string_view security_severity(engine::Severity severity) {
  switch (severity) {
    case engine::Severity::Critical: return "9.5";
    case engine::Severity::High: return "8.0";
    case engine::Severity::Medium: return "5.5";
    case engine::Severity::Low: return "2.5";
    case engine::Severity::Info: break;
  }
  return "0.0";
}

// RFC 3986: everything but unreserved characters and `/` is escaped.
std::string uri_of(std::string_view path) {
  static constexpr std::string_view kDigits = "0123456789ABCDEF";
  static constexpr std::string_view kPlain = "-._~/";
  std::string uri = path.starts_with("/") ? "file://" : "";
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_alnum = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (is_alnum || kPlain.find(c) != std::string_view::npos) {
      uri += c;
    } else {
      uri.append("%").append(1, kDigits[byte >> 4U]).append(1, kDigits[byte & 15U]);
    }
  }
  return uri;
}

/// Words such as `PascalCase`, which the format's own guidelines ask of rule names.
std::string pascal_case(std::string_view kebab) {
  std::string name;
  bool is_upper = true;
  for (const char c : kebab) {
    if (c != '-') name += is_upper && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    is_upper = c == '-';
  }
  return name;
}

std::string sentence(std::string_view text) {
  std::string all(text);
  if (!all.empty() && all.front() >= 'a' && all.front() <= 'z')
    all.front() = static_cast<char>(all.front() - 'a' + 'A');
  if (!all.empty() && all.back() != '.') all += '.';
  return all;
}

// Hosts ask every descriptor for descriptions and help.
JsonValue notification_descriptor(DiagnosticKind kind) {
  std::string words(diagnostic_kind_name(kind));
  std::replace(words.begin(), words.end(), '-', ' ');
  const std::string text = sentence(words);
  return JsonValue{{"id", diagnostic_kind_name(kind)},
                   {"name", pascal_case(diagnostic_kind_name(kind))},
                   {"shortDescription", message(text)},
                   {"fullDescription",
                    message("What could not be read or analysed in full, or looks like a mistake: " + words + ".")},
                   {"help", message("An error means that not everything could be analysed. Correct the source at the "
                                    "place named, and run again.")}};
}

class Writer {
 public:
  Writer(const engine::Result& result, const SourceManager& sources, const ToolInfo& tool)
      : result_(result), sources_(sources), tool_(tool) {
    add_rules();
  }

  JsonValue write();

 private:
  struct Run {
    std::string id;
    std::vector<const engine::UnitEntry*> units;
    JsonValue results = JsonValue::array();
    JsonValue notifications = JsonValue::array();
    bool has_errors = false;
  };

  void add_rules();
  void make_runs();
  Run& run_of(const std::vector<std::string>& units);
  Run& run_of(const Diagnostic& diagnostic);
  [[nodiscard]] JsonValue run_json(Run run) const;
  [[nodiscard]] JsonValue driver() const;
  [[nodiscard]] JsonValue rule_json(const engine::RuleInfo& rule) const;
  [[nodiscard]] JsonValue taxonomy() const;

  [[nodiscard]] JsonValue artifact(const std::string& path) const;
  [[nodiscard]] JsonValue region(LineColumn start, LineColumn end) const;
  [[nodiscard]] JsonValue physical(const HostPlace& place) const;
  [[nodiscard]] JsonValue located(Span place, std::string_view text, const std::string& resource) const;
  [[nodiscard]] JsonValue base_result(const engine::Finding& finding, std::string_view kind) const;
  [[nodiscard]] JsonValue finding_json(const engine::Finding& finding) const;
  [[nodiscard]] JsonValue open_json(const engine::Finding& finding) const;
  [[nodiscard]] JsonValue undetermined_json(const engine::Undetermined& entry) const;
  [[nodiscard]] JsonValue suppressed_json(const engine::Suppressed& entry) const;
  [[nodiscard]] JsonValue related(const engine::Finding& finding) const;
  [[nodiscard]] JsonValue code_flow(const engine::Finding& finding) const;
  [[nodiscard]] JsonValue fix_json(const engine::Fix& fix) const;
  [[nodiscard]] JsonValue notification(const Diagnostic& diagnostic) const;
  [[nodiscard]] JsonValue properties(const engine::Finding& finding) const;

  const engine::Result& result_;
  const SourceManager& sources_;
  const ToolInfo& tool_;
  std::vector<const engine::RuleInfo*> rules_;
  std::map<std::string_view, std::size_t> rule_index_;
  std::vector<std::string> controls_;
  std::vector<Run> runs_;
};

void Writer::add_rules() {
  std::map<std::string_view, const engine::RuleInfo*> by_id;
  for (const engine::Rule* rule : tool_.rules) by_id.emplace(rule->info->id, rule->info);
  for (const engine::Finding& one : result_.findings) by_id.emplace(one.rule->id, one.rule);
  for (const engine::Undetermined& one : result_.undetermined) by_id.emplace(one.rule->id, one.rule);
  for (const engine::Suppressed& one : result_.suppressed) by_id.emplace(one.finding.rule->id, one.finding.rule);
  for (const auto& [id, rule] : by_id) {
    rule_index_.emplace(id, rules_.size());
    rules_.push_back(rule);
    for (const std::string_view control : rule->nist) controls_.emplace_back(control);
  }
  std::sort(controls_.begin(), controls_.end());
  controls_.erase(std::unique(controls_.begin(), controls_.end()), controls_.end());
}

JsonValue Writer::rule_json(const engine::RuleInfo& rule) const {
  JsonValue relationships = JsonValue::array();
  for (const std::string_view control : rule.nist) {
    const auto index = std::lower_bound(controls_.begin(), controls_.end(), control) - controls_.begin();
    relationships.push_back(JsonValue{
        {"target", {{"id", control}, {"index", index}, {"toolComponent", {{"name", kTaxonomy}, {"index", 0}}}}},
        {"kinds", JsonValue::array({"relevant"})}});
  }
  const std::string help = std::string(rule.rationale) +
                           (rule.help.empty() ? "" : "\n\nWay out: " + std::string(rule.help)) +
                           (rule.verify.empty() ? "" : "\n\nVerify: " + std::string(rule.verify));
  std::string markdown = std::string(rule.rationale);
  if (!rule.help.empty()) markdown += "\n\n**Way out:** " + std::string(rule.help);
  if (!rule.verify.empty()) markdown += "\n\n**Verify:**\n\n```sh\n" + std::string(rule.verify) + "\n```";
  JsonValue tags = JsonValue::array({"security", engine::subject_slug(rule.subject)});
  for (const std::string_view control : rule.nist) tags.push_back("NIST-800-53/" + std::string(control));
  JsonValue json = {{"id", rule.id},
                    {"name", pascal_case(rule.name)},
                    {"shortDescription", message(sentence(rule.title))},
                    {"fullDescription", message(sentence(rule.rationale.empty() ? rule.title : rule.rationale))},
                    {"help",
                     {{"text", help.empty() ? std::string(rule.title) : help},
                      {"markdown", markdown.empty() ? std::string(rule.title) : markdown}}},
                    {"messageStrings", {{"default", message("{0}.")}}},
                    {"defaultConfiguration", {{"level", level_of(rule.severity)}}},
                    {"relationships", std::move(relationships)},
                    {"properties",
                     {{"security-severity", security_severity(rule.severity)},
                      {"precision", "very-high"},
                      {"tags", std::move(tags)}}}};
  return json;
}

JsonValue Writer::driver() const {
  JsonValue rules = JsonValue::array();
  for (const engine::RuleInfo* rule : rules_) rules.push_back(rule_json(*rule));
  JsonValue kinds = JsonValue::array();
  for (auto kind = DiagnosticKind::UnreadableFile; kind <= DiagnosticKind::Usage;
       kind = static_cast<DiagnosticKind>(static_cast<int>(kind) + 1)) {
    kinds.push_back(notification_descriptor(kind));
  }
  return JsonValue{{"name", tool_.name},
                   {"version", tool_.version},
                   {"semanticVersion", tool_.version},
                   {"rules", std::move(rules)},
                   {"notifications", std::move(kinds)},
                   {"supportedTaxonomies", JsonValue::array({JsonValue{{"name", kTaxonomy}, {"index", 0}}})}};
}

JsonValue Writer::taxonomy() const {
  JsonValue taxa = JsonValue::array();
  for (const std::string& id : controls_) {
    JsonValue taxon = {{"id", id}};
    for (const Control& control : tool_.controls) {
      if (control.id == id) {
        taxon["name"] = control.title;
        taxon["shortDescription"] = message(sentence(control.title));
      }
    }
    taxa.push_back(std::move(taxon));
  }
  return JsonValue{
      {"name", kTaxonomy},
      {"version", "Rev. 5"},
      {"organization", "NIST"},
      {"informationUri", "https://csrc.nist.gov/pubs/sp/800/53/r5/upd1/final"},
      {"shortDescription", message("Security and Privacy Controls for Information Systems and Organizations.")},
      {"isComprehensive", false},
      {"taxa", std::move(taxa)}};
}

JsonValue Writer::artifact(const std::string& path) const {
  JsonValue location = {{"uri", uri_of(path)}};
  if (!path.starts_with("/")) location["uriBaseId"] = "%SRCROOT%";
  return location;
}

JsonValue Writer::region(LineColumn start, LineColumn end) const {
  return JsonValue{
      {"startLine", start.line}, {"startColumn", start.column}, {"endLine", end.line}, {"endColumn", end.column}};
}

JsonValue Writer::physical(const HostPlace& place) const {
  return JsonValue{{"artifactLocation", artifact(place.path)}, {"region", region(place.start, place.end)}};
}

JsonValue Writer::located(Span place, std::string_view text, const std::string& resource) const {
  JsonValue location = JsonValue::object();
  if (place.is_valid()) location["physicalLocation"] = physical(host_place(result_, sources_, tool_.base, place, {}));
  if (!resource.empty()) {
    location["logicalLocations"] =
        JsonValue::array({JsonValue{{"fullyQualifiedName", resource}, {"kind", "resource"}}});
  }
  if (!text.empty()) location["message"] = message(text);
  return location;
}

JsonValue Writer::related(const engine::Finding& finding) const {
  JsonValue all = JsonValue::array();
  for (const facts::Reason& reason : finding.related) {
    if (!reason.place.is_valid()) continue;
    JsonValue location = located(reason.place, reason.message, reason.resource);
    location["id"] = all.size() + 1;
    all.push_back(std::move(location));
  }
  return all;
}

JsonValue Writer::code_flow(const engine::Finding& finding) const {
  JsonValue steps = JsonValue::array();
  for (const facts::Reason& reason : finding.path) {
    JsonValue step = located(reason.place, reason.message, reason.resource);
    steps.push_back(JsonValue{{"location", std::move(step)}, {"executionOrder", steps.size() + 1}});
  }
  const JsonValue thread = {{"locations", std::move(steps)}};
  return JsonValue{{"message", message("the way through the network")}, {"threadFlows", JsonValue::array({thread})}};
}

JsonValue Writer::fix_json(const engine::Fix& fix) const {
  std::map<std::string, JsonValue> by_file;
  for (const engine::Edit& edit : fix.edits) {
    const HostPlace place = host_place(result_, sources_, tool_.base, edit.place, {});
    JsonValue& replacements = by_file.try_emplace(place.path, JsonValue::array()).first->second;
    replacements.push_back(
        JsonValue{{"deletedRegion", region(place.start, place.end)}, {"insertedContent", message(edit.text)}});
  }
  JsonValue changes = JsonValue::array();
  for (auto& [path, replacements] : by_file) {
    changes.push_back(JsonValue{{"artifactLocation", artifact(path)}, {"replacements", std::move(replacements)}});
  }
  return JsonValue{{"description", message(fix.title.empty() ? "repair" : fix.title)},
                   {"artifactChanges", std::move(changes)}};
}

JsonValue Writer::properties(const engine::Finding& finding) const {
  JsonValue json = {{"severity", engine::severity_name(finding.severity)},
                    {"subject", engine::subject_slug(finding.rule->subject)},
                    {"controls", controls(*finding.rule)},
                    {"resources", strings(finding.resources)},
                    {"units", strings(finding.units)},
                    {"default", finding.holds_by_default}};
  if (!finding.when.empty()) {
    for (const auto& [name, value] : finding.when) json["when"][name] = value;
  }
  if (!finding.verify.empty()) json["verify"] = finding.verify;
  if (!finding.help.empty()) json["help"] = finding.help;
  if (finding.witness) json["witness"] = witness_json(finding.witness);
  return json;
}

JsonValue Writer::base_result(const engine::Finding& finding, std::string_view kind) const {
  JsonValue location = JsonValue::object();
  const HostPlace place = host_place(result_, sources_, tool_.base, finding.place, finding.units);
  if (!place.path.empty()) location["physicalLocation"] = physical(place);
  JsonValue logical = JsonValue::array();
  for (const std::string& resource : finding.resources) {
    logical.push_back(JsonValue{{"fullyQualifiedName", resource}, {"kind", "resource"}});
  }
  if (!logical.empty()) location["logicalLocations"] = std::move(logical);
  const bool fails = kind == "fail";
  JsonValue json = {
      {"ruleId", finding.rule->id},
      {"ruleIndex", rule_index_.at(finding.rule->id)},
      {"kind", kind},
      {"level", fails ? level_of(finding.severity) : "none"},
      {"message", {{"text", finding.message}, {"id", "default"}, {"arguments", JsonValue::array({finding.message})}}},
      {"locations", JsonValue::array({std::move(location)})}};
  if (JsonValue places = related(finding); !places.empty()) json["relatedLocations"] = std::move(places);
  json["partialFingerprints"] = {{"bedrockLint/v1", finding.fingerprint}};
  return json;
}

JsonValue Writer::finding_json(const engine::Finding& finding) const {
  JsonValue json = base_result(finding, "fail");
  if (!finding.path.empty()) json["codeFlows"] = JsonValue::array({code_flow(finding)});
  if (finding.fix) json["fixes"] = JsonValue::array({fix_json(*finding.fix)});
  json["properties"] = properties(finding);
  return json;
}

JsonValue Writer::open_json(const engine::Finding& finding) const {
  JsonValue json = base_result(finding, "open");
  json["properties"] = properties(finding);
  return json;
}

JsonValue Writer::undetermined_json(const engine::Undetermined& entry) const {
  engine::Finding open;
  open.rule = entry.rule;
  open.severity = entry.rule->severity;
  open.message = "undetermined: " + entry.reason;
  open.resources = entry.resources;
  open.units = entry.units;
  open.place = entry.place;
  open.verify = entry.verify;
  open.fingerprint = entry.fingerprint;
  for (const Cause& cause : entry.because) {
    open.related.push_back(facts::Reason{cause.message.empty() ? cause.subject : cause.message, {}, cause.place});
  }
  JsonValue json = open_json(open);
  if (!entry.settle.empty()) json["properties"]["settle"] = entry.settle;
  return json;
}

JsonValue Writer::suppressed_json(const engine::Suppressed& entry) const {
  JsonValue json = entry.is_undetermined ? open_json(entry.finding) : finding_json(entry.finding);
  const bool in_source = entry.origin != engine::SuppressionOrigin::Waiver;
  const std::string terms = terms_of(entry);
  JsonValue suppression = {{"kind", in_source ? "inSource" : "external"},
                           {"status", "accepted"},
                           {"justification", entry.reason + (terms.empty() ? "" : " (" + terms + ")")}};
  if (entry.place.is_valid()) suppression["location"] = located(entry.place, {}, {});
  json["suppressions"] = JsonValue::array({std::move(suppression)});
  return json;
}

JsonValue Writer::notification(const Diagnostic& diagnostic) const {
  JsonValue json = {
      {"descriptor", {{"id", diagnostic_kind_name(diagnostic.kind)}, {"index", static_cast<int>(diagnostic.kind)}}},
      {"level", diagnostic.severity == DiagnosticSeverity::Error     ? "error"
                : diagnostic.severity == DiagnosticSeverity::Warning ? "warning"
                                                                     : "note"},
      {"message", message(diagnostic.message)}};
  const HostPlace place = host_place(sources_, tool_.base, diagnostic);
  if (!place.path.empty()) json["locations"] = JsonValue::array({JsonValue{{"physicalLocation", physical(place)}}});
  return json;
}

void Writer::make_runs() {
  const bool is_joined = result_.units.size() > kMaxRuns;
  for (const engine::UnitEntry& unit : result_.units) {
    std::string id = tool_.name + "/" + (is_joined ? "all-units" : unit.name == "." ? "root" : unit.name) + "/";
    const auto known = std::find_if(runs_.begin(), runs_.end(), [&](const Run& run) { return run.id == id; });
    Run& run = known == runs_.end() ? runs_.emplace_back() : *known;
    run.id = std::move(id);
    run.units.push_back(&unit);
  }
  if (runs_.empty()) runs_.emplace_back().id = tool_.name + "/";
}

Writer::Run& Writer::run_of(const std::vector<std::string>& units) {
  for (Run& run : runs_) {
    for (const engine::UnitEntry* unit : run.units) {
      if (!units.empty() && unit->name == units.front()) return run;
    }
  }
  return runs_.front();
}

Writer::Run& Writer::run_of(const Diagnostic& diagnostic) {
  for (Run& run : runs_) {
    for (const engine::UnitEntry* unit : run.units) {
      const std::vector<FileId>& files = unit->files;
      if (diagnostic.place.is_valid() && std::find(files.begin(), files.end(), diagnostic.place.file) != files.end())
        return run;
    }
  }
  return runs_.front();
}

JsonValue Writer::run_json(Run run) const {
  return JsonValue{
      {"tool", {{"driver", driver()}}},
      {"automationDetails", {{"id", run.id}}},
      {"invocations", JsonValue::array({JsonValue{{"executionSuccessful", !run.has_errors},
                                                  {"toolExecutionNotifications", std::move(run.notifications)}}})},
      {"originalUriBaseIds", {{"%SRCROOT%", {{"description", message("The root of the repository.")}}}}},
      {"columnKind", "unicodeCodePoints"},
      {"taxonomies", JsonValue::array({taxonomy()})},
      {"results", std::move(run.results)}};
}

JsonValue Writer::write() {
  make_runs();
  for (const engine::Finding* one : ranked(result_.findings)) run_of(one->units).results.push_back(finding_json(*one));
  for (const engine::Undetermined& one : result_.undetermined)
    run_of(one.units).results.push_back(undetermined_json(one));
  for (const engine::Suppressed& one : result_.suppressed)
    run_of(one.finding.units).results.push_back(suppressed_json(one));
  for (const Diagnostic& one : result_.diagnostics.all()) {
    Run& run = run_of(one);
    run.notifications.push_back(notification(one));
    run.has_errors = run.has_errors || one.severity == DiagnosticSeverity::Error;
  }
  JsonValue runs = JsonValue::array();
  for (Run& run : runs_) runs.push_back(run_json(std::move(run)));
  return JsonValue{
      {"$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"},
      {"version", "2.1.0"},
      {"runs", std::move(runs)}};
}

}  // namespace

std::string to_sarif(const engine::Result& result, const SourceManager& sources, const ToolInfo& tool) {
  return dump(Writer(result, sources, tool).write());
}

}  // namespace brn::report
