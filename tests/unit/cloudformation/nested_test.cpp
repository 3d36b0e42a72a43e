// Stacks of stacks, included files, and what the CDK writes beside its templates.

#include "tests/support/catch.h"
#include "tests/unit/cloudformation/evaluated.h"

using namespace brn;
using test::Evaluated;
using test::File;

namespace {

const File kNetwork{
    "net/network.yaml",
    "Parameters:\n  Cidr: {Type: String}\n  Zones: {Type: CommaDelimitedList}\n  Mode: {Type: String, Default: plain, "
    "AllowedValues: [plain, odd]}\n"
    "Resources:\n  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: !Ref Cidr, Mode: !Ref Mode}}\n"
    "  A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, Zone: !Select [1, !Ref Zones]}}\n"
    "  B: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc}}\n"
    "Outputs:\n  Vpc: {Value: !Ref Vpc}\n  Subnets: {Value: !Join [',', [!Ref A, !Ref B]]}\n"};

std::string stack_of(const std::string& properties) {
  return "Resources:\n  Network: {Type: AWS::CloudFormation::Stack, Properties: {" + properties + "}}\n";
}

}  // namespace

TEST_CASE("a nested stack takes parameters in and gives outputs out") {
  Evaluated e({File{"root.yaml", stack_of("TemplateURL: net/network.yaml, Parameters: {Cidr: 10.0.0.0/16, Zones: !Join "
                                          "[',', !GetAZs '']}") +
                                     "  Sg: {Type: AWS::EC2::SecurityGroup, Properties: {VpcId: !GetAtt "
                                     "Network.Outputs.Vpc, S: !Split [',', !GetAtt Network.Outputs.Subnets]}}\n"}},
              {}, {kNetwork});
  CHECK(e.errors().empty());
  CHECK(e.text(e.property("Network.Vpc", "CidrBlock")) == "10.0.0.0/16");
  CHECK(e.text(e.property("Network.Vpc", "Mode")) == "plain");  // nobody can set it, so it is no input
  CHECK(e.pool().guards().inputs().empty());
  CHECK(e.symbol(e.property("Network.A", "VpcId")) == "Network.Vpc.Ref");
  CHECK(e.symbol(e.property("Network.A", "Zone")) == ".1");
  CHECK(e.symbol(e.property("Sg", "VpcId")) == "Network.Vpc.Ref");
  CHECK(e.symbol(e.property("Sg", "S.1")) == "Network.B.Ref");
}

TEST_CASE("a nested stack exists where its resource does") {
  Evaluated e(
      {File{"root.yaml",
            "Parameters:\n  P: {Type: String, AllowedValues: ['yes', 'no'], Default: 'no'}\nConditions:\n  C: "
            "!Equals [!Ref P, 'yes']\n  Never: !Equals [a, b]\n"
            "Resources:\n  Network: {Type: AWS::CloudFormation::Stack, Condition: C, Properties: {TemplateURL: "
            "net/network.yaml, Parameters: {Cidr: x, Zones: \"a,b\"}}}\n"
            "  Gone: {Type: AWS::CloudFormation::Stack, Condition: Never, Properties: {TemplateURL: nowhere.yaml}}\n"}},
      {}, {kNetwork});
  REQUIRE(e.resource("Network.B") != nullptr);
  CHECK_FALSE(e.resource("Network.B")->guard.is_always());
  CHECK(e.resource("Gone") == nullptr);
}

TEST_CASE("mistakes between stacks have a place") {
  Evaluated missing({File{"root.yaml", stack_of("TemplateURL: no.yaml")}});
  REQUIRE(missing.errors().size() == 1);
  CHECK(missing.errors()[0] == "the template `no.yaml` of a nested stack does not exist");
  Evaluated unset({File{"root.yaml", stack_of("TemplateURL: net/network.yaml, Parameters: {Zones: \"a,b\"}")}}, {},
                  {kNetwork});
  REQUIRE(unset.errors().size() == 1);
  CHECK(unset.errors()[0] == "nested stack `Network` gives no value for parameter `Cidr`");
  Evaluated output(
      {File{"root.yaml", stack_of("TemplateURL: net/network.yaml, Parameters: {Cidr: x, Zones: \"a,b\"}") +
                             "  A: {Type: AWS::EC2::Subnet, Properties: {V: !GetAtt Network.Outputs.Vcp}}\n"}},
      {}, {kNetwork});
  REQUIRE(output.errors().size() == 1);
  CHECK(output.errors()[0] == "the template of nested stack `Network` has no output `Vcp`; did you mean `Vpc`?");
}

TEST_CASE("stacks that include each other end in an error") {
  Evaluated e(
      {File{"a.yaml", "Resources:\n  B: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: b.yaml}}\n"}}, {},
      {{"b.yaml", "Resources:\n  A: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: a.yaml}}\n"}});
  REQUIRE(e.errors().size() == 1);
  CHECK(e.errors()[0].find("nested stacks include each other") == 0);
}

TEST_CASE("a nested stack whose template is elsewhere may make anything") {
  Evaluated e(stack_of("TemplateURL: 'https://s3.amazonaws.com/x/y.yaml'") +
              "  A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !GetAtt Network.Outputs.Vpc}}\n");
  CHECK(e.errors().empty());
  REQUIRE(e.configuration().absent_modules.size() == 1);
  CHECK(e.configuration().absent_modules[0].address == "Network");
  CHECK(e.symbol(e.property("A", "VpcId")) == "Network.Outputs.Vpc");
}

TEST_CASE("a URL is not taken for the local file of its name, which is what settles the question") {
  const std::string url = stack_of("TemplateURL: !Sub 'https://${AWS::StackName}.s3.amazonaws.com/cfn/net/vpc.yaml'");
  Evaluated e({File{"deploy/root.yaml", url}}, {}, {{"net/vpc.yaml", "Resources: {V: {Type: AWS::EC2::VPC}}\n"}});
  CHECK(e.errors().empty());
  CHECK(e.resource("Network.V") == nullptr);
  REQUIRE(e.configuration().absent_modules.size() == 1);
  CHECK(e.configuration().absent_modules[0].cause.settle ==
        "if it is `net/vpc.yaml`, name that file in `TemplateURL`, as `aws cloudformation package` takes it");
}

TEST_CASE("included files stand where they are included") {
  Evaluated e(
      {File{"root.yaml",
            "Transform: {Name: AWS::Include, Parameters: {Location: maps.yaml}}\n"
            "Resources:\n  A: {Type: AWS::EC2::VPC, Properties: {CidrBlock: !FindInMap [M, a, b], 'Fn::Transform': "
            "{Name: AWS::Include, Parameters: {Location: more.json}}}}\n"
            "  'Fn::Transform': {Name: AWS::Include, Parameters: {Location: sub/resources.yaml}}\n"}},
      {},
      {{"maps.yaml", "Mappings: {M: {a: {b: 10.0.0.0/16}}}\n"},
       {"more.json", R"({"EnableDnsHostnames": true})"},
       {"sub/resources.yaml", "B: {Type: AWS::EC2::Subnet, Properties: {VpcId: {Ref: A}}}\n"}});
  CHECK(e.errors().empty());
  CHECK(e.text(e.property("A", "CidrBlock")) == "10.0.0.0/16");
  CHECK(e.text(e.property("A", "EnableDnsHostnames")) == "true");
  CHECK(e.symbol(e.property("B", "VpcId")) == "A.Ref");
  Evaluated missing(
      {File{"root.yaml", "Resources:\n  'Fn::Transform': {Name: AWS::Include, Parameters: {Location: no.yaml}}\n"}});
  REQUIRE_FALSE(missing.errors().empty());
  CHECK(missing.errors()[0] == "included file `no.yaml` does not exist");
}

TEST_CASE("a cloud assembly says where its stacks go") {
  Evaluated e({File{"cdk.out/Net.template.json",
                    R"({"Resources": {
                  "Inner": {"Type": "AWS::CloudFormation::Stack", "Metadata": {"aws:asset:path": "Inner.nested.template.json", "aws:asset:property": "TemplateURL"},
                            "Properties": {"TemplateURL": {"Fn::Sub": "https://x.s3.${AWS::URLSuffix}/1.json"}}},
                  "A": {"Type": "AWS::EC2::VPC", "Properties": {"R": {"Ref": "AWS::Region"}, "N": {"Ref": "AWS::StackName"}, "I": {"Ref": "AWS::AccountId"}}}}})"}},
              {},
              {{"cdk.out/manifest.json",
                R"({"version": "36.0.0", "artifacts": {"Net": {"type": "aws:cloudformation:stack",
                  "environment": "aws://123456789012/eu-west-1", "properties": {"templateFile": "Net.template.json", "stackName": "prod-net"}}}})"},
               {"cdk.out/Inner.nested.template.json", R"({"Resources": {"B": {"Type": "AWS::EC2::VPC"}}})"}});
  CHECK(e.errors().empty());
  CHECK(e.text(e.property("A", "R")) == "eu-west-1");
  CHECK(e.text(e.property("A", "N")) == "prod-net");
  CHECK(e.text(e.property("A", "I")) == "123456789012");
  CHECK(e.resource("Inner.B") != nullptr);
}

TEST_CASE("a cloud assembly without metadata in its templates has it in its manifests") {
  const std::string app =
      R"({"Resources": {"Inner": {"Type": "AWS::CloudFormation::Stack",
          "Properties": {"TemplateURL": {"Fn::Sub": "https://s3.${AWS::URLSuffix}/b-${AWS::Region}/ab12.json"}}}}})";
  const std::vector<File> others = {
      {"cdk.out/manifest.json",
       R"({"artifacts": {"App": {"type": "aws:cloudformation:stack", "properties": {"templateFile": "App.template.json"},
           "metadata": {"/App/Nested/Inner": [{"type": "aws:cdk:logicalId", "data": "Inner"}]},
           "additionalMetadataFile": "App.metadata.json"}}})"},
      {"cdk.out/App.metadata.json", R"({"/App/Nested/Vpc/Resource": [{"type": "aws:cdk:logicalId", "data": "B"}]})"},
      {"cdk.out/App.assets.json",
       R"({"files": {"ab12": {"source": {"path": "AppNested.nested.template.json", "packaging": "file"},
           "destinations": {"x": {"bucketName": "b-${AWS::Region}", "objectKey": "ab12.json"}}}}})"},
      {"cdk.out/AppNested.nested.template.json", R"({"Resources": {"B": {"Type": "AWS::EC2::VPC"}}})"}};
  Evaluated e({File{"cdk.out/App.template.json", app}}, {}, others);
  CHECK(e.errors().empty());
  REQUIRE(e.resource("Inner.B") != nullptr);
  CHECK(e.resource("Inner")->construct_path == "App/Nested/Inner");
  CHECK(e.resource("Inner.B")->construct_path == "App/Nested/Vpc/Resource");
  MemoryFileSystem files;
  for (const File& file : others) files.add(file.path, file.text);
  const auto found = config::cloudformation::nested_templates(files, "cdk.out/App.template.json", app);
  CHECK(found == std::vector<std::string>{"cdk.out/AppNested.nested.template.json"});
  const std::string joined =
      R"({"Resources": {"Inner": {"Type": "AWS::CloudFormation::Stack", "Properties": {"TemplateURL": {"Fn::Join": ["", [
          "https://s3.", {"Ref": "AWS::Region"}, "/b/ab12.json"]]}}}}})";
  CHECK(config::cloudformation::nested_templates(files, "cdk.out/App.template.json", joined) == found);
}

TEST_CASE("templates that nest others are found by their text") {
  MemoryFileSystem files;
  const auto found =
      config::cloudformation::nested_templates(files, "a/root.yaml", stack_of("TemplateURL: ../b/n.yaml"));
  REQUIRE(found.size() == 1);
  CHECK(found[0] == "b/n.yaml");
  CHECK(config::cloudformation::nested_templates(files, "root.yaml", stack_of("TemplateURL: 'https://x/y'")).empty());
}
