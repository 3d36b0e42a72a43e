#include <nlohmann/json.hpp>

#include "analyzer/report/report.h"
#include "tests/support/catch.h"

namespace brn::report {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kNist[] = {"AC-3"};

constexpr engine::RuleInfo rule() {
  engine::RuleInfo one;
  one.id = "BRN301";
  one.name = "endpoint-policy-full-access";
  one.subject = engine::Subject::EndpointPolicies;
  one.nist = kNist;
  return one;
}
constexpr engine::RuleInfo kRule = rule();

struct Fixture {
  MemoryFileSystem files;
  SourceManager sources{files};
  engine::Result result;

  Json report() { return Json::parse(to_json(result, sources, ToolInfo{.version = "0.0.0"})); }
  engine::Finding& add(Span place) {
    engine::Finding finding;
    finding.rule = &kRule;
    finding.place = place;
    finding.resource = "x";
    finding.resources = {"x"};
    finding.units = {"live"};
    result.findings.push_back(finding);
    return result.findings.back();
  }
};

std::vector<std::string> keys(const Json& json) {
  std::vector<std::string> names;
  for (const auto& [name, value] : json.items()) names.push_back(name);
  return names;
}

}  // namespace

TEST_CASE("keys are all there and in the contract's order") {
  Fixture f;
  f.add(Span{});
  const Json json = f.report();
  CHECK(keys(json) == std::vector<std::string>{"version", "tool", "scope", "findings", "undetermined", "assessments",
                                               "suppressed", "verdicts", "errors", "warnings", "summary"});
  CHECK(keys(json["findings"][0]) == std::vector<std::string>{"rule", "name", "subject", "controls", "severity",
                                                              "message", "resource", "resources", "unit", "units",
                                                              "location", "related", "witness", "when", "default",
                                                              "verify", "help", "fix", "fingerprint"});
  CHECK(keys(json["verdicts"]).size() == 7);
  CHECK(keys(json["summary"]) ==
        std::vector<std::string>{"units", "resources", "files", "bytes", "findings", "undetermined", "suppressed"});
  CHECK(json["findings"][0]["witness"].is_null());
  CHECK(json["findings"][0]["when"].is_null());
  CHECK(json["findings"][0]["fix"].is_null());
}

TEST_CASE("columns are code points, 1-based") {
  Fixture f;
  const FileId file = f.sources.add("main.tf", "\xC3\xA4 = \"x\"\n");
  f.add(Span{file, 5, 8});
  const Json location = f.report()["findings"][0]["location"];
  CHECK(location["file"] == "main.tf");
  CHECK(location["start"] == Json{{"line", 1}, {"column", 5}});
  CHECK(location["end"] == Json{{"line", 1}, {"column", 8}});
}

TEST_CASE("inputs that must differ are named") {
  Fixture f;
  engine::Finding& finding = f.add(Span{});
  finding.when = {{"var.create", "false"}};
  finding.holds_by_default = false;
  const Json json = f.report()["findings"][0];
  CHECK(json["when"] == Json{{"var.create", "false"}});
  CHECK(json["default"] == false);
}

TEST_CASE("text that is no UTF-8 does not break the output") {
  Fixture f;
  f.add(Span{f.sources.add("na\xFFme.tf", "x"), 0, 1}).message = "quote \" backslash \\ bell \x07 \xFF";
  const Json json = f.report()["findings"][0];
  CHECK(json["location"]["file"] == "na\xEF\xBF\xBDme.tf");
  CHECK(json["message"] == "quote \" backslash \\ bell \x07 \xEF\xBF\xBD");
}

TEST_CASE("errors and warnings are apart; an error of a file as a whole stands at its start") {
  Fixture f;
  f.result.diagnostics.add(Diagnostic{.kind = DiagnosticKind::UnreadableFile,
                                      .severity = DiagnosticSeverity::Error,
                                      .message = "cannot read",
                                      .place = {},
                                      .file = "x.tf",
                                      .related = {}});
  f.result.diagnostics.warning(DiagnosticKind::UnknownName, {}, "unknown");
  const Json json = f.report();
  REQUIRE(json["errors"].size() == 1);
  CHECK(json["errors"][0]["location"]["file"] == "x.tf");
  CHECK(json["errors"][0]["location"]["start"]["line"] == 1);
  REQUIRE(json["warnings"].size() == 1);
  CHECK(json["warnings"][0]["location"].is_null());
}

}  // namespace brn::report
