#include "analyzer/facts/bucket_policies.h"
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
    .id = "BRN608",
    .name = "bucket-policy-blocks-job",
    .title = "The policy of a job's own bucket denies the way by the S3 endpoint",
    .subject = engine::Subject::S3Gateway,
    .severity = Severity::High,
    .nist = kNist,
    .rationale =
        "A job in a VPC reads and writes its data through the VPC's S3 endpoint. A bucket policy that denies "
        "everything "
        "but another endpoint, another VPC or public addresses (`aws:SourceIp` is never there in a call through an "
        "endpoint) fails the job after it was accepted. The Amazon Bedrock User Guide (Restrict access to your S3 data "
        "using VPC) has the policy name the job's own endpoint or VPC.",
    .verify = "aws s3api get-bucket-policy --bucket $BUCKET",
    .help = "name the VPC's own S3 endpoint in `aws:SourceVpce`, or its VPC in `aws:SourceVpc`",
    .bad = {.terraform = R"(resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "job" { vpc_id = aws_vpc.main.id }
resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.main.id
  service_name    = "com.amazonaws.us-east-1.s3"
  route_table_ids = [aws_vpc.main.main_route_table_id]
}
resource "aws_s3_bucket" "training" { bucket = "acme-training" }
resource "aws_s3_bucket_policy" "training" {
  bucket = aws_s3_bucket.training.id
  policy = jsonencode({
    Statement = [{
      Effect    = "Deny", Principal = "*", Action = "s3:*", Resource = "${aws_s3_bucket.training.arn}/*"
      Condition = { StringNotEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
    }]
  })
}
resource "aws_bedrock_custom_model" "tuned" {
  training_data_config { s3_uri = "s3://${aws_s3_bucket.training.bucket}/a" }
  vpc_config { subnet_ids = [aws_subnet.job.id] }
}
)",
            .cloudformation = ""},
    .good = {.terraform = R"(resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "job" { vpc_id = aws_vpc.main.id }
resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.main.id
  service_name    = "com.amazonaws.us-east-1.s3"
  route_table_ids = [aws_vpc.main.main_route_table_id]
}
resource "aws_s3_bucket" "training" { bucket = "acme-training" }
resource "aws_s3_bucket_policy" "training" {
  bucket = aws_s3_bucket.training.id
  policy = jsonencode({
    Statement = [{
      Effect    = "Deny", Principal = "*", Action = "s3:*", Resource = "${aws_s3_bucket.training.arn}/*"
      Condition = { StringNotEquals = { "aws:SourceVpce" = aws_vpc_endpoint.s3.id } }
    }]
  })
}
resource "aws_bedrock_custom_model" "tuned" {
  training_data_config { s3_uri = "s3://${aws_s3_bucket.training.bucket}/a" }
  vpc_config { subnet_ids = [aws_subnet.job.id] }
}
)",
             .cloudformation = ""},
    .fix = engine::FixKind::None,
    .since = "0.3"};

std::string verify_bucket(const graph::Bucket& bucket) {
  if (bucket.name.is_set()) return "aws s3api get-bucket-policy --bucket " + bucket.name.value;
  return "aws s3api get-bucket-policy --bucket $BUCKET  # " + bucket.address;
}

void check_job(const Facts& facts, const Member& member, Verdicts& out) {
  facts::BucketDenials denials = facts::bucket_denials(facts, member);
  const graph::Entity& job = *member.entity;
  for (const facts::BucketDenial& denial : denials.certain) {
    Broken what = fault(denial.place,
                        "the policy of " + quoted(denial.bucket->address) + " keeps out the job " +
                            quoted(job.address) + ", which uses it: " + denial.why,
                        {{"the job", job.address, job.header}});
    what.verify = verify_bucket(*denial.bucket);
    report(out, *denial.bucket, std::move(what));
  }
  if (!denials.certain.empty() || !denials.has_policy) return;
  if (denials.causes.empty()) {
    out.holds(job, {{"the policies of its buckets let it in", job.address, job.header}});
  } else {
    out.unknown(job, job.header, "whether the policies of its buckets let " + quoted(job.address) + " in",
                std::move(denials.causes));
  }
}

void check(const Facts& facts, Verdicts& out) {
  for (const Member& member : facts.members()) {
    if (member.kind == facts::MemberKind::Job && !member.in_vpc.is_no()) check_job(facts, member, out);
  }
}

}  // namespace

extern const engine::Rule kBucketPolicyBlocksJob;
const engine::Rule kBucketPolicyBlocksJob{&kInfo, check};

}  // namespace brn::rules
