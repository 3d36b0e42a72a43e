// Documents that stand in a template as text: what they say has places, and state machines' definitions are filled in.

#include "tests/support/catch.h"
#include "tests/unit/cloudformation/evaluated.h"

using namespace brn;
using test::Evaluated;

namespace {

/// The source of the value at `Statement.0.Action` of the policy text.
std::string action_source(Evaluated& e) {
  const value::Value policy = e.property("A", "Policy");
  const value::Value* structure = policy.structure();
  REQUIRE(structure != nullptr);
  const value::Value* statements = structure->find("Statement");
  REQUIRE(statements != nullptr);
  const value::Value* action = statements->elements()[0].find("Action");
  REQUIRE(action != nullptr);
  return e.source(action->origin());
}

}  // namespace

TEST_CASE("policy text keeps the places of its statements in every style of scalar") {
  const std::string head = "Resources:\n  A: {Type: AWS::EC2::VPCEndpoint, Properties: {Policy: ";
  Evaluated quoted(head + R"("{\"Statement\": [{\"Action\": \"s3:*\"}]}")" + "}}\n");
  CHECK(action_source(quoted) == R"(\"s3:*\")");
  Evaluated single(head + R"('{"Statement": [{"Sid": "it''s", "Action": "s3:*"}]}')" + "}}\n");
  CHECK(action_source(single) == R"("s3:*")");
  const std::string block = "Resources:\n  A:\n    Type: AWS::EC2::VPCEndpoint\n    Properties:\n      Policy: ";
  Evaluated literal(block + "|\n        {\"Statement\": [\n          {\"Action\": \"s3:*\"}\n        ]}\n");
  CHECK(action_source(literal) == R"("s3:*")");
  Evaluated folded(block +
                   ">\n        {\"Statement\":\n         [{\"Effect\": \"Allow\",\n        \"Action\": \"s3:*\"}]}\n");
  CHECK(action_source(folded) == R"("s3:*")");
  Evaluated sub(block +
                "!Sub |\n        {\"Statement\": [{\"Resource\": \"${AWS::Region}\", \"Action\": \"s3:*\"}]}\n");
  CHECK(action_source(sub) == R"("s3:*")");
}

TEST_CASE("statements keep their places in text that is joined from parts") {
  Evaluated e(
      "Resources:\n  A:\n    Type: AWS::EC2::VPCEndpoint\n    Properties:\n      Policy: !Join\n        - ''\n"
      "        - - '{\"Statement\": [{\"Resource\": \"arn:'\n          - !Ref AWS::Partition\n"
      "          - ':s3:::b\", \"Action\": \"s3:*\"}]}'\n");
  CHECK(e.errors().empty());
  CHECK(action_source(e) == R"("s3:*")");
  Evaluated json(
      R"({"Resources": {"A": {"Type": "AWS::EC2::VPCEndpoint", "Properties": {"Policy": {"Fn::Join": ["\n", [)"
      R"("{\"Statement\": [", "{\"Action\": \"s3:*\"}", "]}"]]}}}}})");
  CHECK(action_source(json) == R"(\"s3:*\")");
}

TEST_CASE("substitutions and files make the definition of a state machine") {
  Evaluated e(
      {test::File{
          "root.yaml",
          "Resources:\n  Net: {Type: AWS::EC2::Subnet}\n"
          "  M: {Type: AWS::StepFunctions::StateMachine, Properties: {DefinitionSubstitutions: {Subnet: !Ref Net, "
          "Name: x}, DefinitionString: '{\"S\": \"${Subnet}\", \"N\": \"${Name}${Other}\"}'}}\n"
          "  F: {Type: AWS::Serverless::StateMachine, Properties: {DefinitionUri: m.asl.json, "
          "DefinitionSubstitutions: {Name: y}}}\n"}},
      {}, {{"m.asl.json", R"({"States": {"One": {"Label": "${Name}"}}})"}});
  CHECK(e.errors().empty());
  const value::Value text = e.property("M", "DefinitionString");
  REQUIRE(text.is_unknown());
  REQUIRE(text.parts().size() == 3);
  CHECK(e.symbol(text.parts()[1].hole) == "Net.Ref");
  CHECK(text.parts()[2].literal == R"(", "N": "x${Other}"})");
  CHECK(e.text(e.property("F", "Definition.States.One.Label")) == "y");
}
