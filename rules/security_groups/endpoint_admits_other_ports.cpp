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
    .id = "BRN405",
    .name = "endpoint-admits-other-ports",
    .title = "A Bedrock endpoint's security group admits more than TCP 443",
    .subject = engine::Subject::SecurityGroups,
    .severity = Severity::Medium,
    .nist = kNist,
    .rationale =
        "An interface endpoint answers on TCP 443 and nothing else (AWS PrivateLink Guide), so a wider rule "
        "serves no call. It is there for something else that carries the same group, or by habit, and it "
        "opens whatever gets the group next. A group of the endpoint's own with one rule shows at a glance "
        "who may call.",
    .verify = "aws ec2 describe-security-groups --group-ids $GROUP --query SecurityGroups[].IpPermissions",
    .help = "narrow the rule to TCP 443, and give other resources a group of their own",
    .bad = {.terraform = R"(resource "aws_security_group" "endpoint" {
  vpc_id = "vpc-0a1b2c3d"
  ingress {
    from_port   = 0
    to_port     = 65535
    protocol    = "tcp"
    cidr_blocks = ["10.0.1.0/24"]
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
        - {IpProtocol: tcp, FromPort: 0, ToPort: 65535, CidrIp: 10.0.1.0/24}
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
    cidr_blocks = ["10.0.1.0/24"]
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
        - {IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.1.0/24}
  Runtime:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: vpc-0a1b2c3d
      ServiceName: com.amazonaws.us-east-1.bedrock-runtime
      VpcEndpointType: Interface
      SecurityGroupIds: [!Ref Group]
)"},
    .fix = engine::FixKind::None,
    .since = "0.2"};

void check_endpoint(const Facts& facts, const graph::Endpoint& endpoint, Verdicts& out) {
  const auto groups = facts.groups_of(endpoint);
  facts::RuleMatches wider = facts::rules_beyond_https(facts, groups);
  for (const facts::RuleMatch& match : wider.certain) {
    Broken what = fault(match.rule->ports.place.is_valid() ? match.rule->ports.place : match.rule->place,
                        quoted(match.group->address) + " admits " + facts::ports_in_words(*match.rule) + ", where " +
                            quoted(endpoint.address) + " answers on TCP 443 only",
                        {{"the endpoint", endpoint.address, endpoint.header}});
    what.verify = verify_groups_of(facts, groups);
    report(out, endpoint, std::move(what));
  }
  if (!wider.certain.empty()) return;
  const Span place = endpoint.groups.place.is_valid() ? endpoint.groups.place : endpoint.header;
  if (wider.causes.empty()) {
    out.holds(endpoint, {{"its groups admit no port but 443", endpoint.address, place}});
  } else {
    out.unknown(endpoint, place, "whether the groups of " + quoted(endpoint.address) + " admit more than TCP 443",
                std::move(wider.causes), verify_groups_of(facts, groups));
  }
}

void check(const Facts& facts, Verdicts& out) {
  for (const graph::Endpoint& endpoint : facts.graph().all<graph::Endpoint>()) {
    if (facts.is_bedrock_endpoint(endpoint) && !endpoint.is_data && !endpoint.is_external())
      check_endpoint(facts, endpoint, out);
  }
}

}  // namespace

extern const engine::Rule kEndpointAdmitsOtherPorts;
const engine::Rule kEndpointAdmitsOtherPorts{&kInfo, check};

}  // namespace brn::rules
