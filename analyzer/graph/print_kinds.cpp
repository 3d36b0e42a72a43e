// What `--print=graph` shows of each kind of entity.

#include "analyzer/graph/printer.h"

namespace brn::graph {

namespace {

std::string show_cidrs(const std::vector<Cidr>& cidrs) {
  std::string text;
  for (const Cidr& cidr : cidrs) text += (text.empty() ? "" : " ") + cidr.to_string();
  return text.empty() ? "none" : text;
}

std::string show_cidr(const Cidr& cidr) {
  return cidr.to_string();
}
std::string show_text(const std::string& text) {
  return text;
}

std::string show_ports(const PortRange& ports) {
  if (ports.is_all()) return "all ports";
  if (ports.first == ports.last) return "port " + std::to_string(ports.first);
  return "ports " + std::to_string(ports.first) + "-" + std::to_string(ports.last);
}

std::string show_strings(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) out += (out.empty() ? "" : " ") + text;
  return out;
}

std::string_view name_of(TargetKind kind) {
  switch (kind) {
    case TargetKind::Local: return "local";
    case TargetKind::InternetGateway: return "internet gateway";
    case TargetKind::NatGateway: return "NAT gateway";
    case TargetKind::EgressOnlyInternetGateway: return "egress-only internet gateway";
    case TargetKind::VpnGateway: return "VPN gateway";
    case TargetKind::TransitGateway: return "transit gateway";
    case TargetKind::VpcPeering: return "VPC peering";
    case TargetKind::NetworkInterface: return "network interface";
    case TargetKind::Instance: return "instance";
    case TargetKind::GatewayLoadBalancerEndpoint: return "gateway load balancer endpoint";
    case TargetKind::CarrierGateway: return "carrier gateway";
    case TargetKind::LocalGateway: return "local gateway";
    case TargetKind::CoreNetwork: return "core network";
    case TargetKind::Unknown: return "unknown";
  }
  return "unknown";
}

std::string_view name_of(WorkloadKind kind) {
  switch (kind) {
    case WorkloadKind::LambdaFunction: return "Lambda function";
    case WorkloadKind::EcsService: return "ECS service";
    case WorkloadKind::EcsTask: return "ECS task";
    case WorkloadKind::Ec2Instance: return "EC2 instance";
    case WorkloadKind::LaunchTemplate: return "launch template";
    case WorkloadKind::AutoScalingGroup: return "Auto Scaling group";
    case WorkloadKind::SageMakerNotebook: return "SageMaker notebook";
    case WorkloadKind::SageMakerDomain: return "SageMaker domain";
    case WorkloadKind::SageMakerModel: return "SageMaker model";
    case WorkloadKind::EksNodeGroup: return "EKS node group";
    case WorkloadKind::EksCluster: return "EKS cluster";
    case WorkloadKind::BatchComputeEnvironment: return "Batch compute environment";
    case WorkloadKind::CodeBuildProject: return "CodeBuild project";
    case WorkloadKind::GlueConnection: return "Glue connection";
    case WorkloadKind::AppRunnerService: return "App Runner service";
    case WorkloadKind::Other: return "other";
  }
  return "other";
}

std::string_view name_of(EndpointType type) {
  switch (type) {
    case EndpointType::Interface: return "Interface";
    case EndpointType::Gateway: return "Gateway";
    case EndpointType::GatewayLoadBalancer: return "GatewayLoadBalancer";
    case EndpointType::Other: return "other";
  }
  return "other";
}

std::string_view name_of(StorageKind kind) {
  switch (kind) {
    case StorageKind::None: return "none";
    case StorageKind::OpenSearchServerless: return "OpenSearch Serverless";
    case StorageKind::OpenSearchManagedCluster: return "OpenSearch managed cluster";
    case StorageKind::Rds: return "RDS";
    case StorageKind::S3Vectors: return "S3 Vectors";
    case StorageKind::NeptuneAnalytics: return "Neptune Analytics";
    case StorageKind::Pinecone: return "Pinecone";
    case StorageKind::MongoDbAtlas: return "MongoDB Atlas";
    case StorageKind::Redis: return "Redis";
    case StorageKind::Other: return "other";
  }
  return "other";
}

std::string_view name_of(AgentCoreKind kind) {
  switch (kind) {
    case AgentCoreKind::Runtime: return "runtime";
    case AgentCoreKind::Browser: return "browser";
    case AgentCoreKind::CodeInterpreter: return "code interpreter";
    case AgentCoreKind::Gateway: return "gateway";
    case AgentCoreKind::Other: return "other";
  }
  return "other";
}

std::string_view name_of(Direction direction) {
  return direction == Direction::Ingress ? "ingress" : "egress";
}

std::string perhaps(Tri exists, const Causes& causes) {
  return is_unknown(exists) ? " (perhaps" + Printer::because(causes) + ")" : "";
}

std::string show_rule(const Printer& printer, const SecurityGroupRule& rule) {
  std::vector<std::string> peers;
  for (const auto& cidr : rule.cidrs) peers.push_back(Printer::describe(cidr, show_cidr));
  for (const auto& list : rule.prefix_lists.items) peers.push_back(printer.describe(list));
  for (const auto& group : rule.groups.items) peers.push_back(printer.describe(group));
  std::string text(name_of(rule.direction));
  text += " " + Printer::describe(rule.protocol, show_text) + " " + Printer::describe(rule.ports, show_ports);
  text += " " + Printer::list(std::move(peers), rule.sources_complete, rule.causes);
  if (rule.origin == State::Default) text += " (made by AWS)";
  return text + perhaps(rule.exists, rule.causes);
}

std::string show_entry(const NetworkAclEntry& entry) {
  std::string text(name_of(entry.direction));
  text += " " + Printer::describe(entry.number, [](std::int64_t n) { return std::to_string(n); });
  text += " " + Printer::describe(entry.allow, [](bool b) { return std::string(b ? "allow" : "deny"); });
  text += " " + Printer::describe(entry.protocol, show_text) + " " + Printer::describe(entry.ports, show_ports);
  return text + " " + Printer::describe(entry.cidr, show_cidr) + perhaps(entry.exists, {});
}

std::string show_policy(const Printer& printer, const RolePolicy& policy) {
  if (!policy.document.is_absent()) return printer.describe(policy.document);
  return Printer::describe(policy.managed, show_text);
}

template <typename T>
std::string show_name(const T& value) {
  return std::string(name_of(value));
}

}  // namespace

void print_entity(Printer& printer, const Vpc& vpc) {
  printer.attribute("cidrs", vpc.cidrs, show_cidrs);
  printer.boolean("dns_support", vpc.dns_support);
  printer.boolean("dns_hostnames", vpc.dns_hostnames);
  printer.attribute("dns_servers", vpc.dns_servers, show_strings);
  printer.line("main_route_table", "-> " + printer.target(vpc.main_route_table));
  printer.line("default_group", "-> " + printer.target(vpc.default_group));
  printer.line("default_acl", "-> " + printer.target(vpc.default_acl));
}

void print_entity(Printer& printer, const Subnet& subnet) {
  printer.relation("vpc", subnet.vpc);
  printer.attribute("cidr", subnet.cidr, show_cidr);
  printer.attribute("zone", subnet.zone, [](const Zone& zone) {
    return !zone.name.empty() ? zone.name : std::string(zone.symbol.is_valid() ? "by symbol" : "none");
  });
  printer.boolean("map_public_ip_on_launch", subnet.map_public_ip_on_launch);
}

void print_entity(Printer& printer, const RouteTable& table) {
  printer.relation("vpc", table.vpc);
  if (table.is_main) printer.line("main", "true");
  for (const Route& route : table.routes) {
    std::string text = "route " + Printer::describe(route.destination, show_cidrs) + " to " + show_name(route.target);
    if (!route.gateway.is_absent()) text += " " + printer.describe(route.gateway);
    printer.item(text + perhaps(route.exists, route.causes));
  }
  if (!table.routes_complete) printer.item("route perhaps more" + Printer::because(table.routes_causes));
}

void print_entity(Printer& printer, const RouteTableAssociation& association) {
  printer.relation("table", association.table);
  printer.relation("subnet", association.subnet);
}

void print_entity(Printer& printer, const Gateway& gateway) {
  printer.line("kind", show_name(gateway.kind));
  printer.relation("vpc", gateway.vpc);
  if (gateway.kind != TargetKind::NatGateway) return;
  printer.relation("subnet", gateway.subnet);
  printer.boolean("private", gateway.is_private);
}

void print_entity(Printer& printer, const SecurityGroup& group) {
  printer.relation("vpc", group.vpc);
  if (group.is_default) printer.line("default", "true");
  for (const SecurityGroupRule& rule : group.rules) printer.item("rule " + show_rule(printer, rule));
  if (!group.rules_complete) printer.item("rule perhaps more" + Printer::because(group.rules_causes));
}

void print_entity(Printer& printer, const NetworkAcl& acl) {
  printer.relation("vpc", acl.vpc);
  if (acl.is_default) printer.line("default", "true");
  printer.relations("subnets", acl.subnets);
  for (const NetworkAclEntry& entry : acl.entries) printer.item("entry " + show_entry(entry));
  if (!acl.entries_complete) printer.item("entry perhaps more" + Printer::because(acl.entries_causes));
}

void print_entity(Printer& printer, const Endpoint& endpoint) {
  printer.relation("vpc", endpoint.vpc);
  printer.attribute("service", endpoint.service, [](const ServiceName& name) {
    if (name.suffix.empty()) return name.text;
    std::string region = name.region;
    if (region.empty()) region = name.region_is_own ? "own Region" : "unknown Region";
    return name.suffix + " in " + region;
  });
  printer.attribute("type", endpoint.endpoint_type, show_name<EndpointType>);
  printer.boolean("private_dns", endpoint.private_dns);
  printer.relation("policy", endpoint.policy);
  printer.relations("subnets", endpoint.subnets);
  printer.relations("groups", endpoint.groups);
  printer.relations("route_tables", endpoint.route_tables);
}

void print_entity(Printer& printer, const PrefixList& list) {
  printer.text("service", list.service);
  for (const auto& entry : list.entries) printer.item("entry " + Printer::describe(entry, show_cidr));
  if (!list.entries_complete) printer.item("entry perhaps more");
}

void print_entity(Printer& printer, const HostedZone& zone) {
  printer.text("name", zone.name);
  printer.line("private", zone.is_private ? "true" : "false");
  printer.relations("vpcs", zone.vpcs);
}

void print_entity(Printer& printer, const VpcTie& tie) {
  constexpr std::string_view kKinds[] = {"dns-profile", "resolver-rule", "share"};
  printer.line("tie", std::string(kKinds[static_cast<std::size_t>(tie.kind)]));
  printer.relation("vpc", tie.vpc);
  if (tie.kind == VpcTieKind::ResolverRule) printer.text("domain", tie.domain);
}

void print_entity(Printer& printer, const PolicyDocument& document) {
  printer.line("carrier", document.carrier);
  printer.line("document", value::to_display(document.document));
}

void print_entity(Printer& printer, const Role& role) {
  printer.relation("trust", role.trust);
  for (const RolePolicy& policy : role.policies) printer.item("policy " + show_policy(printer, policy));
  if (!role.policies_complete) printer.item("policy perhaps more" + Printer::because(role.policies_causes));
  if (!role.boundary.document.is_absent() || role.boundary.managed.is_set()) {
    printer.line("boundary", show_policy(printer, role.boundary));
  }
}

void print_entity(Printer& printer, const Bucket& bucket) {
  printer.text("name", bucket.name);
  printer.relation("policy", bucket.policy);
}

void print_entity(Printer& printer, const Job& job) {
  printer.line("kind", job.kind == JobKind::Customization ? "customization"
                       : job.kind == JobKind::Import      ? "import"
                                                          : "batch inference");
  printer.boolean("vpc_config", job.has_vpc_config);
  printer.relations("subnets", job.subnets);
  printer.relations("groups", job.groups);
  printer.relation("role", job.role);
  for (const auto& uri : job.s3_uris) printer.item("s3 " + Printer::describe(uri, show_text));
}

void print_entity(Printer& printer, const Collection& collection) {
  printer.text("name", collection.name);
}

void print_entity(Printer& printer, const KnowledgeBase& base) {
  printer.attribute("storage", base.storage, show_name<StorageKind>);
  printer.relation("collection", base.collection);
  printer.text("endpoint_service_name", base.endpoint_service_name);
  printer.relation("role", base.role);
}

void print_entity(Printer& printer, const DataSource& source) {
  printer.text("kind", source.kind);
  printer.relation("knowledge_base", source.knowledge_base);
}

void print_entity(Printer& printer, const Agent& agent) {
  printer.relation("role", agent.role);
}

void print_entity(Printer& printer, const AgentCoreResource& resource) {
  printer.line("kind", show_name(resource.kind));
  printer.text("network_mode", resource.network_mode);
  printer.relations("subnets", resource.subnets);
  printer.relations("groups", resource.groups);
  printer.relation("role", resource.role);
}

void print_entity(Printer& printer, const CollectionPolicy& policy) {
  printer.text("kind", policy.kind);
  printer.line("document", value::to_display(policy.document));
}

void print_entity(Printer& printer, const CollectionEndpoint& endpoint) {
  printer.relation("vpc", endpoint.vpc);
  printer.relations("subnets", endpoint.subnets);
  printer.relations("groups", endpoint.groups);
}

void print_entity(Printer& printer, const Workload& workload) {
  printer.line("kind", show_name(workload.kind));
  printer.boolean("vpc_config", workload.has_vpc_config);
  printer.relations("subnets", workload.subnets);
  printer.relations("groups", workload.groups);
  std::vector<std::string> roles;
  for (const auto& role : workload.roles) roles.push_back(printer.describe(role));
  printer.line("roles", Printer::list(std::move(roles), true, {}));
  printer.boolean("public_ip", workload.public_ip);
  printer.boolean("direct_internet", workload.direct_internet);
  for (const auto& [name, value] : workload.environment) {
    printer.item("environment " + name + " = " + Printer::describe(value, show_text));
  }
  if (!workload.environment_complete) printer.item("environment perhaps more");
}

void print_entity(Printer& printer, const OpaqueModule& module) {
  printer.line("source", module.source);
  for (const VpcId vpc : module.vpcs) printer.item("in -> " + printer.target(vpc));
}

}  // namespace brn::graph
