#include "analyzer/facts/placement.h"
#include "rules/verdict.h"

namespace brn::rules {

namespace {

using engine::Broken;
using engine::RuleInfo;
using engine::Severity;
using engine::Verdicts;
using facts::Answer;
using facts::Facts;
using facts::Footings;
using facts::Member;
using facts::quoted;

constexpr std::string_view kNist[] = {"SC-7"};

constexpr RuleInfo kInfo{
    .id = "BRN105",
    .name = "job-network-of-several-vpcs",
    .title = "The subnets and groups of a job or caller are of different VPCs",
    .subject = engine::Subject::JobVpc,
    .severity = Severity::High,
    .nist = kNist,
    .rationale =
        "AWS refuses network interfaces whose subnet and security group are of different VPCs, so the job or function "
        "cannot start in the network that was meant for it, and the quick way out is to leave the VPC configuration "
        "away. The Amazon EC2 User Guide (Elastic network interfaces) asks for groups of the subnet's VPC.",
    .verify = "aws ec2 describe-security-groups --group-ids $GROUP --query SecurityGroups[].VpcId",
    .help = "take subnets and security groups of one VPC",
    .bad = {.terraform = R"(resource "aws_vpc" "a" { cidr_block = "10.0.0.0/16" }
resource "aws_vpc" "b" { cidr_block = "10.1.0.0/16" }
resource "aws_subnet" "jobs" {
  vpc_id     = aws_vpc.a.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_security_group" "jobs" { vpc_id = aws_vpc.b.id }
resource "aws_bedrock_custom_model" "tuned" {
  job_name = "tuned"
  vpc_config {
    subnet_ids         = [aws_subnet.jobs.id]
    security_group_ids = [aws_security_group.jobs.id]
  }
}
)",
            .cloudformation = R"(Resources:
  A: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  B: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.1.0.0/16}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref A, CidrBlock: 10.0.1.0/24}}
  Group: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: agent, VpcId: !Ref B}}
  Agent:
    Type: AWS::BedrockAgentCore::Runtime
    Properties:
      AgentRuntimeName: agent
      NetworkConfiguration:
        NetworkMode: VPC
        NetworkModeConfig: {Subnets: [!Ref Subnet], SecurityGroups: [!Ref Group]}
)"},
    .good = {.terraform = R"(resource "aws_vpc" "a" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "jobs" {
  vpc_id     = aws_vpc.a.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_security_group" "jobs" { vpc_id = aws_vpc.a.id }
resource "aws_bedrock_custom_model" "tuned" {
  job_name = "tuned"
  vpc_config {
    subnet_ids         = [aws_subnet.jobs.id]
    security_group_ids = [aws_security_group.jobs.id]
  }
}
)",
             .cloudformation = R"(Resources:
  A: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref A, CidrBlock: 10.0.1.0/24}}
  Group: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: agent, VpcId: !Ref A}}
  Agent:
    Type: AWS::BedrockAgentCore::Runtime
    Properties:
      AgentRuntimeName: agent
      NetworkConfiguration:
        NetworkMode: VPC
        NetworkModeConfig: {Subnets: [!Ref Subnet], SecurityGroups: [!Ref Group]}
)"},
    .fix = engine::FixKind::None,
    .since = "0.2"};

void check_member(const Facts& facts, const Member& member, Verdicts& out) {
  const graph::Entity& entity = *member.entity;
  Footings found = facts::footings_of(facts, *member.subnets, member.groups);
  for (std::size_t i = 1; i < found.known.size(); ++i) {
    Answer same = facts::same_vpc(facts, found.known.front().vpc, found.known[i].vpc);
    if (same.is_no()) {
      Broken what = fault(found.known[i].reason.place,
                          quoted(entity.address) + " has subnets and groups of different VPCs: " +
                              found.known.front().reason.message + ", " + found.known[i].reason.message,
                          {found.known.front().reason});
      what.verify = verify_groups_of(facts, member.groups);
      return report(out, member, std::move(what));
    }
    merge_causes(found.causes, same.causes);
  }
  if (found.known.empty() && found.causes.empty()) return;
  if (found.causes.empty()) {
    return out.holds(entity,
                     {{"its subnets and groups are of one VPC", entity.address, found.known.front().reason.place}});
  }
  out.unknown(entity, member.subnets->place.is_valid() ? member.subnets->place : entity.header,
              "whether the subnets and groups of " + quoted(entity.address) + " are of one VPC",
              std::move(found.causes));
}

void check(const Facts& facts, Verdicts& out) {
  for (const Member& member : facts.members()) check_member(facts, member, out);
}

}  // namespace

extern const engine::Rule kJobNetworkOfSeveralVpcs;
const engine::Rule kJobNetworkOfSeveralVpcs{&kInfo, check};

}  // namespace brn::rules
