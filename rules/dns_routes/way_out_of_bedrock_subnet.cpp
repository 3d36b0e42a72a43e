#include <map>

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
using facts::WayOut;
using facts::WaysOut;
using graph::TargetKind;

constexpr std::string_view kNist[] = {"SC-7", "SC-7(4)"};

constexpr RuleInfo kInfo{
    .id = "BRN702",
    .name = "way-out-of-bedrock-subnet",
    .title = "A subnet of Bedrock jobs or callers has a way out to public addresses",
    .subject = engine::Subject::DnsRoutes,
    .severity = Severity::Medium,
    .nist = kNist,
    .rationale =
        "A NAT or egress-only internet gateway lets what runs in the subnet send data to any public address, and lets "
        "calls to Bedrock and S3 leave past the endpoints and their policies as soon as a name or route fails. With "
        "interface endpoints and an S3 gateway endpoint a job needs no such route (Amazon Bedrock User Guide, Protect "
        "your jobs using a VPC). Narrower public prefixes count like the default route.",
    .verify = "aws ec2 describe-route-tables --filters Name=vpc-id,Values=$VPC --query RouteTables[].Routes",
    .help = "remove the route, and add endpoints for the services that the subnet still needs",
    .bad = {.terraform = R"(resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "job" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_nat_gateway" "main" { subnet_id = "subnet-0a1b2c3d" }
resource "aws_route" "out" {
  route_table_id         = aws_vpc.main.main_route_table_id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.main.id
}
resource "aws_bedrock_custom_model" "tuned" {
  job_name = "tuned"
  vpc_config {
    subnet_ids         = [aws_subnet.job.id]
    security_group_ids = ["sg-0a1b2c3d"]
  }
}
)",
            .cloudformation = R"(Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
  Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  OnTable: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref Subnet, RouteTableId: !Ref Table}}
  Nat: {Type: AWS::EC2::NatGateway, Properties: {SubnetId: subnet-0a1b2c3d, AllocationId: eipalloc-0a1b2c3d}}
  Out:
    Type: AWS::EC2::Route
    Properties: {RouteTableId: !Ref Table, DestinationCidrBlock: 0.0.0.0/0, NatGatewayId: !Ref Nat}
  Agent:
    Type: AWS::BedrockAgentCore::Runtime
    Properties:
      AgentRuntimeName: agent
      RoleArn: arn:aws:iam::111122223333:role/agent
      NetworkConfiguration:
        NetworkMode: VPC
        NetworkModeConfig: {Subnets: [!Ref Subnet], SecurityGroups: [sg-0a1b2c3d]}
)"},
    .good = {.terraform = R"(resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "job" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_bedrock_custom_model" "tuned" {
  job_name = "tuned"
  vpc_config {
    subnet_ids         = [aws_subnet.job.id]
    security_group_ids = ["sg-0a1b2c3d"]
  }
}
)",
             .cloudformation = R"(Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
  Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  OnTable: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref Subnet, RouteTableId: !Ref Table}}
  Agent:
    Type: AWS::BedrockAgentCore::Runtime
    Properties:
      AgentRuntimeName: agent
      RoleArn: arn:aws:iam::111122223333:role/agent
      NetworkConfiguration:
        NetworkMode: VPC
        NetworkModeConfig: {Subnets: [!Ref Subnet], SecurityGroups: [sg-0a1b2c3d]}
)"},
    .fix = engine::FixKind::None,
    .since = "0.1",
    .question = engine::Question::OnlyPrivately};

/// What uses a route table: the gravest of its users decides.
struct Use {
  const Member* member = nullptr;
  graph::SubnetId subnet;
  bool has_job = false;
};

std::map<graph::RouteTableId, Use> uses_of_tables(const Facts& facts, Verdicts& out) {
  std::map<graph::RouteTableId, Use> uses;
  for (const Member& member : facts.members()) {
    Causes causes = member.subnets->causes;
    for (const auto& item : member.subnets->items) {
      merge_causes(causes, item.causes);
      if (!item.has_target()) continue;
      const facts::EffectiveTable effective = facts.table_of(item.target);
      merge_causes(causes, effective.causes);
      if (!effective.table.is_valid()) continue;
      const bool is_job = member.kind == facts::MemberKind::Job;
      Use& use = uses[effective.table];
      const bool is_surer =
          use.member != nullptr && !use.member->calls_bedrock.is_yes() && member.calls_bedrock.is_yes();
      if (use.member == nullptr || is_surer || (is_job && !use.has_job)) use = {&member, item.target, is_job};
    }
    if (causes.empty()) continue;
    out.unknown(*member.entity, member.subnets->place.is_valid() ? member.subnets->place : member.entity->header,
                "whether the subnets of " + quoted(member.entity->address) + " have a way out", std::move(causes));
  }
  return uses;
}

/// Other networks: what is past them is not part of the configuration, whatever the route.
bool leads_to_networks(TargetKind target) {
  return target == TargetKind::TransitGateway || target == TargetKind::VpcPeering ||
         target == TargetKind::CoreNetwork || target == TargetKind::VpnGateway ||
         target == TargetKind::NetworkInterface || target == TargetKind::Instance ||
         target == TargetKind::GatewayLoadBalancerEndpoint;
}

/// One question for each VPC, however many tables lead there.
class NetworkQuestions {
 public:
  void add(const Facts& facts, const graph::RouteTable& table, const WayOut& way) {
    if (!table.vpc.has_target()) return;
    const graph::Vpc& vpc = facts.graph().get(table.vpc.target);
    Question& question = questions_[table.vpc.target];
    if (question.cause.subject.empty()) {
      question.place = way.route->place;
      question.cause = {CauseKind::External, vpc.address + " beyond " + facts::target_words(way.target),
                        "where traffic of " + quoted(vpc.address) + " goes past " + facts::target_words(way.target) +
                            " is not part of this configuration",
                        "include the other side in the run, or declare `assume.inspected-transit-gateways`",
                        way.route->place};
    }
  }

  void ask(const Facts& facts, Verdicts& out) const {
    for (const auto& [id, question] : questions_) {
      const graph::Vpc& vpc = facts.graph().get(id);
      out.unknown(vpc, question.place, "whether other networks give " + quoted(vpc.address) + " a way out",
                  {question.cause}, engine::verify_route_tables(vpc));
    }
  }

 private:
  struct Question {
    Cause cause;
    Span place;
  };
  std::map<graph::VpcId, Question> questions_;
};

void check_table(const Facts& facts, const graph::RouteTable& table, const WaysOut& out_of, const Use& use,
                 NetworkQuestions& questions, Verdicts& out) {
  Causes causes = out_of.causes;
  bool is_broken = false;
  bool is_asked = false;
  for (const WayOut& way : out_of.ways) {
    if (way.target == TargetKind::InternetGateway) continue;  // the subnet is public, which is a fault of its own
    if (way.certain != Tri::Yes && leads_to_networks(way.target) && table.vpc.has_target()) {
      questions.add(facts, table, way);
      is_asked = true;
      continue;
    }
    if (way.certain != Tri::Yes) {
      merge_causes(causes, way.causes);
      continue;
    }
    is_broken = true;
    const graph::Subnet& subnet = facts.graph().get(use.subnet);
    Broken what =
        fault(way.route->place,
              "this route of " + quoted(table.address) + " gives " + quoted(use.member->entity->address) + " in " +
                  quoted(subnet.address) + " a way out by " + facts::target_words(way.target),
              {{use.has_job ? "the job" : "the caller", use.member->entity->address, use.member->entity->header},
               {"its subnet", subnet.address, subnet.header}});
    if (table.vpc.has_target()) what.verify = engine::verify_route_tables(facts.graph().get(table.vpc.target));
    what = with_severity(std::move(what), use.has_job ? Severity::Medium : Severity::Low);
    if (use.member->calls_bedrock.is_yes()) {
      report(out, table, std::move(what));
    } else {
      report(out, *use.member, std::move(what));
    }
  }
  if (is_broken || (is_asked && causes.empty())) return;
  if (!causes.empty())
    return out.unknown(table, table.header, "whether " + quoted(table.address) + " has a way out", std::move(causes));
  out.holds(table, {{"it has no way out to public addresses", table.address, table.header}});
}

void check(const Facts& facts, Verdicts& out) {
  NetworkQuestions questions;
  for (const auto& [id, use] : uses_of_tables(facts, out)) {
    check_table(facts, facts.graph().get(id), facts.ways_out(id), use, questions, out);
  }
  questions.ask(facts, out);
}

}  // namespace

extern const engine::Rule kWayOutOfBedrockSubnet;
const engine::Rule kWayOutOfBedrockSubnet{&kInfo, check};

}  // namespace brn::rules
