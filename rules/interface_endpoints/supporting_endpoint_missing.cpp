#include "analyzer/facts/callers.h"
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
    .id = "BRN209",
    .name = "supporting-endpoint-missing",
    .title = "An isolated VPC lacks an endpoint that what runs in it needs",
    .subject = engine::Subject::InterfaceEndpoints,
    .severity = Severity::Medium,
    .nist = kNist,
    .rationale =
        "What runs in subnets without a way out cannot pull its image or write its logs without endpoints for "
        "ECR and CloudWatch Logs. It fails to start, and the quick way out is a NAT gateway, which opens the "
        "public path for Bedrock calls too. The AgentCore Developer Guide (Configure AgentCore for VPC) and "
        "the Amazon ECR User Guide (Interface VPC endpoints) list them.",
    .verify = "aws ec2 describe-vpc-endpoints --filters Name=vpc-id,Values=$VPC",
    .help = "add an interface endpoint with private DNS for the service that the finding names",
    .bad = {.terraform = R"(resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "app" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_bedrockagentcore_agent_runtime" "agent" {
  agent_runtime_name = "agent"
  network_configuration {
    network_mode = "VPC"
    network_mode_config {
      subnets         = [aws_subnet.app.id]
      security_groups = ["sg-0a1b2c3d"]
    }
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
    .good = {.terraform = R"(resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "app" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_bedrockagentcore_agent_runtime" "agent" {
  agent_runtime_name = "agent"
  network_configuration {
    network_mode = "VPC"
    network_mode_config {
      subnets         = [aws_subnet.app.id]
      security_groups = ["sg-0a1b2c3d"]
    }
  }
}
resource "aws_vpc_endpoint" "logs" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.us-east-1.logs"
  vpc_endpoint_type = "Interface"
  subnet_ids        = [aws_subnet.app.id]
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
  Logs:
    Type: AWS::EC2::VPCEndpoint
    Properties: {VpcId: !Ref Main, ServiceName: com.amazonaws.us-east-1.logs, VpcEndpointType: Interface}
)"},
    .fix = engine::FixKind::None,
    .since = "0.2",
    .is_absence = true};

void check_need(const Facts& facts, graph::VpcId id, const facts::SupportingDemand& demand, Verdicts& out) {
  const graph::Vpc& vpc = facts.graph().get(id);
  const facts::ServingEndpoints serving = facts.endpoints_for(id, demand.service);
  if (serving.exists.is_yes()) {
    const graph::Endpoint& endpoint = facts.graph().get(serving.certain.front());
    return out.holds(
        vpc, {{quoted(endpoint.address) + " serves " + quoted(demand.service), endpoint.address, endpoint.header}});
  }
  Causes causes = serving.exists.causes;
  merge_causes(causes, demand.is_isolated.causes);
  const std::string verify = engine::verify_endpoints(vpc, demand.service);
  if (serving.exists.is_unknown() || demand.is_isolated.is_unknown()) {
    return out.unknown(vpc, vpc.header,
                       "whether " + quoted(vpc.address) + " needs and has an endpoint for " + quoted(demand.service),
                       std::move(causes), verify);
  }
  Broken what = fault(vpc.header,
                      quoted(vpc.address) + " has no way out and no interface endpoint for " + quoted(demand.service) +
                          ": " + demand.reasons.front().message,
                      demand.reasons);
  what.role = demand.service;
  what.verify = verify;
  report(out, vpc, std::move(what));
}

void check(const Facts& facts, Verdicts& out) {
  for (const facts::VpcScope& scope : facts.scope()) {
    for (const facts::SupportingDemand& demand : facts::supporting_demands(facts, scope)) {
      check_need(facts, scope.vpc, demand, out);
    }
  }
}

}  // namespace

extern const engine::Rule kSupportingEndpointMissing;
const engine::Rule kSupportingEndpointMissing{&kInfo, check};

}  // namespace brn::rules
