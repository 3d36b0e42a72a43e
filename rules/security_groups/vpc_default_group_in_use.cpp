#include <algorithm>

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
using facts::VpcScope;

constexpr std::string_view kNist[] = {"SC-7", "SC-7(5)"};

constexpr RuleInfo kInfo{
    .id = "BRN406",
    .name = "vpc-default-group-in-use",
    .title = "A Bedrock endpoint or caller is in its VPC's default security group",
    .subject = engine::Subject::SecurityGroups,
    .severity = Severity::Medium,
    .nist = kNist,
    .rationale =
        "Whatever is launched without a group lands in the VPC's default group, whose own rules admit every "
        "member on every port, so the endpoint or caller shares its limits with strangers. AWS attaches it "
        "wherever no group is named (AWS PrivateLink Guide, Create an interface endpoint), and AWS Security "
        "Hub control EC2.2 asks that it have no rules at all.",
    .verify = "aws ec2 describe-security-groups --filters Name=group-name,Values=default Name=vpc-id,Values=$VPC",
    .help = "name a security group of its own with the one rule that is needed",
    .bad = {.terraform = R"(resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_vpc_endpoint" "runtime" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.us-east-1.bedrock-runtime"
  vpc_endpoint_type = "Interface"
}
)",
            .cloudformation = R"(Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Runtime:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      ServiceName: com.amazonaws.us-east-1.bedrock-runtime
      VpcEndpointType: Interface
      SecurityGroupIds: [!GetAtt Vpc.DefaultSecurityGroup]
)"},
    .good = {.terraform = R"(resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_security_group" "endpoint" { vpc_id = aws_vpc.main.id }
resource "aws_vpc_endpoint" "runtime" {
  vpc_id             = aws_vpc.main.id
  service_name       = "com.amazonaws.us-east-1.bedrock-runtime"
  vpc_endpoint_type  = "Interface"
  security_group_ids = [aws_security_group.endpoint.id]
}
)",
             .cloudformation = R"(Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Group: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: endpoint, VpcId: !Ref Vpc}}
  Runtime:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      ServiceName: com.amazonaws.us-east-1.bedrock-runtime
      VpcEndpointType: Interface
      SecurityGroupIds: [!Ref Group]
)"},
    .fix = engine::FixKind::None,
    .since = "0.2"};

/// What uses groups: an endpoint, or a member.
struct User {
  const graph::Entity& entity;
  const facts::Groups& groups;
  bool is_given = false;  // the group is named
  Span place;
};

Broken in_default_group(const Facts& facts, const User& user, graph::SecurityGroupId id) {
  const graph::SecurityGroup& group = facts.graph().get(id);
  const std::string how = user.is_given ? "" : " because no group is named";
  Broken what = fault(user.place, quoted(user.entity.address) + " is in " + quoted(group.address) + how);
  if (group.origin == graph::Origin::Written)
    what.related.push_back({"the default group", group.address, group.header});
  what.verify = verify_groups_of(facts, user.groups);
  return what;
}

/// True when it is not in a default group; says so where it is, or may be.
bool is_elsewhere(const Facts& facts, const User& user, Verdicts& out) {
  Causes causes = user.groups.complete ? Causes{} : user.groups.causes;
  for (const auto& item : user.groups.items) {
    if (!item.has_target()) merge_causes(causes, item.causes);
  }
  if (causes.empty()) {
    out.holds(user.entity, {{"it has security groups of its own", user.entity.address, user.place}});
    return true;
  }
  out.unknown(user.entity, user.place,
              "whether " + quoted(user.entity.address) + " is in the default security group of its VPC",
              std::move(causes), verify_groups_of(facts, user.groups));
  return false;
}

/// A caller that this keeps out is the graver fault, of the rule about callers.
bool keeps_callers_out(const Facts& facts, const graph::Endpoint& endpoint, const facts::Groups& groups) {
  const VpcScope* scope = endpoint.vpc.has_target() ? facts.scope_of(endpoint.vpc.target) : nullptr;
  if (scope == nullptr) return false;
  const std::string_view service = facts.bedrock_service(endpoint);
  return std::ranges::any_of(scope->members, [&](std::uint32_t i) {
    const Member& member = facts.members()[i];
    const bool needs = std::ranges::any_of(member.needs, [&](const facts::Need& need) {
      return need.service == service && need.demand == facts::Demand::Needed;
    });
    return needs && facts.groups_admit(member.groups, *member.subnets, groups, endpoint.subnets, 443).is_no();
  });
}

void check_endpoint(const Facts& facts, const graph::Endpoint& endpoint, Verdicts& out) {
  const auto groups = facts.groups_of(endpoint);
  const auto found = facts::default_groups(facts, groups);
  const bool is_given = endpoint.groups.contains(found.empty() ? graph::SecurityGroupId{} : found.front());
  const User user{endpoint, groups, is_given,
                  endpoint.groups.place.is_valid() ? endpoint.groups.place : endpoint.header};
  if (found.empty()) {
    is_elsewhere(facts, user, out);
  } else if (!keeps_callers_out(facts, endpoint, groups)) {
    report(out, endpoint, in_default_group(facts, user, found.front()));
  }
}

void check_member(const Facts& facts, const Member& member, Verdicts& out) {
  const auto found = facts::default_groups(facts, member.groups);
  const bool is_given = member.groups.written && member.groups.place.is_valid();
  const User user{*member.entity, member.groups, is_given,
                  member.groups.place.is_valid() ? member.groups.place : member.entity->header};
  if (found.empty()) {
    is_elsewhere(facts, user, out);
  } else {
    report(out, member, in_default_group(facts, user, found.front()));
  }
}

void check(const Facts& facts, Verdicts& out) {
  for (const graph::Endpoint& endpoint : facts.graph().all<graph::Endpoint>()) {
    if (facts.is_bedrock_endpoint(endpoint) && !endpoint.is_data && !endpoint.is_external())
      check_endpoint(facts, endpoint, out);
  }
  for (const Member& member : facts.members()) {
    if (!member.in_vpc.is_no()) check_member(facts, member, out);
  }
}

}  // namespace

extern const engine::Rule kVpcDefaultGroupInUse;
const engine::Rule kVpcDefaultGroupInUse{&kInfo, check};

}  // namespace brn::rules
