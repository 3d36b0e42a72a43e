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
    .id = "BRN205",
    .name = "endpoint-of-other-region",
    .title = "A Bedrock endpoint is for the service of another Region",
    .subject = engine::Subject::InterfaceEndpoints,
    .severity = Severity::High,
    .nist = kNist,
    .rationale =
        "An interface endpoint is for a service of its own Region, and Bedrock is not among the services that "
        "AWS PrivateLink offers across Regions. AWS refuses to make this endpoint, and the callers stay on "
        "the public path. The AWS PrivateLink Guide (AWS services with cross-Region support) lists the "
        "exceptions.",
    .verify = "aws ec2 describe-vpc-endpoint-services --filters 'Name=service-name,Values=com.amazonaws.*.bedrock*'",
    .help =
        "take the Region from the provider or stack (`data.aws_region`, `AWS::Region`) instead of writing it "
        "into the name",
    .bad = {.terraform = R"(provider "aws" { region = "eu-west-1" }
resource "aws_vpc_endpoint" "runtime" {
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
      ServiceName: !Sub com.amazonaws.${AWS::Region}.bedrock-runtime
      VpcEndpointType: Interface
      SubnetIds: [!Ref A]
      ServiceRegion: eu-west-1
  A:
    Type: AWS::EC2::Subnet
    Properties: {VpcId: vpc-0a1b2c3d, CidrBlock: 10.0.1.0/24, AvailabilityZone: us-east-1a}
)"},
    .good = {.terraform = R"(provider "aws" { region = "eu-west-1" }
resource "aws_vpc_endpoint" "runtime" {
  vpc_id            = "vpc-0a1b2c3d"
  service_name      = "com.amazonaws.eu-west-1.bedrock-runtime"
  vpc_endpoint_type = "Interface"
  subnet_ids        = ["subnet-0a1b2c3d", "subnet-1a2b3c4d"]
}
)",
             .cloudformation = R"(Resources:
  Runtime:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: vpc-0a1b2c3d
      ServiceName: !Sub com.amazonaws.${AWS::Region}.bedrock-runtime
      VpcEndpointType: Interface
      SubnetIds: [subnet-0a1b2c3d, subnet-1a2b3c4d]
)"},
    .fix = engine::FixKind::None,
    .since = "0.2"};

/// The Region of an endpoint, by its provider or stack, else by the zones of its subnets.
std::string own_region(const Facts& facts, const graph::Endpoint& endpoint) {
  if (!endpoint.region.empty()) return endpoint.region;
  for (const auto& item : endpoint.subnets.items) {
    if (!item.has_target()) continue;
    const auto& zone = facts.graph().get(item.target).zone;
    const std::string& name = zone.value.name;
    const bool is_zone = zone.is_known() && name.size() > 2 && name.back() >= 'a' && name.back() <= 'z';
    if (is_zone) return name.substr(0, name.size() - 1);
  }
  return {};
}

/// Whether the configuration has Bedrock used in a Region; it does everywhere when it names none.
bool is_listed(const std::vector<std::string>& regions, const std::string& region) {
  return regions.empty() || std::ranges::find(regions, region) != regions.end();
}

void check_endpoint(const Facts& facts, const graph::Endpoint& endpoint, Verdicts& out) {
  const graph::ServiceName& name = endpoint.service.value;
  const std::string own = own_region(facts, endpoint);
  const bool is_remote = endpoint.service_region.is_set() && !endpoint.service_region.value.empty();
  const std::string& wanted = is_remote ? endpoint.service_region.value : name.region;
  const Span place = is_remote ? endpoint.service_region.place : place_of(endpoint.service, endpoint);
  if (!endpoint.service_region.is_known()) {
    return out.unknown(endpoint, endpoint.service_region.place,
                       "of which Region the service of " + quoted(endpoint.address) + " is",
                       endpoint.service_region.causes);
  }
  if (wanted.empty() && name.region_is_own) {
    return out.holds(endpoint, {{"its service is of its own Region", endpoint.address, place}});
  }
  if (wanted.empty()) return;
  if (own.empty()) {
    return out.unknown(
        endpoint, place,
        "whether " + quoted(endpoint.address) + " is made in " + quoted(wanted) + ", the Region of its service",
        {Cause{CauseKind::Variable,
               "the Region",
               "the Region that this is deployed to is not written here",
               "give `--region`",
               {}}});
  }
  if (own == wanted) {
    if (is_listed(facts.settings().regions, own))
      return out.holds(endpoint, {{"its service is of its own Region", endpoint.address, place}});
    Broken what = fault(place, quoted(endpoint.address) + " is for " + quoted(own) +
                                   ", which is none of the `regions` that the configuration names");
    what.verify = engine::verify_endpoint(endpoint);
    return report(out, endpoint, with_severity(std::move(what), Severity::Medium));
  }
  Broken what = fault(place, quoted(endpoint.address) + " is made in " + quoted(own) + ", its service is of " +
                                 quoted(wanted) + ": Bedrock has no endpoints across Regions");
  what.verify = engine::verify_endpoint(endpoint);
  report(out, endpoint, std::move(what));
}

void check(const Facts& facts, Verdicts& out) {
  for (const graph::Endpoint& endpoint : facts.graph().all<graph::Endpoint>()) {
    if (endpoint.is_data || endpoint.is_external()) continue;
    if (!facts.bedrock_service(endpoint).empty()) check_endpoint(facts, endpoint, out);
  }
}

}  // namespace

extern const engine::Rule kEndpointOfOtherRegion;
const engine::Rule kEndpointOfOtherRegion{&kInfo, check};

}  // namespace brn::rules
