#include <algorithm>

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

constexpr std::string_view kNist[] = {"SC-7"};

constexpr RuleInfo kInfo{.id = "BRN701",
                         .name = "endpoint-private-dns-ineffective",
                         .title = "The service's name does not lead to the Bedrock endpoint",
                         .subject = engine::Subject::DnsRoutes,
                         .severity = Severity::High,
                         .nist = kNist,
                         .rationale =
                             "SDKs call the service by its public name. Unless private DNS makes that name resolve to "
                             "the endpoint, calls go to the public address: out by a NAT gateway past the endpoint's "
                             "policy, or nowhere. Private DNS works only in a VPC with DNS support and DNS hostnames "
                             "on, and hostnames are off by default (AWS PrivateLink Guide, Private DNS; Amazon VPC "
                             "User Guide, DNS attributes).",
                         .verify = "aws ec2 describe-vpc-attribute --vpc-id $VPC --attribute enableDnsHostnames",
                         .help =
                             "turn on private DNS of the endpoint and both DNS attributes of its VPC; for an endpoint "
                             "that other VPCs share, tie a private hosted zone of the service's name to them instead",
                         .bad = {.terraform = R"(resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_vpc_endpoint" "runtime" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.us-east-1.bedrock-runtime"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
}
)",
                                 .cloudformation = R"(Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties: {CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true}
  Runtime:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      ServiceName: com.amazonaws.us-east-1.bedrock-runtime
      VpcEndpointType: Interface
      PrivateDnsEnabled: false
)"},
                         .good = {.terraform = R"(resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}
resource "aws_vpc_endpoint" "runtime" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.us-east-1.bedrock-runtime"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
}
)",
                                  .cloudformation = R"(Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties: {CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true}
  Runtime:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      ServiceName: com.amazonaws.us-east-1.bedrock-runtime
      VpcEndpointType: Interface
      PrivateDnsEnabled: true
)"},
                         .fix = engine::FixKind::None,
                         .since = "0.1"};

/// Whether every caller of the service in the endpoint's VPC is told the endpoint's own name. No where there is no
/// caller.
Answer callers_know_url(const Facts& facts, const graph::Endpoint& endpoint) {
  const facts::VpcScope* scope = endpoint.vpc.has_target() ? facts.scope_of(endpoint.vpc.target) : nullptr;
  if (scope == nullptr) return Answer::no();
  const std::string_view service = facts.bedrock_service(endpoint);
  Causes causes;
  bool has_caller = false;
  for (const std::uint32_t i : scope->members) {
    const facts::Member& member = facts.members()[i];
    const bool calls =
        std::ranges::any_of(member.needs, [&](const facts::Need& need) { return need.service == service; });
    if (!calls) continue;
    has_caller = true;
    const Answer told = facts.has_endpoint_url(member, service);
    if (told.is_no()) return told;
    merge_causes(causes, told.causes);
  }
  if (!has_caller) return Answer::no();
  return causes.empty() ? Answer::yes() : Answer::unknown(std::move(causes));
}

Broken ineffective(const graph::Endpoint& endpoint, const Answer& resolves, const graph::Vpc* vpc) {
  const facts::Reason& why = resolves.reasons.front();
  const bool wants = is_yes(is_true(endpoint.private_dns));
  Broken what = fault(why.place, wants ? "private DNS of " + quoted(endpoint.address) + " cannot work: " + why.message
                                       : why.message + " for " + quoted(endpoint.address) +
                                             ", and nothing else makes the service's name lead to it");
  if (wants)
    what.related.push_back({"the endpoint asks for private DNS", endpoint.address, endpoint.private_dns.place});
  const bool is_support = why.message.find("support") != std::string::npos;
  what.verify = wants && vpc != nullptr
                    ? engine::verify_vpc_dns(*vpc, is_support ? "enableDnsSupport" : "enableDnsHostnames")
                    : engine::verify_endpoint(endpoint);
  return what;
}

void check_endpoint(const Facts& facts, const graph::Endpoint& endpoint, Verdicts& out) {
  Answer resolves = facts.name_resolves(endpoint);
  const Span place = place_of(endpoint.private_dns, endpoint);
  if (!resolves.is_yes()) {
    Answer told = callers_know_url(facts, endpoint);
    if (told.is_yes()) resolves = std::move(told);
    if (told.is_unknown()) resolves = Answer::unknown(std::move(told.causes));
  }
  if (resolves.is_yes()) {
    out.holds(endpoint, {{"the service's name leads to it", endpoint.address, place}});
  } else if (resolves.is_unknown()) {
    out.unknown(endpoint, place, "whether the service's name leads to " + quoted(endpoint.address),
                std::move(resolves.causes), engine::verify_endpoint(endpoint));
  } else {
    const graph::Vpc* vpc = endpoint.vpc.has_target() ? &facts.graph().get(endpoint.vpc.target) : nullptr;
    report(out, endpoint, ineffective(endpoint, resolves, vpc));
  }
}

void check(const Facts& facts, Verdicts& out) {
  for (const graph::Endpoint& endpoint : facts.graph().all<graph::Endpoint>()) {
    if (facts.is_bedrock_endpoint(endpoint) && !endpoint.is_data && !endpoint.is_external())
      check_endpoint(facts, endpoint, out);
  }
}

}  // namespace

extern const engine::Rule kEndpointPrivateDnsIneffective;
const engine::Rule kEndpointPrivateDnsIneffective{&kInfo, check};

}  // namespace brn::rules
