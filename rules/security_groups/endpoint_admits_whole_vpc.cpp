#include "analyzer/facts/group_rules.h"
#include "rules/verdict.h"

namespace brn::rules {

namespace {

using engine::Broken;
using engine::RuleInfo;
using engine::Severity;
using engine::Verdicts;
using facts::Facts;
using facts::quoted;

constexpr std::string_view kNist[] = {"SC-7", "SC-7(5)"};

constexpr RuleInfo kInfo{
    .id = "BRN407",
    .name = "endpoint-admits-whole-vpc",
    .title = "A Bedrock endpoint's security group admits its whole VPC",
    .subject = engine::Subject::SecurityGroups,
    .severity = Severity::Info,
    .nist = kNist,
    .rationale =
        "Everything in the VPC can open a connection to the endpoint, whether it calls Bedrock or not. That "
        "is what AWS's examples do and no fault by itself, because roles and the endpoint's policy still "
        "decide; naming the callers' groups or subnets keeps a stolen workload elsewhere in the VPC out as "
        "well.",
    .verify = "aws ec2 describe-security-groups --group-ids $GROUP --query SecurityGroups[].IpPermissions",
    .help = "admit the security groups of the callers, or their subnets",
    .bad = {.terraform = R"(resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_security_group" "endpoint" {
  vpc_id = aws_vpc.main.id
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/16"]
  }
}
resource "aws_vpc_endpoint" "runtime" {
  vpc_id             = aws_vpc.main.id
  service_name       = "com.amazonaws.us-east-1.bedrock-runtime"
  vpc_endpoint_type  = "Interface"
  security_group_ids = [aws_security_group.endpoint.id]
}
)",
            .cloudformation = R"(Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: endpoint
      VpcId: !Ref Vpc
      SecurityGroupIngress:
        - {IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/16}
  Runtime:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      ServiceName: com.amazonaws.us-east-1.bedrock-runtime
      VpcEndpointType: Interface
      SecurityGroupIds: [!Ref Group]
)"},
    .good = {.terraform = R"(resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_security_group" "endpoint" {
  vpc_id = aws_vpc.main.id
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.1.0/24"]
  }
}
resource "aws_vpc_endpoint" "runtime" {
  vpc_id             = aws_vpc.main.id
  service_name       = "com.amazonaws.us-east-1.bedrock-runtime"
  vpc_endpoint_type  = "Interface"
  security_group_ids = [aws_security_group.endpoint.id]
}
)",
             .cloudformation = R"(Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: endpoint
      VpcId: !Ref Vpc
      SecurityGroupIngress:
        - {IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.1.0/24}
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

void check_endpoint(const Facts& facts, const graph::Endpoint& endpoint, Verdicts& out) {
  if (!endpoint.vpc.has_target()) return;
  const auto groups = facts.groups_of(endpoint);
  facts::RuleMatches whole = facts::rules_for_whole_vpc(facts, groups, endpoint.vpc.target);
  for (const facts::RuleMatch& match : whole.certain) {
    Broken what = fault(facts::address_place(*match.rule),
                        quoted(match.group->address) + " admits all of " +
                            quoted(facts.graph().get(endpoint.vpc.target).address) + " to " + quoted(endpoint.address),
                        {{"the endpoint", endpoint.address, endpoint.header}});
    what.verify = verify_groups_of(facts, groups);
    report(out, endpoint, std::move(what));
  }
  if (!whole.certain.empty()) return;
  const Span place = endpoint.groups.place.is_valid() ? endpoint.groups.place : endpoint.header;
  if (whole.causes.empty()) {
    out.holds(endpoint, {{"its groups admit less than the whole VPC", endpoint.address, place}});
  } else {
    out.unknown(endpoint, place, "whether the groups of " + quoted(endpoint.address) + " admit its whole VPC",
                std::move(whole.causes), verify_groups_of(facts, groups));
  }
}

void check(const Facts& facts, Verdicts& out) {
  for (const graph::Endpoint& endpoint : facts.graph().all<graph::Endpoint>()) {
    if (facts.is_bedrock_endpoint(endpoint) && !endpoint.is_data && !endpoint.is_external())
      check_endpoint(facts, endpoint, out);
  }
}

}  // namespace

extern const engine::Rule kEndpointAdmitsWholeVpc;
const engine::Rule kEndpointAdmitsWholeVpc{&kInfo, check};

}  // namespace brn::rules
