#include <algorithm>

#include "rules/verdict.h"

namespace brn::rules {

namespace {

using engine::Broken;
using engine::RuleInfo;
using engine::Severity;
using engine::Verdicts;
using facts::Facts;
using facts::quoted;

constexpr std::string_view kNist[] = {"SC-7"};

constexpr RuleInfo kInfo{
    .id = "BRN210",
    .name = "control-plane-endpoint-absent",
    .title = "A private set-up has no endpoint for Bedrock's control plane",
    .subject = engine::Subject::InterfaceEndpoints,
    .severity = Severity::Info,
    .nist = kNist,
    .rationale =
        "Nothing in this source calls the control plane from the VPC, so nothing is wrong today. A caller "
        "that lists models or starts a job later would leave by the public path or fail. The Amazon Bedrock "
        "User Guide (Use interface VPC endpoints) has `bedrock` as a service of its own.",
    .verify =
        "aws ec2 describe-vpc-endpoints --filters Name=vpc-id,Values=$VPC "
        "'Name=service-name,Values=com.amazonaws.*.bedrock'",
    .help =
        "add an interface endpoint for `bedrock` when something in the VPC lists models, starts jobs or "
        "manages guardrails",
    .bad = {.terraform = R"(resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_vpc_endpoint" "runtime" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.us-east-1.bedrock-runtime"
  vpc_endpoint_type = "Interface"
}
)",
            .cloudformation = R"(Resources:
  Main: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Runtime:
    Type: AWS::EC2::VPCEndpoint
    Properties: {VpcId: !Ref Main, ServiceName: com.amazonaws.us-east-1.bedrock-runtime, VpcEndpointType: Interface}
)"},
    .good = {.terraform = R"(resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_vpc_endpoint" "runtime" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.us-east-1.bedrock-runtime"
  vpc_endpoint_type = "Interface"
}
resource "aws_vpc_endpoint" "control" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.us-east-1.bedrock"
  vpc_endpoint_type = "Interface"
}
)",
             .cloudformation = R"(Resources:
  Main: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Runtime:
    Type: AWS::EC2::VPCEndpoint
    Properties: {VpcId: !Ref Main, ServiceName: com.amazonaws.us-east-1.bedrock-runtime, VpcEndpointType: Interface}
  Control:
    Type: AWS::EC2::VPCEndpoint
    Properties: {VpcId: !Ref Main, ServiceName: com.amazonaws.us-east-1.bedrock, VpcEndpointType: Interface}
)"},
    .fix = engine::FixKind::None,
    .since = "0.2",
    .is_absence = true};

constexpr std::string_view kControl = "bedrock";

void check_vpc(const Facts& facts, const facts::VpcScope& scope, Verdicts& out) {
  const graph::Vpc& vpc = facts.graph().get(scope.vpc);
  const facts::ServingEndpoints control = facts.endpoints_for(scope.vpc, kControl);
  if (control.exists.is_yes()) {
    return out.holds(vpc, {{"it has an endpoint for the control plane", vpc.address, vpc.header}});
  }
  if (!facts.wrong_type_endpoints(scope.vpc, kControl).empty()) return;
  if (control.exists.is_unknown()) {
    return out.unknown(vpc, vpc.header, "whether " + quoted(vpc.address) + " has an endpoint for `bedrock`",
                       control.exists.causes, engine::verify_endpoints(vpc, kControl));
  }
  Broken what = fault(
      vpc.header, quoted(vpc.address) +
                      " has no endpoint for `bedrock`, the control plane; nothing in this source calls it from there");
  what.verify = engine::verify_endpoints(vpc, kControl);
  report(out, vpc, std::move(what));
}

void check(const Facts& facts, Verdicts& out) {
  for (const facts::VpcScope& scope : facts.scope()) {
    const bool is_called = std::ranges::any_of(scope.needs, [](const facts::Need& need) {
      return need.service == kControl && need.demand == facts::Demand::Needed;
    });
    const bool has_runtime = std::ranges::any_of(scope.endpoints, [&](graph::EndpointId id) {
      return facts.bedrock_service(facts.graph().get(id)).starts_with("bedrock-runtime");
    });
    if (!is_called && has_runtime) check_vpc(facts, scope, out);
  }
}

}  // namespace

extern const engine::Rule kControlPlaneEndpointAbsent;
const engine::Rule kControlPlaneEndpointAbsent{&kInfo, check};

}  // namespace brn::rules
