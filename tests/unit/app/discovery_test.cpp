#include "analyzer/app/discovery.h"

#include "tests/support/catch.h"

namespace brn::app {
namespace {

constexpr const char* kTemplate = "Resources:\n  V:\n    Type: AWS::EC2::VPC\n";

struct Fixture {
  MemoryFileSystem files;
  SourceManager sources{files};

  void call(const std::string& from, const std::string& source) {
    files.add(from + "/main.tf", "module \"m\" {\n  source = \"" + source + "\"\n}\n");
  }
  std::vector<std::vector<std::string>> found(const std::vector<std::string>& paths) {
    last = discover(sources, paths, false);
    std::vector<std::vector<std::string>> all;
    for (const Target& target : last.targets) all.push_back(target.paths);
    return all;
  }
  Discovery last;
};

using Paths = std::vector<std::vector<std::string>>;

}  // namespace

TEST_CASE("a declared folder of a module is analysed through its callers") {
  Fixture f;
  f.call("live", "example/vpc/aws");
  f.files.add("vendor/vpc/main.tf", "");
  const Discovery found = discover(f.sources, {"."}, false, {}, {{"example/vpc/aws", "vendor/vpc"}});
  REQUIRE(found.targets.size() == 1);
  CHECK(found.targets[0].paths == std::vector<std::string>{"live"});
  CHECK(f.found({"."}) == Paths{{"live"}, {"vendor/vpc"}});
}

TEST_CASE("a module that a scanned folder calls is analysed through its callers") {
  Fixture f;
  f.call("live/prod", "../../modules/net");
  f.call("live/test", "../../modules/net");
  f.call("modules/net", "./inner");
  f.files.add("modules/net/inner/main.tf", "");
  f.files.add("modules/unused/main.tf", "");
  CHECK(f.found({"."}) == Paths{{"live/prod"}, {"live/test"}, {"modules/unused"}});
  CHECK(f.found({"modules"}) == Paths{{"modules/net"}, {"modules/unused"}});
}

TEST_CASE("folders that call each other in a circle are looked at once") {
  Fixture f;
  f.call("a", "../b");
  f.call("b", "../a");
  CHECK(f.found({"."}) == Paths{{"a"}});
}

TEST_CASE("a file stands for the roots above it in the whole tree") {
  Fixture f;
  f.files.add(".git/HEAD", "");
  f.call("live/prod", "../../modules/net");
  f.call("live/test", "../../modules/net");
  f.call("modules/net", "./inner");
  f.files.add("modules/net/inner/main.tf", "");
  f.files.add("live/prod/prod.tfvars", "");
  CHECK(f.found({"modules/net/inner/main.tf"}) == Paths{{"live/prod"}, {"live/test"}});
  CHECK(f.found({"live/prod/main.tf", "live/prod/prod.tfvars"}) == Paths{{"live/prod"}});
}

TEST_CASE("a file that a module reads stands for the roots above it") {
  Fixture f;
  f.files.add(".git/HEAD", "");
  f.call("live/prod", "../../modules/net");
  f.call("live/other", "../../modules/app");
  f.files.add("modules/net/main.tf", "locals {\n  p = file(\"${path.module}/policy.json\")\n}\n");
  f.files.add("modules/app/main.tf", "locals {\n  p = file(\"${path.module}/user_data.sh\")\n}\n");
  f.files.add("modules/net/policy.json", "{}");
  f.files.add("modules/app/user_data.sh", "#!/bin/sh\n");
  f.files.add("modules/app/policy.json", "{}");
  CHECK(f.found({"modules/net/policy.json"}) == Paths{{"live/prod"}});
  CHECK(f.found({"modules/app/user_data.sh"}) == Paths{{"live/other"}});
  CHECK(f.found({"modules/app/policy.json"}).empty());
}

TEST_CASE("without a marked root only the named file's own folder counts") {
  Fixture f;
  f.call("modules/net/below", "..");
  f.files.add("modules/net/main.tf", "");
  f.files.add("modules/net/policy.json", "{}");
  f.files.add("modules/net/below/more.tf", "locals {\n  p = file(\"../policy.json\")\n}\n");
  CHECK(f.found({"modules/net/main.tf"}) == Paths{{"modules/net"}});
  CHECK(f.found({"modules/net/policy.json"}).empty());
}

TEST_CASE("files of values below a root module stand for it") {
  Fixture f;
  f.files.add(".git/HEAD", "");
  f.files.add("live/main.tf", "");
  f.files.add("live/envs/eu/prod.tfvars", "");
  f.files.add("values/prod.tfvars", "");
  CHECK(f.found({"live/envs/eu/prod.tfvars"}) == Paths{{"live"}});
  CHECK(f.found({"values/prod.tfvars"}).empty());
  CHECK(f.last.skipped == std::vector<std::string>{"values/prod.tfvars"});
}

TEST_CASE("a nested template stands for the stack above it that is deployed") {
  Fixture f;
  f.files.add(".git/HEAD", "");
  const auto parent = [](const std::string& child) {
    return "Resources:\n  S:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n      TemplateURL: " + child +
           "\n";
  };
  f.files.add("app/main.yaml", parent("./stacks/network.yaml"));
  f.files.add("app/stacks/network.yaml", parent("subnets.yaml"));
  f.files.add("app/stacks/subnets.yaml", kTemplate);
  f.files.add("app/stacks/other.yaml", kTemplate);
  f.files.add("second/main.yaml", parent("./stacks/network.yaml"));
  CHECK(f.found({"app/stacks/subnets.yaml"}) == Paths{{"app/main.yaml"}});
  CHECK(f.found({"app/stacks/other.yaml"}) == Paths{{"app/stacks/other.yaml"}});
}

TEST_CASE("templates are told by their content, others are skipped") {
  Fixture f;
  f.files.add("a.yaml", kTemplate);
  f.files.add("b.yaml", "kind: Deployment\n");
  f.files.add("c.json", "{ broken");
  f.files.add("plan.json", R"({"format_version": "1.2", "planned_values": {}})");
  CHECK(f.found({"."}) == Paths{{"a.yaml"}});
  CHECK(f.last.skipped == std::vector<std::string>{"b.yaml", "c.json", "plan.json"});
  CHECK(f.last.diagnostics.all().empty());
  CHECK(f.found({"plan.json"}) == Paths{{"plan.json"}});
  CHECK(f.last.targets[0].plan == "plan.json");
  CHECK(f.last.diagnostics.all().empty());
}

TEST_CASE("a plan beside its source stands for the root module") {
  Fixture f;
  f.files.add("net/main.tf", "");
  f.files.add("net/plan.json", R"({"format_version": "1.2", "planned_values": {}})");
  CHECK(f.found({"net", "net/plan.json"}) == Paths{{"net"}});
  CHECK(f.last.targets[0].plan == "net/plan.json");
}

TEST_CASE("templates that import and those that export are evaluated together") {
  Fixture f;
  f.files.add("a.yaml", std::string(kTemplate) + "Outputs:\n  X:\n    Value: x\n    Export: {Name: x}\n");
  f.files.add("b.yaml", kTemplate);
  f.files.add("c.yaml", std::string(kTemplate) + "    Properties: {X: !ImportValue x}\n");
  CHECK(f.found({"."}) == Paths{{"a.yaml", "c.yaml"}, {"b.yaml"}});
  CHECK(f.found({"a.yaml", "b.yaml"}) == Paths{{"a.yaml"}, {"b.yaml"}});
}

TEST_CASE("a path that is not there is an error, and the rest is found") {
  Fixture f;
  f.files.add("a.yaml", kTemplate);
  CHECK(f.found({"nowhere", "a.yaml"}) == Paths{{"a.yaml"}});
  REQUIRE(f.last.diagnostics.all().size() == 1);
  CHECK(f.last.diagnostics.all()[0].kind == DiagnosticKind::UnreadableFile);
  CHECK(f.last.diagnostics.all()[0].file == "nowhere");
}

}  // namespace brn::app
