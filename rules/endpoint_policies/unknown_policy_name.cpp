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
    .id = "BRN306",
    .name = "unknown-policy-name",
    .title = "A Bedrock endpoint policy names an unknown action, operator or key",
    .subject = engine::Subject::EndpointPolicies,
    .severity = Severity::Medium,
    .nist = kNist,
    .rationale =
        "An action that does not exist allows nothing, so the call that it was meant for fails, and in a "
        "`Deny` it stops nothing. `bedrock:Converse` is the usual one: that call needs `bedrock:InvokeModel` "
        "(Amazon Bedrock API Reference, Converse). The lists move with AWS's releases, so a name that is not "
        "near a known one is only worth a look.",
    .verify = "aws ec2 describe-vpc-endpoints --vpc-endpoint-ids $ENDPOINT --query VpcEndpoints[].PolicyDocument",
    .help = "write the name as the Service Authorization Reference spells it",
    .bad = {.terraform = R"(resource "aws_vpc_endpoint" "runtime" {
  vpc_id            = "vpc-0a1b2c3d"
  service_name      = "com.amazonaws.us-east-1.bedrock-runtime"
  vpc_endpoint_type = "Interface"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "bedrock:Converse"
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
            Action: bedrock:InvokeModels
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
  facts::PolicyRemarks remarks = facts::unknown_names(facts, endpoint);
  for (facts::PolicyRemark& remark : remarks.certain) {
    Broken what = fault(remark.place, std::move(remark.message), std::move(remark.related));
    what.role = std::move(remark.role);
    what.verify = engine::verify_endpoint(endpoint);
    if (!remark.is_near_miss) what = with_severity(std::move(what), Severity::Info);
    report(out, endpoint, std::move(what));
  }
  if (!remarks.certain.empty() || endpoint.policy.is_absent()) return;
  if (remarks.causes.empty()) {
    out.holds(endpoint, {{"the lists have every name in its policy", endpoint.address, remarks.doubt}});
  } else {
    out.unknown(endpoint, remarks.doubt, "which names stand in the policy of " + quoted(endpoint.address),
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

extern const engine::Rule kUnknownPolicyName;
const engine::Rule kUnknownPolicyName{&kInfo, check};

}  // namespace brn::rules
