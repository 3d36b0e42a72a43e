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
    .id = "BRN503",
    .name = "endpoint-subnets-in-one-zone",
    .title = "Two subnets of one endpoint are in the same Availability Zone",
    .subject = engine::Subject::Subnets,
    .severity = Severity::High,
    .nist = kNist,
    .rationale =
        "An interface endpoint takes one subnet of each zone. AWS refuses the second one "
        "(DuplicateSubnetsInSameZone), so the endpoint is not made, and the callers stay on the public path. "
        "The AWS PrivateLink Guide (Considerations for interface endpoints) states the rule.",
    .verify = "aws ec2 describe-subnets --subnet-ids $SUBNET --query Subnets[].AvailabilityZone",
    .help = "give the endpoint one subnet of each Availability Zone",
    .bad = {.terraform = R"(resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "one" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = "us-east-1a"
}
resource "aws_subnet" "two" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.2.0/24"
  availability_zone = "us-east-1a"
}
resource "aws_vpc_endpoint" "runtime" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.us-east-1.bedrock-runtime"
  vpc_endpoint_type = "Interface"
  subnet_ids        = [aws_subnet.one.id, aws_subnet.two.id]
}
)",
            .cloudformation = R"(Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  One:
    Type: AWS::EC2::Subnet
    Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24, AvailabilityZone: us-east-1a}
  Two:
    Type: AWS::EC2::Subnet
    Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.2.0/24, AvailabilityZone: us-east-1a}
  Runtime:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      ServiceName: !Sub com.amazonaws.${AWS::Region}.bedrock-runtime
      VpcEndpointType: Interface
      SubnetIds: [!Ref One, !Ref Two]
)"},
    .good = {.terraform = R"(resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "one" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = "us-east-1a"
}
resource "aws_subnet" "two" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.2.0/24"
  availability_zone = "us-east-1b"
}
resource "aws_vpc_endpoint" "runtime" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.us-east-1.bedrock-runtime"
  vpc_endpoint_type = "Interface"
  subnet_ids        = [aws_subnet.one.id, aws_subnet.two.id]
}
)",
             .cloudformation = R"(Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  One:
    Type: AWS::EC2::Subnet
    Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24, AvailabilityZone: us-east-1a}
  Two:
    Type: AWS::EC2::Subnet
    Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.2.0/24, AvailabilityZone: us-east-1b}
  Runtime:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      ServiceName: !Sub com.amazonaws.${AWS::Region}.bedrock-runtime
      VpcEndpointType: Interface
      SubnetIds: [!Ref One, !Ref Two]
)"},
    .fix = engine::FixKind::None,
    .since = "0.2"};

struct Pair {
  const graph::Subnet* first = nullptr;
  const graph::Subnet* second = nullptr;
  Span place;  // where the second one is named
};

/// Two subnets of certainly one zone; what is not known of the others is added to the causes.
Pair same_zone_pair(const Facts& facts, const graph::Endpoint& endpoint, Causes& causes) {
  std::vector<const graph::Subnet*> seen;
  for (const auto& item : endpoint.subnets.items) {
    merge_causes(causes, item.causes);
    if (!item.has_target()) continue;
    const graph::Subnet& subnet = facts.graph().get(item.target);
    for (const graph::Subnet* other : seen) {
      if (other == &subnet || subnet.is_summary) continue;
      const facts::Answer differ = facts::zones_differ(facts, *other, subnet);
      if (differ.is_no()) return {other, &subnet, item.place};
      merge_causes(causes, differ.causes);
    }
    seen.push_back(&subnet);
  }
  return {};
}

void check_endpoint(const Facts& facts, const graph::Endpoint& endpoint, Verdicts& out) {
  const auto& subnets = endpoint.subnets;
  const Span place = subnets.place.is_valid() ? subnets.place : endpoint.header;
  Causes causes = subnets.causes;
  const Pair pair = same_zone_pair(facts, endpoint, causes);
  if (pair.first != nullptr) {
    const graph::Entity* const both[] = {pair.first, pair.second};
    Broken what = fault(pair.place.is_valid() ? pair.place : place,
                        "subnets " + quoted(pair.first->address) + " and " + quoted(pair.second->address) + " of " +
                            quoted(endpoint.address) + " are in one Availability Zone, which AWS refuses",
                        {{"its zone", pair.first->address, place_of(pair.first->zone, *pair.first)},
                         {"the same zone", pair.second->address, place_of(pair.second->zone, *pair.second)}});
    what.verify = engine::verify_subnets(both);
    return report(out, endpoint, std::move(what));
  }
  if (subnets.complete && subnets.items.size() < 2) return;
  if (causes.empty()) return out.holds(endpoint, {{"its subnets are in different zones", endpoint.address, place}});
  out.unknown(endpoint, place, "whether two subnets of " + quoted(endpoint.address) + " are in one zone",
              std::move(causes), engine::verify_endpoint(endpoint));
}

void check(const Facts& facts, Verdicts& out) {
  for (const graph::Endpoint& endpoint : facts.graph().all<graph::Endpoint>()) {
    if (facts.is_bedrock_endpoint(endpoint) && !endpoint.is_data && !endpoint.is_external())
      check_endpoint(facts, endpoint, out);
  }
}

}  // namespace

extern const engine::Rule kEndpointSubnetsInOneZone;
const engine::Rule kEndpointSubnetsInOneZone{&kInfo, check};

}  // namespace brn::rules
