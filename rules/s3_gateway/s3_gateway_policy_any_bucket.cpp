#include "analyzer/facts/s3_access.h"
#include "rules/verdict.h"

namespace brn::rules {

namespace {

using engine::Broken;
using engine::RuleInfo;
using engine::Severity;
using engine::Verdicts;
using facts::Facts;
using facts::quoted;

constexpr std::string_view kNist[] = {"SC-7", "AC-3", "AC-6"};

constexpr RuleInfo kInfo{
    .id = "BRN605",
    .name = "s3-gateway-policy-any-bucket",
    .title = "The S3 gateway endpoint policy of a Bedrock VPC admits any bucket",
    .subject = engine::Subject::S3Gateway,
    .severity = Severity::Low,
    .nist = kNist,
    .rationale =
        "Training data and documents can be copied through the endpoint into a bucket of any account, even "
        "where the policy limits actions or callers. The Amazon Bedrock User Guide (Restrict access to your "
        "S3 data using VPC) has the policy name the job's buckets; `aws:ResourceOrgID` or "
        "`aws:ResourceAccount` bounds them as a whole.",
    .verify = "aws ec2 describe-vpc-endpoints --vpc-endpoint-ids $ENDPOINT --query VpcEndpoints[].PolicyDocument",
    .help = "name the buckets in use, or add a condition on `aws:ResourceOrgID` or `aws:ResourceAccount`",
    .bad = {.terraform = R"(resource "aws_vpc_endpoint" "runtime" {
  vpc_id            = "vpc-0a1b2c3d"
  service_name      = "com.amazonaws.us-east-1.bedrock-runtime"
  vpc_endpoint_type = "Interface"
}
resource "aws_vpc_endpoint" "s3" {
  vpc_id       = "vpc-0a1b2c3d"
  service_name = "com.amazonaws.us-east-1.s3"
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = ["s3:GetObject", "s3:PutObject"]
      Resource  = "*"
    }]
  })
}
)",
            .cloudformation = R"(Resources:
  Runtime:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: vpc-0a1b2c3d
      ServiceName: com.amazonaws.us-east-1.bedrock-runtime
      VpcEndpointType: Interface
  S3:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: vpc-0a1b2c3d
      ServiceName: com.amazonaws.us-east-1.s3
      PolicyDocument:
        Statement:
          - Effect: Allow
            Principal: "*"
            Action: [s3:GetObject, s3:PutObject]
            Resource: "*"
)"},
    .good = {.terraform = R"(resource "aws_vpc_endpoint" "runtime" {
  vpc_id            = "vpc-0a1b2c3d"
  service_name      = "com.amazonaws.us-east-1.bedrock-runtime"
  vpc_endpoint_type = "Interface"
}
resource "aws_vpc_endpoint" "s3" {
  vpc_id       = "vpc-0a1b2c3d"
  service_name = "com.amazonaws.us-east-1.s3"
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = ["s3:GetObject", "s3:PutObject"]
      Resource  = "arn:aws:s3:::training/*"
    }]
  })
}
)",
             .cloudformation = R"(Resources:
  Runtime:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: vpc-0a1b2c3d
      ServiceName: com.amazonaws.us-east-1.bedrock-runtime
      VpcEndpointType: Interface
  S3:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: vpc-0a1b2c3d
      ServiceName: com.amazonaws.us-east-1.s3
      PolicyDocument:
        Statement:
          - Effect: Allow
            Principal: "*"
            Action: [s3:GetObject, s3:PutObject]
            Resource: "arn:aws:s3:::training/*"
)"},
    .fix = engine::FixKind::None,
    .since = "0.2"};

void check_gateway(const Facts& facts, const graph::Endpoint& endpoint, Verdicts& out) {
  facts::PolicyRemarks remarks = facts::open_buckets(facts, endpoint);
  for (facts::PolicyRemark& remark : remarks.certain) {
    Broken what = fault(remark.place, "in the policy of " + quoted(endpoint.address) + ", " + remark.message);
    what.role = std::move(remark.role);
    what.verify = engine::verify_endpoint(endpoint);
    report(out, endpoint, std::move(what));
  }
  if (!remarks.certain.empty() || endpoint.policy.is_absent()) return;
  if (remarks.causes.empty()) {
    out.holds(endpoint, {{"its policy names buckets", endpoint.address, remarks.doubt}});
  } else {
    out.unknown(endpoint, remarks.doubt, "which buckets the policy of " + quoted(endpoint.address) + " lets data into",
                std::move(remarks.causes), engine::verify_endpoint(endpoint));
  }
}

void check(const Facts& facts, Verdicts& out) {
  for (const graph::Endpoint& endpoint : facts.graph().all<graph::Endpoint>()) {
    const bool is_in_scope = endpoint.vpc.has_target() && facts.scope_of(endpoint.vpc.target) != nullptr;
    if (!is_in_scope || endpoint.is_data || endpoint.is_external() || !facts.is_s3_gateway(endpoint)) continue;
    check_gateway(facts, endpoint, out);
  }
}

}  // namespace

extern const engine::Rule kS3GatewayPolicyAnyBucket;
const engine::Rule kS3GatewayPolicyAnyBucket{&kInfo, check};

}  // namespace brn::rules
