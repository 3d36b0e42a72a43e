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
    .id = "BRN211",
    .name = "runtime-endpoint-absent",
    .title = "A private set-up has an endpoint for Bedrock's control plane only",
    .subject = engine::Subject::InterfaceEndpoints,
    .severity = Severity::Info,
    .nist = kNist,
    .rationale =
        "Models are invoked through `bedrock-runtime`; the endpoint of `bedrock` carries the control plane only "
        "(Amazon "
        "Bedrock User Guide, Use interface VPC endpoints). Nothing in this source calls a model from the VPC, so "
        "nothing "
        "is wrong today; a caller that relied on the endpoint would leave by the public path or fail.",
    .verify =
        "aws ec2 describe-vpc-endpoints --filters Name=vpc-id,Values=$VPC "
        "'Name=service-name,Values=com.amazonaws.*.bedrock-runtime'",
    .help = "add an interface endpoint for `bedrock-runtime`, which is the one that model calls go to",
    .bad = {.terraform = R"(resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_vpc_endpoint" "control" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.us-east-1.bedrock"
  vpc_endpoint_type = "Interface"
}
)",
            .cloudformation = R"(Resources:
  Main: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Control:
    Type: AWS::EC2::VPCEndpoint
    Properties: {VpcId: !Ref Main, ServiceName: com.amazonaws.us-east-1.bedrock, VpcEndpointType: Interface}
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
    .since = "0.3",
    .is_absence = true};

constexpr std::string_view kControl = "bedrock";
constexpr std::string_view kRuntime = "bedrock-runtime";

void check_vpc(const Facts& facts, const facts::VpcScope& scope, Verdicts& out) {
  const graph::Vpc& vpc = facts.graph().get(scope.vpc);
  const facts::ServingEndpoints runtime = facts.endpoints_for(scope.vpc, kRuntime);
  if (runtime.exists.is_yes()) {
    return out.holds(vpc, {{"it has an endpoint for model calls", vpc.address, vpc.header}});
  }
  if (!facts.wrong_type_endpoints(scope.vpc, kRuntime).empty()) return;
  if (runtime.exists.is_unknown()) {
    return out.unknown(vpc, vpc.header, "whether " + quoted(vpc.address) + " has an endpoint for `bedrock-runtime`",
                       runtime.exists.causes, engine::verify_endpoints(vpc, kRuntime));
  }
  Broken what = fault(vpc.header, quoted(vpc.address) +
                                      " has an endpoint for `bedrock`, the control plane, and none for "
                                      "`bedrock-runtime`, where models are called; nothing in this source calls them "
                                      "from there");
  what.verify = engine::verify_endpoints(vpc, kRuntime);
  report(out, vpc, std::move(what));
}

/// Whether something in the VPC uses a Bedrock service that carries data: then what it lacks is another fault.
bool has_data_plane(const Facts& facts, const facts::VpcScope& scope) {
  const bool is_called = std::ranges::any_of(scope.needs, [](const facts::Need& need) {
    return need.service != kControl && need.demand == facts::Demand::Needed;
  });
  return is_called || std::ranges::any_of(scope.endpoints, [&](graph::EndpointId id) {
           const std::string_view service = facts.bedrock_service(facts.graph().get(id));
           return service != kControl && service != "bedrock-fips" && service != kRuntime;
         });
}

void check(const Facts& facts, Verdicts& out) {
  for (const facts::VpcScope& scope : facts.scope()) {
    const bool has_control = std::ranges::any_of(scope.endpoints, [&](graph::EndpointId id) {
      return facts.bedrock_service(facts.graph().get(id)) == kControl;
    });
    if (has_control && !has_data_plane(facts, scope)) check_vpc(facts, scope, out);
  }
}

}  // namespace

extern const engine::Rule kRuntimeEndpointAbsent;
const engine::Rule kRuntimeEndpointAbsent{&kInfo, check};

}  // namespace brn::rules
