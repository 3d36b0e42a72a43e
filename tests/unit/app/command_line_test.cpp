#include "analyzer/app/command_line.h"

#include "tests/support/catch.h"

namespace brn::app {
namespace {

Parsed parse(const std::vector<std::string>& arguments) {
  return parse_command_line(arguments, "1.2.3");
}

}  // namespace

TEST_CASE("check without arguments looks at the folder it is in") {
  const Parsed parsed = parse({"check"});
  REQUIRE_FALSE(parsed.is_done);
  CHECK(parsed.line.command == Command::Check);
  CHECK(parsed.line.request.paths == std::vector<std::string>{"."});
  CHECK_FALSE(parsed.line.fail_on_severity);
  REQUIRE(parsed.line.outputs.size() == 1);
  CHECK(parsed.line.outputs[0].format == OutputFormat::Text);
  CHECK(parsed.line.outputs[0].file.empty());
}

TEST_CASE("options repeat, names may be joined by commas, and paths stand anywhere") {
  const Parsed parsed = parse({"check", "a", "--select", "BRN301,BRN302", "--select", "subnets", "b", "--format",
                               "text", "--format=json=out.json", "--fail-on", "high", "--fail-on-unknown"});
  REQUIRE_FALSE(parsed.is_done);
  CHECK(parsed.line.request.paths == std::vector<std::string>{"a", "b"});
  CHECK(parsed.line.request.selection.select == std::vector<std::string>{"BRN301", "BRN302", "subnets"});
  REQUIRE(parsed.line.outputs.size() == 2);
  CHECK(parsed.line.outputs[1].format == OutputFormat::Json);
  CHECK(parsed.line.outputs[1].file == "out.json");
  CHECK(parsed.line.fail_on_severity == engine::Severity::High);
  CHECK(parsed.line.fail_on_unknown);
}

TEST_CASE("variables keep their order among each other") {
  const Parsed parsed = parse({"check", "--var", "a=1", "--var-file", "x.tfvars", "--var", "a=2", "--parameters",
                               "p.json", "--region", "eu-central-1", "--stack-name", "net"});
  REQUIRE_FALSE(parsed.is_done);
  const auto& inputs = parsed.line.request.inputs;
  REQUIRE(inputs.variables.size() == 3);
  CHECK(inputs.variables[0].text == "a=1");
  CHECK(inputs.variables[1].kind == config::VariableArgument::Kind::File);
  CHECK(inputs.variables[2].text == "a=2");
  CHECK(inputs.parameter_files == std::vector<std::string>{"p.json"});
  CHECK(inputs.region == "eu-central-1");
  CHECK(inputs.stack_name == "net");
}

TEST_CASE("help and version end with status 0, mistakes with 2") {
  CHECK(parse({"--version"}).message == "bedrock-lint 1.2.3\n");
  CHECK(parse({"check", "--help"}).status == 0);
  CHECK(parse({}).status == 2);
  CHECK(parse({"check", "--jobs", "0"}).status == 2);
  CHECK(parse({"check", "--format", "json="}).status == 2);
  CHECK(parse({"check", "--format", "html"}).message.find("`html` is not available") != std::string::npos);
  CHECK(parse({"rules", "--format", "xml"}).status == 2);
}

}  // namespace brn::app
