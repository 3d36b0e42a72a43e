// Network ACLs: inline and separate entries, associations with subnets, adopted default ACLs.

#include "analyzer/graph/protocol.h"
#include "analyzer/graph/reader.h"

namespace brn::graph {

namespace {

constexpr Field kAclFields[] = {
    {"vpc", "vpc_id", "VpcId"},
    {"subnets", "subnet_ids", ""},
    {"ingress", "ingress", ""},
    {"egress", "egress", ""},
    {"default_acl", "default_network_acl_id", ""},
};

constexpr Field kEntryFields[] = {
    {"acl", "network_acl_id", "NetworkAclId"},
    {"egress", "egress", "Egress"},
    {"number", "rule_no|rule_number", "RuleNumber"},
    {"action", "action|rule_action", "RuleAction"},
    {"protocol", "protocol", "Protocol"},
    {"cidr", "cidr_block", "CidrBlock"},
    {"cidr6", "ipv6_cidr_block", "Ipv6CidrBlock"},
    {"from", "from_port", "PortRange.From"},
    {"to", "to_port", "PortRange.To"},
};

constexpr Field kAssociationFields[] = {
    {"acl", "network_acl_id", "NetworkAclId"},
    {"subnet", "subnet_id", "SubnetId"},
};

NetworkAclEntry read_entry(const Reader& reader, Direction direction) {
  NetworkAclEntry entry;
  entry.direction = direction;
  entry.address = reader.resource().address;
  entry.number = reader.integer("number", 0);
  const Attribute<std::string> action = reader.text("action");
  entry.allow = action.is_known()
                    ? Attribute<bool>::of(action.value == "allow" || action.value == "ALLOW", action.place)
                    : Attribute<bool>::of_unknown(action.causes, action.place);
  entry.protocol = read_protocol(reader, "protocol");
  entry.ports = read_ports(reader, entry.protocol, "from", "to");
  entry.cidr = reader.cidr("cidr");
  if (entry.cidr.is_default()) entry.cidr = reader.cidr("cidr6");
  return entry;
}

void not_complete(NetworkAcl& acl, const Causes& causes) {
  acl.entries_complete = false;
  merge_causes(acl.entries_causes, causes);
}

void read_inline(Reader& reader, Slot<NetworkAcl> acl, Direction direction) {
  const Items items = reader.items(direction == Direction::Ingress ? "ingress" : "egress");
  if (!items.complete) not_complete(*acl.operator->(), items.causes);
  for (const value::Value& block : items.values) {
    if (!block.is_mapping()) {
      not_complete(*acl.operator->(), value::causes_of(block));
      continue;
    }
    NetworkAclEntry entry = read_entry(reader.inside(block, kEntryFields), direction);
    entry.place = block.origin().is_valid() ? block.origin() : items.place;
    acl->entries.push_back(std::move(entry));
  }
}

void fill_acl(Reader& reader, Slot<NetworkAcl> acl) {
  if (acl->vpc.is_absent()) acl->vpc = reader.relation<Vpc>("vpc");
  acl->subnets = reader.relations<Subnet>("subnets");
  read_inline(reader, acl, Direction::Ingress);
  read_inline(reader, acl, Direction::Egress);
}

void adopt_default_acl(Reader& reader, Slot<NetworkAcl> acl) {
  acl->is_default = true;
  const auto value = reader.find("default_acl");
  const ActiveResource* owner = value ? reader.lowering().resource_of(*value) : nullptr;
  if (owner == nullptr || !owner->entity.is<Vpc>()) return;
  const VpcId vpc = owner->entity.id<Vpc>();
  acl->vpc = {Relation<Vpc>::Kind::To, vpc, value->origin(), {}};
  reader.lowering().get(vpc).default_acl = acl.id();
}

void attach_entry(Reader& reader) {
  const auto acl = reader.relation<NetworkAcl>("acl");
  if (!acl.has_target()) return;
  const Attribute<bool> is_egress = reader.boolean("egress", false);
  if (!is_egress.is_known()) return not_complete(reader.lowering().get(acl.target), is_egress.causes);
  NetworkAclEntry entry = read_entry(reader, is_egress.value ? Direction::Egress : Direction::Ingress);
  entry.place = reader.resource().header;
  entry.exists = reader.resource().exists;
  reader.lowering().get(acl.target).entries.push_back(std::move(entry));
}

void attach_subnet(Reader& reader) {
  const auto acl = reader.relation<NetworkAcl>("acl");
  const auto subnet = reader.relation<Subnet>("subnet");
  if (acl.has_target()) reader.lowering().get(acl.target).subnets.items.push_back(subnet);
}

constexpr std::string_view kAclIds = "NetworkAclId network_acl_id";

constexpr TypeEntry default_acl_type() {
  TypeEntry entry = entity_type<NetworkAcl, fill_acl>("aws_default_network_acl", "", kAclFields, kAclIds);
  entry.adopt = &with_entity<NetworkAcl, adopt_default_acl>;
  return entry;
}

constexpr TypeEntry kTypes[] = {
    entity_type<NetworkAcl, fill_acl>("aws_network_acl", "AWS::EC2::NetworkAcl", kAclFields, kAclIds),
    default_acl_type(),
    attachment_type<attach_entry>("aws_network_acl_rule", "AWS::EC2::NetworkAclEntry", kEntryFields),
    attachment_type<attach_subnet>("aws_network_acl_association", "AWS::EC2::SubnetNetworkAclAssociation",
                                   kAssociationFields),
};

}  // namespace

TypeEntries acl_types() {
  return kTypes;
}

}  // namespace brn::graph
