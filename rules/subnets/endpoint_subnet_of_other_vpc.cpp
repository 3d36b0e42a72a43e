#include "analyzer/facts/placement.h"
#include "rules/verdict.h"

namespace brn::rules {

namespace {

using engine::Broken;
using engine::RuleInfo;
using engine::Severity;
using engine::Verdicts;
using facts::Facts;
using facts::quoted;

constexpr std::string_view kNist[] = {"SC-7"};

constexpr RuleInfo kInfo{
    .id = "BRN504",
    .name = "endpoint-subnet-of-other-vpc",
    .title = "A Bedrock endpoint is given a subnet of another VPC",
    .subject = engine::Subject::Subnets,
    .severity = Severity::High,
    .nist = kNist,
    .rationale =
        "AWS refuses an endpoint whose subnets are not of its VPC, so it is not made, and the callers stay on "
        "the public path. The AWS PrivateLink Guide (Create an interface endpoint) has the subnets chosen "
        "from the endpoint's VPC.",
    .verify = "aws ec2 describe-subnets --subnet-ids $SUBNET --query Subnets[].VpcId",
    .help = "take subnets of the endpoint's own VPC",
    .bad = {.terraform = R"(resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_vpc" "other" { cidr_block = "10.1.0.0/16" }
resource "aws_subnet" "endpoints" {
  vpc_id     = aws_vpc.other.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_vpc_endpoint" "runtime" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.us-east-1.bedrock-runtime"
  vpc_endpoint_type = "Interface"
  subnet_ids        = [aws_subnet.endpoints.id]
}
)",
            .cloudformation = R"(Resources:
  Main: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Other: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.1.0.0/16}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Other, CidrBlock: 10.0.1.0/24}}
  Runtime:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Main
      ServiceName: !Sub com.amazonaws.${AWS::Region}.bedrock-runtime
      VpcEndpointType: Interface
      SubnetIds: [!Ref Subnet]
)"},
    .good = {.terraform = R"(resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_vpc" "other" { cidr_block = "10.1.0.0/16" }
resource "aws_subnet" "endpoints" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_vpc_endpoint" "runtime" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.us-east-1.bedrock-runtime"
  vpc_endpoint_type = "Interface"
  subnet_ids        = [aws_subnet.endpoints.id]
}
)",
             .cloudformation = R"(Resources:
  Main: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Other: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.1.0.0/16}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Main, CidrBlock: 10.0.1.0/24}}
  Runtime:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Main
      ServiceName: !Sub com.amazonaws.${AWS::Region}.bedrock-runtime
      VpcEndpointType: Interface
      SubnetIds: [!Ref Subnet]
)"},
    .fix = engine::FixKind::None,
    .since = "0.2"};

void check_endpoint(const Facts& facts, const graph::Endpoint& endpoint, Verdicts& out) {
  Causes causes = endpoint.subnets.causes;
  merge_causes(causes, endpoint.vpc.causes);
  const Span place = endpoint.subnets.place.is_valid() ? endpoint.subnets.place : endpoint.header;
  for (const auto& item : endpoint.subnets.items) {
    merge_causes(causes, item.causes);
    if (!item.has_target() || !endpoint.vpc.has_target()) continue;
    const graph::Subnet& subnet = facts.graph().get(item.target);
    if (!subnet.vpc.has_target()) {
      merge_causes(causes, subnet.vpc.causes);
      continue;
    }
    const facts::Answer same = facts::same_vpc(facts, endpoint.vpc.target, subnet.vpc.target);
    merge_causes(causes, same.causes);
    if (!same.is_no()) continue;
    const graph::Vpc& own = facts.graph().get(endpoint.vpc.target);
    const graph::Vpc& other = facts.graph().get(subnet.vpc.target);
    const graph::Entity* const wrong[] = {&subnet};
    Broken what =
        fault(item.place.is_valid() ? item.place : place,
              quoted(endpoint.address) + " is of " + quoted(own.address) + ", its subnet " + quoted(subnet.address) +
                  " of " + quoted(other.address),
              {{"the subnet", subnet.address, subnet.vpc.place.is_valid() ? subnet.vpc.place : subnet.header}});
    what.verify = engine::verify_subnets(wrong);
    return report(out, endpoint, std::move(what));
  }
  if (endpoint.subnets.items.empty() && causes.empty()) return;
  if (causes.empty()) return out.holds(endpoint, {{"its subnets are of its VPC", endpoint.address, place}});
  out.unknown(endpoint, place, "whether the subnets of " + quoted(endpoint.address) + " are of its VPC",
              std::move(causes), engine::verify_endpoint(endpoint));
}

void check(const Facts& facts, Verdicts& out) {
  for (const graph::Endpoint& endpoint : facts.graph().all<graph::Endpoint>()) {
    if (facts.is_bedrock_endpoint(endpoint) && !endpoint.is_data && !endpoint.is_external())
      check_endpoint(facts, endpoint, out);
  }
}

}  // namespace

extern const engine::Rule kEndpointSubnetOfOtherVpc;
const engine::Rule kEndpointSubnetOfOtherVpc{&kInfo, check};

}  // namespace brn::rules
