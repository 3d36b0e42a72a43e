// The configuration file: strict reading, agreement with the published schema, and policies that it cannot weaken.

#include "analyzer/app/project_file.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "tests/support/catch.h"
#include "tests/support/files.h"

namespace brn::app {
namespace {

struct Fixture {
  MemoryFileSystem files;
  SourceManager sources{files};
  Diagnostics diagnostics;

  ProjectSettings read(const std::string& text, const std::string& path = ".bedrock-lint.yaml") {
    files.add(path, text);
    return read_project_file(sources, path, diagnostics);
  }
  bool complains(const std::string& part) const {
    return std::any_of(diagnostics.all().begin(), diagnostics.all().end(),
                       [&](const Diagnostic& one) { return one.message.find(part) != std::string::npos; });
  }
};

std::set<std::string> keys_of(const nlohmann::json& object) {
  std::set<std::string> keys;
  for (const auto& [key, value] : object["properties"].items()) keys.insert(key);
  return keys;
}

std::set<std::string> as_set(std::span<const std::string_view> keys) {
  return {keys.begin(), keys.end()};
}

}  // namespace

TEST_CASE("every key is read") {
  Fixture f;
  f.files.add("live/prod.tfvars", "");
  f.files.add("live/main.tf", "");
  const ProjectSettings settings = f.read(R"(
version: 1
profile: regulated
fail-on: high
fail-on-unknown: true
select: [BRN301, subnets]
ignore: BRN403
locked: [BRN301]
severity: {BRN401: critical}
exclude: [examples/**]
baseline: known.json
waivers: [waivers.yaml]
perimeter: false
organization-ids: [o-abcdefghij]
trusted-accounts: ["111111111111", 222222222222]
trusted-principals: [arn:aws:iam::111111111111:role/x]
regions: [eu-central-1]
units:
  - path: live
    name: prod
    var-files: [prod.tfvars]
    vars: {size: 3, zones: [a, b], tags: {team: x}}
    parameters: live/p.json
    region: eu-central-1
    workspace: prod
stack-names: {template.yaml: net}
module-sources: {example/vpc/aws: vendor/vpc}
assume:
  shared-endpoints: [bedrock-runtime, {service: bedrock, vpc: aws_vpc.main}]
  client-cidrs: [10.0.0.0/8]
  inspected-transit-gateways: true
  dns-forwarders: [aws_vpc.main]
  s3-gateway: false
  vpc-made-elsewhere: [{vpc: vpc-1, endpoints: [bedrock-agent], s3-gateway: true}]
)");
  for (const Diagnostic& one : f.diagnostics.all()) FAIL_CHECK(one.message);
  CHECK(settings.profile == facts::Profile::Regulated);
  CHECK(settings.fail_on == engine::Severity::High);
  CHECK(settings.fail_on_unknown == true);
  CHECK(settings.select == std::vector<std::string>{"BRN301", "subnets"});
  CHECK(settings.ignore == std::vector<std::string>{"BRN403"});
  CHECK(settings.severity ==
        std::vector<std::pair<std::string, engine::Severity>>{{"BRN401", engine::Severity::Critical}});
  CHECK(settings.trusted_accounts == std::vector<std::string>{"111111111111", "222222222222"});
  REQUIRE(settings.units.size() == 1);
  CHECK(settings.units[0].var_files == std::vector<std::string>{"live/prod.tfvars"});
  CHECK(settings.units[0].vars == std::vector<std::pair<std::string, std::string>>{
                                      {"size", "3"}, {"zones", "[\"a\", \"b\"]"}, {"tags", "{\"team\" = \"x\"}"}});
  CHECK(settings.module_sources == config::ModuleSources{{"example/vpc/aws", "vendor/vpc"}});
  REQUIRE(settings.assume);
  CHECK(settings.assume->shared_endpoints.size() == 3);
  CHECK(settings.assume->shared_endpoints[1].vpc == "aws_vpc.main");
  CHECK(settings.assume->inspected_transit_gateways == std::vector<std::string>{"*"});
  CHECK(settings.assume->s3_gateway == std::vector<std::string>{"vpc-1"});
  const facts::Settings facts = facts_settings(settings);
  CHECK_FALSE(facts.perimeter);
  CHECK(facts.organization_ids == std::vector<std::string>{"o-abcdefghij"});
}

TEST_CASE("what is wrong is an error at its place, with the nearest right name") {
  Fixture f;
  static_cast<void>(
      f.read("fail_on: high\nprofile: regulatd\nunits: [{name: x}]\nperimeter: maybe\nassume: {s3-gatway: "
             "true, client-cidrs: [10.0.0.0/8, ten]}\nseverity: [a]\n"));
  CHECK(f.complains("has no key `fail_on`; did you mean `fail-on`?"));
  CHECK(f.complains("did you mean `regulated`?"));
  CHECK(f.complains("a unit names its `path`"));
  CHECK(f.complains("`perimeter` is `true` or `false`"));
  CHECK(f.complains("did you mean `s3-gateway`?"));
  CHECK(f.complains("`severity` is a mapping"));
  CHECK(f.complains("`ten` is no network"));
  CHECK(f.diagnostics.has_errors());
  CHECK(f.sources.line_column(f.diagnostics.all().front().place.file, f.diagnostics.all().front().place.begin).line ==
        1);
}

TEST_CASE("an empty file says nothing, a broken one is an error") {
  Fixture empty;
  static_cast<void>(empty.read("# nothing\n"));
  CHECK_FALSE(empty.diagnostics.has_errors());
  Fixture broken;
  static_cast<void>(broken.read("select: [\n"));
  CHECK(broken.diagnostics.has_errors());
}

TEST_CASE("the published schema has the same keys as the reader") {
  const auto schema = nlohmann::json::parse(
      brn::test::read_text(brn::test::source_dir() / "python/bedrock_lint/bedrock-lint.schema.json"));
  CHECK(keys_of(schema) == as_set(project_keys()));
  CHECK(keys_of(schema["$defs"]["unit"]) == as_set(unit_keys()));
  CHECK(keys_of(schema["$defs"]["assume"]) == as_set(assume_keys()));
  // The reader takes each name of the schema's lists, and no other.
  for (const char* key : {"profile", "fail-on"}) {
    for (const auto& name : schema["properties"][key]["enum"]) {
      Fixture f;
      static_cast<void>(f.read(std::string(key) + ": " + name.get<std::string>() + "\n"));
      CHECK_FALSE(f.diagnostics.has_errors());
    }
    Fixture f;
    static_cast<void>(f.read(std::string(key) + ": info\n"));
    CHECK(f.diagnostics.has_errors());
  }
}

TEST_CASE("a policy cannot be weakened") {
  Fixture f;
  f.files.add("org/policy.yaml",
              "fail-on: medium\nfail-on-unknown: true\nselect: [endpoint-policies]\nlocked: [BRN301]\nseverity: "
              "{BRN401: high}\n"
              "organization-ids: [o-aaaaaaaaaa]\nexclude: []\nassume: {}\nprofile: standard\n");
  const ProjectSettings settings = f.read(
      "extends: org/policy.yaml\nfail-on: critical\nfail-on-unknown: false\nselect: [subnets]\nseverity: {BRN401: low, "
      "BRN501: info}\n"
      "organization-ids: [o-aaaaaaaaaa, o-bbbbbbbbbb]\nexclude: ['**']\nassume: {s3-gateway: true}\nprofile: "
      "sandbox\n");
  CHECK_FALSE(f.diagnostics.has_errors());
  CHECK(settings.fail_on == engine::Severity::Medium);
  CHECK(settings.fail_on_unknown == true);
  CHECK(settings.select == std::vector<std::string>{"endpoint-policies", "subnets"});
  CHECK(settings.locked == std::vector<std::string>{"BRN301"});
  REQUIRE(settings.least_severity.size() == 1);
  CHECK(settings.least_severity[0][0].second == engine::Severity::High);
  CHECK(settings.organization_ids == std::vector<std::string>{"o-aaaaaaaaaa"});
  CHECK(settings.exclude->empty());
  CHECK(settings.assume->s3_gateway.empty());
  CHECK(settings.profile == facts::Profile::Standard);
  for (const char* key : {"`fail-on`", "`fail-on-unknown`", "`severity.BRN401`", "`organization-ids`", "`exclude`",
                          "`assume`", "`profile`"}) {
    CHECK(f.complains(key));
  }
  for (const Diagnostic& one : f.diagnostics.all()) CHECK(one.kind == DiagnosticKind::RefusedSetting);
}

TEST_CASE("what a profile implies cannot be weakened either") {
  Fixture f;
  f.files.add("policy.yaml", "profile: regulated\n");
  const ProjectSettings settings =
      f.read("extends: policy.yaml\nfail-on: critical\nfail-on-unknown: false\nperimeter: false\n");
  CHECK(settings.fail_on == engine::Severity::Medium);
  CHECK(settings.fail_on_unknown == true);
  CHECK(settings.perimeter == true);
  for (const char* key : {"`fail-on`", "`fail-on-unknown`", "`perimeter`"}) CHECK(f.complains(key));
}

TEST_CASE("trust is not emptied, since nothing configured would trust everybody") {
  for (const char* own : {"organization-ids: []\n", "organization-ids: [o-bbbbbbbbbb]\n"}) {
    Fixture f;
    f.files.add("policy.yaml", "organization-ids: [o-aaaaaaaaaa]\n");
    const ProjectSettings settings = f.read(std::string("extends: policy.yaml\n") + own);
    CHECK(settings.organization_ids == std::vector<std::string>{"o-aaaaaaaaaa"});
    CHECK(f.complains("`organization-ids`"));
  }
}

TEST_CASE("what a policy selects cannot be ignored") {
  Fixture f;
  f.files.add("policy.yaml", "select: [BRN301, subnets]\nignore: [BRN504]\n");
  const ProjectSettings settings =
      f.read("extends: policy.yaml\nignore: [BRN403, endpoint-policies, endpoint-in-public-subnet]\n");
  REQUIRE(settings.ignore);
  const auto ignores = [&](const char* name) {
    return std::find(settings.ignore->begin(), settings.ignore->end(), name) != settings.ignore->end();
  };
  CHECK(ignores("BRN403"));
  CHECK(ignores("BRN302"));
  CHECK(ignores("BRN504"));
  CHECK_FALSE(ignores("BRN301"));
  CHECK_FALSE(ignores("endpoint-policies"));
  CHECK_FALSE(ignores("endpoint-in-public-subnet"));
  CHECK(f.complains("`endpoint-policies` is selected"));
}

TEST_CASE("a policy's folder for a module wins") {
  Fixture f;
  f.files.add("org/policy.yaml", "module-sources: {example/vpc/aws: checked/vpc}\n");
  const ProjectSettings settings =
      f.read("extends: org/policy.yaml\nmodule-sources: {example/vpc/aws: own, example/net/aws: net}\n");
  CHECK(settings.module_sources ==
        config::ModuleSources{{"example/net/aws", "net"}, {"example/vpc/aws", "org/checked/vpc"}});
}

TEST_CASE("a policy may be made stricter") {
  Fixture f;
  f.files.add("policy.yaml", "fail-on: high\nprofile: sandbox\n");
  const ProjectSettings settings = f.read("extends: policy.yaml\nfail-on: low\nprofile: regulated\nperimeter: true\n");
  CHECK(f.diagnostics.all().empty());
  CHECK(settings.fail_on == engine::Severity::Low);
  CHECK(settings.profile == facts::Profile::Regulated);
}

TEST_CASE("files that extend each other end in an error") {
  Fixture f;
  f.files.add("b.yaml", "extends: .bedrock-lint.yaml\n");
  static_cast<void>(f.read("extends: b.yaml\n"));
  CHECK(f.complains("more than 8 files"));
}

}  // namespace brn::app
