#include <algorithm>

#include "analyzer/facts/s3_access.h"
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

constexpr std::string_view kNist[] = {"SC-7", "AC-3"};

constexpr RuleInfo kInfo{
    .id = "BRN609",
    .name = "s3-gateway-policy-blocks-images",
    .title = "The S3 gateway endpoint policy leaves out the layers of images",
    .subject = engine::Subject::S3Gateway,
    .severity = Severity::High,
    .nist = kNist,
    .rationale =
        "Amazon ECR keeps the layers of images in a bucket of AWS's own, `prod-REGION-starport-layer-bucket`. Where "
        "the "
        "policy of the gateway endpoint does not take it in, containers in the VPC do not start (Amazon ECR User "
        "Guide, "
        "interface VPC endpoints; Amazon Bedrock AgentCore Developer Guide, VPC).",
    .verify = "aws ec2 describe-vpc-endpoints --vpc-endpoint-ids $ENDPOINT --query VpcEndpoints[].PolicyDocument",
    .help = "allow `s3:GetObject` on `arn:aws:s3:::prod-REGION-starport-layer-bucket/*`",
    .bad = {.terraform = R"(resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "agent" { vpc_id = aws_vpc.main.id }
resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.main.id
  service_name    = "com.amazonaws.us-east-1.s3"
  route_table_ids = [aws_vpc.main.main_route_table_id]
  policy = jsonencode({
    Statement = [{
      Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "arn:aws:s3:::acme-documents/*"
    }]
  })
}
resource "aws_bedrockagentcore_agent_runtime" "agent" {
  agent_runtime_artifact {
    container_configuration { container_uri = "111122223333.dkr.ecr.us-east-1.amazonaws.com/agent:1" }
  }
  network_configuration {
    network_mode = "VPC"
    network_mode_config { subnets = [aws_subnet.agent.id] }
  }
}
)",
            .cloudformation = R"(Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
  Routes: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  S3:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      ServiceName: com.amazonaws.us-east-1.s3
      RouteTableIds: [!Ref Routes]
      PolicyDocument:
        Statement:
          - {Effect: Allow, Principal: "*", Action: s3:GetObject, Resource: "arn:aws:s3:::acme-documents/*"}
  Agent:
    Type: AWS::BedrockAgentCore::Runtime
    Properties:
      AgentRuntimeName: agent
      RoleArn: arn:aws:iam::111122223333:role/agent
      AgentRuntimeArtifact:
        ContainerConfiguration: {ContainerUri: "111122223333.dkr.ecr.us-east-1.amazonaws.com/agent:1"}
      NetworkConfiguration:
        NetworkMode: VPC
        NetworkModeConfig: {Subnets: [!Ref Subnet], SecurityGroups: [sg-0a1b2c3d]}
)"},
    .good = {.terraform = R"(resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "agent" { vpc_id = aws_vpc.main.id }
resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.main.id
  service_name    = "com.amazonaws.us-east-1.s3"
  route_table_ids = [aws_vpc.main.main_route_table_id]
  policy = jsonencode({
    Statement = [{
      Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "arn:aws:s3:::prod-us-east-1-starport-layer-bucket/*"
    }]
  })
}
resource "aws_bedrockagentcore_agent_runtime" "agent" {
  agent_runtime_artifact {
    container_configuration { container_uri = "111122223333.dkr.ecr.us-east-1.amazonaws.com/agent:1" }
  }
  network_configuration {
    network_mode = "VPC"
    network_mode_config { subnets = [aws_subnet.agent.id] }
  }
}
)",
             .cloudformation = R"(Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
  Routes: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  S3:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      ServiceName: com.amazonaws.us-east-1.s3
      RouteTableIds: [!Ref Routes]
      PolicyDocument:
        Statement:
          - {Effect: Allow, Principal: "*", Action: s3:GetObject, Resource: "arn:aws:s3:::prod-us-east-1-starport-layer-bucket/*"}
  Agent:
    Type: AWS::BedrockAgentCore::Runtime
    Properties:
      AgentRuntimeName: agent
      RoleArn: arn:aws:iam::111122223333:role/agent
      AgentRuntimeArtifact:
        ContainerConfiguration: {ContainerUri: "111122223333.dkr.ecr.us-east-1.amazonaws.com/agent:1"}
      NetworkConfiguration:
        NetworkMode: VPC
        NetworkModeConfig: {Subnets: [!Ref Subnet], SecurityGroups: [sg-0a1b2c3d]}
)"},
    .fix = engine::FixKind::None,
    .since = "0.3"};

/// What a member pulls from ECR; null where that is nothing.
const graph::SupportingNeed* image_of(const Facts& facts, const Member& member) {
  const std::vector<graph::SupportingNeed>* needs = nullptr;
  if (member.kind == facts::MemberKind::Workload)
    needs = &facts.graph().all<graph::Workload>()[member.index].supporting;
  if (member.kind == facts::MemberKind::AgentCore)
    needs = &facts.graph().all<graph::AgentCoreResource>()[member.index].supporting;
  if (needs == nullptr) return nullptr;
  const auto found = std::ranges::find(*needs, "ecr.dkr", &graph::SupportingNeed::service);
  return found == needs->end() ? nullptr : &*found;
}

void check_gateway(const Facts& facts, const graph::Endpoint& endpoint, const Member& member,
                   const graph::SupportingNeed& image, Verdicts& out) {
  facts::Answer passes = facts::lets_image_layers_through(facts, endpoint);
  const std::string who = quoted(member.entity->address);
  if (passes.is_yes()) {
    return out.holds(endpoint,
                     {{"it lets the layers of the image of " + who + " through", endpoint.address, endpoint.header}});
  }
  if (passes.is_unknown()) {
    return out.unknown(
        endpoint, endpoint.policy.place.is_valid() ? endpoint.policy.place : endpoint.header,
        "whether the policy of " + quoted(endpoint.address) + " lets the layers of the image of " + who + " through",
        std::move(passes.causes), engine::verify_endpoint(endpoint));
  }
  Broken what = fault(passes.reasons.front().place,
                      "the policy of " + quoted(endpoint.address) + " keeps the image of " + who +
                          " from being pulled: " + passes.reasons.front().message,
                      {{"the image", member.entity->address, image.place}});
  what.role = "images";
  what.verify = engine::verify_endpoint(endpoint);
  report(out, endpoint, std::move(what));
}

void check(const Facts& facts, Verdicts& out) {
  for (const Member& member : facts.members()) {
    const graph::SupportingNeed* image = image_of(facts, member);
    if (image == nullptr || member.calls_bedrock.is_unknown()) continue;
    for (const graph::VpcId vpc : member.vpcs) {
      for (const graph::EndpointId id : facts.s3_gateways(vpc).certain) {
        const graph::Endpoint& endpoint = facts.graph().get(id);
        if (!endpoint.policy.is_absent()) check_gateway(facts, endpoint, member, *image, out);
      }
    }
  }
}

}  // namespace

extern const engine::Rule kS3GatewayPolicyBlocksImages;
const engine::Rule kS3GatewayPolicyBlocksImages{&kInfo, check};

}  // namespace brn::rules
