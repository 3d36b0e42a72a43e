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
    .id = "BRN206",
    .name = "endpoint-without-subnets",
    .title = "A Bedrock endpoint has no subnets, and so no address",
    .subject = engine::Subject::InterfaceEndpoints,
    .severity = Severity::High,
    .nist = kNist,
    .rationale =
        "An interface endpoint without subnets has no network interface: nothing can reach it, although its "
        "private DNS name may already hide the public one. The callers fail, or someone sends them back to "
        "the public path. The AWS PrivateLink Guide (Create an interface endpoint) asks for one subnet in "
        "each zone.",
    .verify = "aws ec2 describe-vpc-endpoints --vpc-endpoint-ids $ENDPOINT --query VpcEndpoints[].SubnetIds",
    .help = "give it private subnets of at least two Availability Zones",
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
  subnet_ids        = ["subnet-0a1b2c3d", "subnet-1a2b3c4d"]
}
)",
             .cloudformation = R"(Resources:
  Runtime:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: vpc-0a1b2c3d
      ServiceName: com.amazonaws.us-east-1.bedrock-runtime
      VpcEndpointType: Interface
      SubnetIds: [subnet-0a1b2c3d, subnet-1a2b3c4d]
)"},
    .fix = engine::FixKind::None,
    .since = "0.2"};

void check(const Facts& facts, Verdicts& out) {
  for (const graph::Endpoint& endpoint : facts.graph().all<graph::Endpoint>()) {
    const auto& type = endpoint.endpoint_type;
    const bool is_interface = type.is_known() && type.value == graph::EndpointType::Interface;
    if (!is_interface || !facts.is_bedrock_endpoint(endpoint) || endpoint.is_data || endpoint.is_external()) continue;
    const auto& subnets = endpoint.subnets;
    const Span place = subnets.place.is_valid() ? subnets.place : endpoint.header;
    if (!subnets.items.empty()) {
      out.holds(endpoint, {{"it has subnets", endpoint.address, place}});
    } else if (!subnets.complete) {
      out.unknown(endpoint, place, "whether " + quoted(endpoint.address) + " has subnets", subnets.causes,
                  engine::verify_endpoint(endpoint));
    } else {
      Broken what = fault(
          place, quoted(endpoint.address) + " has no subnets: no interface of it exists that a caller could reach");
      what.verify = engine::verify_endpoint(endpoint);
      report(out, endpoint, std::move(what));
    }
  }
}

}  // namespace

extern const engine::Rule kEndpointWithoutSubnets;
const engine::Rule kEndpointWithoutSubnets{&kInfo, check};

}  // namespace brn::rules
