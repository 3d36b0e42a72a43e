#include "analyzer/facts/group_rules.h"
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

constexpr std::string_view kNist[] = {"SC-7", "SC-7(5)", "SC-7(11)"};

constexpr RuleInfo kInfo{
    .id = "BRN408",
    .name = "caller-open-to-world",
    .title = "The security group of a Bedrock caller or job admits the whole world",
    .subject = engine::Subject::SecurityGroups,
    .severity = Severity::Medium,
    .nist = kNist,
    .rationale =
        "What may call Bedrock holds credentials for it, so a port of administration that is open to every "
        "address is a way to the model and the data behind it. AWS Security Hub controls EC2.13, EC2.14, "
        "EC2.18 and EC2.19 ask that no group admit the world on other ports than those of the web; jobs and "
        "functions need no inbound rule at all.",
    .verify = "aws ec2 describe-security-groups --group-ids $GROUP --query SecurityGroups[].IpPermissions",
    .help = "remove the rule, or admit the addresses that need it; Session Manager needs no inbound port",
    .bad = {.terraform = R"(resource "aws_security_group" "agent" {
  vpc_id = "vpc-0a1b2c3d"
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_bedrockagentcore_agent_runtime" "agent" {
  network_configuration {
    network_mode = "VPC"
    network_mode_config {
      subnets         = ["subnet-0a1b2c3d"]
      security_groups = [aws_security_group.agent.id]
    }
  }
}
)",
            .cloudformation = R"(Resources:
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: agent
      VpcId: vpc-0a1b2c3d
      SecurityGroupIngress:
        - {IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 0.0.0.0/0}
  Agent:
    Type: AWS::BedrockAgentCore::Runtime
    Properties:
      NetworkConfiguration:
        NetworkMode: VPC
        NetworkModeConfig: {Subnets: [subnet-0a1b2c3d], SecurityGroups: [!Ref Group]}
)"},
    .good = {.terraform = R"(resource "aws_security_group" "agent" {
  vpc_id = "vpc-0a1b2c3d"
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["10.0.9.0/24"]
  }
}
resource "aws_bedrockagentcore_agent_runtime" "agent" {
  network_configuration {
    network_mode = "VPC"
    network_mode_config {
      subnets         = ["subnet-0a1b2c3d"]
      security_groups = [aws_security_group.agent.id]
    }
  }
}
)",
             .cloudformation = R"(Resources:
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: agent
      VpcId: vpc-0a1b2c3d
      SecurityGroupIngress:
        - {IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 10.0.9.0/24}
  Agent:
    Type: AWS::BedrockAgentCore::Runtime
    Properties:
      NetworkConfiguration:
        NetworkMode: VPC
        NetworkModeConfig: {Subnets: [subnet-0a1b2c3d], SecurityGroups: [!Ref Group]}
)"},
    .fix = engine::FixKind::None,
    .since = "0.2"};

void check_member(const Facts& facts, const Member& member, Verdicts& out) {
  const graph::Entity& caller = *member.entity;
  facts::RuleMatches open = facts::rules_for_world_beyond_web(facts, member.groups);
  for (const facts::RuleMatch& match : open.certain) {
    Broken what =
        fault(facts::address_place(*match.rule),
              quoted(match.group->address) + " admits the whole world on " + facts::ports_in_words(*match.rule) +
                  " to " + quoted(caller.address),
              {{member.kind == facts::MemberKind::Job ? "the job" : "the caller", caller.address, caller.header}});
    what.verify = verify_groups_of(facts, member.groups);
    report(out, member, std::move(what));
  }
  if (!open.certain.empty()) return;
  if (open.causes.empty()) {
    out.holds(caller, {{"its groups do not admit the whole world", caller.address, caller.header}});
  } else {
    out.unknown(caller, member.groups.place.is_valid() ? member.groups.place : caller.header,
                "whether the groups of " + quoted(caller.address) + " admit the whole world", std::move(open.causes));
  }
}

void check(const Facts& facts, Verdicts& out) {
  for (const Member& member : facts.members()) {
    if (!member.in_vpc.is_no()) check_member(facts, member, out);
  }
}

}  // namespace

extern const engine::Rule kCallerOpenToWorld;
const engine::Rule kCallerOpenToWorld{&kInfo, check};

}  // namespace brn::rules
