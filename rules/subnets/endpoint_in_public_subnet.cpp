#include "rules/subnets/public_subnets.h"
#include "rules/verdict.h"

namespace brn::rules {

namespace {

using engine::Broken;
using engine::RuleInfo;
using engine::Severity;
using engine::Verdicts;
using facts::Facts;
using facts::quoted;

constexpr std::string_view kNist[] = {"SC-7", "SC-7(21)"};

constexpr RuleInfo kInfo{.id = "BRN502",
                         .name = "endpoint-in-public-subnet",
                         .title = "A Bedrock endpoint's interface is in a public subnet",
                         .subject = engine::Subject::Subnets,
                         .severity = Severity::Low,
                         .nist = kNist,
                         .rationale =
                             "An endpoint works from any subnet of the VPC and has no public address, so this exposes "
                             "nothing by itself. It places the private path among what faces the internet, where "
                             "network ACLs and later changes are made for public traffic. AWS's Bedrock guidance asks "
                             "for dedicated, private subnets.",
                         .verify = "aws ec2 describe-route-tables --filters Name=association.subnet-id,Values=$SUBNET",
                         .help = "put the endpoint into subnets whose route table has no internet gateway",
                         .bad = {.terraform = R"(resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_internet_gateway" "main" { vpc_id = aws_vpc.main.id }
resource "aws_subnet" "app" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_route" "out" {
  route_table_id         = aws_vpc.main.main_route_table_id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.main.id
}
resource "aws_vpc_endpoint" "runtime" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.us-east-1.bedrock-runtime"
  vpc_endpoint_type = "Interface"
  subnet_ids        = [aws_subnet.app.id]
}
)",
                                 .cloudformation = R"(Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Gateway: {Type: AWS::EC2::InternetGateway}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
  Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  Out:
    Type: AWS::EC2::Route
    Properties: {RouteTableId: !Ref Table, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Gateway}
  Association:
    Type: AWS::EC2::SubnetRouteTableAssociation
    Properties: {SubnetId: !Ref Subnet, RouteTableId: !Ref Table}
  Runtime:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      ServiceName: com.amazonaws.us-east-1.bedrock-runtime
      VpcEndpointType: Interface
      SubnetIds: [!Ref Subnet]
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
)",
                                  .cloudformation = R"(Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
  Runtime:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      ServiceName: com.amazonaws.us-east-1.bedrock-runtime
      VpcEndpointType: Interface
      SubnetIds: [!Ref Subnet]
)"},
                         .fix = engine::FixKind::None,
                         .since = "0.1"};

void check_endpoint(const Facts& facts, const graph::Endpoint& endpoint, Verdicts& out) {
  PublicSubnets found = find_public_subnets(facts, endpoint.subnets);
  const Span place = endpoint.subnets.place.is_valid() ? endpoint.subnets.place : endpoint.header;
  if (!found.subnets.empty()) {
    Broken what = fault(found.place.is_valid() ? found.place : endpoint.header,
                        quoted(endpoint.address) + " has an interface in " + found.words(), std::move(found.reasons));
    what.verify = engine::verify_subnets(found.subnets);
    report(out, endpoint, std::move(what));
  } else if (!found.causes.empty()) {
    out.unknown(endpoint, place, "whether the subnets of " + quoted(endpoint.address) + " are public",
                std::move(found.causes));
  } else if (!endpoint.subnets.items.empty()) {
    out.holds(endpoint, {{"none of its subnets has a route to an internet gateway", endpoint.address, place}});
  }
}

void check(const Facts& facts, Verdicts& out) {
  for (const graph::Endpoint& endpoint : facts.graph().all<graph::Endpoint>()) {
    if (facts.is_bedrock_endpoint(endpoint) && !endpoint.is_data && !endpoint.is_external())
      check_endpoint(facts, endpoint, out);
  }
}

}  // namespace

extern const engine::Rule kEndpointInPublicSubnet;
const engine::Rule kEndpointInPublicSubnet{&kInfo, check};

}  // namespace brn::rules
