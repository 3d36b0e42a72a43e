#include "analyzer/app/deployments.h"

#include "tests/support/catch.h"

namespace brn::app {
namespace {

struct Fixture {
  MemoryFileSystem files;
  Request request;
  Target live{config::Language::Terraform, {"live"}, "."};
  Target other{config::Language::Terraform, {"other"}, "."};

  Fixture() {
    files.add("live/main.tf", "");
    files.add("other/main.tf", "");
  }
};

}  // namespace

TEST_CASE("a root is evaluated once for each of its deployments, and flags come last") {
  Fixture f;
  f.request.inputs.variables = {{config::VariableArgument::Kind::Assignment, "a=flag"}};
  f.request.inputs.environment = {{"TF_WORKSPACE", "x"}};
  f.request.units = {UnitSettings{"live", "dev", {"dev.tfvars"}, {{"a", "1"}}, {}, "eu-west-1", "dev"},
                     UnitSettings{"live", "prod", {"prod.tfvars"}, {}, {}, "", ""}};
  const auto all = deployments(f.files, {f.live, f.other}, f.request);
  REQUIRE(all.ok());
  REQUIRE(all.value().size() == 3);
  const Deployment& dev = all.value()[0];
  CHECK(dev.name == "dev");
  REQUIRE(dev.inputs.variables.size() == 3);
  CHECK(dev.inputs.variables[0].text == "dev.tfvars");
  CHECK(dev.inputs.variables[1].text == "a=1");
  CHECK(dev.inputs.variables[2].text == "a=flag");
  CHECK(dev.inputs.region == "eu-west-1");
  CHECK(dev.inputs.environment == std::vector<std::pair<std::string, std::string>>{{"TF_WORKSPACE", "dev"}});
  CHECK(all.value()[1].inputs.environment[0].second == "x");
  CHECK(all.value()[2].name.empty());
}

TEST_CASE("units are chosen by path or name, and excluded by pattern") {
  Fixture f;
  f.request.units = {UnitSettings{"live", "dev", {}, {}, {}, "", ""}, UnitSettings{"live", "prod", {}, {}, {}, "", ""}};
  f.request.only_units = {"prod"};
  CHECK(deployments(f.files, {f.live, f.other}, f.request).value().size() == 1);
  f.request.only_units = {"./live"};
  CHECK(deployments(f.files, {f.live, f.other}, f.request).value().size() == 2);
  f.request.only_units = {"prd"};
  const auto wrong = deployments(f.files, {f.live, f.other}, f.request);
  REQUIRE_FALSE(wrong.ok());
  CHECK(wrong.error().find("did you mean `prod`?") != std::string::npos);
  f.request.only_units = {};
  f.request.exclude = {"liv*"};
  CHECK(deployments(f.files, {f.live, f.other}, f.request).value().size() == 1);
}

TEST_CASE("patterns") {
  CHECK(matches_pattern("examples", "examples/a/b"));
  CHECK(matches_pattern("examples/**", "examples/a/b"));
  CHECK(matches_pattern("**/test", "a/b/test"));
  CHECK(matches_pattern("**/test", "test/inner"));
  CHECK(matches_pattern("*.yaml", "a.yaml"));
  CHECK_FALSE(matches_pattern("*.yaml", "a/b.yaml"));
  CHECK_FALSE(matches_pattern("example", "examples/a"));
  CHECK_FALSE(matches_pattern("*/*/*/*/*/*/*/*/*/x", "a"));
}

}  // namespace brn::app
