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
    .id = "BRN505",
    .name = "public-address-on-launch",
    .title = "A Bedrock subnet gives public addresses to what is launched in it",
    .subject = engine::Subject::Subnets,
    .severity = Severity::Low,
    .nist = kNist,
    .rationale =
        "What is launched in the subnet gets a public address without asking for one. It stands open as soon "
        "as someone adds a route to an internet gateway. Security Hub's EC2.15 asks for subnets that do not.",
    .verify = "aws ec2 describe-subnets --subnet-ids $SUBNET --query Subnets[].MapPublicIpOnLaunch",
    .help = "take `map_public_ip_on_launch` away, and give public addresses only to what needs them",
    .bad = {.terraform = R"(resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "endpoints" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
  map_public_ip_on_launch = true
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
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Main, CidrBlock: 10.0.1.0/24, MapPublicIpOnLaunch: true}}
  Runtime:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Main
      ServiceName: !Sub com.amazonaws.${AWS::Region}.bedrock-runtime
      VpcEndpointType: Interface
      SubnetIds: [!Ref Subnet]
)"},
    .good = {.terraform = R"(resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
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

std::string use_words(const facts::SubnetUse& use) {
  if (!use.members.empty()) return quoted(use.members.front()->entity->address) + " runs in it";
  return quoted(use.bedrock_endpoints.front()->address) + " has an interface in it";
}

void check(const Facts& facts, Verdicts& out) {
  const std::vector<facts::SubnetUse> uses = facts::subnet_uses(facts);
  const auto& subnets = facts.graph().all<graph::Subnet>();
  for (std::size_t i = 0; i < subnets.size(); ++i) {
    const graph::Subnet& subnet = subnets[i];
    if (!uses[i].is_bedrock() || subnet.is_external()) continue;
    const auto& maps = subnet.map_public_ip_on_launch;
    const Span place = place_of(maps, subnet);
    const graph::Entity* const one[] = {&subnet};
    if (!maps.is_known()) {
      out.unknown(subnet, place, "whether " + quoted(subnet.address) + " gives public addresses on launch", maps.causes,
                  engine::verify_subnets(one));
    } else if (maps.value) {
      Broken what = fault(
          place, "subnet " + quoted(subnet.address) + " gives public addresses on launch, and " + use_words(uses[i]));
      what.verify = engine::verify_subnets(one);
      report(out, subnet, std::move(what));
    } else {
      out.holds(subnet, {{"it gives no public addresses on launch", subnet.address, place}});
    }
  }
}

}  // namespace

extern const engine::Rule kPublicAddressOnLaunch;
const engine::Rule kPublicAddressOnLaunch{&kInfo, check};

}  // namespace brn::rules
