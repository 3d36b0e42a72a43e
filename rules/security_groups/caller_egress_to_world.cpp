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

constexpr std::string_view kNist[] = {"SC-7", "SC-7(5)"};

constexpr RuleInfo kInfo{
    .id = "BRN403",
    .name = "caller-egress-to-world",
    .title = "The security group of a Bedrock caller or job lets traffic out anywhere",
    .subject = engine::Subject::SecurityGroups,
    .severity = Severity::Low,
    .nist = kNist,
    .rationale =
        "Code that is led astray by its input, or a stolen instance, can send what it knows to any address that a "
        "route leads to. A caller of a private endpoint needs TCP 443 to that endpoint and to S3's prefix list, no "
        "more. In CloudFormation AWS's own rule that lets everything out stays unless the group names an egress rule "
        "(AWS CloudFormation User Guide, AWS::EC2::SecurityGroup).",
    .verify = "aws ec2 describe-security-groups --group-ids $GROUP --query SecurityGroups[].IpPermissionsEgress",
    .help = "let out TCP 443 to the endpoint's security group and to the S3 prefix list",
    .bad = {.terraform = R"(resource "aws_security_group" "job" {
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_bedrock_custom_model" "tuned" {
  job_name = "tuned"
  vpc_config {
    subnet_ids         = ["subnet-0a1b2c3d"]
    security_group_ids = [aws_security_group.job.id]
  }
}
)",
            .cloudformation = R"(Resources:
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties: {GroupDescription: agent, VpcId: vpc-0a1b2c3d}
  Agent:
    Type: AWS::BedrockAgentCore::Runtime
    Properties:
      AgentRuntimeName: agent
      RoleArn: arn:aws:iam::111122223333:role/agent
      NetworkConfiguration:
        NetworkMode: VPC
        NetworkModeConfig: {Subnets: [subnet-0a1b2c3d], SecurityGroups: [!Ref Group]}
)"},
    .good = {.terraform = R"(resource "aws_security_group" "job" {
  egress {
    from_port       = 443
    to_port         = 443
    protocol        = "tcp"
    prefix_list_ids = [aws_vpc_endpoint.s3.prefix_list_id]
  }
}
resource "aws_vpc_endpoint" "s3" {
  vpc_id       = "vpc-0a1b2c3d"
  service_name = "com.amazonaws.us-east-1.s3"
}
resource "aws_bedrock_custom_model" "tuned" {
  job_name = "tuned"
  vpc_config {
    subnet_ids         = ["subnet-0a1b2c3d"]
    security_group_ids = [aws_security_group.job.id]
  }
}
)",
             .cloudformation = R"(Resources:
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: agent
      VpcId: vpc-0a1b2c3d
      SecurityGroupEgress: [{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/16}]
  Agent:
    Type: AWS::BedrockAgentCore::Runtime
    Properties:
      AgentRuntimeName: agent
      RoleArn: arn:aws:iam::111122223333:role/agent
      NetworkConfiguration:
        NetworkMode: VPC
        NetworkModeConfig: {Subnets: [subnet-0a1b2c3d], SecurityGroups: [!Ref Group]}
)"},
    .fix = engine::FixKind::None,
    .since = "0.1",
    .question = engine::Question::OnlyPrivately};

void check_member(const Facts& facts, const Member& member, Verdicts& out) {
  const graph::Entity& caller = *member.entity;
  Answer open = facts.open_to_world(member.groups, graph::Direction::Egress);
  if (open.is_no()) {
    out.holds(caller, {{"its groups do not let traffic out anywhere", caller.address, caller.header}});
  } else if (open.is_unknown()) {
    out.unknown(caller, member.groups.place.is_valid() ? member.groups.place : caller.header,
                "whether the groups of " + quoted(caller.address) + " let traffic out anywhere",
                std::move(open.causes));
  } else {
    const bool is_job = member.kind == facts::MemberKind::Job;
    const std::string kind = is_job ? "the job " : "";
    std::vector<facts::Reason> related(open.reasons.begin() + 1, open.reasons.end());
    related.push_back({is_job ? "the job" : "the caller", caller.address, caller.header});
    Broken what = fault(open.reasons.front().place,
                        open.reasons.front().message + ": " + kind + quoted(caller.address) + " may send data anywhere",
                        std::move(related));
    what.verify = verify_groups_of(facts, member.groups);
    report(out, member, with_severity(std::move(what), is_job ? Severity::Medium : Severity::Low));
  }
}

void check(const Facts& facts, Verdicts& out) {
  for (const Member& member : facts.members()) {
    if (!member.in_vpc.is_no()) check_member(facts, member, out);
  }
}

}  // namespace

extern const engine::Rule kCallerEgressToWorld;
const engine::Rule kCallerEgressToWorld{&kInfo, check};

}  // namespace brn::rules
