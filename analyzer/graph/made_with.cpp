// What AWS makes with a VPC (main route table, default group, default ACL), and what is not known of things made
// elsewhere.

#include "analyzer/aws/prefix_lists.h"
#include "analyzer/graph/lowering.h"
#include "analyzer/graph/reader.h"

namespace brn::graph {

namespace {

/// An entity that comes with another one: it is where that one is, and exists when that one does.
template <typename T>
T made_with_entity(const Entity& owner, std::string_view what) {
  T entity;
  static_cast<Entity&>(entity) = owner;
  entity.address = std::string(what) + " of " + owner.address;
  entity.definition = std::string(what) + " of " + owner.definition;
  entity.origin = owner.is_external() ? Origin::External : Origin::MadeWith;
  entity.type.clear();
  entity.attributes = {};
  return entity;
}

Relation<Vpc> inside(VpcId vpc, const Entity& owner) {
  return {Relation<Vpc>::Kind::To, vpc, owner.header, {}};
}

SecurityGroupRule default_rule(Direction direction, const Entity& owner) {
  SecurityGroupRule rule;
  rule.direction = direction;
  rule.protocol = Attribute<std::string>::of_default("-1");
  rule.ports = Attribute<PortRange>::of_default({});
  rule.place = owner.header;
  rule.address = owner.address;
  rule.origin = State::Default;
  return rule;
}

NetworkAclEntry allow_all_entry(Direction direction, std::string_view network, std::int64_t number,
                                const Entity& owner) {
  NetworkAclEntry entry;
  entry.direction = direction;
  entry.number = Attribute<std::int64_t>::of_default(number);
  entry.allow = Attribute<bool>::of_default(true);
  entry.protocol = Attribute<std::string>::of_default("-1");
  entry.cidr = Attribute<Cidr>::of_default(*Cidr::parse(network));
  entry.ports = Attribute<PortRange>::of_default({});
  entry.place = owner.header;
  entry.address = owner.address;
  return entry;
}

/// Rules of a VPC's default group: all from itself, all out (VPC User Guide, default security groups).
void add_default_rules(SecurityGroup& group, SecurityGroupId id) {
  SecurityGroupRule ingress = default_rule(Direction::Ingress, group);
  ingress.groups.items.push_back({Relation<SecurityGroup>::Kind::To, id, group.header, {}});
  SecurityGroupRule egress = default_rule(Direction::Egress, group);
  egress.cidrs.push_back(Attribute<Cidr>::of_default(*Cidr::parse("0.0.0.0/0")));
  group.rules.push_back(std::move(ingress));
  group.rules.push_back(std::move(egress));
}

/// The default ACL allows all; rule 101 is the one for IPv6 (VPC User Guide, default network ACL).
void add_default_entries(NetworkAcl& acl) {
  for (const Direction direction : {Direction::Ingress, Direction::Egress}) {
    acl.entries.push_back(allow_all_entry(direction, "0.0.0.0/0", 100, acl));
    acl.entries.push_back(allow_all_entry(direction, "::/0", 101, acl));
  }
}

}  // namespace

RouteTableId Lowering::main_route_table(VpcId vpc) {
  if (get(vpc).main_route_table.is_valid()) return get(vpc).main_route_table;
  auto table = made_with_entity<RouteTable>(get(vpc), "main route table");
  if (table.is_external()) mark_external(table);
  table.is_main = true;
  table.vpc = inside(vpc, get(vpc));
  return get(vpc).main_route_table = graph_.add(std::move(table));
}

SecurityGroupId Lowering::default_group(VpcId vpc) {
  if (get(vpc).default_group.is_valid()) return get(vpc).default_group;
  auto group = made_with_entity<SecurityGroup>(get(vpc), "default security group");
  group.is_default = true;
  const SecurityGroupId id{static_cast<std::uint32_t>(graph_.all<SecurityGroup>().size())};
  if (group.is_external()) {
    mark_external(group);
  } else {
    add_default_rules(group, id);
  }
  group.vpc = inside(vpc, get(vpc));
  graph_.add(std::move(group));
  return get(vpc).default_group = id;
}

NetworkAclId Lowering::default_acl(VpcId vpc) {
  if (get(vpc).default_acl.is_valid()) return get(vpc).default_acl;
  auto acl = made_with_entity<NetworkAcl>(get(vpc), "default network ACL");
  acl.is_default = true;
  if (acl.is_external()) {
    mark_external(acl);
  } else {
    add_default_entries(acl);
  }
  acl.vpc = inside(vpc, get(vpc));
  return get(vpc).default_acl = graph_.add(std::move(acl));
}

PrefixListId Lowering::service_prefix_list(const std::string& service, const Entity& named_by) {
  if (const auto found = service_lists_.find(service); found != service_lists_.end()) return found->second;
  PrefixList list;
  static_cast<Entity&>(list) = named_by;
  list.origin = Origin::MadeWith;
  list.exists = Tri::Yes;
  list.is_summary = false;
  list.causes.clear();
  list.type.clear();
  list.attributes = {};
  list.address = "prefix list of " + service;
  list.definition = list.address;
  list.service = Attribute<std::string>::of(service, named_by.header);
  list.entries_complete = false;
  const PrefixListId id = graph_.add(std::move(list));
  service_lists_.emplace(service, id);
  return id;
}

void Lowering::make_defaults() {
  const auto count = static_cast<std::uint32_t>(graph_.all<Vpc>().size());
  for (std::uint32_t i = 0; i < count; ++i) {
    main_route_table(VpcId{i});
    default_group(VpcId{i});
    default_acl(VpcId{i});
  }
}

// External entities. Their causes say why they are not made here.

namespace {

template <typename T>
Attribute<T> unknown_of(const Entity& entity) {
  return Attribute<T>::of_unknown(entity.causes, entity.header);
}

template <typename T>
Relation<T> unknown_relation(const Entity& entity) {
  return {Relation<T>::Kind::Unknown, {}, entity.header, entity.causes};
}

template <typename T>
void mark_incomplete(Relations<T>& relations, const Entity& entity) {
  relations.complete = false;
  relations.causes = entity.causes;
}

}  // namespace

void mark_external(Vpc& vpc) {
  vpc.cidrs = unknown_of<std::vector<Cidr>>(vpc);
  vpc.dns_support = unknown_of<bool>(vpc);
  vpc.dns_hostnames = unknown_of<bool>(vpc);
  vpc.dns_servers = unknown_of<std::vector<std::string>>(vpc);
}
void mark_external(Subnet& subnet) {
  subnet.vpc = unknown_relation<Vpc>(subnet);
  subnet.cidr = unknown_of<Cidr>(subnet);
  subnet.zone = unknown_of<Zone>(subnet);
  subnet.map_public_ip_on_launch = unknown_of<bool>(subnet);
}
void mark_external(RouteTable& table) {
  table.vpc = unknown_relation<Vpc>(table);
  table.routes_complete = false;
  table.routes_causes = table.causes;
}
void mark_external(Gateway& gateway) {
  // What kind a literal id is, its prefix says.
  gateway.kind = TargetKind::Unknown;
  if (gateway.address.starts_with("igw-")) gateway.kind = TargetKind::InternetGateway;
  if (gateway.address.starts_with("vgw-")) gateway.kind = TargetKind::VpnGateway;
  if (gateway.type == "aws_internet_gateway") gateway.kind = TargetKind::InternetGateway;
  if (gateway.type == "aws_vpn_gateway") gateway.kind = TargetKind::VpnGateway;
  if (gateway.type == "aws_nat_gateway") gateway.kind = TargetKind::NatGateway;
  gateway.vpc = unknown_relation<Vpc>(gateway);
  gateway.subnet = unknown_relation<Subnet>(gateway);
  gateway.is_private = unknown_of<bool>(gateway);
}
void mark_external(SecurityGroup& group) {
  group.vpc = unknown_relation<Vpc>(group);
  group.rules_complete = false;
  group.rules_causes = group.causes;
}
void mark_external(NetworkAcl& acl) {
  acl.vpc = unknown_relation<Vpc>(acl);
  mark_incomplete(acl.subnets, acl);
  acl.entries_complete = false;
  acl.entries_causes = acl.causes;
}
void mark_external(Endpoint& endpoint) {
  endpoint.vpc = unknown_relation<Vpc>(endpoint);
  endpoint.service = unknown_of<ServiceName>(endpoint);
  endpoint.endpoint_type = unknown_of<EndpointType>(endpoint);
  endpoint.private_dns = unknown_of<bool>(endpoint);
  endpoint.private_dns_only_for_inbound_resolver = unknown_of<bool>(endpoint);
  endpoint.policy = unknown_relation<PolicyDocument>(endpoint);
  mark_incomplete(endpoint.subnets, endpoint);
  mark_incomplete(endpoint.groups, endpoint);
  mark_incomplete(endpoint.route_tables, endpoint);
}
void mark_external(PrefixList& list) {
  // AWS's own lists have fixed ids.
  const std::string_view service = aws::prefix_list_service(list.region, list.address);
  list.service =
      service.empty() ? unknown_of<std::string>(list) : Attribute<std::string>::of(std::string(service), list.header);
  list.entries_complete = false;
}
void mark_external(HostedZone& zone) {
  zone.name = unknown_of<std::string>(zone);
  mark_incomplete(zone.vpcs, zone);
}
void mark_external(PolicyDocument& document) {
  document.carrier = "managed policy";
}
void mark_external(Role& role) {
  role.trust = unknown_relation<PolicyDocument>(role);
  role.policies_complete = false;
  role.policies_causes = role.causes;
}
void mark_external(Bucket& bucket) {
  bucket.name = unknown_of<std::string>(bucket);
  bucket.policy = unknown_relation<PolicyDocument>(bucket);
}
void mark_external(Collection& collection) {
  collection.name = unknown_of<std::string>(collection);
}
void mark_external(KnowledgeBase& base) {
  base.storage = unknown_of<StorageKind>(base);
  base.collection = unknown_relation<Collection>(base);
  base.endpoint_service_name = unknown_of<std::string>(base);
  base.role = unknown_relation<Role>(base);
}
void mark_external(Workload& workload) {
  workload.has_vpc_config = unknown_of<bool>(workload);
  mark_incomplete(workload.subnets, workload);
  mark_incomplete(workload.groups, workload);
  workload.public_ip = unknown_of<bool>(workload);
  workload.direct_internet = unknown_of<bool>(workload);
  workload.environment_complete = false;
}

}  // namespace brn::graph
