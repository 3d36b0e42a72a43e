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

constexpr std::string_view kNist[] = {"SC-7", "SC-7(21)"};

constexpr RuleInfo kInfo{
    .id = "BRN507",
    .name = "subnet-shared-with-other-workloads",
    .title = "A Bedrock subnet also holds workloads that do not use Bedrock",
    .subject = engine::Subject::Subnets,
    .severity = Severity::Info,
    .nist = kNist,
    .rationale =
        "What stands in the same subnet shares its network ACL, its routes and its neighbours. A subnet of "
        "its own lets rules for Bedrock traffic be narrow and changes for others stay apart. NIST SP 800-53 "
        "SC-7(21) asks for components of set missions to be isolated, where that is possible.",
    .verify = "aws ec2 describe-subnets --subnet-ids $SUBNET",
    .help = "where possible give endpoints, jobs and callers of Bedrock subnets of their own",
    .bad = {.terraform = R"(resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "app" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_vpc_endpoint" "runtime" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.us-east-1.bedrock-runtime"
  vpc_endpoint_type = "Interface"
  subnet_ids        = [aws_subnet.app.id]
}
resource "aws_instance" "web" {
  ami       = "ami-0a1b2c3d"
  subnet_id = aws_subnet.app.id
}
)",
            .cloudformation = R"(Resources:
  Main: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Main, CidrBlock: 10.0.1.0/24}}
  Runtime:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Main
      ServiceName: !Sub com.amazonaws.${AWS::Region}.bedrock-runtime
      VpcEndpointType: Interface
      SubnetIds: [!Ref Subnet]
  Web:
    Type: AWS::EC2::Instance
    Properties: {ImageId: ami-0a1b2c3d, SubnetId: !Ref Subnet}
)"},
    .good = {.terraform = R"(resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "app" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_vpc_endpoint" "runtime" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.us-east-1.bedrock-runtime"
  vpc_endpoint_type = "Interface"
  subnet_ids        = [aws_subnet.app.id]
}
)",
             .cloudformation = R"(Resources:
  Main: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Main, CidrBlock: 10.0.1.0/24}}
  Runtime:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Main
      ServiceName: !Sub com.amazonaws.${AWS::Region}.bedrock-runtime
      VpcEndpointType: Interface
      SubnetIds: [!Ref Subnet]
)"},
    .fix = engine::FixKind::None,
    .since = "0.2"};

/// The most workloads that are named beside a finding.
constexpr std::size_t kMaxNamed = 3;

void check(const Facts& facts, Verdicts& out) {
  const std::vector<facts::SubnetUse> uses = facts::subnet_uses(facts);
  const auto& subnets = facts.graph().all<graph::Subnet>();
  for (std::size_t i = 0; i < subnets.size(); ++i) {
    const graph::Subnet& subnet = subnets[i];
    if (!uses[i].is_bedrock() || subnet.is_external()) continue;
    if (uses[i].others.empty() && !uses[i].causes.empty()) {
      out.unknown(subnet, subnet.header,
                  "whether " + quoted(uses[i].doubtful.front()->address) + " is in " + quoted(subnet.address) +
                      " without using Bedrock",
                  uses[i].causes);
      continue;
    }
    if (uses[i].others.empty()) {
      out.holds(subnet, {{"nothing else of this source is in it", subnet.address, subnet.header}});
      continue;
    }
    const graph::Workload& other = *uses[i].others.front();
    std::vector<facts::Reason> related;
    for (const graph::Workload* workload : uses[i].others) {
      if (related.size() < kMaxNamed) related.push_back({"does not use Bedrock", workload->address, workload->header});
    }
    const graph::Entity* const one[] = {&subnet};
    Broken what = fault(
        subnet.header,
        "subnet " + quoted(subnet.address) + " also holds " + quoted(other.address) + ", which does not use Bedrock",
        std::move(related));
    what.verify = engine::verify_subnets(one);
    report(out, subnet, std::move(what));
  }
}

}  // namespace

extern const engine::Rule kSubnetSharedWithOtherWorkloads;
const engine::Rule kSubnetSharedWithOtherWorkloads{&kInfo, check};

}  // namespace brn::rules
