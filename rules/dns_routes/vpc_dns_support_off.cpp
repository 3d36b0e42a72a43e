#include "rules/verdict.h"

namespace brn::rules {

namespace {

using engine::Broken;
using engine::RuleInfo;
using engine::Severity;
using engine::Verdicts;
using facts::Facts;
using facts::Member;
using facts::quoted;
using facts::VpcScope;

constexpr std::string_view kNist[] = {"SC-7"};

constexpr RuleInfo kInfo{
    .id = "BRN705",
    .name = "vpc-dns-support-off",
    .title = "A VPC of Bedrock callers or jobs has DNS support off",
    .subject = engine::Subject::DnsRoutes,
    .severity = Severity::High,
    .nist = kNist,
    .rationale =
        "Without DNS support the VPC's resolver answers nothing: no private DNS, and no name of S3 for the "
        "gateway endpoint to route, so callers and jobs fail or are given a resolver outside of the VPC. The "
        "Amazon VPC User Guide (DNS attributes) has it on by default; the AWS PrivateLink Guide needs it for "
        "gateway endpoints as well.",
    .verify = "aws ec2 describe-vpc-attribute --vpc-id $VPC --attribute enableDnsSupport",
    .help = "turn DNS support on, or leave the attribute out",
    .bad = {.terraform = R"(resource "aws_vpc" "main" {
  cidr_block         = "10.0.0.0/16"
  enable_dns_support = false
}
resource "aws_subnet" "job" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_bedrockagentcore_agent_runtime" "agent" {
  network_configuration {
    network_mode = "VPC"
    network_mode_config {
      subnets         = [aws_subnet.job.id]
      security_groups = ["sg-0a1b2c3d"]
    }
  }
}
)",
            .cloudformation = R"(Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16, EnableDnsSupport: false}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
  Agent:
    Type: AWS::BedrockAgentCore::Runtime
    Properties:
      NetworkConfiguration:
        NetworkMode: VPC
        NetworkModeConfig: {Subnets: [!Ref Subnet], SecurityGroups: [sg-0a1b2c3d]}
)"},
    .good = {.terraform = R"(resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "job" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_bedrockagentcore_agent_runtime" "agent" {
  network_configuration {
    network_mode = "VPC"
    network_mode_config {
      subnets         = [aws_subnet.job.id]
      security_groups = ["sg-0a1b2c3d"]
    }
  }
}
)",
             .cloudformation = R"(Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
  Agent:
    Type: AWS::BedrockAgentCore::Runtime
    Properties:
      NetworkConfiguration:
        NetworkMode: VPC
        NetworkModeConfig: {Subnets: [!Ref Subnet], SecurityGroups: [sg-0a1b2c3d]}
)"},
    .fix = engine::FixKind::None,
    .since = "0.2"};

/// An endpoint that wants private DNS says so itself, with more to the point.
bool has_private_dns(const Facts& facts, const VpcScope& scope) {
  for (const graph::EndpointId id : scope.endpoints) {
    if (!is_no(graph::is_true(facts.graph().get(id).private_dns))) return true;
  }
  return false;
}

void check(const Facts& facts, Verdicts& out) {
  for (const VpcScope& scope : facts.scope()) {
    const graph::Vpc& vpc = facts.graph().get(scope.vpc);
    if (scope.members.empty() || vpc.is_external() || has_private_dns(facts, scope)) continue;
    const Tri on = graph::is_true(vpc.dns_support);
    const Span place = place_of(vpc.dns_support, vpc);
    if (is_yes(on)) {
      out.holds(vpc, {{"DNS support is on", vpc.address, place}});
    } else if (is_unknown(on)) {
      out.unknown(vpc, place, "whether DNS support of " + quoted(vpc.address) + " is on", vpc.dns_support.causes,
                  engine::verify_vpc_dns(vpc, "enableDnsSupport"));
    } else {
      const Member& member = facts.members()[scope.members.front()];
      Broken what = fault(
          place, "DNS support is off in " + quoted(vpc.address) + ", where " + quoted(member.entity->address) + " runs",
          {{"what runs in it", member.entity->address, member.entity->header}});
      what.verify = engine::verify_vpc_dns(vpc, "enableDnsSupport");
      report(out, vpc, std::move(what));
    }
  }
}

}  // namespace

extern const engine::Rule kVpcDnsSupportOff;
const engine::Rule kVpcDnsSupportOff{&kInfo, check};

}  // namespace brn::rules
