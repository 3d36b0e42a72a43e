#include <algorithm>

#include "analyzer/facts/callers.h"
#include "rules/verdict.h"

namespace brn::rules {

namespace {

using engine::Broken;
using engine::RuleInfo;
using engine::Severity;
using engine::Verdicts;
using facts::Facts;
using facts::Need;
using facts::quoted;
using facts::ServingEndpoints;
using facts::VpcScope;

constexpr std::string_view kNist[] = {"SC-7", "SC-7(3)"};

constexpr RuleInfo kInfo{
    .id = "BRN201",
    .name = "needed-endpoint-missing",
    .title = "A Bedrock service in use has no interface endpoint in its callers' VPC",
    .subject = engine::Subject::InterfaceEndpoints,
    .severity = Severity::High,
    .nist = kNist,
    .rationale =
        "Without an interface endpoint the calls leave by a NAT or internet gateway to Bedrock's public address, past "
        "every endpoint policy, or they fail. Each Bedrock service has an endpoint of its own: the one for `bedrock` "
        "does not carry InvokeModel, which is `bedrock-runtime`. The Amazon Bedrock User Guide (Use interface VPC "
        "endpoints) lists them.",
    .verify =
        "aws ec2 describe-vpc-endpoints --filters Name=vpc-id,Values=$VPC "
        "Name=service-name,Values='com.amazonaws.*.$SERVICE'",
    .help = "add an interface endpoint for the service with private DNS, in the callers' VPC and in at least two zones",
    .bad = {.terraform = R"(resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "app" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_iam_role" "app" {
  assume_role_policy = "{}"
  inline_policy {
    name   = "bedrock"
    policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "bedrock:InvokeModel", Resource = "*" }] })
  }
}
resource "aws_lambda_function" "app" {
  function_name = "app"
  role          = aws_iam_role.app.arn
  vpc_config {
    subnet_ids         = [aws_subnet.app.id]
    security_group_ids = ["sg-0a1b2c3d"]
  }
}
)",
            .cloudformation = R"(Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties: {CidrBlock: 10.0.0.0/16}
  Subnet:
    Type: AWS::EC2::Subnet
    Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {}
      Policies:
        - PolicyName: bedrock
          PolicyDocument:
            Statement: {Effect: Allow, Action: bedrock:InvokeModel, Resource: "*"}
  App:
    Type: AWS::Lambda::Function
    Properties:
      Code: {S3Bucket: code, S3Key: app.zip}
      Role: !GetAtt Role.Arn
      VpcConfig: {SubnetIds: [!Ref Subnet], SecurityGroupIds: [sg-0a1b2c3d]}
)"},
    .good = {.terraform = R"(resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "app" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_iam_role" "app" {
  assume_role_policy = "{}"
  inline_policy {
    name   = "bedrock"
    policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "bedrock:InvokeModel", Resource = "*" }] })
  }
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
  subnet_ids        = [aws_subnet.app.id]
}
)",
             .cloudformation = R"(Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties: {CidrBlock: 10.0.0.0/16}
  Subnet:
    Type: AWS::EC2::Subnet
    Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {}
      Policies:
        - PolicyName: bedrock
          PolicyDocument:
            Statement: {Effect: Allow, Action: bedrock:InvokeModel, Resource: "*"}
  App:
    Type: AWS::Lambda::Function
    Properties:
      Code: {S3Bucket: code, S3Key: app.zip}
      Role: !GetAtt Role.Arn
      VpcConfig: {SubnetIds: [!Ref Subnet], SecurityGroupIds: [sg-0a1b2c3d]}
  Runtime:
    Type: AWS::EC2::VPCEndpoint
    Properties: {VpcId: !Ref Vpc, ServiceName: com.amazonaws.us-east-1.bedrock-runtime, VpcEndpointType: Interface}
)"},
    .fix = engine::FixKind::None,
    .since = "0.1",
    .is_absence = true};

/// The most callers, and statements, that are named beside a finding.
constexpr std::size_t kMaxRelated = 4;

/// Who calls the service from the VPC, then the statements that allow it.
std::vector<facts::Reason> callers(const Facts& facts, const VpcScope& scope, const Need& need) {
  std::vector<facts::Reason> related;
  for (const std::uint32_t i : scope.members) {
    const facts::Member& member = facts.members()[i];
    const bool calls = std::ranges::any_of(
        member.needs, [&](const Need& other) { return other.service == need.service && other.demand == need.demand; });
    if (!calls || related.size() >= kMaxRelated) continue;
    related.push_back({"a caller", member.entity->address, member.entity->header});
  }
  for (const facts::Reason& reason : need.reasons) {
    if (related.size() < 2 * kMaxRelated) related.push_back(reason);
  }
  return related;
}

Broken missing(const Facts& facts, const VpcScope& scope, const Need& need) {
  const graph::Vpc& vpc = facts.graph().get(scope.vpc);
  Broken what = fault(
      vpc.header,
      quoted(vpc.address) + " has no interface endpoint for " + quoted(need.service) + ", which is called from it",
      callers(facts, scope, need));
  what.role = need.service;
  what.verify = engine::verify_endpoints(vpc, need.service);
  return what;
}

/// An endpoint with FIPS hosts only serves clients that ask for these.
Causes fips_sibling(const Facts& facts, graph::VpcId vpc, const Need& need) {
  if (need.service.ends_with("-fips")) return {};
  const ServingEndpoints sibling = facts.endpoints_for(vpc, need.service + "-fips");
  if (sibling.certain.empty()) return {};
  const graph::Endpoint& endpoint = facts.graph().get(sibling.certain.front());
  return {Cause{CauseKind::External, endpoint.address + " clients",
                quoted(endpoint.address) + " serves only clients that use FIPS hosts",
                "set `AWS_USE_FIPS_ENDPOINT` for the callers", endpoint.header}};
}

void check_need(const Facts& facts, const VpcScope& scope, const Need& need, Verdicts& out) {
  const graph::Vpc& vpc = facts.graph().get(scope.vpc);
  ServingEndpoints serving = facts.endpoints_for(scope.vpc, need.service);
  if (serving.exists.is_yes()) {
    if (serving.certain.empty()) return out.holds(vpc, serving.exists.reasons);  // declared to be made elsewhere
    const graph::Endpoint& endpoint = facts.graph().get(serving.certain.front());
    out.holds(vpc, {{quoted(endpoint.address) + " serves " + quoted(need.service), endpoint.address, endpoint.header}});
    return;
  }
  // An endpoint of the wrong type, name or VPC is a fault of its own.
  if (!facts.wrong_type_endpoints(scope.vpc, need.service).empty()) return;
  if (facts::misplaced_endpoint(facts, scope.vpc, need.service) != nullptr) return;
  if (const Causes causes = fips_sibling(facts, scope.vpc, need); !causes.empty()) {
    serving.exists = facts::Answer::unknown(causes);
  }
  if (serving.exists.is_no()) return report(out, vpc, missing(facts, scope, need));
  out.unknown(vpc, vpc.header,
              "whether " + quoted(vpc.address) + " has an interface endpoint for " + quoted(need.service),
              serving.exists.causes, engine::verify_endpoints(vpc, need.service));
}

/// Callers inside of a VPC that is not known.
void check_homeless(const facts::Member& member, Verdicts& out) {
  if (!member.vpcs.empty() || !member.in_vpc.is_yes() || !member.calls_bedrock.is_yes()) return;
  const bool needs_some =
      std::ranges::any_of(member.needs, [](const Need& need) { return need.demand == facts::Demand::Needed; });
  if (!needs_some) return;
  Causes causes = member.subnets->causes;
  for (const auto& item : member.subnets->items) merge_causes(causes, item.causes);
  out.unknown(*member.entity, member.subnets->place.is_valid() ? member.subnets->place : member.entity->header,
              "in which VPC " + quoted(member.entity->address) + " runs, and whether that has the endpoints it needs",
              causes);
}

void check(const Facts& facts, Verdicts& out) {
  for (const VpcScope& scope : facts.scope()) {
    for (const Need& need : scope.needs) {
      if (need.demand == facts::Demand::Needed) check_need(facts, scope, need, out);
    }
  }
  for (const facts::Member& member : facts.members()) check_homeless(member, out);
}

}  // namespace

extern const engine::Rule kNeededEndpointMissing;
const engine::Rule kNeededEndpointMissing{&kInfo, check};

}  // namespace brn::rules
