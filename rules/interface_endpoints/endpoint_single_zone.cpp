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
    .id = "BRN203",
    .name = "endpoint-single-zone",
    .title = "A Bedrock endpoint has addresses in one Availability Zone only",
    .subject = engine::Subject::InterfaceEndpoints,
    .severity = Severity::Low,
    .nist = kNist,
    .rationale =
        "When the one zone fails, private access to Bedrock is gone for all zones, and the quick way back is the "
        "public path. The AWS PrivateLink Guide (Create an interface endpoint) advises at least two Availability "
        "Zones.",
    .verify = "aws ec2 describe-vpc-endpoints --vpc-endpoint-ids $ENDPOINT --query VpcEndpoints[].SubnetIds",
    .help = "add a subnet of a second Availability Zone to the endpoint",
    .bad = {.terraform = R"(resource "aws_vpc_endpoint" "runtime" {
  vpc_id            = "vpc-0a1b2c3d"
  service_name      = "com.amazonaws.us-east-1.bedrock-runtime"
  vpc_endpoint_type = "Interface"
  subnet_ids        = ["subnet-0a1b2c3d"]
}
)",
            .cloudformation = R"(Resources:
  Runtime:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: vpc-0a1b2c3d
      ServiceName: com.amazonaws.us-east-1.bedrock-runtime
      VpcEndpointType: Interface
      SubnetIds: [subnet-0a1b2c3d]
)"},
    .good = {.terraform = R"(resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "private" {
  for_each          = { us-east-1a = "10.0.1.0/24", us-east-1b = "10.0.2.0/24" }
  vpc_id            = aws_vpc.main.id
  availability_zone = each.key
  cidr_block        = each.value
}
resource "aws_vpc_endpoint" "runtime" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.us-east-1.bedrock-runtime"
  vpc_endpoint_type = "Interface"
  subnet_ids        = [for subnet in aws_subnet.private : subnet.id]
}
)",
             .cloudformation = R"(Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties: {CidrBlock: 10.0.0.0/16}
  A:
    Type: AWS::EC2::Subnet
    Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24, AvailabilityZone: us-east-1a}
  B:
    Type: AWS::EC2::Subnet
    Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.2.0/24, AvailabilityZone: us-east-1b}
  Runtime:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      ServiceName: com.amazonaws.us-east-1.bedrock-runtime
      VpcEndpointType: Interface
      SubnetIds: [!Ref A, !Ref B]
)"},
    .fix = engine::FixKind::None,
    .since = "0.1"};

/// What is not known of the zones of an endpoint's subnets; `spread` turns true where two certainly differ.
Causes doubts(const Facts& facts, const graph::Endpoint& endpoint, bool& spread) {
  Causes causes = endpoint.subnets.causes;
  std::vector<const graph::Subnet*> seen;
  for (const auto& item : endpoint.subnets.items) {
    merge_causes(causes, item.causes);
    if (!item.has_target()) continue;
    const graph::Subnet& subnet = facts.graph().get(item.target);
    for (const graph::Subnet* other : seen) {
      const facts::Answer differ = facts::zones_differ(facts, *other, subnet);
      spread = spread || differ.is_yes();
      merge_causes(causes, differ.causes);
    }
    if (subnet.is_summary) merge_causes(causes, subnet.causes);
    seen.push_back(&subnet);
  }
  return causes;
}

void check_endpoint(const Facts& facts, const graph::Endpoint& endpoint, Verdicts& out) {
  const auto& subnets = endpoint.subnets;
  const Span place = subnets.place.is_valid() ? subnets.place : endpoint.header;
  bool spread = false;
  const Causes causes = doubts(facts, endpoint, spread);
  if (spread) return out.holds(endpoint, {{"its subnets are in several zones", endpoint.address, place}});
  const bool is_one = subnets.complete && subnets.items.size() == 1 && subnets.items.front().has_target() &&
                      !facts.graph().get(subnets.items.front().target).is_summary;
  if (is_one) {
    const graph::Subnet& subnet = facts.graph().get(subnets.items.front().target);
    Broken what = fault(place,
                        quoted(endpoint.address) + " is in one subnet only, " + quoted(subnet.address) +
                            ", and so in one Availability Zone",
                        {{"the subnet", subnet.address, subnet.header}});
    what.verify = engine::verify_endpoint(endpoint);
    return report(out, endpoint, std::move(what));
  }
  if (!causes.empty()) {
    out.unknown(endpoint, place, "in how many zones " + quoted(endpoint.address) + " is", causes,
                engine::verify_endpoint(endpoint));
  }
}

void check(const Facts& facts, Verdicts& out) {
  for (const graph::Endpoint& endpoint : facts.graph().all<graph::Endpoint>()) {
    if (facts.is_bedrock_endpoint(endpoint) && !endpoint.is_data && !endpoint.is_external())
      check_endpoint(facts, endpoint, out);
  }
}

}  // namespace

extern const engine::Rule kEndpointSingleZone;
const engine::Rule kEndpointSingleZone{&kInfo, check};

}  // namespace brn::rules
