#include "analyzer/facts/endpoint_policies.h"
#include "analyzer/facts/exposure.h"
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
    .id = "BRN302",
    .name = "endpoint-policy-callers-unbounded",
    .title = "A Bedrock endpoint lets callers of any account through",
    .subject = engine::Subject::EndpointPolicies,
    .severity = Severity::Medium,
    .nist = kNist,
    .rationale =
        "An endpoint takes credentials of any account, so whoever gets onto the network can bring their own "
        "and carry prompts and documents into an account that nobody here can see. A condition on the "
        "caller's organisation, account or role closes that way and leaves the principal `*` harmless (AWS "
        "PrivateLink Guide, endpoint policies; Data perimeters on AWS). The policy binds what passes this "
        "endpoint, not the public path.",
    .verify = "aws ec2 describe-vpc-endpoints --vpc-endpoint-ids $ENDPOINT --query VpcEndpoints[].PolicyDocument",
    .help =
        "add a condition such as `StringEquals` on `aws:PrincipalOrgID` or `aws:PrincipalAccount`, or name "
        "the roles as principals",
    .bad = {.terraform = R"(resource "aws_vpc_endpoint" "runtime" {
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
  facts::PolicyRemarks remarks = facts::unbounded_callers(facts, endpoint);
  for (facts::PolicyRemark& remark : remarks.certain) {
    Broken what = fault(remark.place, std::move(remark.message), std::move(remark.related));
    what.role = std::move(remark.role);
    what.verify = engine::verify_endpoint(endpoint);
    if (facts::reachable_from_beyond(facts, endpoint).is_yes()) what = with_severity(std::move(what), Severity::High);
    report(out, endpoint, std::move(what));
  }
  if (!remarks.certain.empty() || endpoint.policy.is_absent()) return;
  if (remarks.causes.empty()) {
    out.holds(endpoint,
              {{"its policy ties every caller to an account, organisation or role", endpoint.address, remarks.doubt}});
  } else {
    out.unknown(endpoint, remarks.doubt, "whose callers are let through by the policy of " + quoted(endpoint.address),
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

extern const engine::Rule kEndpointPolicyCallersUnbounded;
const engine::Rule kEndpointPolicyCallersUnbounded{&kInfo, check};

}  // namespace brn::rules
