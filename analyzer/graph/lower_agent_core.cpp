// AgentCore runtimes, browsers, code interpreters and gateways.

#include "analyzer/graph/workload.h"

namespace brn::graph {

namespace {

// Older providers name the block network_mode_config where newer ones say vpc_config.
constexpr Field kFields[] = {
    {"mode", "network_configuration.network_mode", "NetworkConfiguration.NetworkMode"},
    {"subnets", "network_configuration.network_mode_config.subnets|network_configuration.vpc_config.subnets",
     "NetworkConfiguration.NetworkModeConfig.Subnets|NetworkConfiguration.VpcConfig.Subnets"},
    {"groups",
     "network_configuration.network_mode_config.security_groups|network_configuration.vpc_config.security_groups",
     "NetworkConfiguration.NetworkModeConfig.SecurityGroups|NetworkConfiguration.VpcConfig.SecurityGroups"},
    {"role", "role_arn|execution_role_arn", "RoleArn|ExecutionRoleArn"},
    {"image", "agent_runtime_artifact.container_configuration.container_uri",
     "AgentRuntimeArtifact.ContainerConfiguration.ContainerUri"},
};

template <AgentCoreKind Kind>
void fill(Reader& reader, Slot<AgentCoreResource> resource) {
  resource->kind = Kind;
  resource->network_mode = reader.text("mode", Kind == AgentCoreKind::Gateway ? "" : "PUBLIC");
  resource->subnets = reader.relations<Subnet>("subnets");
  resource->groups = reader.relations<SecurityGroup>("groups");
  resource->role = reader.relation<Role>("role");
  if (Kind != AgentCoreKind::Runtime) return;
  if (const auto image = reader.find("image")) add_image_needs(reader, *image, resource->supporting);
  add_log_needs(resource->supporting, "writes its logs to CloudWatch", reader.resource().header);
}

constexpr TypeEntry kTypes[] = {
    entity_type<AgentCoreResource, fill<AgentCoreKind::Runtime>>("aws_bedrockagentcore_agent_runtime",
                                                                 "AWS::BedrockAgentCore::Runtime", kFields),
    entity_type<AgentCoreResource, fill<AgentCoreKind::Browser>>("aws_bedrockagentcore_browser",
                                                                 "AWS::BedrockAgentCore::BrowserCustom", kFields),
    entity_type<AgentCoreResource, fill<AgentCoreKind::CodeInterpreter>>(
        "aws_bedrockagentcore_code_interpreter", "AWS::BedrockAgentCore::CodeInterpreterCustom", kFields),
    entity_type<AgentCoreResource, fill<AgentCoreKind::Gateway>>("aws_bedrockagentcore_gateway",
                                                                 "AWS::BedrockAgentCore::Gateway", kFields),
};

}  // namespace

TypeEntries agent_core_types() {
  return kTypes;
}

}  // namespace brn::graph
