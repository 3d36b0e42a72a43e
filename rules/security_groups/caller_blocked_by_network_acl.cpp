#include <algorithm>

#include "analyzer/facts/acls.h"
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

constexpr std::string_view kNist[] = {"SC-7", "AC-4"};

constexpr RuleInfo kInfo{
    .id = "BRN404",
    .name = "caller-blocked-by-network-acl",
    .title = "A network ACL keeps a caller from its Bedrock endpoint or S3",
    .subject = engine::Subject::SecurityGroups,
    .severity = Severity::High,
    .nist = kNist,
    .rationale =
        "Network ACLs are stateless, so an entry that lets TCP 443 out is worth nothing without one that lets "
        "the replies in on the client's ephemeral ports. A caller that is cut off gets time-outs, and the "
        "repair in a hurry tends to be an entry for the whole world. The Amazon VPC User Guide (Control "
        "subnet traffic with network access control lists) lists the ephemeral ports; an ACL can name no "
        "prefix list, so the way to S3 needs public addresses.",
    .verify = "aws ec2 describe-network-acls --filters Name=association.subnet-id,Values=$SUBNET",
    .help =
        "let TCP 443 out of the caller's subnet and into the endpoint's, and replies on ports 1024-65535 the "
        "other way",
    .bad = {.terraform = R"(resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "job" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_network_acl" "job" {
  vpc_id     = aws_vpc.main.id
  subnet_ids = [aws_subnet.job.id]
}
resource "aws_network_acl_rule" "out" {
  network_acl_id = aws_network_acl.job.id
  rule_number    = 100
  egress         = true
  protocol       = "-1"
  rule_action    = "allow"
  cidr_block     = "0.0.0.0/0"
}
resource "aws_bedrock_custom_model" "tuned" {
  vpc_config {
    subnet_ids         = [aws_subnet.job.id]
    security_group_ids = ["sg-0a1b2c3d"]
  }
}
)",
            .cloudformation = R"(Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
  B: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.2.0/24}}
  Acl: {Type: AWS::EC2::NetworkAcl, Properties: {VpcId: !Ref Vpc}}
  OnB: {Type: AWS::EC2::SubnetNetworkAclAssociation, Properties: {SubnetId: !Ref B, NetworkAclId: !Ref Acl}}
  In:
    Type: AWS::EC2::NetworkAclEntry
    Properties: {NetworkAclId: !Ref Acl, RuleNumber: 100, Protocol: -1, RuleAction: allow, CidrBlock: 10.0.0.0/16}
  Runtime:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      ServiceName: com.amazonaws.us-east-1.bedrock-runtime
      VpcEndpointType: Interface
      SubnetIds: [!Ref B]
  Role:
    Type: AWS::IAM::Role
    Properties: {AssumeRolePolicyDocument: {}, ManagedPolicyArns: [arn:aws:iam::aws:policy/AmazonBedrockFullAccess]}
  App:
    Type: AWS::Lambda::Function
    Properties: {Role: !GetAtt Role.Arn, VpcConfig: {SubnetIds: [!Ref A], SecurityGroupIds: [sg-0a1b2c3d]}}
)"},
    .good = {.terraform = R"(resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "job" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_bedrock_custom_model" "tuned" {
  vpc_config {
    subnet_ids         = [aws_subnet.job.id]
    security_group_ids = ["sg-0a1b2c3d"]
  }
}
)",
             .cloudformation = R"(Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
  B: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.2.0/24}}
  Acl: {Type: AWS::EC2::NetworkAcl, Properties: {VpcId: !Ref Vpc}}
  OnB: {Type: AWS::EC2::SubnetNetworkAclAssociation, Properties: {SubnetId: !Ref B, NetworkAclId: !Ref Acl}}
  In:
    Type: AWS::EC2::NetworkAclEntry
    Properties: {NetworkAclId: !Ref Acl, RuleNumber: 100, Protocol: -1, RuleAction: allow, CidrBlock: 10.0.0.0/16}
  Out:
    Type: AWS::EC2::NetworkAclEntry
    Properties: {NetworkAclId: !Ref Acl, RuleNumber: 100, Protocol: -1, RuleAction: allow, CidrBlock: 10.0.0.0/16, Egress: true}
  Runtime:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      ServiceName: com.amazonaws.us-east-1.bedrock-runtime
      VpcEndpointType: Interface
      SubnetIds: [!Ref B]
  Role:
    Type: AWS::IAM::Role
    Properties: {AssumeRolePolicyDocument: {}, ManagedPolicyArns: [arn:aws:iam::aws:policy/AmazonBedrockFullAccess]}
  App:
    Type: AWS::Lambda::Function
    Properties: {Role: !GetAtt Role.Arn, VpcConfig: {SubnetIds: [!Ref A], SecurityGroupIds: [sg-0a1b2c3d]}}
)"},
    .fix = engine::FixKind::None,
    .since = "0.2"};

class Check {
 public:
  Check(const Facts& facts, Verdicts& out) : facts_(facts), acls_(facts), out_(out) {}

  void judge_endpoints(const VpcScope& scope, const Member& member) {
    for (const facts::Need& need : member.needs) {
      if (need.demand != facts::Demand::Needed) continue;
      for (const graph::EndpointId id : facts_.endpoints_for(scope.vpc, need.service).certain) {
        const graph::Endpoint& endpoint = facts_.graph().get(id);
        if (has_own_acls(scope.vpc)) ask_for_subnets(member, endpoint);
        for (const auto& from : member.subnets->items) {
          for (const auto& to : endpoint.subnets.items) {
            if (from.has_target() && to.has_target())
              judge(member, from.target, quoted(endpoint.address), acls_.admit(from.target, to.target));
          }
        }
      }
    }
  }

  void judge_s3(const Member& member) {
    for (const auto& from : member.subnets->items) {
      if (from.has_target()) judge(member, from.target, "S3", acls_.admit_s3(from.target));
    }
  }

 private:
  /// Without ACLs of its own everything passes in a VPC, whatever the subnets are.
  [[nodiscard]] bool has_own_acls(graph::VpcId vpc) const {
    return std::ranges::any_of(facts_.graph().all<graph::NetworkAcl>(), [&](const graph::NetworkAcl& acl) {
      return acl.origin == graph::Origin::Written && (!acl.vpc.has_target() || acl.vpc.target == vpc);
    });
  }

  void ask_for_subnets(const Member& member, const graph::Endpoint& endpoint) {
    Causes causes = member.subnets->causes;
    for (const auto& item : member.subnets->items) merge_causes(causes, item.causes);
    merge_causes(causes, endpoint.subnets.causes);
    for (const auto& item : endpoint.subnets.items) merge_causes(causes, item.causes);
    if (causes.empty()) return;
    out_.unknown(*member.entity, member.entity->header,
                 "whether network ACLs let " + quoted(member.entity->address) + " reach " + quoted(endpoint.address),
                 std::move(causes));
  }

  void judge(const Member& member, graph::SubnetId from, const std::string& target, const Answer& admitted) {
    const graph::Entity& caller = *member.entity;
    const graph::Subnet& subnet = facts_.graph().get(from);
    if (admitted.is_yes()) {
      out_.holds(caller, {{"network ACLs let it reach " + target, caller.address, caller.header}});
    } else if (admitted.is_unknown()) {
      out_.unknown(caller, caller.header, "whether network ACLs let " + quoted(caller.address) + " reach " + target,
                   admitted.causes);
    } else {
      const facts::Reason& why = admitted.reasons.front();
      Broken what = fault(
          why.place,
          quoted(caller.address) + " in " + quoted(subnet.address) + " cannot reach " + target + ": " + why.message,
          {{"the caller", caller.address, caller.header}, {"its subnet", subnet.address, subnet.header}});
      report(out_, member, std::move(what));
    }
  }

  const Facts& facts_;
  facts::NetworkAcls acls_;
  Verdicts& out_;
};

void check(const Facts& facts, Verdicts& out) {
  Check judge(facts, out);
  for (const VpcScope& scope : facts.scope()) {
    for (const std::uint32_t i : scope.members) judge.judge_endpoints(scope, facts.members()[i]);
  }
  for (const Member& member : facts.members()) {
    if (member.needs_s3.is_yes() && !member.in_vpc.is_no()) judge.judge_s3(member);
  }
}

}  // namespace

extern const engine::Rule kCallerBlockedByNetworkAcl;
const engine::Rule kCallerBlockedByNetworkAcl{&kInfo, check};

}  // namespace brn::rules
