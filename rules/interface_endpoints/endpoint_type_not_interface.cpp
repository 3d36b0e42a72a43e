#include "rules/verdict.h"

namespace brn::rules {

namespace {

using engine::Broken;
using engine::RuleInfo;
using engine::Severity;
using engine::Verdicts;
using facts::Facts;
using facts::quoted;
using graph::EndpointType;

constexpr std::string_view kNist[] = {"SC-7"};

constexpr RuleInfo kInfo{
    .id = "BRN202",
    .name = "endpoint-type-not-interface",
    .title = "An endpoint for a Bedrock service is not of type Interface",
    .subject = engine::Subject::InterfaceEndpoints,
    .severity = Severity::High,
    .nist = kNist,
    .rationale =
        "Bedrock's services have interface endpoints only. The type defaults to Gateway, in Terraform and in "
        "CloudFormation, so leaving it out asks for an endpoint that AWS refuses to make, and the callers stay on the "
        "public path. The AWS PrivateLink Guide (AWS services that integrate) lists the types.",
    .verify = "aws ec2 describe-vpc-endpoint-services --service-names $SERVICE --query ServiceDetails[].ServiceType",
    .help = "set the endpoint type to `Interface`, with subnets, a security group and private DNS",
    .bad = {.terraform = R"(resource "aws_vpc_endpoint" "runtime" {
  vpc_id       = "vpc-0a1b2c3d"
  service_name = "com.amazonaws.us-east-1.bedrock-runtime"
}
)",
            .cloudformation = R"(Resources:
  Runtime:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: vpc-0a1b2c3d
      ServiceName: com.amazonaws.us-east-1.bedrock-runtime
)"},
    .good = {.terraform = R"(resource "aws_vpc_endpoint" "runtime" {
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
    .fix = engine::FixKind::None,
    .since = "0.1"};

std::string_view type_words(EndpointType type) {
  switch (type) {
    case EndpointType::Gateway: return "`Gateway`";
    case EndpointType::GatewayLoadBalancer: return "`GatewayLoadBalancer`";
    default: return "not `Interface`";
  }
}

void check(const Facts& facts, Verdicts& out) {
  for (const graph::Endpoint& endpoint : facts.graph().all<graph::Endpoint>()) {
    const std::string_view service = facts.bedrock_service(endpoint);
    if (service.empty() || endpoint.is_data || endpoint.is_external()) continue;
    const auto& type = endpoint.endpoint_type;
    const Span place = place_of(type, endpoint);
    if (!type.is_known()) {
      out.unknown(endpoint, place, "the type of " + quoted(endpoint.address), type.causes,
                  engine::verify_endpoint(endpoint));
    } else if (type.value == EndpointType::Interface) {
      out.holds(endpoint, {{"its type is `Interface`", endpoint.address, place}});
    } else {
      Broken what =
          fault(place, "the type of " + quoted(endpoint.address) + " is " + std::string(type_words(type.value)) +
                           by_default(type) + "; " + quoted(service) + " has interface endpoints only");
      what.verify = engine::verify_endpoint(endpoint);
      report(out, endpoint, std::move(what));
    }
  }
}

}  // namespace

extern const engine::Rule kEndpointTypeNotInterface;
const engine::Rule kEndpointTypeNotInterface{&kInfo, check};

}  // namespace brn::rules
