#include "analyzer/facts/endpoint_policies.h"
#include "rules/verdict.h"

namespace brn::rules {

namespace {

using engine::Broken;
using engine::RuleInfo;
using engine::Severity;
using engine::Verdicts;
using facts::Facts;
using facts::quoted;

constexpr std::string_view kNist[] = {"AC-3", "AC-6"};

constexpr RuleInfo kInfo{
    .id = "BRN305",
    .name = "endpoint-policy-malformed",
    .title = "AWS refuses the policy of a Bedrock endpoint",
    .subject = engine::Subject::EndpointPolicies,
    .severity = Severity::High,
    .nist = kNist,
    .rationale =
        "A document that the policy grammar does not allow ends the deployment with MalformedPolicyDocument, "
        "and the repair under pressure is to leave the policy out, which means full access. An endpoint's "
        "policy needs a `Principal` in each statement and has at most 20,480 characters (AWS PrivateLink "
        "Guide, endpoint policies; IAM User Guide, grammar of the policy language).",
    .verify = "aws ec2 describe-vpc-endpoints --vpc-endpoint-ids $ENDPOINT --query VpcEndpoints[].PolicyDocument",
    .help = "mend the document; `aws accessanalyzer validate-policy` checks it without deploying",
    .bad = {.terraform = R"(resource "aws_vpc_endpoint" "runtime" {
  vpc_id            = "vpc-0a1b2c3d"
  service_name      = "com.amazonaws.us-east-1.bedrock-runtime"
  vpc_endpoint_type = "Interface"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "bedrock:InvokeModel"
      Resource  = "arn:aws:bedrock:*::foundation-model/*"
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
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Action: bedrock:InvokeModel
            Resource: arn:aws:bedrock:*::foundation-model/*
            Condition: {StringEquals: {"aws:PrincipalOrgID": o-abc1234567}}
)"},
    .good = {.terraform = R"(resource "aws_vpc_endpoint" "runtime" {
  vpc_id            = "vpc-0a1b2c3d"
  service_name      = "com.amazonaws.us-east-1.bedrock-runtime"
  vpc_endpoint_type = "Interface"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "bedrock:InvokeModel"
      Resource  = "arn:aws:bedrock:*::foundation-model/*"
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
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: "*"
            Action: bedrock:InvokeModel
            Resource: arn:aws:bedrock:*::foundation-model/*
            Condition: {StringEquals: {"aws:PrincipalOrgID": o-abc1234567}}
)"},
    .fix = engine::FixKind::None,
    .since = "0.2"};

void check_endpoint(const Facts& facts, const graph::Endpoint& endpoint, Verdicts& out) {
  facts::PolicyRemarks remarks = facts::form_faults(facts, endpoint);
  for (facts::PolicyRemark& remark : remarks.certain) {
    Broken what = fault(remark.place, std::move(remark.message), std::move(remark.related));
    what.role = std::move(remark.role);
    what.verify = engine::verify_endpoint(endpoint);
    report(out, endpoint, std::move(what));
  }
  if (!remarks.certain.empty() || endpoint.policy.is_absent()) return;
  if (remarks.causes.empty()) {
    out.holds(endpoint, {{"its policy is well formed", endpoint.address, remarks.doubt}});
  } else {
    out.unknown(endpoint, remarks.doubt, "whether AWS takes the policy of " + quoted(endpoint.address),
                std::move(remarks.causes), engine::verify_endpoint(endpoint));
  }
}

void check(const Facts& facts, Verdicts& out) {
  for (const graph::Endpoint& endpoint : facts.graph().all<graph::Endpoint>()) {
    if (facts.is_bedrock_endpoint(endpoint) && !endpoint.is_data && !endpoint.is_external())
      check_endpoint(facts, endpoint, out);
  }
}

}  // namespace

extern const engine::Rule kEndpointPolicyMalformed;
const engine::Rule kEndpointPolicyMalformed{&kInfo, check};

}  // namespace brn::rules
