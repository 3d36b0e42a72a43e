#include "rules/verdict.h"

namespace brn::rules {

namespace {

using engine::RuleInfo;
using engine::Severity;
using engine::Verdicts;
using facts::Facts;
using facts::quoted;
using graph::AgentCoreKind;

constexpr std::string_view kNist[] = {"SC-7", "AC-4(21)"};

constexpr RuleInfo kInfo{
    .id = "BRN103",
    .name = "agentcore-public-network-mode",
    .title = "An AgentCore resource runs in network mode PUBLIC",
    .subject = engine::Subject::JobVpc,
    .severity = Severity::High,
    .nist = kNist,
    .rationale =
        "In network mode PUBLIC the code of an agent, browser or interpreter reaches the whole internet from AWS's "
        "network: an injected prompt can send data anywhere, and nothing of your VPC sees it. The AgentCore Developer "
        "Guide (Configure AgentCore for VPC) and Security Hub's BedrockAgentCore.1 ask for mode VPC; SANDBOX gives no "
        "network.",
    .verify =
        "aws bedrock-agentcore-control get-agent-runtime --agent-runtime-id $RUNTIME --query networkConfiguration",
    .help =
        "set the network mode to VPC, with private subnets and a security group that lets out only what the agent "
        "needs",
    .bad = {.terraform = R"(resource "aws_bedrockagentcore_agent_runtime" "agent" {
  agent_runtime_name = "agent"
  role_arn           = "arn:aws:iam::111122223333:role/agent"
  agent_runtime_artifact {
    container_configuration { container_uri = "111122223333.dkr.ecr.us-east-1.amazonaws.com/agent:1" }
  }
  network_configuration { network_mode = "PUBLIC" }
}
)",
            .cloudformation = R"(Resources:
  Agent:
    Type: AWS::BedrockAgentCore::Runtime
    Properties:
      AgentRuntimeName: agent
      RoleArn: arn:aws:iam::111122223333:role/agent
      AgentRuntimeArtifact:
        ContainerConfiguration: {ContainerUri: "111122223333.dkr.ecr.us-east-1.amazonaws.com/agent:1"}
      NetworkConfiguration: {NetworkMode: PUBLIC}
)"},
    .good = {.terraform = R"(resource "aws_bedrockagentcore_agent_runtime" "agent" {
  agent_runtime_name = "agent"
  role_arn           = "arn:aws:iam::111122223333:role/agent"
  agent_runtime_artifact {
    container_configuration { container_uri = "111122223333.dkr.ecr.us-east-1.amazonaws.com/agent:1" }
  }
  network_configuration {
    network_mode = "VPC"
    network_mode_config {
      subnets         = ["subnet-0a1b2c3d"]
      security_groups = ["sg-0a1b2c3d"]
    }
  }
}
)",
             .cloudformation = R"(Resources:
  Agent:
    Type: AWS::BedrockAgentCore::Runtime
    Properties:
      AgentRuntimeName: agent
      RoleArn: arn:aws:iam::111122223333:role/agent
      AgentRuntimeArtifact:
        ContainerConfiguration: {ContainerUri: "111122223333.dkr.ecr.us-east-1.amazonaws.com/agent:1"}
      NetworkConfiguration:
        NetworkMode: VPC
        NetworkModeConfig:
          Subnets: [subnet-0a1b2c3d]
          SecurityGroups: [sg-0a1b2c3d]
)"},
    .fix = engine::FixKind::None,
    .since = "0.1"};

std::string kind_words(AgentCoreKind kind) {
  switch (kind) {
    case AgentCoreKind::Browser: return "browser ";
    case AgentCoreKind::CodeInterpreter: return "code interpreter ";
    default: return "runtime ";
  }
}

void check(const Facts& facts, Verdicts& out) {
  for (const graph::AgentCoreResource& resource : facts.graph().all<graph::AgentCoreResource>()) {
    if (resource.kind == AgentCoreKind::Gateway || resource.kind == AgentCoreKind::Other) continue;
    const auto& mode = resource.network_mode;
    if (!mode.is_known()) {
      out.unknown(resource, place_of(mode, resource), "the network mode of " + quoted(resource.address), mode.causes);
    } else if (mode.value == "PUBLIC" || mode.value.empty()) {
      report(out, resource,
             fault(place_of(mode, resource), kind_words(resource.kind) + quoted(resource.address) +
                                                 " runs in network mode `PUBLIC`" + by_default(mode) +
                                                 ": its code reaches the internet from outside of your network"));
    } else {
      out.holds(resource, {{"its network mode is " + quoted(mode.value), resource.address, place_of(mode, resource)}});
    }
  }
}

}  // namespace

extern const engine::Rule kAgentcorePublicNetworkMode;
const engine::Rule kAgentcorePublicNetworkMode{&kInfo, check};

}  // namespace brn::rules
