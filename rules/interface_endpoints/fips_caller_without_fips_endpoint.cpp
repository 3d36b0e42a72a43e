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
    .id = "BRN208",
    .name = "fips-caller-without-fips-endpoint",
    .title = "A caller uses FIPS hosts, its VPC has only the other endpoint",
    .subject = engine::Subject::InterfaceEndpoints,
    .severity = Severity::Medium,
    .nist = kNist,
    .rationale =
        "With `AWS_USE_FIPS_ENDPOINT` the SDK calls a host of its own, `bedrock-runtime-fips`, for which the "
        "ordinary endpoint has no name. The call leaves by a NAT or internet gateway, or fails. The Amazon "
        "Bedrock User Guide (Use interface VPC endpoints) lists the FIPS services as services of their own.",
    .verify = "aws ec2 describe-vpc-endpoints --filters 'Name=service-name,Values=com.amazonaws.*.bedrock*-fips'",
    .help =
        "add an interface endpoint for the `-fips` service, or take the variable away where FIPS is not asked "
        "for",
    .bad = {.terraform = R"(resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
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
  environment {
    variables = { AWS_USE_FIPS_ENDPOINT = "true" }
  }
}
resource "aws_vpc_endpoint" "runtime" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.us-east-1.bedrock-runtime"
  vpc_endpoint_type = "Interface"
}
)",
            .cloudformation = R"(Resources:
  Main: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
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
      Environment: {Variables: {AWS_USE_FIPS_ENDPOINT: "true"}}
  Runtime:
    Type: AWS::EC2::VPCEndpoint
    Properties: {VpcId: !Ref Main, ServiceName: com.amazonaws.us-east-1.bedrock-runtime, VpcEndpointType: Interface}
)"},
    .good = {.terraform = R"(resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
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
  environment {
    variables = { AWS_USE_FIPS_ENDPOINT = "true" }
  }
}
resource "aws_vpc_endpoint" "runtime" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.us-east-1.bedrock-runtime-fips"
  vpc_endpoint_type = "Interface"
}
)",
             .cloudformation = R"(Resources:
  Main: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
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
      Environment: {Variables: {AWS_USE_FIPS_ENDPOINT: "true"}}
  Runtime:
    Type: AWS::EC2::VPCEndpoint
    Properties: {VpcId: !Ref Main, ServiceName: com.amazonaws.us-east-1.bedrock-runtime-fips, VpcEndpointType: Interface}
)"},
    .fix = engine::FixKind::None,
    .since = "0.2"};

/// A service that the caller needs and whose ordinary endpoint is in the VPC, but not the FIPS one.
void check_need(const Facts& facts, const graph::Workload& workload, graph::VpcId vpc, const facts::Need& need,
                Verdicts& out) {
  const auto ordinary = facts.endpoints_for(vpc, need.service);
  if (!ordinary.exists.is_yes()) return;
  const auto fips = facts.endpoints_for(vpc, need.service + "-fips");
  const Span place = place_of(workload.uses_fips, workload);
  const graph::Vpc& home = facts.graph().get(vpc);
  const std::string service = need.service + "-fips";
  if (fips.exists.is_yes()) {
    return out.holds(workload,
                     {{quoted(home.address) + " has an endpoint for " + quoted(service), home.address, home.header}});
  }
  if (fips.exists.is_unknown() || !workload.uses_fips.is_known()) {
    Causes causes = fips.exists.causes;
    merge_causes(causes, workload.uses_fips.causes);
    return out.unknown(workload, place,
                       "whether " + quoted(workload.address) + " finds an endpoint for " + quoted(service),
                       std::move(causes), engine::verify_endpoints(home, service));
  }
  const graph::Endpoint& endpoint = facts.graph().get(ordinary.certain.front());
  Broken what = fault(place,
                      quoted(workload.address) + " calls " + quoted(service) + ", but " + quoted(home.address) +
                          " has an endpoint for " + quoted(need.service) + " only",
                      {{"the endpoint", endpoint.address, endpoint.header}});
  what.role = need.service;
  what.verify = engine::verify_endpoints(home, service);
  report(out, workload, std::move(what));
}

void check(const Facts& facts, Verdicts& out) {
  for (const facts::Member& member : facts.members()) {
    if (member.kind != facts::MemberKind::Workload || !member.calls_bedrock.is_yes()) continue;
    const auto& workload = facts.graph().all<graph::Workload>()[member.index];
    if (is_no(is_true(workload.uses_fips))) continue;
    for (const facts::Need& need : member.needs) {
      const bool has_sibling = need.service == "bedrock" || need.service == "bedrock-runtime";
      if (need.demand != facts::Demand::Needed || !has_sibling) continue;
      for (const graph::VpcId vpc : member.vpcs) check_need(facts, workload, vpc, need, out);
    }
  }
}

}  // namespace

extern const engine::Rule kFipsCallerWithoutFipsEndpoint;
const engine::Rule kFipsCallerWithoutFipsEndpoint{&kInfo, check};

}  // namespace brn::rules
