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
    .id = "BRN603",
    .name = "s3-gateway-other-region",
    .title = "The S3 gateway endpoint of a Bedrock VPC is for another Region",
    .subject = engine::Subject::S3Gateway,
    .severity = Severity::High,
    .nist = kNist,
    .rationale =
        "A gateway endpoint serves buckets of its VPC's own Region only, and AWS refuses the service name of "
        "another one (AWS PrivateLink Guide, Gateway endpoints for Amazon S3). Without it a job's data has no "
        "private way, or leaves by a NAT gateway past every endpoint policy.",
    .verify = "aws ec2 describe-vpc-endpoints --vpc-endpoint-ids $ENDPOINT --query VpcEndpoints[].ServiceName",
    .help = "take the Region of the service name from the provider or stack instead of writing it",
    .bad = {.terraform = R"(provider "aws" { region = "us-east-1" }
resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}
resource "aws_subnet" "job" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.main.id
  service_name    = "com.amazonaws.us-west-2.s3"
  route_table_ids = [aws_vpc.main.main_route_table_id]
}
resource "aws_bedrock_custom_model" "tuned" {
  vpc_config {
    subnet_ids         = [aws_subnet.job.id]
    security_group_ids = ["sg-0a1b2c3d"]
  }
}
)",
            .cloudformation = R"(Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24, AvailabilityZone: us-east-1a}}
  S3:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      ServiceName: com.amazonaws.us-west-2.s3
  Agent:
    Type: AWS::BedrockAgentCore::Runtime
    Properties:
      NetworkConfiguration:
        NetworkMode: VPC
        NetworkModeConfig: {Subnets: [!Ref Subnet], SecurityGroups: [sg-0a1b2c3d]}
)"},
    .good = {.terraform = R"(provider "aws" { region = "us-east-1" }
resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}
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
  vpc_config {
    subnet_ids         = [aws_subnet.job.id]
    security_group_ids = ["sg-0a1b2c3d"]
  }
}
)",
             .cloudformation = R"(Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
  S3:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      ServiceName: !Sub com.amazonaws.${AWS::Region}.s3
  Agent:
    Type: AWS::BedrockAgentCore::Runtime
    Properties:
      NetworkConfiguration:
        NetworkMode: VPC
        NetworkModeConfig: {Subnets: [!Ref Subnet], SecurityGroups: [sg-0a1b2c3d]}
)"},
    .fix = engine::FixKind::None,
    .since = "0.2"};

void check_gateway(const Facts& facts, const graph::Endpoint& endpoint, Verdicts& out) {
  Answer other = facts::is_in_other_region(facts, endpoint);
  const Span place = place_of(endpoint.service, endpoint);
  if (other.is_no()) {
    out.holds(endpoint, {{"it is for the Region of its VPC", endpoint.address, place}});
  } else if (other.is_unknown()) {
    out.unknown(endpoint, place, "for which Region " + quoted(endpoint.address) + " is", std::move(other.causes),
                engine::verify_endpoint(endpoint));
  } else {
    Broken what = fault(place, quoted(endpoint.address) + " is for S3 in " + quoted(endpoint.service.value.region) +
                                   ", where " + other.reasons.front().message);
    what.verify = engine::verify_endpoint(endpoint);
    report(out, endpoint, std::move(what));
  }
}

/// A bucket elsewhere is out of reach of any gateway endpoint in the job's VPC.
void check_job(const Facts& facts, const Member& member, Verdicts& out) {
  const graph::Job& job = facts.graph().all<graph::Job>()[member.index];
  for (const graph::VpcId id : member.vpcs) {
    const graph::Vpc& vpc = facts.graph().get(id);
    for (const facts::BlockedBucket& bucket : facts::buckets_of_other_regions(facts, job, vpc)) {
      Broken what =
          fault(bucket.place,
                "the bucket " + quoted(bucket.bucket) + " of " + quoted(job.address) + " is in another Region than " +
                    quoted(vpc.address) + ", which no gateway endpoint serves",
                {{"the VPC", vpc.address, vpc.header}});
      what.role = bucket.bucket;
      report(out, member, std::move(what));
    }
  }
}

void check(const Facts& facts, Verdicts& out) {
  for (const graph::Endpoint& endpoint : facts.graph().all<graph::Endpoint>()) {
    const bool is_in_scope = endpoint.vpc.has_target() && facts.scope_of(endpoint.vpc.target) != nullptr;
    if (!is_in_scope || endpoint.is_data || endpoint.is_external() || !facts.is_s3_gateway(endpoint)) continue;
    check_gateway(facts, endpoint, out);
  }
  for (const Member& member : facts.members()) {
    if (member.kind == facts::MemberKind::Job) check_job(facts, member, out);
  }
}

}  // namespace

extern const engine::Rule kS3GatewayOtherRegion;
const engine::Rule kS3GatewayOtherRegion{&kInfo, check};

}  // namespace brn::rules
