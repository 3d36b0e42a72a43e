// Units are analysed at the same time; how many at a time does not show.

#include "analyzer/app/parallel.h"

#include <atomic>
#include <stdexcept>

#include "analyzer/app/analyze.h"
#include "analyzer/report/report.h"
#include "rules/registry.h"
#include "tests/support/catch.h"
#include "tests/support/files.h"

namespace brn::app {
namespace {

struct Reports {
  std::string json;
  std::string sarif;
  std::string text;
  friend bool operator==(const Reports&, const Reports&) = default;
};

Reports reports_of(const FileSystem& files, const std::string& path, unsigned jobs) {
  SourceManager sources(files);
  Request request;
  request.paths = {path};
  request.jobs = jobs;
  const Analysis analysis = analyze(sources, request).take();
  report::ToolInfo tool;
  tool.version = "0.0.0";
  tool.rules = rules::all_rules();
  return {report::to_json(analysis.result, sources, tool), report::to_sarif(analysis.result, sources, tool),
          report::to_text(analysis.result, sources, tool, {})};
}

}  // namespace

TEST_CASE("work is done once for each, and what is thrown comes out") {
  for (const unsigned jobs : {0U, 1U, 3U, 64U}) {
    std::vector<std::atomic<int>> done(40);
    in_parallel(done.size(), jobs, [&](std::size_t i) { ++done[i]; });
    for (const auto& one : done) CHECK(one == 1);
    CHECK_THROWS_AS(in_parallel(4, jobs,
                                [](std::size_t i) {
                                  if (i == 2) throw std::runtime_error("x");
                                }),
                    std::runtime_error);
  }
}

TEST_CASE("the number of jobs changes no byte") {
  const DiskFileSystem files;
  const std::string path = (brn::test::source_dir() / "fixtures").string();
  const Reports alone = reports_of(files, path, 1);
  REQUIRE(alone.json.find("BRN301") != std::string::npos);
  for (int round = 0; round < 3; ++round) CHECK(reports_of(files, path, 4) == alone);
}

TEST_CASE("units that share files in another order change no byte") {
  MemoryFileSystem files;
  files.add("repo/.git/HEAD", "");
  files.add("repo/policy.json",
            R"({"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]})");
  for (int i = 0; i < 32; ++i) {
    const std::string name = std::to_string(i % 7);
    files.add("repo/.hidden/m" + name + "/b.tf",
              "locals {\n  policy = file(\"${path.module}/../../policy.json\")\n}\n");
    files.add(
        "repo/.hidden/m" + name + "/a.tf",
        "variable \"n\" {}\nresource \"aws_vpc\" \"x\" {\n  cidr_block = \"10.0.0.0/16\"\n}\nresource "
        "\"aws_vpc_endpoint\" \"x\" {\n  vpc_id = aws_vpc.x.id\n  vpc_endpoint_type = \"Interface\"\n  service_name = "
        "\"com.amazonaws.us-east-1.bedrock-runtime\"\n  policy = local.policy\n}\n");
    files.add("repo/r" + std::to_string(i) + "/main.tf",
              "module \"a\" {\n  source = \"../.hidden/m" + name + "\"\n  n = templatefile(\"t" + std::to_string(i) +
                  ".tpl\", {})\n}\nmodule \"b\" {\n  source = \"../.hidden/m" + std::to_string((i * 5) % 7) +
                  "\"\n}\n");
    files.add("repo/r" + std::to_string(i) + "/t" + std::to_string(i) + ".tpl", "x");
  }
  const Reports alone = reports_of(files, "repo", 1);
  REQUIRE(alone.json.find("module.a.aws_vpc_endpoint.x") != std::string::npos);
  for (int round = 0; round < 5; ++round) CHECK(reports_of(files, "repo", 8) == alone);
}

}  // namespace brn::app
