// Living with findings: formats, suppressions, baselines, references of git, the configuration file, `init`.

#include <sys/stat.h>

#include <algorithm>
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

Json check(const TemporaryFolder& folder, std::vector<std::string> arguments = {},
           const std::vector<std::string>& environment = {}) {
  arguments.insert(arguments.begin(), {"check", "--format", "json"});
  return Json::parse(run(folder, arguments, environment).out);
}

std::size_t count_of(const Json& report, const std::string& rule) {
  std::size_t count = 0;
  for (const Json& one : report["findings"]) count += one["rule"] == rule ? 1 : 0;
  return count;
}

std::string endpoint(const std::string& name, const std::string& vpc = "main") {
  return "resource \"aws_vpc_endpoint\" \"" + name + "\" {\n  vpc_id            = aws_vpc." + vpc +
         ".id\n  service_name      = \"com.amazonaws.us-east-1.bedrock-runtime\"\n  vpc_endpoint_type = "
         "\"Interface\"\n}\n";
}

const std::string kVpc = "resource \"aws_vpc\" \"main\" {\n  cidr_block = \"10.0.0.0/16\"\n}\n";

class Repository : public TemporaryFolder {
 public:
  Repository() {
    is_there_ = git({"init", "-q", "-b", "main"});
    git({"config", "user.email", "a@example.com"});
    git({"config", "user.name", "a"});
  }
  bool git(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {"/usr/bin/env", "git"});
    return run_program(arguments, path()).status == 0;
  }
  void commit() const {
    git({"add", "-A"});
    git({"commit", "-q", "-m", "x"});
  }
  [[nodiscard]] bool is_there() const { return is_there_; }

 private:
  bool is_there_ = false;
};

}  // namespace

TEST_CASE("several formats in one run") {
  const TemporaryFolder folder;
  folder.add("main.tf", kVpc + endpoint("x"));
  const Outcome outcome =
      run(folder,
          {"check", "--format", "json", "--format", "sarif=a.sarif", "--format=junit=a.xml", "--format",
           "gitlab=a.json", "--format", "markdown=a.md", "--format", "github=a.txt", "--format", "text=a.out"},
          {"GITHUB_STEP_SUMMARY=summary.md"});
  CHECK(outcome.status == 1);
  CHECK(Json::parse(outcome.out)["version"] == 1);
  CHECK(Json::parse(read_text(folder.path() / "a.sarif"))["version"] == "2.1.0");
  CHECK(has(read_text(folder.path() / "a.xml"), "<testsuites name=\"bedrock-lint\""));
  CHECK_FALSE(Json::parse(read_text(folder.path() / "a.json")).empty());
  CHECK(has(read_text(folder.path() / "a.md"), "<!-- bedrock-lint -->"));
  CHECK(has(read_text(folder.path() / "a.txt"), "::warning file=main.tf,line="));
  CHECK(has(read_text(folder.path() / "a.out"), "Exit 1"));
  CHECK(has(read_text(folder.path() / "summary.md"), "BRN301"));
  const Outcome html = run(folder, {"check", "--format", "html"});
  CHECK(html.status == 2);
  CHECK(has(html.err, "`html` is not available"));
}

TEST_CASE("a comment hides a finding until its date, and every report lists it") {
  const TemporaryFolder folder;
  folder.add("main.tf",
             kVpc + "# bedrock-lint: ignore[BRN301] a sandbox until 2027-01-31 ticket ABC-1\n" + endpoint("x"));
  const Json hidden = check(folder, {}, {"SOURCE_DATE_EPOCH=1767225600"});  // 2026-01-01
  CHECK(count_of(hidden, "BRN301") == 0);
  CHECK(hidden["summary"]["suppressed"] == 1);
  REQUIRE(hidden["suppressed"].size() == 1);
  CHECK(hidden["suppressed"][0]["reason"] == "a sandbox");
  CHECK(hidden["suppressed"][0]["at"]["start"]["line"] == 4);
  CHECK(
      has(run(folder, {"check"}, {"SOURCE_DATE_EPOCH=1767225600"}).out, "a sandbox (until 2027-01-31, ticket ABC-1)"));
  const Json expired = check(folder, {}, {"SOURCE_DATE_EPOCH=1830297600"});  // 2028-01-01
  CHECK(count_of(expired, "BRN301") == 1);
  CHECK(count_of(expired, "BRN001") == 1);
  CHECK(expired["summary"]["suppressed"] == 0);
  CHECK(has(run(folder, {"explain", "BRN001"}).out, "suppression-expired"));
}

TEST_CASE("a suppression in a module, and one that never matches") {
  const TemporaryFolder folder;
  folder.add(".git/HEAD", "ref: refs/heads/main\n");
  folder.add("live/main.tf", "module \"net\" {\n  source = \"../net\"\n}\n");
  folder.add("net/main.tf", kVpc + "# bedrock-lint: ignore[BRN301] known\n" + endpoint("x") +
                                "# bedrock-lint: ignore[BRN101] not here\nresource \"aws_sqs_queue\" \"q\" {\n}\n");
  const Json report = check(folder);
  CHECK(count_of(report, "BRN301") == 0);
  REQUIRE(report["warnings"].size() == 1);
  CHECK(has(report["warnings"][0]["message"], "`ignore[BRN101]` never matched"));
  CHECK(report["warnings"][0]["location"]["file"] == "net/main.tf");
}

TEST_CASE("a waiver file hides a finding by its fingerprint") {
  const TemporaryFolder folder;
  folder.add("main.tf", kVpc + endpoint("x"));
  std::string fingerprint;
  const Json first = check(folder);
  for (const Json& one : first["findings"]) {
    if (one["rule"] == "BRN301") fingerprint = one["fingerprint"];
  }
  folder.add("waivers.yaml", "waivers:\n  - {fingerprint: \"" + fingerprint + "\", rule: BRN301, reason: accepted}\n");
  const Json report = check(folder, {"--waivers", "waivers.yaml"});
  CHECK(count_of(report, "BRN301") == 0);
  CHECK(report["suppressed"][0]["by"] == "waiver");
  folder.add("waivers.yaml", "waivers:\n  - {fingerprint: \"" + fingerprint + "\"}\n");
  CHECK(run(folder, {"check", "--waivers", "waivers.yaml"}).status == 2);
}

TEST_CASE("a baseline survives moved lines, renamed files and reformatting") {
  const TemporaryFolder folder;
  folder.add("main.tf", kVpc + endpoint("x"));
  folder.add("stack.yaml",
             "Resources:\n  Vpc:\n    Type: AWS::EC2::VPC\n    Properties: {CidrBlock: 10.0.0.0/16}\n  Endpoint:\n    "
             "Type: AWS::EC2::VPCEndpoint\n"
             "    Properties:\n      VpcId: !Ref Vpc\n      ServiceName: com.amazonaws.us-east-1.bedrock-runtime\n     "
             " VpcEndpointType: Interface\n");
  const Outcome written = run(folder, {"baseline"});
  CHECK(written.status == 0);
  CHECK(has(written.out, "wrote .bedrock-lint-baseline.json"));
  const std::vector<std::string> with = {"--baseline", ".bedrock-lint-baseline.json"};
  CHECK(check(folder, with)["findings"].empty());
  CHECK(run(folder, {"check", "--baseline", ".bedrock-lint-baseline.json"}).status == 0);

  std::filesystem::rename(folder.path() / "main.tf", folder.path() / "network.tf");
  std::filesystem::rename(folder.path() / "stack.yaml", folder.path() / "renamed.yaml");
  std::string text = read_text(folder.path() / "network.tf");
  for (std::size_t at = 0; (at = text.find("  ", at)) != std::string::npos; at += 1) text.erase(at, 1);
  folder.add("network.tf", "# moved\n\n\n" + text);
  const Json moved = check(folder, with);
  CHECK(moved["findings"].empty());
  CHECK(moved["summary"]["fixed"] == 0);

  folder.add("more.tf", endpoint("y"));
  const Json more = check(folder, with);
  CHECK(count_of(more, "BRN301") == 1);
  std::filesystem::remove(folder.path() / "network.tf");
  folder.add("more.tf", kVpc);
  CHECK(check(folder, with)["summary"]["fixed"].get<int>() > 0);
  folder.add("bad.json", "{}");
  CHECK(run(folder, {"check", "--baseline", "bad.json"}).status == 2);
}

TEST_CASE("only what a reference of git does not have is reported") {
  const Repository folder;
  if (!folder.is_there()) {
    WARN("git is not there: skipped");
    return;
  }
  folder.add("live/main.tf", "module \"net\" {\n  source = \"../net\"\n}\n");
  folder.add("net/main.tf", kVpc + endpoint("x"));
  folder.add("net/linked.tf", "");
  folder.commit();
  const Json same = check(folder, {"--changed-since", "HEAD"});
  CHECK(same["findings"].empty());
  CHECK(same["summary"]["known"].get<int>() > 0);
  CHECK(same["summary"]["compared_with"] == "HEAD");

  folder.add("net/more.tf", endpoint("y"));
  const Json more = check(folder, {"--changed-since", "main"});
  CHECK(count_of(more, "BRN301") == 1);
  // A new file by name, as pre-commit gives it.
  const Json named = check(folder, {"--changed-since", "main", "net/more.tf"});
  CHECK(count_of(named, "BRN301") == 1);

  folder.add("net/main.tf", kVpc);
  std::filesystem::remove(folder.path() / "net/more.tf");
  const Json fixed = check(folder, {"--changed-since", "main"});
  CHECK(fixed["findings"].empty());
  CHECK(fixed["summary"]["fixed"].get<int>() > 0);
  CHECK(read_text(folder.path() / "net/main.tf") == kVpc);
}

TEST_CASE("a reference that is none, and a folder without git, are told") {
  const Repository folder;
  if (!folder.is_there()) {
    WARN("git is not there: skipped");
    return;
  }
  folder.add("main.tf", kVpc + endpoint("x"));
  folder.commit();
  const Outcome none = run(folder, {"check", "--changed-since", "nowhere"});
  CHECK(none.status == 2);
  CHECK(has(none.err, "--changed-since: `nowhere` names no commit of this repository"));
  CHECK(run(folder, {"check", "--changed-since", "--output=x"}).status == 2);
  const TemporaryFolder plain;
  plain.add("main.tf", kVpc);
  CHECK(run(plain, {"check", "--changed-since", "HEAD"}, {"GIT_CEILING_DIRECTORIES=/"}).status == 2);
}

TEST_CASE("installed modules of the work tree stand for those of the reference") {
  const Repository folder;
  if (!folder.is_there()) {
    WARN("git is not there: skipped");
    return;
  }
  folder.add(".gitignore", ".terraform\n");
  folder.add("main.tf", "module \"net\" {\n  source = \"example/net/aws\"\n}\n");
  folder.commit();
  folder.add(
      ".terraform/modules/modules.json",
      R"({"Modules":[{"Key":"","Source":"","Dir":"."},{"Key":"net","Source":"example/net/aws","Dir":".terraform/modules/net"}]})");
  folder.add(".terraform/modules/net/main.tf", kVpc + endpoint("x"));
  CHECK(count_of(check(folder), "BRN301") == 1);
  CHECK(check(folder, {"--changed-since", "HEAD"})["findings"].empty());
}

TEST_CASE("the configuration file is found, strict, and flags win") {
  const TemporaryFolder folder;
  folder.add(".bedrock-lint.yaml", "fail-on: critical\nignore: [BRN301]\nseverity: {BRN201: low}\n");
  folder.add("live/main.tf", kVpc + endpoint("x"));
  CHECK(count_of(check(folder, {"live"}), "BRN301") == 0);
  CHECK(run(folder, {"check", "live"}).status == 0);
  CHECK(run(folder, {"check", "live/main.tf", "--fail-on", "low"}).status == 1);
  folder.add("policy.yaml", "fail-on: low\nlocked: [BRN301]\n");
  const Json locked = check(folder, {"live", "--policy", "policy.yaml"});
  CHECK(count_of(locked, "BRN301") == 1);
  CHECK(run(folder, {"check", "live", "--policy", "policy.yaml", "--fail-on", "critical"}).status == 1);
  folder.add(".bedrock-lint.yaml", "fail_on: critical\n");
  const Outcome wrong = run(folder, {"check", "live"});
  CHECK(wrong.status == 2);
  CHECK(has(wrong.out, "did you mean `fail-on`?"));
  CHECK(run(folder, {"check", "live", "--config", "missing.yaml"}).status == 2);
}

TEST_CASE("one root deployed twice is two units, and a finding says of which") {
  const TemporaryFolder folder;
  folder.add(".bedrock-lint.yaml",
             "units:\n  - {path: live, name: dev, vars: {private: false}}\n  - {path: live, name: prod, var-files: "
             "[prod.tfvars]}\n");
  folder.add("live/prod.tfvars", "private = true\n");
  folder.add("live/main.tf",
             "variable \"private\" {\n  type = bool\n}\n" + kVpc + endpoint("x") +
                 "resource \"aws_vpc_endpoint_policy\" \"p\" {\n  count           = var.private ? 1 : 0\n"
                 "  vpc_endpoint_id = aws_vpc_endpoint.x.id\n  policy = jsonencode({ Version = \"2012-10-17\", "
                 "Statement = [] })\n}\n");
  const Json report = check(folder);
  CHECK(report["summary"]["units"] == 2);
  for (const Json& one : report["findings"]) {
    if (one["rule"] == "BRN301") CHECK(one["units"] == Json::array({"dev"}));
  }
  CHECK(count_of(report, "BRN301") == 1);
  CHECK(count_of(check(folder, {"--unit", "prod"}), "BRN301") == 0);
  CHECK(run(folder, {"check", "--unit", "prd"}).status == 2);
}

TEST_CASE("what is declared holds by declaration") {
  const TemporaryFolder folder;
  folder.add("main.tf", kVpc + R"(resource "aws_subnet" "a" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.0.0/24"
}
resource "aws_iam_role" "r" {
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }] })
  inline_policy {
    name   = "x"
    policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "bedrock:InvokeModel", Resource = "*" }] })
  }
}
resource "aws_lambda_function" "f" {
  function_name = "f"
  role          = aws_iam_role.r.arn
  vpc_config {
    subnet_ids         = [aws_subnet.a.id]
    security_group_ids = []
  }
}
)");
  CHECK(count_of(check(folder), "BRN201") == 1);
  folder.add(".bedrock-lint.yaml", "assume:\n  shared-endpoints: [bedrock-runtime]\n");
  const Json report = check(folder);
  CHECK(count_of(report, "BRN201") == 0);
  bool is_assumed = false;
  for (const Json& one : report["assessments"]) {
    for (const Json& text : one["assumed"])
      is_assumed = is_assumed || has(text, "holds by declaration: `assume.shared-endpoints`");
  }
  CHECK(is_assumed);
  CHECK(has(run(folder, {"check"}).out, "holds by declaration"));
}

TEST_CASE("any number of jobs gives the same bytes") {
  const TemporaryFolder folder;
  for (int i = 0; i < 12; ++i)
    folder.add("root" + std::to_string(i) + "/main.tf", kVpc + endpoint("x") + endpoint("y"));
  const std::string one = run(folder, {"check", "--format", "json"}).out;
  CHECK_FALSE(one.empty());
  for (int i = 0; i < 5; ++i) CHECK(run(folder, {"check", "--format", "json", "--jobs", "4"}).out == one);
}

TEST_CASE("-C goes to a folder first") {
  const TemporaryFolder folder;
  folder.add("live/main.tf", kVpc + endpoint("x"));
  CHECK(check(folder, {"-C", "live"})["findings"][0]["location"]["file"] == "main.tf");
  CHECK(run(folder, {"check", "-C", "missing"}).status == 2);
}

TEST_CASE("init looks at the tree, and what it writes can be read") {
  const TemporaryFolder folder;
  folder.add(".git/HEAD", "ref: refs/heads/main\n");
  folder.add("live/main.tf", kVpc + endpoint("x"));
  folder.add("live/dev.tfvars", "");
  folder.add("live/env/prod.tfvars", "");
  folder.add("live/terraform.tfvars", "");
  const Outcome outcome = run(folder, {"init"});
  CHECK(outcome.status == 0);
  const std::string text = read_text(folder.path() / ".bedrock-lint.yaml");
  CHECK(has(text, "name: live-dev"));
  CHECK(has(text, "var-files: [live/env/prod.tfvars]"));
  CHECK_FALSE(has(text, "live/terraform.tfvars"));
  CHECK(has(read_text(folder.path() / ".pre-commit-config.yaml"), "id: bedrock-lint"));
  CHECK(check(folder)["summary"]["units"] == 2);
  CHECK(run(folder, {"init"}).status == 2);
  CHECK(run(folder, {"init", "--force"}).status == 0);
  CHECK(run(folder, {"init", "--stdout"}).out == text);
}

TEST_CASE("the short report has at most forty lines, and says so when there is more") {
  const TemporaryFolder folder;
  std::string text = kVpc;
  for (int i = 0; i < 30; ++i) text += endpoint("e" + std::to_string(i));
  folder.add("main.tf", text);
  const Outcome outcome = run(folder, {"check"});
  CHECK(std::count(outcome.out.begin(), outcome.out.end(), '\n') <= 40);
  CHECK(has(outcome.out, "like it"));
  CHECK(has(run(folder, {"check", "--all"}).out, "aws_vpc_endpoint.e29"));
}

TEST_CASE("what the configuration gives a unit holds for every command that reads source") {
  const TemporaryFolder folder;
  folder.add(
      ".bedrock-lint.yaml",
      "units:\n  - {path: live, name: prod, vars: {size: 3}}\n  - {path: live, name: dev, var-files: [dev.tfvars]}\n"
      "module-sources: {example/net/aws: vendor/net}\n");
  folder.add("live/main.tf",
             "variable \"size\" {\n  type = number\n}\nmodule \"net\" {\n  source = \"example/net/aws\"\n  size = "
             "var.size\n}\n"
             "output \"size\" {\n  value = module.net.size\n}\n");
  folder.add("live/dev.tfvars", "size = 1\n");
  folder.add("vendor/net/main.tf", "variable \"size\" {}\noutput \"size\" {\n  value = var.size\n}\n");
  const auto size = [&](std::vector<std::string> arguments) -> Json {
    arguments.insert(arguments.begin(), "resolve");
    const Outcome outcome = run(folder, arguments);
    INFO(outcome.out << outcome.err);
    REQUIRE(outcome.status == 0);
    return Json::parse(outcome.out)["outputs"]["size"]["value"];
  };
  CHECK(size({"live", "--unit", "prod"}) == 3);
  CHECK(size({".", "--unit", "dev"}) == 1);
  CHECK(size({"live", "--unit", "dev", "--var", "size=7"}) == 7);
  const Outcome several = run(folder, {"resolve", "live"});
  CHECK(several.status == 2);
  CHECK(has(several.err, "prod (.)"));
  CHECK(run(folder, {"resolve", "live", "--unit", "test"}).status == 2);
  const Outcome checked = run(folder, {"check"});
  CHECK(checked.status == 0);
  CHECK_FALSE(has(checked.out, "not on disk"));
  CHECK(check(folder)["summary"]["units"] == 2);

  const auto eval = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"/bin/sh", "-c", "echo '{\"id\":1,\"expr\":\"module.net.size\"}' | \"$@\"",
                                         "sh", BRN_PROGRAM, "eval", "--dir", "live"});
    return run_program(arguments, folder.path());
  };
  CHECK(has(eval({"--unit", "prod"}).out, "\"value\":3"));
  const Outcome unclear = eval({});
  CHECK(unclear.status == 2);
  CHECK(has(unclear.err, "deployed several times"));
  folder.add("other.yaml", "unit: x\n");
  const Outcome wrong = eval({"--config", "other.yaml"});
  CHECK(wrong.status == 2);
  CHECK(has(wrong.err, "other.yaml:1:1: the configuration has no key `unit`"));
}

TEST_CASE("flags do not weaken what the configuration extends") {
  const TemporaryFolder folder;
  folder.add("main.tf", kVpc + endpoint("x"));
  folder.add("policy.yaml", "fail-on: medium\nselect: [endpoint-policies]\nseverity: {BRN301: high}\n");
  folder.add(
      ".bedrock-lint.yaml",
      "extends: policy.yaml\nseverity: {BRN301: high, endpoint-policy-full-access: info, endpoint-policies: low}\n");
  const Outcome outcome = run(folder, {"check", "--fail-on", "critical", "--ignore", "BRN301", "--format", "json"});
  CHECK(outcome.status == 1);
  const Json report = Json::parse(outcome.out);
  REQUIRE(count_of(report, "BRN301") == 1);
  for (const Json& one : report["findings"]) {
    if (one["rule"] == "BRN301") CHECK(one["severity"] == "high");
  }
}

TEST_CASE("a baseline of the repository does not hide what is locked") {
  const TemporaryFolder folder;
  folder.add("main.tf", kVpc + endpoint("x"));
  CHECK(run(folder, {"baseline"}).status == 0);
  CHECK(count_of(check(folder, {"--baseline", ".bedrock-lint-baseline.json"}), "BRN301") == 0);
  folder.add("policy.yaml", "locked: [BRN301]\n");
  CHECK(count_of(check(folder, {"--baseline", ".bedrock-lint-baseline.json", "--policy", "policy.yaml"}), "BRN301") ==
        1);
  folder.add("policy.yaml", "locked: [BRN301]\nbaseline: .bedrock-lint-baseline.json\n");
  CHECK(count_of(check(folder, {"--policy", "policy.yaml"}), "BRN301") == 0);
}

TEST_CASE("a folder of a module that does not exist is an error of the configuration") {
  const TemporaryFolder folder;
  folder.add(".bedrock-lint.yaml", "module-sources: {example/net/aws: vendor/net}\n");
  folder.add("main.tf", "module \"net\" {\n  source = \"example/net/aws\"\n}\n");
  const Outcome outcome = run(folder, {"check"});
  CHECK(outcome.status == 2);
  CHECK(has(outcome.out, "`module-sources`: `vendor/net` does not exist"));
}

}  // namespace brn::test
