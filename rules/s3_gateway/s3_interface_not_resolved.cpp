#include <algorithm>

#include "analyzer/facts/s3_access.h"
#include "rules/verdict.h"

namespace brn::rules {

namespace {

using engine::Broken;
using engine::RuleInfo;
using engine::Severity;
using engine::Verdicts;
using facts::Answer;
using facts::Facts;
using facts::Member;
using facts::quoted;
using facts::VpcScope;

constexpr std::string_view kNist[] = {"SC-7", "SC-7(3)"};

constexpr RuleInfo kInfo{
    .id = "BRN604",
    .name = "s3-interface-not-resolved",
    .title = "An S3 interface endpoint stands where a gateway endpoint is needed",
    .subject = engine::Subject::S3Gateway,
    .severity = Severity::Medium,
    .nist = kNist,
    .rationale =
        "Without private DNS an interface endpoint answers only to its own long name, which a Bedrock job "
        "cannot be told, so S3's ordinary name still leads to public addresses. Private DNS for S3 serves the "
        "inbound resolver alone unless told otherwise, and then needs a gateway endpoint too (AWS PrivateLink "
        "Guide, private DNS for Amazon S3). A gateway endpoint costs nothing.",
    .verify = "aws ec2 describe-vpc-endpoints --vpc-endpoint-ids $ENDPOINT --query VpcEndpoints[].DnsOptions",
    .help = "add a gateway endpoint on the route tables, or turn on private DNS for all resolvers",
    .bad = {.terraform = R"(resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}
resource "aws_subnet" "job" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_vpc_endpoint" "s3" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.us-east-1.s3"
  vpc_endpoint_type = "Interface"
  subnet_ids        = [aws_subnet.job.id]
}
resource "aws_bedrock_custom_model" "tuned" {
  vpc_config {
    subnet_ids         = [aws_subnet.job.id]
    security_group_ids = ["sg-0a1b2c3d"]
  }
}
)",
            .cloudformation = R"(Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
  S3:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      ServiceName: com.amazonaws.us-east-1.s3
      VpcEndpointType: Interface
      SubnetIds: [!Ref Subnet]
  Role:
    Type: AWS::IAM::Role
    Properties: {AssumeRolePolicyDocument: {}, ManagedPolicyArns: [arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess]}
  Agent:
    Type: AWS::BedrockAgentCore::Runtime
    Properties:
      RoleArn: !GetAtt Role.Arn
      NetworkConfiguration:
        NetworkMode: VPC
        NetworkModeConfig: {Subnets: [!Ref Subnet], SecurityGroups: [sg-0a1b2c3d]}
)"},
    .good = {.terraform = R"(resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}
resource "aws_subnet" "job" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.main.id
  service_name    = "com.amazonaws.us-east-1.s3"
  route_table_ids = [aws_vpc.main.main_route_table_id]
}
resource "aws_bedrock_custom_model" "tuned" {
  vpc_config {
    subnet_ids         = [aws_subnet.job.id]
    security_group_ids = ["sg-0a1b2c3d"]
  }
}
)",
             .cloudformation = R"(Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
  S3:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      ServiceName: com.amazonaws.us-east-1.s3
      VpcEndpointType: Interface
      SubnetIds: [!Ref Subnet]
      PrivateDnsEnabled: true
      DnsOptions: {PrivateDnsOnlyForInboundResolverEndpoint: AllResolvers}
  Role:
    Type: AWS::IAM::Role
    Properties: {AssumeRolePolicyDocument: {}, ManagedPolicyArns: [arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess]}
  Agent:
    Type: AWS::BedrockAgentCore::Runtime
    Properties:
      RoleArn: !GetAtt Role.Arn
      NetworkConfiguration:
        NetworkMode: VPC
        NetworkModeConfig: {Subnets: [!Ref Subnet], SecurityGroups: [sg-0a1b2c3d]}
)"},
    .fix = engine::FixKind::None,
    .since = "0.2"};

void check_interface(const Facts& facts, const graph::Endpoint& endpoint, const Member& member, Verdicts& out) {
  const Span place = place_of(endpoint.private_dns, endpoint);
  Answer resolves = facts.s3_resolves_privately(endpoint.vpc.target);
  if (resolves.is_yes()) {
    out.holds(endpoint, {{"S3's ordinary names lead to it", endpoint.address, place}});
  } else if (resolves.is_unknown()) {
    out.unknown(endpoint, place, "whether S3's ordinary names lead to " + quoted(endpoint.address),
                std::move(resolves.causes), engine::verify_endpoint(endpoint));
  } else {
    Broken what = fault(place,
                        "S3's ordinary names do not lead to the interface endpoint " + quoted(endpoint.address) +
                            ", and its VPC has no gateway endpoint for " + quoted(member.entity->address),
                        {{"what moves data", member.entity->address, member.entity->header}});
    what.verify = engine::verify_endpoint(endpoint);
    report(out, endpoint, std::move(what));
  }
}

void check(const Facts& facts, Verdicts& out) {
  for (const VpcScope& scope : facts.scope()) {
    const auto user = std::ranges::find_if(scope.members, [&](std::uint32_t i) {
      const Member& member = facts.members()[i];
      return member.needs_s3.is_yes() && !member.in_vpc.is_no();
    });
    if (user == scope.members.end() || facts.s3_gateways(scope.vpc).exists.is_yes()) continue;
    for (const graph::EndpointId id : facts::s3_interfaces(facts, scope.vpc))
      check_interface(facts, facts.graph().get(id), facts.members()[*user], out);
  }
}

}  // namespace

extern const engine::Rule kS3InterfaceNotResolved;
const engine::Rule kS3InterfaceNotResolved{&kInfo, check};

}  // namespace brn::rules
