#include "rules/subnets/public_subnets.h"
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

constexpr std::string_view kNist[] = {"SC-7", "SC-7(21)"};

constexpr RuleInfo kInfo{
    .id = "BRN501",
    .name = "caller-in-public-subnet",
    .title = "A Bedrock caller or job is in a public subnet",
    .subject = engine::Subject::Subnets,
    .severity = Severity::High,
    .nist = kNist,
    .rationale =
        "What runs in a public subnet needs only an address and a group rule to be reached from the internet, and "
        "talks to it past every inspection. Whether a subnet is public is decided by its route table, not by its name "
        "(Amazon VPC User Guide, Subnets for your VPC). Interfaces that Bedrock makes there have no public address: "
        "they reach nothing.",
    .verify = "aws ec2 describe-route-tables --filters Name=association.subnet-id,Values=$SUBNET",
    .help = "move it to a subnet whose route table has no internet gateway",
    .bad = {.terraform = R"(resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_internet_gateway" "main" { vpc_id = aws_vpc.main.id }
resource "aws_subnet" "app" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_route_table" "app" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
}
resource "aws_route_table_association" "app" {
  subnet_id      = aws_subnet.app.id
  route_table_id = aws_route_table.app.id
}
resource "aws_bedrock_custom_model" "tuned" {
  job_name = "tuned"
  vpc_config {
    subnet_ids         = [aws_subnet.app.id]
    security_group_ids = ["sg-0a1b2c3d"]
  }
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
      VpcConfig: {SubnetIds: [!Ref Subnet], SecurityGroupIds: [sg-0a1b2c3d]}
)"},
    .good = {.terraform = R"(resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "app" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_bedrock_custom_model" "tuned" {
  job_name = "tuned"
  vpc_config {
    subnet_ids         = [aws_subnet.app.id]
    security_group_ids = ["sg-0a1b2c3d"]
  }
}
)",
             .cloudformation = R"(Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
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
      VpcConfig: {SubnetIds: [!Ref Subnet], SecurityGroupIds: [sg-0a1b2c3d]}
)"},
    .fix = engine::FixKind::None,
    .since = "0.1"};

void check_member(const Facts& facts, const Member& member, Verdicts& out) {
  const graph::Entity& caller = *member.entity;
  PublicSubnets found = find_public_subnets(facts, *member.subnets);
  const Span place = member.subnets->place.is_valid() ? member.subnets->place : caller.header;
  if (!found.subnets.empty()) {
    const std::string kind = member.kind == facts::MemberKind::Job ? "the job " : "";
    Broken what = fault(found.place.is_valid() ? found.place : caller.header,
                        kind + quoted(caller.address) + " is in " + found.words(), std::move(found.reasons));
    what.verify = engine::verify_subnets(found.subnets);
    report(out, member, std::move(what));
  } else if (!found.causes.empty()) {
    out.unknown(caller, place, "whether the subnets of " + quoted(caller.address) + " are public",
                std::move(found.causes));
  } else if (!member.subnets->items.empty()) {
    out.holds(caller, {{"none of its subnets has a route to an internet gateway", caller.address, place}});
  }
}

void check(const Facts& facts, Verdicts& out) {
  for (const Member& member : facts.members()) check_member(facts, member, out);
}

}  // namespace

extern const engine::Rule kCallerInPublicSubnet;
const engine::Rule kCallerInPublicSubnet{&kInfo, check};

}  // namespace brn::rules
