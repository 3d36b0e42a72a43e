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
    .id = "BRN607",
    .name = "s3-gateway-policy-any-caller",
    .title = "The S3 gateway endpoint policy of a Bedrock VPC admits any caller",
    .subject = engine::Subject::S3Gateway,
    .severity = Severity::Low,
    .nist = kNist,
    .rationale =
        "Whoever gets onto the network can use the endpoint with credentials of any account, so that what protects the "
        "buckets is their own policies alone. A gateway endpoint takes `*` as principal; a condition on the caller's "
        "organisation, account or role bounds it (AWS PrivateLink Guide, gateway endpoints for Amazon S3; Data "
        "perimeters "
        "on AWS).",
    .verify = "aws ec2 describe-vpc-endpoints --vpc-endpoint-ids $ENDPOINT --query VpcEndpoints[].PolicyDocument",
    .help = "add a condition such as `StringEquals` on `aws:PrincipalAccount` or `aws:PrincipalOrgID`",
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
      Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-abc1234567" } }
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
            Condition: {StringEquals: {"aws:PrincipalOrgID": o-abc1234567}}
)"},
    .fix = engine::FixKind::None,
    .since = "0.3"};

void check_gateway(const Facts& facts, const graph::Endpoint& endpoint, Verdicts& out) {
  facts::PolicyRemarks remarks = facts::open_gateway_callers(facts, endpoint);
  for (facts::PolicyRemark& remark : remarks.certain) {
    Broken what = fault(remark.place, "by the policy of " + quoted(endpoint.address) + ", " + remark.message);
    what.role = std::move(remark.role);
    what.verify = engine::verify_endpoint(endpoint);
    report(out, endpoint, std::move(what));
  }
  if (!remarks.certain.empty() || endpoint.policy.is_absent()) return;
  if (remarks.causes.empty()) {
    out.holds(endpoint,
              {{"its policy ties callers to an account, organisation or role", endpoint.address, remarks.doubt}});
  } else {
    out.unknown(endpoint, remarks.doubt, "whose callers the policy of " + quoted(endpoint.address) + " admits",
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

extern const engine::Rule kS3GatewayPolicyAnyCaller;
const engine::Rule kS3GatewayPolicyAnyCaller{&kInfo, check};

}  // namespace brn::rules
