#include "analyzer/facts/endpoint_policies.h"
#include "analyzer/facts/exposure.h"
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

constexpr std::string_view kNist[] = {"AC-3", "AC-6"};

constexpr RuleInfo kInfo{
    .id = "BRN301",
    .name = "endpoint-policy-full-access",
    .title = "A Bedrock endpoint lets everyone call everything",
    .subject = engine::Subject::EndpointPolicies,
    .severity = Severity::Medium,
    .nist = kNist,
    .rationale =
        "Whoever gets onto the network can use the endpoint with credentials of any account, their own included, and "
        "so carry prompts and documents out through Bedrock. Without a policy AWS attaches one that allows everything "
        "(AWS PrivateLink Guide, Control access to VPC endpoints using endpoint policies). The policy binds only what "
        "passes this endpoint, not the public path.",
    .verify = "aws ec2 describe-vpc-endpoints --vpc-endpoint-ids $ENDPOINT --query VpcEndpoints[].PolicyDocument",
    .help =
        "attach a policy that allows the actions in use, to principals of your organisation or account only "
        "(`aws:PrincipalOrgID`, `aws:PrincipalAccount`)",
    .bad = {.terraform = R"(resource "aws_vpc_endpoint" "runtime" {
  vpc_id            = "vpc-0a1b2c3d"
  service_name      = "com.amazonaws.us-east-1.bedrock-runtime"
  vpc_endpoint_type = "Interface"
}
)",
            .cloudformation = R"(Resources:
  Runtime:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: vpc-0a1b2c3d
      ServiceName: com.amazonaws.us-east-1.bedrock-runtime
      VpcEndpointType: Interface
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
      Action    = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"]
      Resource  = "*"
      Condition = { StringEquals = { "aws:PrincipalAccount" = "111122223333" } }
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
            Action: [bedrock:InvokeModel, bedrock:InvokeModelWithResponseStream]
            Resource: "*"
            Condition: {StringEquals: {aws:PrincipalAccount: "111122223333"}}
)"},
    .fix = engine::FixKind::None,
    .since = "0.1"};

void check_endpoint(const Facts& facts, const graph::Endpoint& endpoint, Verdicts& out) {
  Answer full = facts.policy_is_full_access(endpoint);
  const Span place = endpoint.policy.place.is_valid() ? endpoint.policy.place : endpoint.header;
  if (full.is_no()) {
    out.holds(endpoint, {{"its policy restricts access", endpoint.address, place}});
  } else if (full.is_unknown()) {
    // A document that AWS refuses lets nothing through, which is a fault of its own.
    if (!facts::form_faults(facts, endpoint).certain.empty()) return;
    const Span text = full.reasons.empty() ? place : full.reasons.front().place;
    out.unknown(endpoint, text, "what the policy of " + quoted(endpoint.address) + " allows", std::move(full.causes),
                engine::verify_endpoint(endpoint));
  } else {
    const bool is_absent = endpoint.policy.is_absent();
    Broken what =
        fault(full.reasons.front().place,
              is_absent ? quoted(endpoint.address) + " has no policy, so AWS lets everyone call everything through it"
                        : "the policy of " + quoted(endpoint.address) + " lets everyone call everything");
    what.verify = engine::verify_endpoint(endpoint);
    const Answer beyond = facts::reachable_from_beyond(facts, endpoint);
    if (beyond.is_yes()) {
      what.related.insert(what.related.end(), beyond.reasons.begin(), beyond.reasons.end());
      what = with_severity(std::move(what), Severity::High);
    }
    report(out, endpoint, std::move(what));
  }
}

void check(const Facts& facts, Verdicts& out) {
  for (const graph::Endpoint& endpoint : facts.graph().all<graph::Endpoint>()) {
    if (facts.is_bedrock_endpoint(endpoint) && !endpoint.is_data && !endpoint.is_external())
      check_endpoint(facts, endpoint, out);
  }
}

}  // namespace

extern const engine::Rule kEndpointPolicyFullAccess;
const engine::Rule kEndpointPolicyFullAccess{&kInfo, check};

}  // namespace brn::rules
