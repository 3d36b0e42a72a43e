#pragma once
// The typed entities of the resource graph: one set for Terraform and CloudFormation. Field names follow AWS. An entity
// is written in the source, made by AWS together with another (a VPC's main route table), or external (named, but made
// outside of this run): then what it holds is unknown.

#include <cstdint>
#include <string>
#include <vector>

#include "analyzer/config/configuration.h"
#include "analyzer/graph/address.h"
#include "analyzer/graph/attribute.h"
#include "analyzer/value/value.h"

namespace brn::graph {

enum class Origin : std::uint8_t { Written, MadeWith, External };

/// What every entity has.
struct Entity {
  std::string address;     // as the user writes it; for MadeWith: "main route table of aws_vpc.main"
  std::string definition;  // without instance keys
  std::string type;        // `aws_vpc_endpoint`, `AWS::EC2::VPCEndpoint`
  std::uint32_t unit = 0;
  config::Language language = config::Language::Terraform;
  Origin origin = Origin::Written;
  Tri exists = Tri::Yes;    // Unknown: it may exist
  bool is_summary = false;  // stands for 0..n instances
  Causes causes;            // why it may not exist; for External: why it is not made here
  Span header;              // block header; where an External entity is named
  Span body;
  std::vector<Span> call_path;
  std::string construct_path;  // of the CDK construct that made it; mostly empty
  std::string region;          // known Region name, or empty
  value::Value attributes;     // everything that is written, for printers and rare questions

  [[nodiscard]] bool is_external() const { return origin == Origin::External; }
};

struct Vpc;
struct Subnet;
struct RouteTable;
struct Gateway;
struct SecurityGroup;
struct NetworkAcl;
struct Endpoint;
struct PrefixList;
struct HostedZone;
struct PolicyDocument;
struct Role;
struct Bucket;
struct Collection;
struct KnowledgeBase;

using VpcId = Id<Vpc>;
using SubnetId = Id<Subnet>;
using RouteTableId = Id<RouteTable>;
using GatewayId = Id<Gateway>;
using SecurityGroupId = Id<SecurityGroup>;
using NetworkAclId = Id<NetworkAcl>;
using EndpointId = Id<Endpoint>;
using PrefixListId = Id<PrefixList>;
using HostedZoneId = Id<HostedZone>;
using PolicyDocumentId = Id<PolicyDocument>;
using RoleId = Id<Role>;
using BucketId = Id<Bucket>;
using CollectionId = Id<Collection>;
using KnowledgeBaseId = Id<KnowledgeBase>;

struct Vpc : Entity {
  Attribute<std::vector<Cidr>> cidrs;
  Attribute<bool> dns_support;    // default true
  Attribute<bool> dns_hostnames;  // default false
  RouteTableId main_route_table;  // always there; MadeWith unless adopted or replaced
  SecurityGroupId default_group;
  NetworkAclId default_acl;
  /// DHCP options other than the default ones are attached: their servers. Default: AmazonProvidedDNS.
  Attribute<std::vector<std::string>> dns_servers;
};

/// A zone: its name or id, or a symbol for "the i-th zone of the Region".
struct Zone {
  std::string name;
  value::Symbol symbol;
};

struct Subnet : Entity {
  Relation<Vpc> vpc;
  Attribute<Cidr> cidr;
  Attribute<Zone> zone;
  Attribute<bool> map_public_ip_on_launch;  // default false
};

enum class TargetKind : std::uint8_t {
  Local,
  InternetGateway,
  NatGateway,
  EgressOnlyInternetGateway,
  VpnGateway,
  TransitGateway,
  VpcPeering,
  NetworkInterface,
  Instance,
  GatewayLoadBalancerEndpoint,
  CarrierGateway,
  LocalGateway,
  CoreNetwork,
  Unknown
};

struct Route {
  Attribute<std::vector<Cidr>> destination;  // one network, or those of a customer prefix list
  TargetKind target = TargetKind::Unknown;
  Relation<Gateway> gateway;  // for gateways of this run or named ones
  Span place;                 // the route block or resource
  std::string address;        // of a separate resource; else that of the table
  Tri exists = Tri::Yes;
  Causes causes;
};

struct RouteTable : Entity {
  Relation<Vpc> vpc;
  bool is_main = false;
  std::vector<Route> routes;    // without local routes
  bool routes_complete = true;  // false: propagation, unknown routes, or a table made elsewhere
  Causes routes_causes;
};

/// A subnet's explicit association with a table.
struct RouteTableAssociation : Entity {
  Relation<RouteTable> table;
  Relation<Subnet> subnet;  // absent for an edge association
};

struct Gateway : Entity {
  TargetKind kind = TargetKind::InternetGateway;
  Relation<Vpc> vpc;
  Relation<Subnet> subnet;     // NAT
  Attribute<bool> is_private;  // NAT with connectivity private; default false
};

enum class Direction : std::uint8_t { Ingress, Egress };

struct SecurityGroupRule {
  Direction direction = Direction::Ingress;
  Attribute<std::string> protocol;  // "tcp", "udp", "icmp", "icmpv6", "-1" (all), other numbers as text
  Attribute<PortRange> ports;       // all ports for "-1" and protocols without ports
  std::vector<Attribute<Cidr>> cidrs;
  Relations<PrefixList> prefix_lists;
  Relations<SecurityGroup> groups;  // `self` is the group itself
  bool sources_complete = true;     // false: an unknown list of peers
  Causes causes;
  Span place;           // the rule as a whole
  std::string address;  // of a separate resource, else that of the group
  Tri exists = Tri::Yes;
  State origin = State::Set;  // Default: the rule that AWS makes (CloudFormation's egress, default groups)
};

struct SecurityGroup : Entity {
  Relation<Vpc> vpc;
  bool is_default = false;               // a VPC's default group
  std::vector<SecurityGroupRule> rules;  // inline and separate ones
  bool rules_complete = true;
  Causes rules_causes;
};

struct NetworkAclEntry {
  Direction direction = Direction::Ingress;
  Attribute<std::int64_t> number;
  Attribute<bool> allow;
  Attribute<std::string> protocol;
  Attribute<Cidr> cidr;
  Attribute<PortRange> ports;
  Span place;
  std::string address;
  Tri exists = Tri::Yes;
};

struct NetworkAcl : Entity {
  Relation<Vpc> vpc;
  bool is_default = false;
  Relations<Subnet> subnets;
  std::vector<NetworkAclEntry> entries;
  bool entries_complete = true;
  Causes entries_causes;
};

enum class EndpointType : std::uint8_t { Interface, Gateway, GatewayLoadBalancer, Other };

/// `com.amazonaws.us-east-1.bedrock-runtime`, taken apart. `suffix` may be known where the Region is not.
struct ServiceName {
  std::string text;            // as evaluated; holes as `${…}`
  std::string suffix;          // `bedrock-runtime`; empty: no AWS service name
  std::string region;          // empty: not known
  bool region_is_own = false;  // the Region is that of the provider or stack, by symbol
};

struct PolicyDocument : Entity {
  value::Value document;  // structure: an object with `Statement`; Unknown where nothing is known
  std::string carrier;    // what it is attached to, in words: "endpoint policy of …"
};

struct Endpoint : Entity {
  Relation<Vpc> vpc;
  Attribute<ServiceName> service;
  Attribute<EndpointType> endpoint_type;  // default Gateway
  Attribute<bool> private_dns;            // default false
  Attribute<bool> private_dns_only_for_inbound_resolver;
  Relation<PolicyDocument> policy;  // absent: full access
  Relations<Subnet> subnets;
  Relations<SecurityGroup> groups;  // empty: the VPC's default group
  bool default_group_replaced = false;
  Attribute<std::string> service_region;  // default: the Region of the endpoint
  Relations<RouteTable> route_tables;
  bool is_data = false;         // a data source: exists elsewhere
  bool in_dns_profile = false;  // a Route 53 Profile carries its name
};

struct PrefixList : Entity {
  Attribute<std::string> service;  // an AWS-managed one: `s3`; empty for a customer's
  std::vector<Attribute<Cidr>> entries;
  bool entries_complete = true;
};

struct HostedZone : Entity {
  Attribute<std::string> name;
  bool is_private = false;
  Relations<Vpc> vpcs;
};

enum class VpcTieKind : std::uint8_t { DnsProfile, ResolverRule, Share };

/// What ties a VPC to things that are managed elsewhere: a Route 53 Profile or a resolver rule that is associated with
/// it, a RAM share of its subnets.
struct VpcTie : Entity {
  VpcTieKind kind = VpcTieKind::DnsProfile;
  Relation<Vpc> vpc;
  Attribute<std::string> domain;  // ResolverRule: the names that it forwards
};

/// A policy of a role: a document, or the name of a managed policy.
struct RolePolicy {
  Relation<PolicyDocument> document;
  Attribute<std::string> managed;  // name without the ARN's prefix: `AmazonBedrockFullAccess`
  Span place;
  std::string address;
};

struct Role : Entity {
  Relation<PolicyDocument> trust;
  std::vector<RolePolicy> policies;
  bool policies_complete = true;
  Causes policies_causes;
  RolePolicy boundary;
};

struct Bucket : Entity {
  Attribute<std::string> name;
  Relation<PolicyDocument> policy;
};

enum class JobKind : std::uint8_t { Customization, BatchInference, Import };

struct Job : Entity {
  JobKind kind = JobKind::Customization;
  Attribute<bool> has_vpc_config;  // default false
  Relations<Subnet> subnets;
  Relations<SecurityGroup> groups;
  Relation<Role> role;
  std::vector<Attribute<std::string>> s3_uris;  // inputs and outputs
};

enum class StorageKind : std::uint8_t {
  None,
  OpenSearchServerless,
  OpenSearchManagedCluster,
  Rds,
  S3Vectors,
  NeptuneAnalytics,
  Pinecone,
  MongoDbAtlas,
  Redis,
  Other
};

/// An OpenSearch Serverless collection.
struct Collection : Entity {
  Attribute<std::string> name;
};

struct KnowledgeBase : Entity {
  Attribute<StorageKind> storage;
  Relation<Collection> collection;
  Attribute<std::string> endpoint_service_name;  // MongoDB Atlas over PrivateLink
  Relation<Role> role;
};

struct DataSource : Entity {
  Attribute<std::string> kind;  // S3, WEB, CONFLUENCE …
  Relation<KnowledgeBase> knowledge_base;
};

struct Agent : Entity {
  Relation<Role> role;
};

/// A service beside Bedrock that something asks for through its own network: an image registry, a log group.
struct SupportingNeed {
  std::string service;  // endpoint suffix: `ecr.dkr`, `logs`
  std::string why;      // in words: "pulls its image from ECR"
  Span place;
};

enum class AgentCoreKind : std::uint8_t { Runtime, Browser, CodeInterpreter, Gateway, Other };

struct AgentCoreResource : Entity {
  AgentCoreKind kind = AgentCoreKind::Runtime;
  Attribute<std::string> network_mode;  // PUBLIC, VPC, SANDBOX
  Relations<Subnet> subnets;
  Relations<SecurityGroup> groups;
  Relation<Role> role;
  std::vector<SupportingNeed> supporting;  // runtimes: image and logs
};

/// A security policy of OpenSearch Serverless.
struct CollectionPolicy : Entity {
  Attribute<std::string> kind;  // network, encryption
  value::Value document;        // structure: a list of rule sets
};

struct CollectionEndpoint : Entity {
  Relation<Vpc> vpc;
  Relations<Subnet> subnets;
  Relations<SecurityGroup> groups;
};

enum class WorkloadKind : std::uint8_t {
  LambdaFunction,
  EcsService,
  EcsTask,
  Ec2Instance,
  LaunchTemplate,
  AutoScalingGroup,
  SageMakerNotebook,
  SageMakerDomain,
  SageMakerModel,
  EksNodeGroup,
  EksCluster,
  BatchComputeEnvironment,
  CodeBuildProject,
  GlueConnection,
  AppRunnerService,
  Other
};

/// Something that runs code with a role: it may call Bedrock.
struct Workload : Entity {
  WorkloadKind kind = WorkloadKind::LambdaFunction;
  Attribute<bool> has_vpc_config;  // Lambda, CodeBuild …: default false; EC2, ECS: always in a VPC
  Relations<Subnet> subnets;
  Relations<SecurityGroup> groups;
  std::vector<Relation<Role>> roles;  // execution and task roles, those of instance profiles
  Attribute<bool> public_ip;
  Attribute<bool> direct_internet;  // SageMaker
  /// Endpoint URLs in its environment: variable name and value.
  std::vector<std::pair<std::string, Attribute<std::string>>> environment;
  bool environment_complete = true;
  /// `AWS_USE_FIPS_ENDPOINT` in its environment; default false.
  Attribute<bool> uses_fips;
  std::vector<SupportingNeed> supporting;  // ECS tasks: image and logs
};

/// A module that is not on disk: it may make anything in what it was given.
struct OpaqueModule : Entity {
  std::string source;
  Cause cause;
  std::vector<VpcId> vpcs;  // VPCs that its arguments name, and those that its outputs stand for
};

}  // namespace brn::graph
