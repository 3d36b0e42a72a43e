#include "rules/registry.h"

#include <array>

namespace brn::rules {

extern const engine::Rule kJobWithoutVpcConfig;
extern const engine::Rule kKnowledgeBaseCollectionPublic;
extern const engine::Rule kAgentcorePublicNetworkMode;
extern const engine::Rule kBedrockCallerOutsideVpc;
extern const engine::Rule kJobNetworkOfSeveralVpcs;
extern const engine::Rule kJobRoleLacksNetworkPermissions;
extern const engine::Rule kJobRoleNetworkPermissionsUnbounded;
extern const engine::Rule kKnowledgeBaseCollectionClosedToBedrock;
extern const engine::Rule kKnowledgeBaseStoreOverInternet;
extern const engine::Rule kSagemakerDirectInternet;
extern const engine::Rule kBedrockRoleUsableFromAnywhere;
extern const engine::Rule kDataSourceOutsideAws;
extern const engine::Rule kNeededEndpointMissing;
extern const engine::Rule kEndpointTypeNotInterface;
extern const engine::Rule kEndpointSingleZone;
extern const engine::Rule kEndpointServiceNameMisspelt;
extern const engine::Rule kEndpointOfOtherRegion;
extern const engine::Rule kEndpointWithoutSubnets;
extern const engine::Rule kEndpointInOtherVpcThanCallers;
extern const engine::Rule kFipsCallerWithoutFipsEndpoint;
extern const engine::Rule kSupportingEndpointMissing;
extern const engine::Rule kControlPlaneEndpointAbsent;
extern const engine::Rule kRuntimeEndpointAbsent;
extern const engine::Rule kEndpointPolicyFullAccess;
extern const engine::Rule kEndpointPolicyCallersUnbounded;
extern const engine::Rule kEndpointPolicyWideGrant;
extern const engine::Rule kConditionRestrictsNothing;
extern const engine::Rule kEndpointPolicyMalformed;
extern const engine::Rule kUnknownPolicyName;
extern const engine::Rule kDeadPolicyText;
extern const engine::Rule kEndpointPolicyBlocksCaller;
extern const engine::Rule kEndpointOpenToWorld;
extern const engine::Rule kCallerBlockedFromEndpoint;
extern const engine::Rule kCallerEgressToWorld;
extern const engine::Rule kCallerBlockedByNetworkAcl;
extern const engine::Rule kEndpointAdmitsOtherPorts;
extern const engine::Rule kVpcDefaultGroupInUse;
extern const engine::Rule kEndpointAdmitsWholeVpc;
extern const engine::Rule kCallerOpenToWorld;
extern const engine::Rule kCallerInPublicSubnet;
extern const engine::Rule kEndpointInPublicSubnet;
extern const engine::Rule kEndpointSubnetsInOneZone;
extern const engine::Rule kEndpointSubnetOfOtherVpc;
extern const engine::Rule kPublicAddressOnLaunch;
extern const engine::Rule kSubnetTooSmall;
extern const engine::Rule kSubnetSharedWithOtherWorkloads;
extern const engine::Rule kS3GatewayMissing;
extern const engine::Rule kS3GatewayPolicyFullAccess;
extern const engine::Rule kS3GatewayOtherRegion;
extern const engine::Rule kS3InterfaceNotResolved;
extern const engine::Rule kS3GatewayPolicyAnyBucket;
extern const engine::Rule kS3GatewayPolicyBlocksJob;
extern const engine::Rule kS3GatewayPolicyAnyCaller;
extern const engine::Rule kBucketPolicyBlocksJob;
extern const engine::Rule kS3GatewayPolicyBlocksImages;
extern const engine::Rule kEndpointPrivateDnsIneffective;
extern const engine::Rule kWayOutOfBedrockSubnet;
extern const engine::Rule kPrivateDnsConflict;
extern const engine::Rule kSubnetOnMainRouteTable;
extern const engine::Rule kVpcDnsSupportOff;

namespace {

constexpr std::array kRules{
    &kJobWithoutVpcConfig,                     // BRN101
    &kKnowledgeBaseCollectionPublic,           // BRN102
    &kAgentcorePublicNetworkMode,              // BRN103
    &kBedrockCallerOutsideVpc,                 // BRN104
    &kJobNetworkOfSeveralVpcs,                 // BRN105
    &kJobRoleLacksNetworkPermissions,          // BRN106
    &kJobRoleNetworkPermissionsUnbounded,      // BRN107
    &kKnowledgeBaseCollectionClosedToBedrock,  // BRN108
    &kKnowledgeBaseStoreOverInternet,          // BRN109
    &kSagemakerDirectInternet,                 // BRN110
    &kBedrockRoleUsableFromAnywhere,           // BRN111
    &kDataSourceOutsideAws,                    // BRN112
    &kNeededEndpointMissing,                   // BRN201
    &kEndpointTypeNotInterface,                // BRN202
    &kEndpointSingleZone,                      // BRN203
    &kEndpointServiceNameMisspelt,             // BRN204
    &kEndpointOfOtherRegion,                   // BRN205
    &kEndpointWithoutSubnets,                  // BRN206
    &kEndpointInOtherVpcThanCallers,           // BRN207
    &kFipsCallerWithoutFipsEndpoint,           // BRN208
    &kSupportingEndpointMissing,               // BRN209
    &kControlPlaneEndpointAbsent,              // BRN210
    &kRuntimeEndpointAbsent,                   // BRN211
    &kEndpointPolicyFullAccess,                // BRN301
    &kEndpointPolicyCallersUnbounded,          // BRN302
    &kEndpointPolicyWideGrant,                 // BRN303
    &kConditionRestrictsNothing,               // BRN304
    &kEndpointPolicyMalformed,                 // BRN305
    &kUnknownPolicyName,                       // BRN306
    &kDeadPolicyText,                          // BRN307
    &kEndpointPolicyBlocksCaller,              // BRN308
    &kEndpointOpenToWorld,                     // BRN401
    &kCallerBlockedFromEndpoint,               // BRN402
    &kCallerEgressToWorld,                     // BRN403
    &kCallerBlockedByNetworkAcl,               // BRN404
    &kEndpointAdmitsOtherPorts,                // BRN405
    &kVpcDefaultGroupInUse,                    // BRN406
    &kEndpointAdmitsWholeVpc,                  // BRN407
    &kCallerOpenToWorld,                       // BRN408
    &kCallerInPublicSubnet,                    // BRN501
    &kEndpointInPublicSubnet,                  // BRN502
    &kEndpointSubnetsInOneZone,                // BRN503
    &kEndpointSubnetOfOtherVpc,                // BRN504
    &kPublicAddressOnLaunch,                   // BRN505
    &kSubnetTooSmall,                          // BRN506
    &kSubnetSharedWithOtherWorkloads,          // BRN507
    &kS3GatewayMissing,                        // BRN601
    &kS3GatewayPolicyFullAccess,               // BRN602
    &kS3GatewayOtherRegion,                    // BRN603
    &kS3InterfaceNotResolved,                  // BRN604
    &kS3GatewayPolicyAnyBucket,                // BRN605
    &kS3GatewayPolicyBlocksJob,                // BRN606
    &kS3GatewayPolicyAnyCaller,                // BRN607
    &kBucketPolicyBlocksJob,                   // BRN608
    &kS3GatewayPolicyBlocksImages,             // BRN609
    &kEndpointPrivateDnsIneffective,           // BRN701
    &kWayOutOfBedrockSubnet,                   // BRN702
    &kPrivateDnsConflict,                      // BRN703
    &kSubnetOnMainRouteTable,                  // BRN704
    &kVpcDnsSupportOff,                        // BRN705
};

}  // namespace

std::span<const engine::Rule* const> all_rules() {
  return kRules;
}

}  // namespace brn::rules
