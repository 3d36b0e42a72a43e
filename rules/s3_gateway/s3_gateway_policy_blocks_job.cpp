#include <vector>

#include "analyzer/facts/s3_access.h"
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

constexpr std::string_view kNist[] = {"SC-7", "AC-3"};

constexpr RuleInfo kInfo{
    .id = "BRN606",
    .name = "s3-gateway-policy-blocks-job",
    .title = "The S3 gateway endpoint policy leaves out a job's own bucket",
    .subject = engine::Subject::S3Gateway,
    .severity = Severity::High,
    .nist = kNist,
    .rationale =
        "A job whose bucket no statement of the endpoint's policy takes in fails after it was accepted, with "
        "an access error that names neither the endpoint nor the policy. The Amazon Bedrock User Guide "
        "(Restrict access to your S3 data using VPC) has the policy list each input and output bucket.",
    .verify = "aws ec2 describe-vpc-endpoints --vpc-endpoint-ids $ENDPOINT --query VpcEndpoints[].PolicyDocument",
    .help = "add the bucket and its objects to the resources of the policy",
    .bad = {.terraform = R"(resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "job" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.main.id
  service_name    = "com.amazonaws.us-east-1.s3"
  route_table_ids = [aws_vpc.main.main_route_table_id]
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:*", Resource = "arn:aws:s3:::other/*" }]
  })
}
resource "aws_bedrock_custom_model" "tuned" {
  training_data_config { s3_uri = "s3://acme-training/a" }
  vpc_config {
    subnet_ids         = [aws_subnet.job.id]
    security_group_ids = ["sg-0a1b2c3d"]
  }
}
)",
            .cloudformation = ""},
    .good = {.terraform = R"(resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "job" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.main.id
  service_name    = "com.amazonaws.us-east-1.s3"
  route_table_ids = [aws_vpc.main.main_route_table_id]
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:*", Resource = "arn:aws:s3:::acme-training*" }]
  })
}
resource "aws_bedrock_custom_model" "tuned" {
  training_data_config { s3_uri = "s3://acme-training/a" }
  vpc_config {
    subnet_ids         = [aws_subnet.job.id]
    security_group_ids = ["sg-0a1b2c3d"]
  }
}
)",
             .cloudformation = ""},
    .fix = engine::FixKind::None,
    .since = "0.2"};

/// The gateway endpoints that a job's data goes by.
std::vector<graph::EndpointId> gateways_of(const Facts& facts, const Member& member) {
  std::vector<graph::EndpointId> gateways;
  for (const graph::VpcId vpc : member.vpcs) {
    for (const graph::EndpointId id : facts.s3_gateways(vpc).certain) gateways.push_back(id);
  }
  return gateways;
}

void check_job(const Facts& facts, const graph::Endpoint& endpoint, const Member& member, Verdicts& out) {
  const graph::Job& job = facts.graph().all<graph::Job>()[member.index];
  facts::BlockedBuckets blocked = facts::blocked_buckets(facts, endpoint, job);
  for (const facts::BlockedBucket& bucket : blocked.certain) {
    const Span place = endpoint.policy.place.is_valid() ? endpoint.policy.place : endpoint.header;
    Broken what = fault(place,
                        "the policy of " + quoted(endpoint.address) + " lets nothing through to " +
                            quoted(bucket.bucket) + ", which the job " + quoted(job.address) + " uses",
                        {{"the job's data", job.address, bucket.place}});
    what.role = bucket.bucket;
    what.verify = engine::verify_endpoint(endpoint);
    report(out, endpoint, std::move(what));
  }
  if (!blocked.certain.empty() || endpoint.policy.is_absent()) return;
  if (blocked.causes.empty()) {
    out.holds(endpoint,
              {{"its policy takes in the buckets of " + quoted(job.address), endpoint.address, endpoint.header}});
  } else {
    out.unknown(endpoint, endpoint.policy.place.is_valid() ? endpoint.policy.place : endpoint.header,
                "whether the policy of " + quoted(endpoint.address) + " takes in the buckets of " + quoted(job.address),
                std::move(blocked.causes), engine::verify_endpoint(endpoint));
  }
}

void check(const Facts& facts, Verdicts& out) {
  for (const Member& member : facts.members()) {
    if (member.kind != facts::MemberKind::Job) continue;
    for (const graph::EndpointId id : gateways_of(facts, member)) check_job(facts, facts.graph().get(id), member, out);
  }
}

}  // namespace

extern const engine::Rule kS3GatewayPolicyBlocksJob;
const engine::Rule kS3GatewayPolicyBlocksJob{&kInfo, check};

}  // namespace brn::rules
