#include "rules/verdict.h"

namespace brn::rules {

namespace {

using engine::Broken;
using engine::RuleInfo;
using engine::Severity;
using engine::Verdicts;
using facts::Answer;
using facts::Facts;
using facts::quoted;

constexpr std::string_view kNist[] = {"SC-7", "AC-3", "AC-6"};

constexpr RuleInfo kInfo{
    .id = "BRN602",
    .name = "s3-gateway-policy-full-access",
    .title = "The S3 gateway endpoint of a Bedrock VPC lets data into any bucket",
    .subject = engine::Subject::S3Gateway,
    .severity = Severity::Low,
    .nist = kNist,
    .rationale =
        "Through an endpoint without a restricting policy a job or caller can copy training data and documents into a "
        "bucket of any account, with credentials of that account. The Amazon Bedrock User Guide (Restrict access to "
        "your S3 data using VPC) has the policy name the job's buckets.",
    .verify = "aws ec2 describe-vpc-endpoints --vpc-endpoint-ids $ENDPOINT --query VpcEndpoints[].PolicyDocument",
    .help =
        "attach a policy that allows the buckets in use, or those of your organisation (`aws:ResourceOrgID`); "
        "container images need the Region's layer bucket beside them",
    .bad = {.terraform = R"(resource "aws_vpc_endpoint" "runtime" {
  vpc_id            = "vpc-0a1b2c3d"
  service_name      = "com.amazonaws.us-east-1.bedrock-runtime"
  vpc_endpoint_type = "Interface"
}
resource "aws_vpc_endpoint" "s3" {
  vpc_id       = "vpc-0a1b2c3d"
  service_name = "com.amazonaws.us-east-1.s3"
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
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = ["s3:GetObject", "s3:ListBucket", "s3:PutObject"]
      Resource  = ["arn:aws:s3:::training", "arn:aws:s3:::training/*"]
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
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: "*"
            Action: [s3:GetObject, s3:ListBucket, s3:PutObject]
            Resource: ["arn:aws:s3:::training", "arn:aws:s3:::training/*"]
)"},
    .fix = engine::FixKind::None,
    .since = "0.1"};

void check_gateway(const Facts& facts, const graph::Endpoint& endpoint, Verdicts& out) {
  Answer full = facts.policy_is_full_access(endpoint);
  const Span place = endpoint.policy.place.is_valid() ? endpoint.policy.place : endpoint.header;
  if (full.is_no()) {
    out.holds(endpoint, {{"its policy restricts access", endpoint.address, place}});
  } else if (full.is_unknown()) {
    const Span text = full.reasons.empty() ? place : full.reasons.front().place;
    out.unknown(endpoint, text, "what the policy of " + quoted(endpoint.address) + " allows", std::move(full.causes),
                engine::verify_endpoint(endpoint));
  } else {
    const bool is_absent = endpoint.policy.is_absent();
    Broken what = fault(full.reasons.front().place,
                        is_absent ? "the S3 gateway endpoint " + quoted(endpoint.address) +
                                        " has no policy: data can leave through it into any bucket"
                                  : "the policy of the S3 gateway endpoint " + quoted(endpoint.address) +
                                        " lets everyone do everything in any bucket");
    what.verify = engine::verify_endpoint(endpoint);
    report(out, endpoint, std::move(what));
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

extern const engine::Rule kS3GatewayPolicyFullAccess;
const engine::Rule kS3GatewayPolicyFullAccess{&kInfo, check};

}  // namespace brn::rules
