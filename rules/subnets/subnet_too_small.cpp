#include <algorithm>

#include "analyzer/facts/placement.h"
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
    .id = "BRN506",
    .name = "subnet-too-small",
    .title = "A subnet has few addresses for the endpoints and jobs in it",
    .subject = engine::Subject::Subnets,
    .severity = Severity::Low,
    .nist = kNist,
    .rationale =
        "AWS keeps five addresses of every subnet, an endpoint takes one, and Bedrock makes as many "
        "interfaces as a job or agent runtime needs. When they run out, jobs fail, and other subnets, public "
        "ones among them, are pressed into service. The Amazon Bedrock User Guide (Protect your jobs using a "
        "VPC) asks for subnets with enough free addresses.",
    .verify = "aws ec2 describe-subnets --subnet-ids $SUBNET --query Subnets[].AvailableIpAddressCount",
    .help = "take a /26 or larger for jobs and runtimes, a /28 or larger for endpoints alone",
    .bad = {.terraform = R"(resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "jobs" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/28"
}
resource "aws_bedrock_custom_model" "tuned" {
  job_name = "tuned"
  vpc_config {
    subnet_ids         = [aws_subnet.jobs.id]
    security_group_ids = ["sg-0a1b2c3d"]
  }
}
)",
            .cloudformation = R"(Resources:
  Main: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Main, CidrBlock: 10.0.1.0/28}}
  Agent:
    Type: AWS::BedrockAgentCore::Runtime
    Properties:
      AgentRuntimeName: agent
      NetworkConfiguration:
        NetworkMode: VPC
        NetworkModeConfig: {Subnets: [!Ref Subnet], SecurityGroups: [sg-0a1b2c3d]}
)"},
    .good = {.terraform = R"(resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "jobs" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_bedrock_custom_model" "tuned" {
  job_name = "tuned"
  vpc_config {
    subnet_ids         = [aws_subnet.jobs.id]
    security_group_ids = ["sg-0a1b2c3d"]
  }
}
)",
             .cloudformation = R"(Resources:
  Main: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Main, CidrBlock: 10.0.1.0/24}}
  Agent:
    Type: AWS::BedrockAgentCore::Runtime
    Properties:
      AgentRuntimeName: agent
      NetworkConfiguration:
        NetworkMode: VPC
        NetworkModeConfig: {Subnets: [!Ref Subnet], SecurityGroups: [sg-0a1b2c3d]}
)"},
    .fix = engine::FixKind::None,
    .since = "0.2"};

/// What AWS keeps of every subnet (Amazon VPC User Guide, Subnet CIDR blocks).
constexpr std::uint64_t kReserved = 5;
/// Addresses that a job or an agent runtime should find free: AWS gives no number, a dozen is what one of them may use.
constexpr std::uint64_t kForService = 12;

/// Interfaces of endpoints and callers, one each, and room for what Bedrock makes itself.
std::uint64_t wanted(const facts::SubnetUse& use) {
  std::uint64_t count = use.endpoints.size();
  bool has_service = false;
  for (const facts::Member* member : use.members) {
    if (member->kind == facts::MemberKind::Workload) {
      ++count;
    } else {
      has_service = true;
    }
  }
  return count + (has_service ? kForService : 0);
}

void check(const Facts& facts, Verdicts& out) {
  const std::vector<facts::SubnetUse> uses = facts::subnet_uses(facts);
  const auto& subnets = facts.graph().all<graph::Subnet>();
  for (std::size_t i = 0; i < subnets.size(); ++i) {
    const graph::Subnet& subnet = subnets[i];
    if (!uses[i].is_bedrock() || subnet.is_external()) continue;
    const Span place = place_of(subnet.cidr, subnet);
    const graph::Entity* const one[] = {&subnet};
    if (!subnet.cidr.is_known()) {
      out.unknown(subnet, place, "whether " + quoted(subnet.address) + " has enough addresses", subnet.cidr.causes,
                  engine::verify_subnets(one));
      continue;
    }
    if (!subnet.cidr.is_set() || subnet.cidr.value.family != graph::Family::V4) continue;
    const std::uint64_t all = std::uint64_t{1} << (32U - std::min<unsigned>(subnet.cidr.value.prefix, 32U));
    const std::uint64_t usable = all > kReserved ? all - kReserved : 0;
    if (usable >= wanted(uses[i])) {
      out.holds(subnet, {{"it has " + std::to_string(usable) + " usable addresses", subnet.address, place}});
      continue;
    }
    Broken what = fault(place, "subnet " + quoted(subnet.address) + " has " + std::to_string(usable) +
                                   " usable addresses; what is in it should find " + std::to_string(wanted(uses[i])));
    what.verify = engine::verify_subnets(one);
    report(out, subnet, std::move(what));
  }
}

}  // namespace

extern const engine::Rule kSubnetTooSmall;
const engine::Rule kSubnetTooSmall{&kInfo, check};

}  // namespace brn::rules
