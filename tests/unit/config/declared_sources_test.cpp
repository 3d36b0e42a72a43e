// Folders that stand for modules whose source leads to a registry or to git.

#include "analyzer/config/terraform/declared_sources.h"

#include "analyzer/config/terraform/terraform.h"
#include "tests/support/catch.h"

namespace brn::config::terraform {

TEST_CASE("a declared source is found in each form of writing it") {
  const ModuleSources declared = {{"example/vpc/aws", "vendor/vpc"},
                                  {"git::https://example.com/net.git", "git/any"},
                                  {"git::https://example.com/net.git?ref=v2", "git/v2"},
                                  {"git::https://example.com/net.git//dns", "git/dns"}};
  const auto folder = [&](std::string_view source) { return declared_folder(declared, source).value_or("-"); };
  CHECK(folder("example/vpc/aws") == "vendor/vpc");
  CHECK(folder("registry.terraform.io/example/vpc/aws") == "vendor/vpc");
  CHECK(folder("example/vpc/aws//modules/endpoints") == "vendor/vpc/modules/endpoints");
  CHECK(folder("git::https://example.com/net.git?ref=v1") == "git/any");
  CHECK(folder("git::https://example.com/net.git?ref=v2") == "git/v2");
  CHECK(folder("git::https://example.com/net.git//vpc?ref=v2") == "git/v2/vpc");
  CHECK(folder("git::https://example.com/net.git//dns?ref=v1") == "git/dns");
  CHECK(folder("example/other/aws") == "-");
  CHECK(folder("git::https://example.com/other.git") == "-");
}

TEST_CASE("a path as seen from a folder") {
  const MemoryFileSystem files;
  CHECK(path_from(files, "vendor/vpc", ".") == "vendor/vpc");
  CHECK(path_from(files, "vendor/vpc", "live/prod") == "../../vendor/vpc");
  CHECK(path_from(files, "live", "live") == ".");
  CHECK(path_from(files, "live/inner", "live") == "inner");
  CHECK(path_from(files, "/a/b", "/a/c/d") == "../../b");
}

TEST_CASE("a declared module is evaluated in the place of the fetched one") {
  MemoryFileSystem files;
  files.add("repo/.git/HEAD", "");
  files.add("repo/live/main.tf",
            "module \"net\" {\n  source = \"example/vpc/aws\"\n  version = \"~> 5.0\"\n  cidr = \"10.1.0.0/16\"\n}\n");
  files.add("repo/live/.terraform/modules/modules.json",
            R"({"Modules":[{"Key":"net","Source":"example/vpc/aws","Dir":".terraform/modules/net"}]})");
  files.add("repo/live/.terraform/modules/net/main.tf", "");
  files.add("repo/vendor/vpc/main.tf",
            "variable \"cidr\" {}\nmodule \"inner\" {\n  source = \"./inner\"\n}\nresource \"aws_vpc\" \"this\" {\n  "
            "cidr_block = var.cidr\n  tags = { path = path.module }\n}\n");
  files.add("repo/vendor/vpc/inner/main.tf", "resource \"aws_internet_gateway\" \"this\" {}\n");
  SourceManager sources(files);
  Inputs inputs;
  inputs.module_sources = {{"example/vpc/aws", "repo/vendor/vpc"}};
  Limits limits;
  limits.tree_root = "repo";
  const Configuration configuration = evaluate(sources, "repo/live", inputs, limits);
  CHECK(configuration.diagnostics.all().empty());
  CHECK(configuration.absent_modules.empty());
  REQUIRE(configuration.resources.size() == 2);
  const std::string printed = print(configuration, sources);
  CHECK(printed.find("module.net.aws_vpc.this") != std::string::npos);
  CHECK(printed.find("module.net.module.inner.aws_internet_gateway.this") != std::string::npos);
  CHECK(printed.find("../vendor/vpc") != std::string::npos);
}

}  // namespace brn::config::terraform
