#include <set>

#include "analyzer/facts/dns_names.h"
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
    .id = "BRN703",
    .name = "private-dns-conflict",
    .title = "Two things claim a Bedrock service's name in one VPC",
    .subject = engine::Subject::DnsRoutes,
    .severity = Severity::High,
    .nist = kNist,
    .rationale =
        "Private DNS takes the service's name in the VPC, and AWS refuses a second endpoint or a hosted zone "
        "that claims it too: the deployment stops half way, and which of the two remains depends on the "
        "order. The AWS PrivateLink Guide (Private DNS) gives the error: private-dns-enabled cannot be set "
        "because there is already a conflicting DNS domain.",
    .verify = "aws ec2 describe-vpc-endpoints --vpc-endpoint-ids $ENDPOINT --query VpcEndpoints[].PrivateDnsEnabled",
    .help =
        "keep one endpoint with private DNS for each service, or turn private DNS off where a hosted zone of "
        "the name serves several VPCs",
    .bad = {.terraform = R"(resource "aws_vpc_endpoint" "first" {
  vpc_id              = "vpc-0a1b2c3d"
  service_name        = "com.amazonaws.us-east-1.bedrock-runtime"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
}
resource "aws_vpc_endpoint" "second" {
  vpc_id              = "vpc-0a1b2c3d"
  service_name        = "com.amazonaws.us-east-1.bedrock-runtime"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
}
)",
            .cloudformation = R"(Resources:
  Runtime:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: vpc-0a1b2c3d
      ServiceName: com.amazonaws.us-east-1.bedrock-runtime
      VpcEndpointType: Interface
      PrivateDnsEnabled: true
  Zone:
    Type: AWS::Route53::HostedZone
    Properties:
      Name: bedrock-runtime.us-east-1.amazonaws.com
      VPCs: [{VPCId: vpc-0a1b2c3d, VPCRegion: us-east-1}]
)"},
    .good = {.terraform = R"(resource "aws_vpc_endpoint" "first" {
  vpc_id              = "vpc-0a1b2c3d"
  service_name        = "com.amazonaws.us-east-1.bedrock-runtime"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
}
resource "aws_vpc_endpoint" "second" {
  vpc_id              = "vpc-0a1b2c3d"
  service_name        = "com.amazonaws.us-east-1.bedrock"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
}
)",
             .cloudformation = R"(Resources:
  Runtime:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: vpc-0a1b2c3d
      ServiceName: com.amazonaws.us-east-1.bedrock-runtime
      VpcEndpointType: Interface
      PrivateDnsEnabled: false
  Zone:
    Type: AWS::Route53::HostedZone
    Properties:
      Name: bedrock-runtime.us-east-1.amazonaws.com
      VPCs: [{VPCId: vpc-0a1b2c3d, VPCRegion: us-east-1}]
)"},
    .fix = engine::FixKind::None,
    .since = "0.2"};

void check(const Facts& facts, Verdicts& out) {
  std::set<const graph::Endpoint*> judged;
  for (const facts::NameConflict& conflict : facts::name_conflicts(facts)) {
    const graph::Endpoint& endpoint = *conflict.endpoint;
    judged.insert(&endpoint);
    const Span place = place_of(endpoint.private_dns, endpoint);
    const std::string claim = quoted(endpoint.address) + " and " + quoted(conflict.other->address) +
                              " both claim the name of " + quoted(conflict.name) + " in one VPC";
    if (is_unknown(conflict.certain)) {
      out.unknown(endpoint, place, "whether " + claim, conflict.causes, engine::verify_endpoint(endpoint));
      continue;
    }
    Broken what = fault(place, claim, {{"claims it too", conflict.other->address, conflict.other->header}});
    what.role = conflict.other->address;
    what.verify = engine::verify_endpoint(endpoint);
    report(out, endpoint, std::move(what));
  }
  for (const graph::Endpoint& endpoint : facts.graph().all<graph::Endpoint>()) {
    const bool is_ours = facts.is_bedrock_endpoint(endpoint) && !endpoint.is_data && !endpoint.is_external();
    if (!is_ours || judged.contains(&endpoint)) continue;
    out.holds(endpoint, {{"nothing else claims its name in its VPC", endpoint.address, endpoint.header}});
  }
}

}  // namespace

extern const engine::Rule kPrivateDnsConflict;
const engine::Rule kPrivateDnsConflict{&kInfo, check};

}  // namespace brn::rules
