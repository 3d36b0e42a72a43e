#include "rules/registry.h"

#include <array>

namespace brn::rules {

extern const engine::Rule kJobWithoutVpcConfig;
extern const engine::Rule kKnowledgeBaseCollectionPublic;
extern const engine::Rule kAgentcorePublicNetworkMode;
extern const engine::Rule kBedrockCallerOutsideVpc;
extern const engine::Rule kNeededEndpointMissing;
extern const engine::Rule kEndpointTypeNotInterface;
extern const engine::Rule kEndpointSingleZone;
extern const engine::Rule kEndpointPolicyFullAccess;
extern const engine::Rule kEndpointOpenToWorld;
extern const engine::Rule kCallerBlockedFromEndpoint;
extern const engine::Rule kCallerEgressToWorld;
extern const engine::Rule kCallerInPublicSubnet;
extern const engine::Rule kEndpointInPublicSubnet;
extern const engine::Rule kS3GatewayMissing;
extern const engine::Rule kS3GatewayPolicyFullAccess;
extern const engine::Rule kEndpointPrivateDnsIneffective;
extern const engine::Rule kWayOutOfBedrockSubnet;

namespace {

constexpr std::array kRules{
    &kJobWithoutVpcConfig,            // BRN101
    &kKnowledgeBaseCollectionPublic,  // BRN102
    &kAgentcorePublicNetworkMode,     // BRN103
    &kBedrockCallerOutsideVpc,        // BRN104
    &kNeededEndpointMissing,          // BRN201
    &kEndpointTypeNotInterface,       // BRN202
    &kEndpointSingleZone,             // BRN203
    &kEndpointPolicyFullAccess,       // BRN301
    &kEndpointOpenToWorld,            // BRN401
    &kCallerBlockedFromEndpoint,      // BRN402
    &kCallerEgressToWorld,            // BRN403
    &kCallerInPublicSubnet,           // BRN501
    &kEndpointInPublicSubnet,         // BRN502
    &kS3GatewayMissing,               // BRN601
    &kS3GatewayPolicyFullAccess,      // BRN602
    &kEndpointPrivateDnsIneffective,  // BRN701
    &kWayOutOfBedrockSubnet,          // BRN702
};

}  // namespace

std::span<const engine::Rule* const> all_rules() {
  return kRules;
}

}  // namespace brn::rules
