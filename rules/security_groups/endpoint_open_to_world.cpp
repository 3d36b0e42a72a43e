#include "analyzer/facts/exposure.h"
#include "rules/verdict.h"

namespace brn::rules {

namespace {

using engine::Broken;
using engine::RuleInfo;
using engine::Severity;
using engine::Verdicts;
using facts::Answer;
using facts::Facts;
using facts::quoted;

constexpr std::string_view kNist[] = {"SC-7", "SC-7(5)", "SC-7(11)"};

constexpr RuleInfo kInfo{
    .id = "BRN401",
    .name = "endpoint-open-to-world",
    .title = "A Bedrock endpoint's security group admits the whole world",
    .subject = engine::Subject::SecurityGroups,
    .severity = Severity::Medium,
    .nist = kNist,
    .rationale =
        "The group is what decides who in the network may use the endpoint. Open to every address, it also admits "
        "peered networks, VPN clients and whatever is routed in later. The AWS PrivateLink Guide asks for HTTPS from "
        "the VPC's clients only; halves of the address space, prefix lists, IPv6 and all-protocol rules count alike.",
    .verify = "aws ec2 describe-security-groups --group-ids $GROUP --query SecurityGroups[].IpPermissions",
    .help = "admit TCP 443 from the callers' security groups, or from the subnets that hold them",
    .bad = {.terraform = R"(resource "aws_security_group" "endpoint" {
  vpc_id = "vpc-0a1b2c3d"
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_vpc_endpoint" "runtime" {
  vpc_id             = "vpc-0a1b2c3d"
  service_name       = "com.amazonaws.us-east-1.bedrock-runtime"
  vpc_endpoint_type  = "Interface"
  security_group_ids = [aws_security_group.endpoint.id]
}
)",
            .cloudformation = R"(Resources:
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: endpoint
      VpcId: vpc-0a1b2c3d
      SecurityGroupIngress:
        - {IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0}
  Runtime:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: vpc-0a1b2c3d
      ServiceName: com.amazonaws.us-east-1.bedrock-runtime
      VpcEndpointType: Interface
      SecurityGroupIds: [!Ref Group]
)"},
    .good = {.terraform = R"(resource "aws_security_group" "endpoint" {
  vpc_id = "vpc-0a1b2c3d"
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/16"]
  }
}
resource "aws_vpc_endpoint" "runtime" {
  vpc_id             = "vpc-0a1b2c3d"
  service_name       = "com.amazonaws.us-east-1.bedrock-runtime"
  vpc_endpoint_type  = "Interface"
  security_group_ids = [aws_security_group.endpoint.id]
}
)",
             .cloudformation = R"(Resources:
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: endpoint
      VpcId: vpc-0a1b2c3d
      SecurityGroupIngress:
        - {IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/16}
  Runtime:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: vpc-0a1b2c3d
      ServiceName: com.amazonaws.us-east-1.bedrock-runtime
      VpcEndpointType: Interface
      SecurityGroupIds: [!Ref Group]
)"},
    .fix = engine::FixKind::None,
    .since = "0.1"};

void check_endpoint(const Facts& facts, const graph::Endpoint& endpoint, Verdicts& out) {
  const auto groups = facts.groups_of(endpoint);
  Answer open = facts.open_to_world(groups, graph::Direction::Ingress);
  const Span place = endpoint.groups.place.is_valid() ? endpoint.groups.place : endpoint.header;
  if (open.is_no()) {
    out.holds(endpoint, {{"its groups do not admit the whole world", endpoint.address, place}});
  } else if (open.is_unknown()) {
    out.unknown(endpoint, place, "whether the groups of " + quoted(endpoint.address) + " admit the whole world",
                std::move(open.causes), verify_groups_of(facts, groups));
  } else {
    std::vector<facts::Reason> related(open.reasons.begin() + 1, open.reasons.end());
    related.push_back({"the endpoint", endpoint.address, place});
    Broken what = fault(open.reasons.front().place,
                        open.reasons.front().message + ": " + quoted(endpoint.address) + " is open to the whole world",
                        std::move(related));
    what.verify = verify_groups_of(facts, groups);
    const Answer way_in = facts::has_way_in(facts, endpoint);
    if (way_in.is_yes()) {
      what.related.insert(what.related.end(), way_in.reasons.begin(), way_in.reasons.end());
      what = with_severity(std::move(what), Severity::High);
    }
    report(out, endpoint, std::move(what));
  }
}

void check(const Facts& facts, Verdicts& out) {
  for (const graph::Endpoint& endpoint : facts.graph().all<graph::Endpoint>()) {
    if (facts.is_bedrock_endpoint(endpoint) && !endpoint.is_data && !endpoint.is_external())
      check_endpoint(facts, endpoint, out);
  }
}

}  // namespace

extern const engine::Rule kEndpointOpenToWorld;
const engine::Rule kEndpointOpenToWorld{&kInfo, check};

}  // namespace brn::rules
