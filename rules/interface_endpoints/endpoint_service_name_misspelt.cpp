#include "analyzer/facts/service_names.h"
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
    .id = "BRN204",
    .name = "endpoint-service-name-misspelt",
    .title = "An endpoint's service name is not the name of any Bedrock service",
    .subject = engine::Subject::InterfaceEndpoints,
    .severity = Severity::High,
    .nist = kNist,
    .rationale =
        "AWS has no endpoint service of this name, so the endpoint cannot be made, or it is made for "
        "something else, and the callers stay on the public path. The Amazon Bedrock User Guide (Use "
        "interface VPC endpoints) lists the names.",
    .verify = "aws ec2 describe-vpc-endpoint-services --service-names $SERVICE",
    .help = "write the service name as `com.amazonaws.REGION.SERVICE`, with the service that the finding names",
    .bad = {.terraform = R"(resource "aws_vpc_endpoint" "runtime" {
  vpc_id            = "vpc-0a1b2c3d"
  service_name      = "com.amazonaws.us-east-1.bedrock-rutime"
  vpc_endpoint_type = "Interface"
  subnet_ids        = ["subnet-0a1b2c3d", "subnet-1a2b3c4d"]
}
)",
            .cloudformation = R"(Resources:
  Runtime:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: vpc-0a1b2c3d
      ServiceName: com.amazonaws.us-east-1.bedrock-rutime
      VpcEndpointType: Interface
      SubnetIds: [subnet-0a1b2c3d, subnet-1a2b3c4d]
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

std::string right_name(const graph::Endpoint& endpoint, const std::string& meant) {
  const std::string& region = endpoint.service.value.region.empty() ? endpoint.region : endpoint.service.value.region;
  return "com.amazonaws." + (region.empty() ? std::string("REGION") : region) + "." + meant;
}

void check(const Facts& facts, Verdicts& out) {
  for (const graph::Endpoint& endpoint : facts.graph().all<graph::Endpoint>()) {
    if (endpoint.is_data || endpoint.is_external()) continue;
    const auto& service = endpoint.service;
    if (const auto misspelling = facts::misspelling_of(service)) {
      Broken what = fault(place_of(service, endpoint), quoted(service.value.text) + " " + misspelling->problem + "; " +
                                                           quoted(endpoint.address) + " is meant for " +
                                                           quoted(right_name(endpoint, misspelling->meant)));
      what.verify =
          "aws ec2 describe-vpc-endpoint-services --service-names " + right_name(endpoint, misspelling->meant);
      report(out, endpoint, std::move(what));
    } else if (!facts.bedrock_service(endpoint).empty()) {
      out.holds(endpoint,
                {{"its service is " + quoted(service.value.suffix), endpoint.address, place_of(service, endpoint)}});
    } else if (facts::is_meant_for_bedrock(endpoint)) {
      out.unknown(endpoint, service.place, "which service " + quoted(endpoint.address) + " is for", service.causes);
    }
  }
}

}  // namespace

extern const engine::Rule kEndpointServiceNameMisspelt;
const engine::Rule kEndpointServiceNameMisspelt{&kInfo, check};

}  // namespace brn::rules
