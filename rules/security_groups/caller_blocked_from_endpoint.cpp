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

constexpr RuleInfo kInfo{.id = "BRN402",
                         .name = "caller-blocked-from-endpoint",
                         .title = "Security groups keep a caller from its Bedrock endpoint or S3",
                         .subject = engine::Subject::SecurityGroups,
                         .severity = Severity::High,
                         .nist = kNist,
                         .rationale =
                             "With private DNS on, the service's name leads to the endpoint and nowhere else, so a "
                             "caller that its groups keep out gets time-outs, and the usual repair in a hurry is a "
                             "rule for the whole world. The AWS PrivateLink Guide asks for inbound TCP 443 at the "
                             "endpoint; the caller's own group needs it outbound, to the endpoint or to S3's prefix "
                             "list.",
                         .verify = "aws ec2 describe-security-groups --group-ids $CALLER_GROUP $ENDPOINT_GROUP",
                         .help =
                             "let TCP 443 out of the caller's group to the endpoint's group, and into the endpoint's "
                             "group from the caller's",
                         .bad = {.terraform = R"(resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "app" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_security_group" "app" { vpc_id = aws_vpc.main.id }
resource "aws_vpc_endpoint" "runtime" {
  vpc_id             = aws_vpc.main.id
  service_name       = "com.amazonaws.us-east-1.bedrock-runtime"
  vpc_endpoint_type  = "Interface"
  subnet_ids         = [aws_subnet.app.id]
  security_group_ids = [aws_security_group.app.id]
}
resource "aws_iam_role" "app" {
  assume_role_policy  = "{}"
  managed_policy_arns = ["arn:aws:iam::aws:policy/AmazonBedrockFullAccess"]
}
resource "aws_lambda_function" "app" {
  role = aws_iam_role.app.arn
  vpc_config {
    subnet_ids         = [aws_subnet.app.id]
    security_group_ids = [aws_security_group.app.id]
  }
}
)",
                                 .cloudformation = R"(Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties: {GroupDescription: app, VpcId: !Ref Vpc}
  Runtime:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      ServiceName: com.amazonaws.us-east-1.bedrock-runtime
      VpcEndpointType: Interface
      SubnetIds: [!Ref Subnet]
      SecurityGroupIds: [!Ref Group]
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
      VpcConfig: {SubnetIds: [!Ref Subnet], SecurityGroupIds: [!Ref Group]}
)"},
                         .good = {.terraform = R"(resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "app" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_vpc_endpoint" "runtime" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.us-east-1.bedrock-runtime"
  vpc_endpoint_type = "Interface"
  subnet_ids        = [aws_subnet.app.id]
}
resource "aws_iam_role" "app" {
  assume_role_policy  = "{}"
  managed_policy_arns = ["arn:aws:iam::aws:policy/AmazonBedrockFullAccess"]
}
resource "aws_lambda_function" "app" {
  role = aws_iam_role.app.arn
  vpc_config {
    subnet_ids         = [aws_subnet.app.id]
    security_group_ids = [aws_vpc.main.default_security_group_id]
  }
}
)",
                                  .cloudformation = R"(Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: app
      VpcId: !Ref Vpc
      SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.1.0/24}]
  Runtime:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      ServiceName: com.amazonaws.us-east-1.bedrock-runtime
      VpcEndpointType: Interface
      SubnetIds: [!Ref Subnet]
      SecurityGroupIds: [!Ref Group]
  Role:
    Type: AWS::IAM::Role
    Properties: {AssumeRolePolicyDocument: {}, ManagedPolicyArns: [arn:aws:iam::aws:policy/AmazonBedrockFullAccess]}
  App:
    Type: AWS::Lambda::Function
    Properties:
      Role: !GetAtt Role.Arn
      VpcConfig: {SubnetIds: [!Ref Subnet], SecurityGroupIds: [!Ref Group]}
)"},
                         .fix = engine::FixKind::None,
                         .since = "0.1",
                         .question = engine::Question::Private};

void judge(const Facts& facts, const Member& member, const std::string& target, Answer admitted,
           std::vector<facts::Reason> related, Verdicts& out) {
  const graph::Entity& caller = *member.entity;
  if (admitted.is_yes()) {
    out.holds(caller, {{"its groups let it reach " + target, caller.address, caller.header}});
  } else if (admitted.is_unknown()) {
    out.unknown(caller, caller.header, "whether security groups let " + quoted(caller.address) + " reach " + target,
                std::move(admitted.causes));
  } else {
    Broken what = fault(admitted.reasons.front().place,
                        quoted(caller.address) + " cannot reach " + target + ": " + admitted.reasons.front().message,
                        std::move(related));
    what.role = target;
    what.verify = verify_groups_of(facts, member.groups);
    report(out, member, std::move(what));
  }
}

/// The endpoints that the service's name leads to: those with private DNS where there are any, else all of them, which a
/// client may name by URL.
std::vector<graph::EndpointId> named_endpoints(const Facts& facts, graph::VpcId vpc, std::string_view service) {
  std::vector<graph::EndpointId> all = facts.endpoints_for(vpc, service).certain;
  std::vector<graph::EndpointId> named;
  for (const graph::EndpointId id : all) {
    const graph::Attribute<bool>& private_dns = facts.graph().get(id).private_dns;
    if (!private_dns.is_known() || private_dns.value) named.push_back(id);
  }
  return named.empty() ? all : named;
}

/// A caller needs one endpoint for a service; the first one that admits it settles the question.
void check_need(const Facts& facts, const VpcScope& scope, const Member& member, const facts::Need& need,
                Verdicts& out) {
  const graph::Endpoint* decisive = nullptr;
  Answer best = Answer::no();
  for (const graph::EndpointId id : named_endpoints(facts, scope.vpc, need.service)) {
    const graph::Endpoint& endpoint = facts.graph().get(id);
    Answer admitted =
        facts.groups_admit(member.groups, *member.subnets, facts.groups_of(endpoint), endpoint.subnets, 443);
    const bool is_better = decisive == nullptr || admitted.is_yes() || (admitted.is_unknown() && best.is_no());
    if (!is_better) continue;
    decisive = &endpoint;
    best = std::move(admitted);
    if (best.is_yes()) break;
  }
  if (decisive == nullptr) return;
  judge(facts, member, quoted(decisive->address), std::move(best),
        {{"the caller", member.entity->address, member.entity->header},
         {"the endpoint", decisive->address, decisive->header}},
        out);
}

/// Clients that the configuration declares: networks outside of this source that call through the endpoint.
void check_declared_clients(const Facts& facts, const graph::Endpoint& endpoint, Verdicts& out) {
  for (const std::string& text : facts.settings().assume.client_cidrs) {
    const auto network = graph::Cidr::parse(text);
    if (!network) continue;
    const Answer admitted = facts.groups_admit_network(facts.groups_of(endpoint), *network, 443);
    if (admitted.is_yes()) {
      out.holds(endpoint, {{"its groups admit the clients of " + quoted(text), endpoint.address, endpoint.header},
                           facts::declared("client-cidrs", "names the clients")});
    } else if (admitted.is_unknown()) {
      out.unknown(endpoint, endpoint.header,
                  "whether security groups let the clients of " + quoted(text) + " reach " + quoted(endpoint.address),
                  admitted.causes);
    } else {
      const facts::Reason& refusal = admitted.reasons.front();
      Broken what = fault(refusal.place.is_valid() ? refusal.place : endpoint.header,
                          "the clients of " + quoted(text) + ", which `assume.client-cidrs` names, cannot reach " +
                              quoted(endpoint.address) + ": " + refusal.message,
                          {{"the endpoint", endpoint.address, endpoint.header}});
      what.role = text;
      what.verify = verify_groups_of(facts, facts.groups_of(endpoint));
      report(out, endpoint, std::move(what));
    }
  }
}

void check(const Facts& facts, Verdicts& out) {
  for (const VpcScope& scope : facts.scope()) {
    for (const graph::EndpointId id : scope.endpoints) {
      const graph::Endpoint& endpoint = facts.graph().get(id);
      if (!endpoint.is_external()) check_declared_clients(facts, endpoint, out);
    }
    for (const std::uint32_t i : scope.members) {
      const Member& member = facts.members()[i];
      for (const facts::Need& need : member.needs) {
        if (need.demand == facts::Demand::Needed) check_need(facts, scope, member, need, out);
      }
      // Without a gateway endpoint the way to S3 is missing altogether, which is another fault.
      const bool uses_gateway = member.needs_s3.is_yes() && facts.s3_gateways(scope.vpc).exists.is_yes();
      if (!uses_gateway) continue;
      judge(facts, member, "S3", facts.groups_reach_s3(member.groups),
            {{"the caller", member.entity->address, member.entity->header}}, out);
    }
  }
}

}  // namespace

extern const engine::Rule kCallerBlockedFromEndpoint;
const engine::Rule kCallerBlockedFromEndpoint{&kInfo, check};

}  // namespace brn::rules
