// Formats for other programs, on a result with one of everything: recorded in `fixtures/formats/`, and what each
// platform demands of its own.

#include <nlohmann/json.hpp>
#include <set>

#include "analyzer/report/report.h"
#include "analyzer/report/repository_paths.h"
#include "tests/support/catch.h"
#include "tests/support/files.h"
#include "tests/unit/report/sample.h"

namespace brn::report::test {
namespace {

using Parsed = nlohmann::json;

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("formats are as recorded") {
  Sample s;
  const auto folder = brn::test::source_dir() / "fixtures/formats";
  CHECK(brn::test::matches_golden(folder / "sample.json.golden", to_json(s.result, s.sources, s.tool)));
  CHECK(brn::test::matches_golden(folder / "sample.sarif.golden", to_sarif(s.result, s.sources, s.tool)));
  CHECK(brn::test::matches_golden(folder / "sample.junit.golden", to_junit(s.result, s.sources, s.tool, s.fail_on)));
  CHECK(brn::test::matches_golden(folder / "sample.github.golden", to_github(s.result, s.sources, s.tool)));
  CHECK(brn::test::matches_golden(folder / "sample.gitlab.golden", to_gitlab(s.result, s.sources, s.tool)));
  CHECK(brn::test::matches_golden(folder / "sample.markdown.golden",
                                  to_markdown(s.result, s.sources, s.tool, s.fail_on)));
}

TEST_CASE("SARIF: a run for each unit, path as code flow, repair as fix, open questions, suppressions, notifications") {
  Sample s;
  const Parsed log = Parsed::parse(to_sarif(s.result, s.sources, s.tool));
  REQUIRE(log["runs"].size() == 2);
  const Parsed& app = log["runs"][0];
  const Parsed& net = log["runs"][1];
  CHECK(app["automationDetails"]["id"] == "bedrock-lint/app/");
  CHECK(net["automationDetails"]["id"] == "bedrock-lint/net/");
  CHECK(app["columnKind"] == "unicodeCodePoints");

  REQUIRE(app["results"].size() == 1);
  const Parsed& blocked = app["results"][0];
  CHECK(blocked["level"] == "error");
  CHECK(blocked["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "app/a%20b.tf");
  CHECK(blocked["relatedLocations"].size() == 1);
  REQUIRE(blocked["codeFlows"][0]["threadFlows"][0]["locations"].size() == 2);
  CHECK(blocked["codeFlows"][0]["threadFlows"][0]["locations"][1]["location"]["message"]["text"] ==
        "stopped by the group");
  CHECK(app["invocations"][0]["executionSuccessful"] == false);
  CHECK(app["invocations"][0]["toolExecutionNotifications"][0]["descriptor"]["id"] == "syntax-error");

  REQUIRE(net["results"].size() == 3);
  const Parsed& policy = net["results"][0];
  CHECK(policy["partialFingerprints"]["bedrockLint/v1"] == "0000000000000001");
  CHECK(policy["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"] == "\"{}\"");
  CHECK(policy["fixes"][0]["artifactChanges"][0]["replacements"][0]["deletedRegion"]["startLine"] == 2);
  CHECK(policy["properties"]["witness"]["action"] == "bedrock:InvokeModel");
  CHECK(net["results"][1]["kind"] == "open");
  CHECK(net["results"][1]["level"] == "none");
  CHECK(net["results"][2]["suppressions"][0]["kind"] == "inSource");
  CHECK(net["results"][2]["suppressions"][0]["justification"] == "a sandbox (until 2027-01-31, ticket ABC-1)");
  CHECK(net["invocations"][0]["executionSuccessful"] == true);

  const Parsed& rule = net["tool"]["driver"]["rules"][policy["ruleIndex"].get<std::size_t>()];
  CHECK(rule["id"] == "BRN301");
  CHECK(rule["properties"]["security-severity"] == "5.5");
  CHECK(has(rule["help"]["text"].get<std::string>(), "attach a policy"));
  CHECK(rule["relationships"][0]["target"]["id"] == "AC-3");
  CHECK(net["taxonomies"][0]["taxa"][1]["name"] == "Least Privilege");
}

TEST_CASE("SARIF: more units than a code host takes runs share one") {
  Sample s;
  for (int i = 0; i < 30; ++i)
    s.result.units.push_back(engine::UnitEntry{"u" + std::to_string(i), "u", false, false, {}, {}});
  const Parsed log = Parsed::parse(to_sarif(s.result, s.sources, s.tool));
  REQUIRE(log["runs"].size() == 1);
  CHECK(log["runs"][0]["results"].size() == 4);
}

TEST_CASE("JUnit: counts agree with the cases") {
  Sample s;
  const std::string text = to_junit(s.result, s.sources, s.tool, s.fail_on);
  CHECK(has(text, "<testsuites name=\"bedrock-lint\" tests=\"7\" failures=\"2\" errors=\"1\" skipped=\"3\">"));
  CHECK(has(text, "lets &lt;everyone&gt; | call"));
  s.fail_on.severity = engine::Severity::Critical;
  s.fail_on.unknown = true;
  CHECK(has(to_junit(s.result, s.sources, s.tool, s.fail_on), "tests=\"7\" failures=\"1\" errors=\"1\" skipped=\"2\""));
}

TEST_CASE("GitHub: ten annotations, the worst first, with what would break the line escaped") {
  Sample s;
  CHECK(has(to_github(s.result, s.sources, s.tool), "::error file=app/a b.tf,line=1,col=1,endColumn=35,title=BRN403"));
  CHECK(has(to_github(s.result, s.sources, s.tool), "line 1%0Aline 2"));
  for (int i = 0; i < 20; ++i) {
    s.result.findings.push_back(Sample::finding(kPolicyRule, "more", "x", "net", Span{s.net, 0, 8}, std::to_string(i)));
  }
  const std::string text = to_github(s.result, s.sources, s.tool);
  std::size_t annotations = 0;
  for (std::size_t at = text.find("::"); at != std::string::npos; at = text.find("\n::", at + 1)) ++annotations;
  CHECK(annotations == 10);
  CHECK(has(text, "13 more results: see the step summary"));
}

TEST_CASE("GitLab: every entry has what the platform asks for, fingerprints are unique") {
  Sample s;
  std::set<std::string> fingerprints;
  for (const Parsed& one : Parsed::parse(to_gitlab(s.result, s.sources, s.tool))) {
    CHECK(one["location"]["lines"]["begin"].is_number());
    CHECK_FALSE(one["location"]["path"].get<std::string>().empty());
    CHECK(fingerprints.insert(one["fingerprint"]).second);
  }
  CHECK(fingerprints.size() == 5);
}

TEST_CASE("Markdown: stays below what a comment may hold") {
  Sample s;
  for (int i = 0; i < 3000; ++i) {
    s.result.findings.push_back(
        Sample::finding(kPolicyRule, std::string(900, 'x'), "x", "net", Span{s.net, 0, 8}, "f"));
    engine::Undetermined open = s.result.undetermined.front();
    open.because.front().subject = open.because.front().message = std::string(900, 'y') + std::to_string(i);
    s.result.undetermined.push_back(open);
  }
  const std::string text = to_markdown(s.result, s.sources, s.tool, s.fail_on);
  CHECK(text.size() < 65536);
  CHECK(has(text, "3002 findings"));
  CHECK(has(text, "more, which do not fit here"));
}

TEST_CASE("paths are told from the root of the repository") {
  const PathBase base{"/repo/live", "/repo"};
  CHECK(repository_path(base, "main.tf") == "live/main.tf");
  CHECK(repository_path(base, "../modules/a.tf") == "modules/a.tf");
  CHECK(repository_path(base, "/repo/x.tf") == "x.tf");
  CHECK(repository_path(base, "/other/x.tf") == "/other/x.tf");
  CHECK(repository_path({}, "main.tf") == "main.tf");
}

}  // namespace brn::report::test
