// What is given and what is refused: parameter files, samconfig.toml, the Rules section, properties that do not exist.

#include "tests/support/catch.h"
#include "tests/unit/cloudformation/evaluated.h"

using namespace brn;
using test::Evaluated;
using test::File;

namespace {

std::vector<std::string> warnings(Evaluated& e) {
  std::vector<std::string> messages;
  for (const Diagnostic& diagnostic : e.configuration().diagnostics.all()) {
    if (diagnostic.severity == DiagnosticSeverity::Warning) messages.push_back(diagnostic.message);
  }
  return messages;
}

const std::string kParameters =
    "Parameters:\n  Env: {Type: String}\n  Subnets: {Type: CommaDelimitedList}\n"
    "Resources:\n  A: {Type: AWS::EC2::VPC, Properties: {Tags: [{Key: !Ref Env, Value: !Join ['-', !Ref Subnets]}], "
    "CidrBlock: !Ref AWS::Region}}\n";

std::string tag(Evaluated& e) {
  return e.text(e.property("A", "Tags.0.Key")) + " " + e.text(e.property("A", "Tags.0.Value"));
}

}  // namespace

TEST_CASE("parameters come from every form of file") {
  const std::vector<File> files = {
      {"cli.json",
       R"([{"ParameterKey": "Env", "ParameterValue": "prod"}, {"ParameterKey": "Subnets", "ParameterValue": "a, b"}])"},
      {"words.json", R"(["Env=prod", "Subnets=a,b"])"},
      {"pipeline.json", R"({"Parameters": {"Env": "prod", "Subnets": "a,b"}, "Tags": {"x": "y"}})"},
      {"plain.yaml", "Env: prod\nSubnets: [a, b]\n"},
      {"samconfig.toml",
       "version = 0.1\n[default.global.parameters]\nregion = \"eu-west-3\"\nparameter_overrides = \"Env=dev\"\n"
       "[default.deploy.parameters]\nstack_name = \"x\" # the name\nparameter_overrides = [\n  \"Env=prod\",\n  "
       "'Subnets=\"a,b\"',\n]\n[other.deploy.parameters]\nparameter_overrides = \"Env=other\"\n"},
      {"samconfig.yaml",
       "version: 0.1\ndefault:\n  global: {parameters: {region: eu-west-3}}\n  deploy:\n    parameters:\n"
       "      parameter_overrides: [Env=prod, 'Subnets=a,b']\nother: {deploy: {parameters: {parameter_overrides: "
       "Env=x}}}\n"},
      {"old.toml",
       "[default.deploy.parameters]\nparameter_overrides = \"ParameterKey=Env,ParameterValue=prod Subnets='a,b'\"\n"}};
  for (const File& file : files) {
    INFO(file.path);
    config::Inputs inputs;
    inputs.parameter_files = {file.path};
    Evaluated e({File{"t.yaml", kParameters}}, inputs, {file});
    CHECK(e.errors().empty());
    CHECK(tag(e) == "prod a-b");
    if (file.path.starts_with("samconfig")) CHECK(e.text(e.property("A", "CidrBlock")) == "eu-west-3");
  }
}

TEST_CASE("a value for a parameter that no template declares is told, unless the file is for another template") {
  const auto warned = [](const std::string& file) {
    config::Inputs inputs;
    inputs.parameter_files = {"p.yaml"};
    Evaluated e({File{"t.yaml", kParameters}}, inputs, {{"p.yaml", file}});
    CHECK(e.errors().empty());
    return warnings(e);
  };
  CHECK(warned("Env: x\nOther: y\n") ==
        std::vector<std::string>{"a value is given for `Other`, which the template does not declare"});
  CHECK(warned("Subnet: x\n") == std::vector<std::string>{"a value is given for `Subnet`, which the template does not "
                                                          "declare; did you mean `Subnets`?"});
  CHECK(warned("Unlike: x\n").empty());
}

TEST_CASE("mistakes in samconfig.toml have a place") {
  config::Inputs inputs;
  inputs.parameter_files = {"samconfig.toml"};
  Evaluated e({File{"t.yaml", kParameters}}, inputs,
              {{"samconfig.toml", "[default.deploy.parameters]\nparameter_overrides = \"Env=prod\nnonsense\n"}});
  REQUIRE(e.errors().size() == 2);
  CHECK(e.errors()[0] == "the string is never closed");
  CHECK(e.errors()[1] == "expected `key = value`");
}

TEST_CASE("what a rule refuses does not exist") {
  const std::string rules =
      "Parameters:\n  Env: {Type: String, AllowedValues: [dev, prod], Default: dev}\n"
      "  Private: {Type: String, AllowedValues: ['true', 'false'], Default: 'false'}\n"
      "Rules:\n  ProdIsPrivate:\n    RuleCondition: !Equals [!Ref Env, prod]\n    Assertions:\n"
      "      - Assert: {'Fn::Contains': [['true'], !Ref Private]}\n        AssertDescription: prod must be private\n"
      "Conditions:\n  Bad: !And [!Equals [!Ref Env, prod], !Equals [!Ref Private, 'false']]\n"
      "Resources:\n  Never: {Type: AWS::EC2::VPC, Condition: Bad}\n  A: {Type: AWS::EC2::VPC}\n";
  Evaluated e(rules);
  CHECK(e.errors().empty());
  CHECK(e.resource("Never") == nullptr);
  REQUIRE(e.resource("A") != nullptr);
  CHECK_FALSE(e.resource("A")->guard.is_always());
  config::Inputs inputs;
  inputs.parameter_files = {"p.json"};
  Evaluated refused({File{"t.yaml", rules}}, inputs, {{"p.json", R"(["Env=prod", "Private=false"])"}});
  REQUIRE(refused.errors().size() == 1);
  CHECK(refused.errors()[0] == "rule `ProdIsPrivate` refuses this stack: prod must be private");
}

TEST_CASE("defaults that a rule refuses are no error: they are not what is deployed") {
  Evaluated e(
      "Parameters:\n  Repository: {Type: String, Default: ''}\nRules:\n  Named:\n    Assertions:\n"
      "      - Assert: {'Fn::Not': [{'Fn::Equals': [!Ref Repository, '']}]}\nResources:\n  A: {Type: AWS::EC2::VPC}\n");
  CHECK(e.errors().empty());
  CHECK(e.resource("A") != nullptr);
}

TEST_CASE("properties that a type does not have are warnings with the nearest name") {
  Evaluated e(
      "Resources:\n  E: {Type: AWS::EC2::VPCEndpoint, Properties: {VpcID: x, SubnetIds: s, PolicyDocument: {a: 1}, "
      "DnsOptions: {DnsRecordIpTyp: ipv4}, PrivateDnsEnabled: [true], Tags: [{Kay: a}]}}\n"
      "  C: {Type: Custom::Thing, Properties: {Anything: 1}}\n");
  CHECK(e.errors().empty());
  const std::vector<std::string> found = warnings(e);
  REQUIRE(found.size() == 4);
  CHECK(found[0] == "`VpcID` is no property of `AWS::EC2::VPCEndpoint`; did you mean `VpcId`?");
  CHECK(found[1] ==
        "`DnsRecordIpTyp` is no property of `AWS::EC2::VPCEndpoint.DnsOptions`; did you mean `DnsRecordIpType`?");
  CHECK(found[2] == "`PrivateDnsEnabled` takes one value, no list");
  CHECK(found[3] == "`Kay` is no property of `AWS::EC2::VPCEndpoint.Tags`; did you mean `Key`?");
}

TEST_CASE("a mapping by Region gives the same text with the Region as a hole") {
  Evaluated e(
      "Mappings: {R: {us-east-1: {S: com.amazonaws.us-east-1.bedrock, N: a}, eu-west-1: {S: "
      "com.amazonaws.eu-west-1.bedrock, N: b}}}\n"
      "Resources:\n  E: {Type: AWS::EC2::VPCEndpoint, Properties: {ServiceName: !FindInMap [R, !Ref AWS::Region, S], "
      "VpcId: !FindInMap [R, !Ref AWS::Region, N]}}\n");
  const value::Value service = e.property("E", "ServiceName");
  REQUIRE(service.is_unknown());
  REQUIRE(service.parts().size() == 3);
  CHECK(service.parts()[0].literal == "com.amazonaws.");
  CHECK(service.parts()[2].literal == ".bedrock");
  CHECK(e.property("E", "VpcId").parts().empty());
}

TEST_CASE("constructs leave their path on what they made") {
  Evaluated e(
      "Resources:\n  A: {Type: AWS::EC2::VPC, Metadata: {'aws:cdk:path': Net/Vpc/Resource}}\n  B: {Type: "
      "AWS::EC2::VPC}\n");
  CHECK(e.resource("A")->construct_path == "Net/Vpc/Resource");
  CHECK(e.resource("B")->construct_path.empty());
}
