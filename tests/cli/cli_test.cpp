// The program as users run it: arguments, exit status, outputs.

#include <sys/stat.h>

#include <nlohmann/json.hpp>

#include "tests/support/catch.h"
#include "tests/support/files.h"
#include "tests/support/process.h"

namespace brn::test {
namespace {

using Json = nlohmann::json;

Outcome run(const TemporaryFolder& folder, std::vector<std::string> arguments,
            const std::vector<std::string>& environment = {}) {
  arguments.insert(arguments.begin(), BRN_PROGRAM);
  return run_program(arguments, folder.path(), environment);
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

constexpr const char* kOpen = R"(resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_vpc_endpoint" "runtime" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.us-east-1.bedrock-runtime"
  vpc_endpoint_type = "Interface"
}
)";

constexpr const char* kNothing = "resource \"aws_s3_bucket\" \"logs\" {\n  bucket = \"logs\"\n}\n";

}  // namespace

TEST_CASE("help and version go to standard output with status 0") {
  const TemporaryFolder folder;
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"--help"}, {"check", "--help"}, {"rules", "--help"}, {"explain", "--help"}}) {
    const Outcome outcome = run(folder, arguments);
    CHECK(outcome.status == 0);
    CHECK(outcome.err.empty());
    CHECK(has(outcome.out, "Usage"));
  }
  const Outcome version = run(folder, {"--version"});
  CHECK(version.status == 0);
  CHECK(has(version.out, "bedrock-lint " BRN_VERSION));
}

TEST_CASE("wrong arguments give status 2 and the nearest right name") {
  const TemporaryFolder folder;
  const auto message = [&](const std::vector<std::string>& arguments) {
    const Outcome outcome = run(folder, arguments);
    CHECK(outcome.status == 2);
    CHECK(outcome.out.empty());
    return outcome.err;
  };
  CHECK(has(message({}), "a command is needed"));
  CHECK(has(message({"chek"}), "unknown command `chek`; did you mean `check`?"));
  CHECK(has(message({"check", "--fail-no", "low"}), "unknown option `--fail-no`; did you mean `--fail-on`?"));
  CHECK(has(message({"check", "--fail-on", "hihg"}), "did you mean `high`?"));
  CHECK(has(message({"check", "--format", "jsno"}), "did you mean `json`?"));
  CHECK(has(message({"check", "--format", "text", "--format", "json"}), "only one format can go to standard output"));
  CHECK(has(message({"check", "--select", "BRN999"}), "is no rule and no subject"));
  CHECK(has(message({"check", "--print", "graphs"}), "did you mean `graph`?"));
  CHECK(has(message({"explain", "endpoint-policy-full-acces"}), "did you mean `endpoint-policy-full-access`?"));
  CHECK(has(message({"explain"}), "RULE is required"));
}

TEST_CASE("exit status follows --fail-on") {
  const TemporaryFolder folder;
  folder.add("main.tf", kOpen);
  CHECK(run(folder, {"check"}).status == 1);
  CHECK(run(folder, {"check", "--select", "BRN301", "--fail-on", "high"}).status == 0);
  CHECK(run(folder, {"check", "--select", "BRN301"}).status == 1);
  CHECK(run(folder, {"check", "--ignore", "interface-endpoints,endpoint-policies,security-groups,subnets,dns-routes"})
            .status == 0);
}

TEST_CASE("nothing in scope is said, and is no failure") {
  const TemporaryFolder folder;
  folder.add("main.tf", kNothing);
  const Outcome outcome = run(folder, {"check"});
  CHECK(outcome.status == 0);
  CHECK(has(outcome.out, "no Bedrock use found in 1 unit: nothing to decide"));
  const TemporaryFolder empty;
  CHECK(has(run(empty, {"check"}).out, "no Terraform and no CloudFormation found"));
}

TEST_CASE("colours are for terminals, or on demand") {
  const TemporaryFolder folder;
  folder.add("main.tf", kOpen);
  CHECK_FALSE(has(run(folder, {"check"}).out, "\x1b["));
  CHECK(has(run(folder, {"check", "--color", "always"}).out, "\x1b["));
}

TEST_CASE("formats can go to files") {
  const TemporaryFolder folder;
  folder.add("main.tf", kOpen);
  const Outcome outcome = run(folder, {"check", "--format", "text", "--format", "json=out.json"});
  CHECK(has(outcome.out, "BRN301"));
  const Json json = Json::parse(read_text(folder.path() / "out.json"));
  CHECK(json["version"] == 1);
  CHECK(run(folder, {"check", "--format", "json=no/such/folder/out.json"}).status == 2);
}

TEST_CASE("json has every key") {
  const TemporaryFolder folder;
  folder.add("main.tf", kOpen);
  const Json json = Json::parse(run(folder, {"check", "--format", "json"}).out);
  for (const char* key : {"version", "tool", "scope", "findings", "undetermined", "assessments", "verdicts", "errors",
                          "warnings", "summary"}) {
    CHECK(json.contains(key));
  }
  REQUIRE_FALSE(json["findings"].empty());
  for (const char* key :
       {"rule", "name", "subject", "controls", "severity", "message", "resource", "resources", "unit", "units",
        "location", "related", "witness", "when", "default", "verify", "help", "fix", "fingerprint"}) {
    CHECK(json["findings"][0].contains(key));
  }
  CHECK(json["findings"][0]["location"]["file"] == "main.tf");
  CHECK(json["findings"][0]["fingerprint"].get<std::string>().size() == 16);
}

TEST_CASE("a file stands for the roots that use it") {
  const TemporaryFolder folder;
  folder.add(".git/HEAD", "ref: refs/heads/main\n");
  folder.add("live/main.tf", "module \"net\" {\n  source = \"../modules/net\"\n}\n");
  folder.add("modules/net/main.tf", kOpen);
  const Json all = Json::parse(run(folder, {"check", "--format", "json"}).out);
  CHECK(all["summary"]["units"] == 1);
  const Json one = Json::parse(run(folder, {"check", "--format", "json", "modules/net/main.tf"}).out);
  CHECK(one["summary"]["units"] == 1);
  REQUIRE_FALSE(one["findings"].empty());
  CHECK(one["findings"][0]["unit"] == "live");
  CHECK(one["findings"][0]["location"]["file"] == "modules/net/main.tf");
  CHECK(one["findings"] == all["findings"]);
}

TEST_CASE("documents without markers are skipped, whatever is in them") {
  const TemporaryFolder folder;
  folder.add("chart/templates/a.yaml", "{{- if .Values.x }}\nkind: {{ .Values.kind }}\n");
  folder.add("package.json", "{ not json");
  const Outcome outcome = run(folder, {"check", "--verbose"});
  CHECK(outcome.status == 0);
  CHECK(has(outcome.out, "chart/templates/a.yaml"));
}

TEST_CASE("a reader that goes away is no failure") {
  const TemporaryFolder folder;
  folder.add("main.tf", kOpen);
  const Outcome outcome =
      run_program({"/bin/sh", "-c", std::string(BRN_PROGRAM) + " check --color always; echo $? >&2"}, folder.path());
  const Outcome piped =
      run_program({"/bin/sh", "-c", "(" + std::string(BRN_PROGRAM) + " check; echo $? >&2) | true"}, folder.path());
  CHECK(piped.err == outcome.err);
}

TEST_CASE("rules are listed and explained") {
  const TemporaryFolder folder;
  CHECK(has(run(folder, {"rules"}).out, "BRN301"));
  CHECK(Json::parse(run(folder, {"rules", "--format", "json"}).out).size() >= 7);
  CHECK(has(run(folder, {"rules", "--format", "markdown"}).out, "| BRN301 |"));
  const Outcome outcome = run(folder, {"explain", "BRN301"});
  CHECK(outcome.status == 0);
  CHECK(has(outcome.out, "Verify on a live account"));
}

TEST_CASE("every stage can be printed") {
  const TemporaryFolder folder;
  folder.add("main.tf", kOpen);
  for (const char* stage : {"syntax", "config", "graph", "facts"}) {
    const Outcome outcome = run(folder, {"check", "--print", stage});
    INFO(stage);
    CHECK(outcome.status == 0);
    CHECK(has(outcome.out, "aws_vpc"));
  }
}

}  // namespace brn::test
