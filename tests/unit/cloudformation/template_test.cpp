// Whole templates: mistakes, loops, exports, serverless functions, limits.

#include "tests/support/catch.h"
#include "tests/unit/cloudformation/evaluated.h"

using namespace brn;
using test::Evaluated;

TEST_CASE("references to nothing are errors with a place and a suggestion") {
  Evaluated e(
      "Resources:\n  Subnet: {Type: AWS::EC2::Subnet, DependsOn: Vcp, Properties: {VpcId: !Ref Vcp, X: !GetAtt "
      "Nope.Arn}}\n"
      "  Vpc: {Type: AWS::EC2::VPC}\n");
  REQUIRE(e.errors().size() == 3);
  CHECK(e.errors()[0] == "`Vcp` is no resource of this template; did you mean `Vpc`?");
  const auto& second = e.configuration().diagnostics.all()[1];
  CHECK(second.kind == DiagnosticKind::UndefinedReference);
  CHECK(e.source(second.place) == "!Ref Vcp");
}

TEST_CASE("resources that need each other are a circle, unless their guards exclude it") {
  Evaluated e(
      "Resources:\n  A: {Type: AWS::EC2::VPC, Properties: {X: !Ref B}}\n  B: {Type: AWS::EC2::VPC, Properties: {X: "
      "!Sub '${C}'}}\n"
      "  C: {Type: AWS::EC2::VPC, DependsOn: A}\n  D: {Type: AWS::EC2::VPC, Properties: {X: !GetAtt D.Arn}}\n");
  REQUIRE(e.errors().size() == 2);
  CHECK(e.errors()[0] == "resources need each other: A → B → C → A");
  Evaluated apart(
      "Parameters:\n  P: {Type: String, AllowedValues: [a, b], Default: a}\nConditions:\n  IsA: !Equals [!Ref P, a]\n"
      "Resources:\n  A: {Type: AWS::EC2::VPC, Properties: {X: !If [IsA, !Ref B, y]}}\n"
      "  B: {Type: AWS::EC2::VPC, Properties: {X: !If [IsA, y, !Ref A]}}\n");
  CHECK(apart.errors().empty());
}

TEST_CASE("sections and resources of the wrong form are errors and the rest is read") {
  Evaluated e("Parameters: [x]\nResources:\n  A: {Properties: {}}\n  B: 3\n  C: {Type: AWS::EC2::VPC}\n");
  CHECK(e.errors().size() == 3);
  CHECK(e.resource("C") != nullptr);
  CHECK_FALSE(Evaluated("[]").errors().empty());
  CHECK_FALSE(Evaluated("Description: x\n").errors().empty());
  CHECK_FALSE(Evaluated("Resources:\n  A: [\n").errors().empty());
}

TEST_CASE("a file that is not there is an error") {
  MemoryFileSystem files;
  SourceManager sources(files);
  const auto configuration = config::cloudformation::evaluate(sources, {"no.yaml"}, {}, {});
  REQUIRE(configuration.diagnostics.all().size() == 1);
  CHECK(configuration.diagnostics.all()[0].kind == DiagnosticKind::UnreadableFile);
}

TEST_CASE("loops are written out") {
  Evaluated e(
      "Transform: AWS::LanguageExtensions\nParameters:\n  Names: {Type: CommaDelimitedList, Default: "
      "'x,y'}\nResources:\n"
      "  Vpc: {Type: AWS::EC2::VPC}\n"
      "  Fn::ForEach::All:\n    - Name\n    - !Ref Names\n    - 'Net${Name}':\n        Type: AWS::EC2::Subnet\n        "
      "Properties:\n"
      "          VpcId: !Ref Vpc\n          Label: !Sub '${Name}-${Vpc}'\n          Plain: !Ref Name\n          Same: "
      "!Ref 'Net${Name}'\n"
      "  Other: {Type: AWS::EC2::Subnet, Properties: {X: !Ref Netx}}\n");
  REQUIRE(e.resource("Netx") != nullptr);
  REQUIRE(e.resource("Nety") != nullptr);
  CHECK(e.text(e.property("Nety", "Plain")) == "y");
  CHECK(e.property("Nety", "Label").parts()[0].literal == "y-");
  CHECK(e.symbol(e.property("Netx", "Same")) == "Netx.Ref");
  CHECK(e.resource("Netx")->definition == e.resource("Nety")->definition);
}

TEST_CASE("loops within loops end at the limit") {
  std::string values = "[";
  for (int i = 0; i < 100; ++i) values += "v" + std::to_string(i) + ",";
  values += "w]";
  std::string text = "Transform: AWS::LanguageExtensions\nResources:\n";
  std::string indent = "  ";
  for (int level = 0; level < 6; ++level) {
    text += indent + "Fn::ForEach::L" + std::to_string(level) + ":\n" + indent + "  - V" + std::to_string(level) +
            "\n" + indent + "  - " + values + "\n" + indent + "  -\n";
    indent += "    ";
  }
  text += indent + "'R${V0}${V1}${V2}${V3}${V4}${V5}': {Type: AWS::EC2::VPC}\n";
  Evaluated e(text);
  REQUIRE_FALSE(e.errors().empty());
  CHECK(e.errors()[0] == "loops make too many members");
}

TEST_CASE("an import joins the export that it names") {
  const std::string net =
      "Resources:\n  Vpc: {Type: AWS::EC2::VPC}\nOutputs:\n  Id: {Value: !Ref Vpc, Export: {Name: !Sub "
      "'${AWS::StackName}-VpcId'}}\n"
      "  Fixed: {Value: 10.0.0.0/16, Export: {Name: net-cidr}}\n";
  const std::string app =
      "Parameters:\n  Net: {Type: String}\nResources:\n  S:\n    Type: AWS::EC2::Subnet\n    Properties:\n"
      "      VpcId: !ImportValue\n        Fn::Sub: '${Net}-VpcId'\n      Also: !ImportValue prod-VpcId\n      Cidr: "
      "{'Fn::ImportValue': net-cidr}\n      No: !ImportValue other\n";
  Evaluated e({{"net.yaml", net}, {"app.yaml", app}});
  CHECK(e.errors().empty());
  CHECK(e.symbol(e.property("S", "VpcId")) == "net.yaml::Vpc.Ref");
  CHECK(e.symbol(e.property("S", "Also")) == "net.yaml::Vpc.Ref");
  CHECK(e.resource("Vpc")->symbol_owner == "net.yaml::Vpc");
  CHECK(e.text(e.property("S", "Cidr")) == "10.0.0.0/16");
  REQUIRE(e.property("S", "No").is_unknown());
  CHECK(e.property("S", "No").causes()[0]->kind == CauseKind::Import);
  CHECK(e.symbol(e.property("S", "No")) == ".other");
  REQUIRE(e.configuration().assumed_imports.size() == 2);
  CHECK(e.configuration().assumed_imports[0].resource == "S");
  CHECK(e.configuration().assumed_imports[0].message ==
        "the import `${Net}-VpcId` is the export `${AWS::StackName}-VpcId` of `net.yaml`");
}

TEST_CASE("serverless functions get globals and a role") {
  Evaluated e(
      "Transform: AWS::Serverless-2016-10-31\nGlobals:\n  Function:\n    Timeout: 5\n    VpcConfig: {SubnetIds: "
      "[s-1]}\nResources:\n"
      "  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: x\n      VpcConfig: "
      "{SecurityGroupIds: [g]}\n      Policies:\n"
      "        - AmazonBedrockFullAccess\n        - Statement: [{Effect: Allow, Action: 'bedrock:*', Resource: '*'}]\n "
      "       - S3ReadPolicy: {BucketName: b}\n"
      "  G: {Type: AWS::Serverless::Function, Properties: {Role: !GetAtt FRole.Arn, X: !Ref FAliaslive}}\n");
  CHECK(e.errors().empty());
  CHECK(e.text(e.property("F", "VpcConfig.SubnetIds.0")) == "s-1");
  CHECK(e.text(e.property("F", "VpcConfig.SecurityGroupIds.0")) == "g");
  CHECK(e.property("F", "Timeout").as_number().to_int64() == 5);
  CHECK(e.symbol(e.property("F", "Role")) == "FRole.Arn");
  REQUIRE(e.resource("FRole") != nullptr);
  CHECK(e.resource("FRole")->type == "AWS::IAM::Role");
  CHECK(e.property("FRole", "ManagedPolicyArns").elements().size() == 3);
  CHECK(e.property("FRole", "Policies").elements().size() == 2);
  CHECK(e.text(e.property("FRole", "Policies.1.PolicyDocument.Statement.0.Action.0")).find("s3:") == 0);
  CHECK(e.resource("GRole") == nullptr);
}

TEST_CASE("the role of a serverless function has what its events and destinations need") {
  Evaluated e(
      "Transform: AWS::Serverless-2016-10-31\nResources:\n  Queue: {Type: AWS::SQS::Queue, Connectors: {C: "
      "{Properties: {Destination: {Id: F}, Permissions: [Read]}}}}\n"
      "  F:\n    Type: AWS::Serverless::Function\n    DependsOn: QueueC\n    Properties:\n      Tracing: Active\n"
      "      Policies: [AWSLambdaRole, AWSLambdaBasicExecutionRole]\n"
      "      DeadLetterQueue: {Type: SNS, TargetArn: 'arn:t'}\n"
      "      EventInvokeConfig: {DestinationConfig: {OnFailure: {Type: SQS, Destination: 'arn:q'}}}\n"
      "      Events:\n        A: {Type: SQS, Properties: {Queue: !GetAtt Queue.Arn}}\n        B: {Type: Api}\n"
      "        C: {Type: MQ, Properties: {Broker: 'arn:b', SourceAccessConfigurations: [{Type: BASIC_AUTH, URI: "
      "'arn:s'}]}}\n"
      "  M: {Type: AWS::Serverless::StateMachine, Properties: {Tracing: {Enabled: true}}}\n");
  CHECK(e.errors().empty());
  std::vector<std::string> managed;
  const value::Value arns = e.property("FRole", "ManagedPolicyArns");
  for (const value::Value& arn : arns.elements()) {
    REQUIRE(arn.parts().size() == 3);
    managed.emplace_back(arn.parts()[2].literal);
  }
  const std::string path = ":iam::aws:policy/";
  CHECK(managed == std::vector<std::string>{
                       path + "service-role/AWSLambdaBasicExecutionRole", path + "AWSXrayWriteOnlyAccess",
                       path + "service-role/AWSLambdaSQSQueueExecutionRole", path + "service-role/AWSLambdaRole"});
  CHECK(e.text(e.property("FRole", "Policies.0.PolicyDocument.Statement.0.Action")) == "sns:Publish");
  CHECK(e.text(e.property("FRole", "Policies.1.PolicyDocument.Statement.0.Action")) == "sqs:SendMessage");
  CHECK(e.text(e.property("FRole", "Policies.2.PolicyDocument.Statement.0.Resource")) == "arn:s");
  CHECK(e.text(e.property("FRole", "Policies.2.PolicyDocument.Statement.1.Action")) == "mq:DescribeBroker");
  CHECK(e.property("MRole", "ManagedPolicyArns").elements().size() == 1);
}

TEST_CASE("deep, long and doubling input ends") {
  std::string chain = "Resources:\n  R0: {Type: AWS::EC2::VPC, Properties: {P: xxxxxxxxxxxxxxxx}}\n";
  for (int i = 1; i < 100; ++i) {
    const std::string before = "R" + std::to_string(i - 1);
    chain += "  R" + std::to_string(i) + ": {Type: AWS::EC2::VPC, Properties: {P: !Join ['', [!GetAtt " + before +
             ".P, !GetAtt " + before + ".P]]}}\n";
  }
  CHECK(Evaluated(chain).errors().empty());
  std::string conditions = "Conditions:\n  C0: !Equals [a, a]\n";
  for (int i = 1; i < 3000; ++i)
    conditions = "Conditions:\n  C" + std::to_string(i) + ": !Not [!Condition C" + std::to_string(i - 1) + "]\n" +
                 conditions.substr(12);
  Evaluated deep(conditions + "Resources:\n  V: {Type: AWS::EC2::VPC}\n");
  CHECK_FALSE(deep.errors().empty());
}
