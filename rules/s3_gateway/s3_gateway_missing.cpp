#include "analyzer/facts/s3_access.h"
#include "rules/verdict.h"

namespace brn::rules {

namespace {

using engine::Broken;
using engine::RuleInfo;
using engine::Severity;
using engine::Verdicts;
using facts::Answer;
using facts::Facts;
using facts::Member;
using facts::quoted;

constexpr std::string_view kNist[] = {"SC-7", "SC-7(3)"};

constexpr RuleInfo kInfo{
    .id = "BRN601",
    .name = "s3-gateway-missing",
    .title = "A job's or caller's subnet has no route to an S3 gateway endpoint",
    .subject = engine::Subject::S3Gateway,
    .severity = Severity::High,
    .nist = kNist,
    .rationale =
        "A Bedrock job in a VPC reads and writes its data in S3 through its subnets. Without a gateway endpoint on "
        "their route tables it fails, or its data leaves by a NAT gateway past every endpoint policy. A subnet "
        "without an association uses the main route table, so the endpoint must be on that one. The Amazon Bedrock "
        "User Guide (Set up a VPC) asks for the endpoint; it is free.",
    .verify =
        "aws ec2 describe-vpc-endpoints --filters Name=vpc-id,Values=$VPC Name=vpc-endpoint-type,Values=Gateway "
        "--query VpcEndpoints[].RouteTableIds",
    .help = "make a gateway endpoint for S3 in the VPC and put it on the route table of each of these subnets",
    .bad = {.terraform = R"(resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "job" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_bedrock_custom_model" "tuned" {
  job_name = "tuned"
  vpc_config {
    subnet_ids         = [aws_subnet.job.id]
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
      Policies:
        - PolicyName: app
          PolicyDocument:
            Statement: {Effect: Allow, Action: [bedrock:InvokeModel, s3:GetObject], Resource: "*"}
  App:
    Type: AWS::Lambda::Function
    Properties:
      Code: {S3Bucket: code, S3Key: app.zip}
      Role: !GetAtt Role.Arn
      VpcConfig: {SubnetIds: [!Ref Subnet], SecurityGroupIds: [sg-0a1b2c3d]}
)"},
    .good = {.terraform = R"(resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "job" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.main.id
  service_name    = "com.amazonaws.us-east-1.s3"
  route_table_ids = [aws_vpc.main.main_route_table_id]
}
resource "aws_bedrock_custom_model" "tuned" {
  job_name = "tuned"
  vpc_config {
    subnet_ids         = [aws_subnet.job.id]
    security_group_ids = ["sg-0a1b2c3d"]
  }
}
)",
             .cloudformation = R"(Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
  Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  OnTable: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref Subnet, RouteTableId: !Ref Table}}
  S3:
    Type: AWS::EC2::VPCEndpoint
    Properties: {VpcId: !Ref Vpc, ServiceName: com.amazonaws.us-east-1.s3, RouteTableIds: [!Ref Table]}
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {}
      Policies:
        - PolicyName: app
          PolicyDocument:
            Statement: {Effect: Allow, Action: [bedrock:InvokeModel, s3:GetObject], Resource: "*"}
  App:
    Type: AWS::Lambda::Function
    Properties:
      Code: {S3Bucket: code, S3Key: app.zip}
      Role: !GetAtt Role.Arn
      VpcConfig: {SubnetIds: [!Ref Subnet], SecurityGroupIds: [sg-0a1b2c3d]}
)"},
    .fix = engine::FixKind::None,
    .since = "0.1",
    .is_absence = true};

std::vector<facts::Reason> related_of(const Member& member, std::vector<facts::Reason> reasons) {
  for (const facts::Reason& reason : member.needs_s3.reasons) reasons.push_back(reason);
  return reasons;
}

/// No gateway in the VPC at all: one finding for each VPC, with every caller as a related place.
Broken no_gateway(const graph::Vpc& vpc, const Member& member) {
  const std::string kind = member.kind == facts::MemberKind::Job ? "the job " : "";
  Broken what = fault(vpc.header,
                      quoted(vpc.address) + " has no gateway endpoint for S3, where " + kind +
                          quoted(member.entity->address) + " moves data",
                      related_of(member, {}));
  what.verify = engine::verify_endpoints(vpc, "s3");
  return what;
}

Broken not_on_table(const graph::Vpc& vpc, const Member& member, const graph::Subnet& subnet, const Answer& answer) {
  const facts::Reason& where = answer.reasons.front();
  Broken what = fault(where.place,
                      quoted(member.entity->address) + " cannot reach S3 privately from " + quoted(subnet.address) +
                          ": " + where.message + ", which no S3 gateway endpoint is on",
                      related_of(member, {}));
  what.verify = engine::verify_route_tables(vpc);
  return what;
}

void check_subnet(const Facts& facts, const Member& member, const graph::Relation<graph::Subnet>& item, Verdicts& out) {
  const graph::Entity& caller = *member.entity;
  const graph::Subnet& subnet = facts.graph().get(item.target);
  Answer has_gateway = facts.has_s3_gateway(item.target);
  if (!has_gateway.is_yes() && subnet.vpc.has_target()) {
    const Answer names = facts.s3_resolves_privately(subnet.vpc.target);
    if (!names.is_no()) has_gateway = names;
  }
  if (has_gateway.is_yes()) {
    out.holds(caller, {{"an S3 gateway endpoint serves " + quoted(subnet.address), subnet.address, subnet.header}});
  } else if (has_gateway.is_unknown()) {
    out.unknown(caller, item.place.is_valid() ? item.place : caller.header,
                "whether " + quoted(subnet.address) + " of " + quoted(caller.address) +
                    " has a route to an S3 gateway endpoint",
                std::move(has_gateway.causes));
  } else {
    const graph::Vpc& vpc = facts.graph().get(subnet.vpc.target);
    const bool is_absent = facts.s3_gateways(subnet.vpc.target).exists.is_no();
    // An interface endpoint to which no name leads is the fault then.
    if (is_absent && !facts::s3_interfaces(facts, subnet.vpc.target).empty()) return;
    Broken what = is_absent ? no_gateway(vpc, member) : not_on_table(vpc, member, subnet, has_gateway);
    report(out, member, std::move(what));
  }
}

void check_member(const Facts& facts, const Member& member, Verdicts& out) {
  for (const auto& item : member.subnets->items) {
    if (item.has_target()) check_subnet(facts, member, item, out);
  }
  Causes causes = member.subnets->causes;
  for (const auto& item : member.subnets->items) merge_causes(causes, item.causes);
  if (causes.empty()) return;
  out.unknown(*member.entity, member.subnets->place.is_valid() ? member.subnets->place : member.entity->header,
              "in which subnets " + quoted(member.entity->address) +
                  " runs, and whether they have a route to an S3 gateway endpoint",
              std::move(causes));
}

/// A VPC of Bedrock without the endpoint, where nothing is known to need it: worth knowing, demanded of nobody.
void note_absence(const Facts& facts, const facts::VpcScope& scope, Verdicts& out) {
  const graph::Vpc& vpc = facts.graph().get(scope.vpc);
  for (const std::uint32_t i : scope.members) {
    if (!facts.members()[i].needs_s3.is_no()) return;
  }
  if (!facts.s3_gateways(scope.vpc).exists.is_no() || !facts::s3_interfaces(facts, scope.vpc).empty()) return;
  Broken what =
      fault(vpc.header, quoted(vpc.address) + " has no gateway endpoint for S3; nothing in it is known to need one");
  what.role = "not needed";
  what.verify = engine::verify_endpoints(vpc, "s3");
  report(out, vpc, with_severity(std::move(what), Severity::Info));
}

void check(const Facts& facts, Verdicts& out) {
  for (const facts::VpcScope& scope : facts.scope()) note_absence(facts, scope, out);
  for (const Member& member : facts.members()) {
    if (member.needs_s3.is_yes() && !member.in_vpc.is_no()) check_member(facts, member, out);
  }
}

}  // namespace

extern const engine::Rule kS3GatewayMissing;
const engine::Rule kS3GatewayMissing{&kInfo, check};

}  // namespace brn::rules
