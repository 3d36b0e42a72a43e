#include "analyzer/facts/blocked_calls.h"
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

constexpr std::string_view kNist[] = {"AC-3"};

constexpr RuleInfo kInfo{
    .id = "BRN308",
    .name = "endpoint-policy-blocks-caller",
    .title = "A Bedrock endpoint policy keeps out a call that a workload makes",
    .subject = engine::Subject::EndpointPolicies,
    .severity = Severity::High,
    .nist = kNist,
    .rationale =
        "A call through an endpoint needs an Allow in the caller's own policies and one in the endpoint's (AWS "
        "PrivateLink Guide, endpoint policies). What no statement of the endpoint lets through fails with an access "
        "error that names neither the endpoint nor its policy. `bedrock:Converse` is no action: Converse needs "
        "`bedrock:InvokeModel`.",
    .verify = "aws ec2 describe-vpc-endpoints --vpc-endpoint-ids $ENDPOINT --query VpcEndpoints[].PolicyDocument",
    .help = "add the action, the resource or the role to the endpoint's policy, or take it from the role",
    .bad = {.terraform = R"(resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "app" { vpc_id = aws_vpc.main.id }
resource "aws_iam_role" "app" {
  inline_policy {
    policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "bedrock:InvokeModel", Resource = "*" }] })
  }
}
resource "aws_lambda_function" "app" {
  role = aws_iam_role.app.arn
  vpc_config { subnet_ids = [aws_subnet.app.id] }
}
resource "aws_vpc_endpoint" "runtime" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.us-east-1.bedrock-runtime"
  vpc_endpoint_type = "Interface"
  subnet_ids        = [aws_subnet.app.id]
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Principal = "*", Action = "bedrock:Converse", Resource = "*" }]
  })
}
)",
            .cloudformation = R"(Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {}
      Policies:
        - PolicyDocument: {Statement: [{Effect: Allow, Action: bedrock:InvokeModel, Resource: "*"}]}
  App:
    Type: AWS::Lambda::Function
    Properties:
      Role: !GetAtt Role.Arn
      VpcConfig: {SubnetIds: [!Ref Subnet], SecurityGroupIds: [!GetAtt Vpc.DefaultSecurityGroup]}
  Runtime:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      ServiceName: com.amazonaws.us-east-1.bedrock-runtime
      VpcEndpointType: Interface
      SubnetIds: [!Ref Subnet]
      PolicyDocument:
        Statement: [{Effect: Allow, Principal: "*", Action: bedrock:Converse, Resource: "*"}]
)"},
    .good = {.terraform = R"(resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "app" { vpc_id = aws_vpc.main.id }
resource "aws_iam_role" "app" {
  inline_policy {
    policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "bedrock:InvokeModel", Resource = "*" }] })
  }
}
resource "aws_lambda_function" "app" {
  role = aws_iam_role.app.arn
  vpc_config { subnet_ids = [aws_subnet.app.id] }
}
resource "aws_vpc_endpoint" "runtime" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.us-east-1.bedrock-runtime"
  vpc_endpoint_type = "Interface"
  subnet_ids        = [aws_subnet.app.id]
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Principal = "*", Action = "bedrock:InvokeModel", Resource = "*" }]
  })
}
)",
             .cloudformation = R"(Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {}
      Policies:
        - PolicyDocument: {Statement: [{Effect: Allow, Action: bedrock:InvokeModel, Resource: "*"}]}
  App:
    Type: AWS::Lambda::Function
    Properties:
      Role: !GetAtt Role.Arn
      VpcConfig: {SubnetIds: [!Ref Subnet], SecurityGroupIds: [!GetAtt Vpc.DefaultSecurityGroup]}
  Runtime:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      ServiceName: com.amazonaws.us-east-1.bedrock-runtime
      VpcEndpointType: Interface
      SubnetIds: [!Ref Subnet]
      PolicyDocument:
        Statement: [{Effect: Allow, Principal: "*", Action: bedrock:InvokeModel, Resource: "*"}]
)"},
    .fix = engine::FixKind::None,
    .since = "0.3"};

std::string actions_in_words(const std::vector<facts::BlockedCall>& calls) {
  constexpr std::size_t kShown = 3;
  std::string text;
  std::size_t shown = 0;
  for (const facts::BlockedCall& call : calls) {
    if (text.find(quoted(call.action)) != std::string::npos) continue;
    if (shown++ == kShown) return text + " …";
    text += (text.empty() ? "" : ", ") + quoted(call.action);
  }
  return text;
}

/// The roles that a member calls with.
std::vector<graph::RoleId> roles_of(const Facts& facts, const Member& member) {
  std::vector<graph::RoleId> roles;
  const auto add = [&](const graph::Relation<graph::Role>& role) {
    if (role.has_target()) roles.push_back(role.target);
  };
  if (member.kind == facts::MemberKind::Workload) {
    for (const auto& role : facts.graph().all<graph::Workload>()[member.index].roles) add(role);
  } else if (member.kind == facts::MemberKind::AgentCore) {
    add(facts.graph().all<graph::AgentCoreResource>()[member.index].role);
  }
  return roles;
}

void check_role(const Facts& facts, const graph::Endpoint& endpoint, const Member& member, graph::RoleId role,
                Verdicts& out) {
  facts::BlockedCalls blocked = facts::blocked_calls(facts, endpoint, role);
  if (!blocked.has_calls) return;
  const std::string caller = quoted(member.entity->address);
  if (!blocked.certain.empty()) {
    const facts::BlockedCall& first = blocked.certain.front();
    Broken what = fault(first.place,
                        "the policy of " + quoted(endpoint.address) + " keeps " + caller + " from " +
                            actions_in_words(blocked.certain) + ": " + first.why,
                        {first.allowed, {"the caller", member.entity->address, member.entity->header}});
    what.role = facts.graph().get(role).address;
    what.verify = engine::verify_endpoint(endpoint);
    return report(out, endpoint, std::move(what));
  }
  if (blocked.causes.empty()) {
    out.holds(endpoint, {{"its policy lets the calls of " + caller + " through", endpoint.address, endpoint.header}});
  } else {
    out.unknown(endpoint, endpoint.policy.place.is_valid() ? endpoint.policy.place : endpoint.header,
                "whether the policy of " + quoted(endpoint.address) + " lets the calls of " + caller + " through",
                std::move(blocked.causes), engine::verify_endpoint(endpoint));
  }
}

void check(const Facts& facts, Verdicts& out) {
  for (const facts::VpcScope& scope : facts.scope()) {
    for (const graph::EndpointId id : scope.endpoints) {
      const graph::Endpoint& endpoint = facts.graph().get(id);
      if (endpoint.is_data || endpoint.is_external() || endpoint.policy.is_absent()) continue;
      for (const std::uint32_t i : scope.members) {
        const Member& member = facts.members()[i];
        if (!member.calls_bedrock.is_yes() || member.subnets->items.empty()) continue;
        for (const graph::RoleId role : roles_of(facts, member)) check_role(facts, endpoint, member, role, out);
      }
    }
  }
}

}  // namespace

extern const engine::Rule kEndpointPolicyBlocksCaller;
const engine::Rule kEndpointPolicyBlocksCaller{&kInfo, check};

}  // namespace brn::rules
