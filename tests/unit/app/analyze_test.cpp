#include "analyzer/app/analyze.h"

#include <algorithm>

#include "analyzer/report/report.h"
#include "tests/support/catch.h"

namespace brn::app {
namespace {

constexpr const char* kEndpoint = R"(resource "aws_vpc_endpoint" "runtime" {
  vpc_id            = "vpc-0a1b2c3d"
  service_name      = "com.amazonaws.us-east-1.bedrock-runtime"
  vpc_endpoint_type = "Interface"
}
)";

std::string json_of(const std::vector<std::pair<std::string, std::string>>& texts, const Request& request) {
  MemoryFileSystem files;
  for (const auto& [path, text] : texts) files.add(path, text);
  SourceManager sources(files);
  const Analysis analysis = analyze(sources, request).take();
  return report::to_json(analysis.result, sources, report::ToolInfo{.version = "0.0.0"});
}

}  // namespace

TEST_CASE("units are named from the tree's root") {
  MemoryFileSystem files;
  files.add("repo/.git/HEAD", "");
  files.add("repo/live/main.tf", kEndpoint);
  SourceManager sources(files);
  Request request;
  request.paths = {"repo/live"};
  const Analysis analysis = analyze(sources, request).take();
  REQUIRE_FALSE(analysis.result.findings.empty());
  CHECK(analysis.result.findings[0].units == std::vector<std::string>{"live"});
  CHECK(sources.path(analysis.result.findings[0].place.file) == "repo/live/main.tf");
}

TEST_CASE("the order of paths does not show") {
  const std::vector<std::pair<std::string, std::string>> texts = {{"a/main.tf", kEndpoint}, {"b/main.tf", kEndpoint}};
  Request forward;
  forward.paths = {"a", "b"};
  Request backward;
  backward.paths = {"b", "a", "a/main.tf"};
  CHECK(json_of(texts, forward) == json_of(texts, backward));
}

TEST_CASE("a variable that is not declared is a mistake in the arguments") {
  MemoryFileSystem files;
  files.add("main.tf", kEndpoint);
  SourceManager sources(files);
  Request request;
  request.inputs.variables = {{config::VariableArgument::Kind::Assignment, "absent=1"}};
  const Analysis analysis = analyze(sources, request).take();
  REQUIRE(analysis.result.diagnostics.all().size() == 1);
  CHECK(analysis.result.diagnostics.all()[0].kind == DiagnosticKind::Usage);
  CHECK(engine::exit_status(analysis.result, {}) == 2);
}

TEST_CASE("a selection that names no rule fails") {
  const MemoryFileSystem files;
  SourceManager sources(files);
  Request request;
  request.selection.select = {"BRN999"};
  CHECK_FALSE(analyze(sources, request).ok());
}

TEST_CASE("a merge conflict is one error") {
  MemoryFileSystem files;
  files.add("a/main.tf", std::string("<<<<<<< HEAD\n") + kEndpoint + "=======\n" + kEndpoint + ">>>>>>> other\n");
  files.add("b.yaml",
            "Resources:\n  V:\n    Type: AWS::EC2::VPC\n    Properties:\n<<<<<<< HEAD\n      CidrBlock: 10.0.0.0/16\n"
            "=======\n      CidrBlock: 10.1.0.0/16\n>>>>>>> other\n");
  files.add("c/main.tf", "x = = 1\n");
  SourceManager sources(files);
  const Analysis analysis = analyze(sources, Request{}).take();
  std::vector<std::string> messages;
  for (const Diagnostic& one : analysis.result.diagnostics.all()) {
    if (one.place.is_valid()) messages.push_back(sources.path(one.place.file) + ": " + one.message.substr(0, 25));
  }
  std::sort(messages.begin(), messages.end());
  REQUIRE(messages.size() >= 3);
  CHECK(messages[0] == "a/main.tf: unresolved merge conflict");
  CHECK(messages[1] == "b.yaml: unresolved merge conflict");
  CHECK(messages[2].starts_with("c/main.tf: "));
  CHECK(engine::exit_status(analysis.result, {}) == 2);
}

}  // namespace brn::app
