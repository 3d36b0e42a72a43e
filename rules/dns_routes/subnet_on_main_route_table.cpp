#include <set>

#include "rules/verdict.h"

namespace brn::rules {

namespace {

using engine::Broken;
using engine::RuleInfo;
using engine::Severity;
using engine::Verdicts;
using facts::Facts;
using facts::Member;
using facts::quoted;

constexpr std::string_view kNist[] = {"SC-7", "AC-4"};

constexpr RuleInfo kInfo{
    .id = "BRN704",
    .name = "subnet-on-main-route-table",
    .title = "A subnet of Bedrock callers or jobs falls to the main route table",
    .subject = engine::Subject::DnsRoutes,
    .severity = Severity::Info,
    .nist = kNist,
    .rationale =
        "A subnet without an association follows the main route table, so a route that someone adds there for "
        "another purpose opens a way out of this subnet too. The Amazon VPC User Guide (Route tables) advises "
        "a table of its own for each kind of subnet and leaving the main one without routes.",
    .verify = "aws ec2 describe-route-tables --filters Name=vpc-id,Values=$VPC Name=association.main,Values=true",
    .help = "associate the subnet with a route table of its own",
    .bad = {.terraform = R"(resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "job" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_bedrockagentcore_agent_runtime" "agent" {
  network_configuration {
    network_mode = "VPC"
    network_mode_config {
      subnets         = [aws_subnet.job.id]
      security_groups = ["sg-0a1b2c3d"]
    }
  }
}
)",
            .cloudformation = R"(Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
  Agent:
    Type: AWS::BedrockAgentCore::Runtime
    Properties:
      NetworkConfiguration:
        NetworkMode: VPC
        NetworkModeConfig: {Subnets: [!Ref Subnet], SecurityGroups: [sg-0a1b2c3d]}
)"},
    .good = {.terraform = R"(resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "job" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_route_table" "job" {
  vpc_id = aws_vpc.main.id
}
resource "aws_route_table_association" "job" {
  subnet_id      = aws_subnet.job.id
  route_table_id = aws_route_table.job.id
}
resource "aws_bedrockagentcore_agent_runtime" "agent" {
  network_configuration {
    network_mode = "VPC"
    network_mode_config {
      subnets         = [aws_subnet.job.id]
      security_groups = ["sg-0a1b2c3d"]
    }
  }
}
)",
             .cloudformation = R"(Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
  Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  OnTable: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref Subnet, RouteTableId: !Ref Table}}
  Agent:
    Type: AWS::BedrockAgentCore::Runtime
    Properties:
      NetworkConfiguration:
        NetworkMode: VPC
        NetworkModeConfig: {Subnets: [!Ref Subnet], SecurityGroups: [sg-0a1b2c3d]}
)"},
    .fix = engine::FixKind::None,
    .since = "0.2"};

/// Whether the main table does more than that: opens a way out, or loses S3. Those are faults of their own.
bool has_graver_fault(const Facts& facts, const Member& member, graph::SubnetId subnet, graph::RouteTableId table) {
  const facts::WaysOut& ways = facts.ways_out(table);
  if (!ways.ways.empty()) return true;
  return !member.needs_s3.is_no() && !facts.has_s3_gateway(subnet).is_yes();
}

void check_subnet(const Facts& facts, const Member& member, graph::SubnetId id, Verdicts& out) {
  const graph::Subnet& subnet = facts.graph().get(id);
  facts::EffectiveTable table = facts.table_of(id);
  if (!table.table.is_valid()) {
    return out.unknown(subnet, subnet.header, "which route table " + quoted(subnet.address) + " uses",
                       std::move(table.causes));
  }
  if (table.is_explicit) {
    return out.holds(subnet, {{"it is associated with a route table", table.association, table.place}});
  }
  if (has_graver_fault(facts, member, id, table.table)) return;
  const graph::RouteTable& main = facts.graph().get(table.table);
  Broken what =
      fault(subnet.header,
            quoted(subnet.address) + " of " + quoted(member.entity->address) + " falls to the " +
                (main.origin == graph::Origin::Written ? "main route table " + quoted(main.address) : main.address),
            {{"what runs in it", member.entity->address, member.entity->header}});
  if (subnet.vpc.has_target()) what.verify = engine::verify_route_tables(facts.graph().get(subnet.vpc.target));
  report(out, subnet, std::move(what));
}

void check(const Facts& facts, Verdicts& out) {
  std::set<graph::SubnetId> judged;
  for (const Member& member : facts.members()) {
    for (const auto& item : member.subnets->items) {
      if (item.has_target() && !facts.graph().get(item.target).is_external() && judged.insert(item.target).second)
        check_subnet(facts, member, item.target, out);
    }
  }
}

}  // namespace

extern const engine::Rule kSubnetOnMainRouteTable;
const engine::Rule kSubnetOnMainRouteTable{&kInfo, check};

}  // namespace brn::rules
