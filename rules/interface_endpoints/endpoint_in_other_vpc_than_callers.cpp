#include "analyzer/facts/callers.h"
#include "rules/verdict.h"

namespace brn::rules {

namespace {

using engine::Broken;
using engine::RuleInfo;
using engine::Severity;
using engine::Verdicts;
using facts::Facts;
using facts::quoted;

constexpr std::string_view kNist[] = {"SC-7"};

constexpr RuleInfo kInfo{
    .id = "BRN207",
    .name = "endpoint-in-other-vpc-than-callers",
    .title = "A Bedrock endpoint is in another VPC than those who call the service",
    .subject = engine::Subject::InterfaceEndpoints,
    .severity = Severity::High,
    .nist = kNist,
    .rationale =
        "An endpoint serves its own VPC. Callers in another VPC that nothing joins to it have no way to it, "
        "and their calls go to Bedrock's public address or fail. The AWS PrivateLink Guide (Access AWS "
        "services through AWS PrivateLink) describes what reaches an endpoint.",
    .verify = "aws ec2 describe-vpc-endpoints --vpc-endpoint-ids $ENDPOINT --query VpcEndpoints[].VpcId",
    .help =
        "make the endpoint in the VPC of its callers, or join the VPCs and give theirs a hosted zone of the "
        "service's name",
    .bad = {.terraform = R"(resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_vpc" "other" { cidr_block = "10.1.0.0/16" }
resource "aws_subnet" "app" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_iam_role" "app" {
  assume_role_policy  = "{}"
  managed_policy_arns = ["arn:aws:iam::aws:policy/AmazonBedrockFullAccess"]
}
resource "aws_lambda_function" "app" {
  function_name = "app"
  role          = aws_iam_role.app.arn
  vpc_config { subnet_ids = [aws_subnet.app.id] }
}
resource "aws_vpc_endpoint" "runtime" {
  vpc_id            = aws_vpc.other.id
  service_name      = "com.amazonaws.us-east-1.bedrock-runtime"
  vpc_endpoint_type = "Interface"
}
)",
            .cloudformation = R"(Resources:
  Main: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Other: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.1.0.0/16}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Main, CidrBlock: 10.0.1.0/24}}
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {}
      ManagedPolicyArns: [arn:aws:iam::aws:policy/AmazonBedrockFullAccess]
  App:
    Type: AWS::Lambda::Function
    Properties:
      Code: {S3Bucket: code, S3Key: app.zip}
      Role: !GetAtt Role.Arn
      VpcConfig: {SubnetIds: [!Ref Subnet], SecurityGroupIds: [sg-0a1b2c3d]}
  Runtime:
    Type: AWS::EC2::VPCEndpoint
    Properties: {VpcId: !Ref Other, ServiceName: com.amazonaws.us-east-1.bedrock-runtime, VpcEndpointType: Interface}
)"},
    .good = {.terraform = R"(resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_vpc" "other" { cidr_block = "10.1.0.0/16" }
resource "aws_subnet" "app" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_iam_role" "app" {
  assume_role_policy  = "{}"
  managed_policy_arns = ["arn:aws:iam::aws:policy/AmazonBedrockFullAccess"]
}
resource "aws_lambda_function" "app" {
  function_name = "app"
  role          = aws_iam_role.app.arn
  vpc_config { subnet_ids = [aws_subnet.app.id] }
}
resource "aws_vpc_endpoint" "runtime" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.us-east-1.bedrock-runtime"
  vpc_endpoint_type = "Interface"
}
)",
             .cloudformation = R"(Resources:
  Main: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Other: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.1.0.0/16}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Main, CidrBlock: 10.0.1.0/24}}
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {}
      ManagedPolicyArns: [arn:aws:iam::aws:policy/AmazonBedrockFullAccess]
  App:
    Type: AWS::Lambda::Function
    Properties:
      Code: {S3Bucket: code, S3Key: app.zip}
      Role: !GetAtt Role.Arn
      VpcConfig: {SubnetIds: [!Ref Subnet], SecurityGroupIds: [sg-0a1b2c3d]}
  Runtime:
    Type: AWS::EC2::VPCEndpoint
    Properties: {VpcId: !Ref Main, ServiceName: com.amazonaws.us-east-1.bedrock-runtime, VpcEndpointType: Interface}
)"},
    .fix = engine::FixKind::None,
    .since = "0.2"};

void check_endpoint(const Facts& facts, const graph::Endpoint& endpoint, Verdicts& out) {
  const facts::Stranded stranded = facts::stranded_callers(facts, endpoint);
  const Span place = endpoint.vpc.place.is_valid() ? endpoint.vpc.place : endpoint.header;
  if (stranded.value.is_no()) {
    return out.holds(endpoint, {{"no caller of its service is left in another VPC", endpoint.address, place}});
  }
  const graph::Vpc* callers = stranded.callers;
  const graph::Vpc& own = facts.graph().get(endpoint.vpc.target);
  if (stranded.value.is_unknown()) {
    return out.unknown(endpoint, place,
                       "whether " + quoted(endpoint.address) + " in " + quoted(own.address) +
                           " serves the callers in " + quoted(callers->address),
                       stranded.value.causes, engine::verify_endpoint(endpoint));
  }
  Broken what = fault(place,
                      quoted(endpoint.address) + " is in " + quoted(own.address) + ", where nothing calls " +
                          quoted(endpoint.service.value.suffix) + "; its callers are in " + quoted(callers->address),
                      {{"the VPC of the callers", callers->address, callers->header}});
  what.verify = engine::verify_endpoint(endpoint);
  report(out, endpoint, std::move(what));
}

void check(const Facts& facts, Verdicts& out) {
  for (const graph::Endpoint& endpoint : facts.graph().all<graph::Endpoint>()) {
    const bool is_here = !endpoint.is_data && !endpoint.is_external() && endpoint.vpc.has_target();
    if (is_here && facts.is_bedrock_endpoint(endpoint)) check_endpoint(facts, endpoint, out);
  }
}

}  // namespace

extern const engine::Rule kEndpointInOtherVpcThanCallers;
const engine::Rule kEndpointInOtherVpcThanCallers{&kInfo, check};

}  // namespace brn::rules
