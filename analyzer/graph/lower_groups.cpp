// Security groups: inline rules, separate rules of either form, adopted default groups.

#include "analyzer/graph/protocol.h"
#include "analyzer/graph/reader.h"

namespace brn::graph {

namespace {

constexpr Field kGroupFields[] = {
    {"vpc", "vpc_id", "VpcId"},
    {"ingress", "ingress", "SecurityGroupIngress"},
    {"egress", "egress", "SecurityGroupEgress"},
};

constexpr Field kDataGroupFields[] = {{"id", "id", ""}};

constexpr Field kRuleFields[] = {
    {"group", "security_group_id", "GroupId"},
    {"direction", "type", ""},
    {"protocol", "protocol|ip_protocol", "IpProtocol"},
    {"from", "from_port", "FromPort"},
    {"to", "to_port", "ToPort"},
    {"cidr", "cidr_blocks|cidr_ipv4!", "CidrIp!"},
    {"cidr6", "ipv6_cidr_blocks|cidr_ipv6!", "CidrIpv6!"},
    {"prefix_lists", "prefix_list_ids|prefix_list_id!", "SourcePrefixListId!|DestinationPrefixListId!"},
    {"groups", "security_groups|source_security_group_id!|referenced_security_group_id!",
     "SourceSecurityGroupId!|DestinationSecurityGroupId!|SourceSecurityGroupName!"},
    {"self", "self", ""},
};

void read_cidrs(const Reader& reader, std::string_view field, SecurityGroupRule& rule) {
  const Items items = reader.items(field);
  if (!items.complete) {
    rule.sources_complete = false;
    merge_causes(rule.causes, items.causes);
  }
  for (const value::Value& item : items.values) {
    if (item.is_string() && item.as_string().empty()) continue;
    rule.cidrs.push_back(to_cidr(item));
  }
}

void read_self(const Reader& reader, SecurityGroupId own, SecurityGroupRule& rule) {
  const Attribute<bool> self = reader.boolean("self", false);
  if (!self.is_known()) {
    rule.sources_complete = false;
    merge_causes(rule.causes, self.causes);
  } else if (self.value) {
    rule.groups.items.push_back({Relation<SecurityGroup>::Kind::To, own, self.place, {}});
  }
}

/// One rule, in a block of a group or as a resource of its own.
SecurityGroupRule read_rule(const Reader& reader, Direction direction, SecurityGroupId own) {
  SecurityGroupRule rule;
  rule.direction = direction;
  rule.address = reader.resource().address;
  rule.protocol = read_protocol(reader, "protocol");
  rule.ports = read_ports(reader, rule.protocol, "from", "to");
  read_cidrs(reader, "cidr", rule);
  read_cidrs(reader, "cidr6", rule);
  rule.prefix_lists = reader.relations<PrefixList>("prefix_lists");
  rule.groups = reader.relations<SecurityGroup>("groups");
  read_self(reader, own, rule);
  if (!rule.prefix_lists.complete || !rule.groups.complete) {
    rule.sources_complete = false;
    merge_causes(rule.causes, rule.prefix_lists.causes);
    merge_causes(rule.causes, rule.groups.causes);
  }
  return rule;
}

/// The rules by which templates say "nothing": CloudFormation's guide gives 127.0.0.1/32, the CDK writes an impossible
/// ICMP type for 255.255.255.255/32. Neither lets a packet out.
bool is_deny_all_idiom(const SecurityGroupRule& rule) {
  if (rule.direction != Direction::Egress || rule.cidrs.size() != 1 || !rule.groups.items.empty()) return false;
  if (!rule.cidrs.front().is_known()) return false;
  const std::string network = rule.cidrs.front().value.to_string();
  return network == "127.0.0.1/32" || network == "255.255.255.255/32";
}

/// Reads the inline rules of a direction; true when there is at least one, or there may be.
bool read_inline(Reader& reader, Slot<SecurityGroup> group, Direction direction) {
  const Items items = reader.items(direction == Direction::Ingress ? "ingress" : "egress");
  const auto not_complete = [&](const Causes& causes) {
    group->rules_complete = false;
    merge_causes(group->rules_causes, causes);
  };
  if (!items.complete) not_complete(items.causes);
  for (const value::Value& block : items.values) {
    if (!block.is_mapping()) {
      not_complete(value::causes_of(block));
      continue;
    }
    SecurityGroupRule rule = read_rule(reader.inside(block, kRuleFields), direction, group.id());
    rule.place = block.origin().is_valid() ? block.origin() : items.place;
    if (!is_deny_all_idiom(rule)) group->rules.push_back(std::move(rule));
  }
  return !items.complete || !items.values.empty();
}

/// AWS's rule for a new group. It stays in CloudFormation unless the property names a rule; Terraform's provider
/// revokes it on creation.
SecurityGroupRule allow_all_out(const Entity& group) {
  SecurityGroupRule rule;
  rule.direction = Direction::Egress;
  rule.protocol = Attribute<std::string>::of_default("-1");
  rule.ports = Attribute<PortRange>::of_default({});
  rule.cidrs.push_back(Attribute<Cidr>::of_default(*Cidr::parse("0.0.0.0/0")));
  rule.place = group.header;
  rule.address = group.address;
  rule.origin = State::Default;
  return rule;
}

void fill_group(Reader& reader, Slot<SecurityGroup> group) {
  group->vpc = reader.relation<Vpc>("vpc");
  read_inline(reader, group, Direction::Ingress);
  const bool has_egress = read_inline(reader, group, Direction::Egress);
  if (reader.is_cloudformation() && !has_egress) group->rules.push_back(allow_all_out(*group.operator->()));
}

/// Adoption removes all rules that AWS made; only inline ones exist then.
void adopt_default_group(Reader& reader, Slot<SecurityGroup> group) {
  group->is_default = true;
  group->vpc = reader.relation<Vpc>("vpc");
  if (group->vpc.has_target()) reader.lowering().get(group->vpc.target).default_group = group.id();
}

void attach_rule_of(Reader& reader, Direction direction) {
  const auto group = reader.relation<SecurityGroup>("group");
  if (!group.has_target()) return;
  SecurityGroupRule rule = read_rule(reader, direction, group.target);
  const config::Resource& resource = reader.resource();
  rule.place = resource.header;
  rule.exists = resource.exists;
  merge_causes(rule.causes, resource.existence_causes);
  if (is_deny_all_idiom(rule)) return;
  reader.lowering().get(group.target).rules.push_back(std::move(rule));
}

void attach_ingress(Reader& reader) {
  attach_rule_of(reader, Direction::Ingress);
}
void attach_egress(Reader& reader) {
  attach_rule_of(reader, Direction::Egress);
}

void attach_rule(Reader& reader) {
  const Attribute<std::string> direction = reader.text("direction");
  if (direction.is_known()) {
    return attach_rule_of(reader, direction.value == "egress" ? Direction::Egress : Direction::Ingress);
  }
  const auto group = reader.relation<SecurityGroup>("group");
  if (!group.has_target()) return;
  SecurityGroup& entity = reader.lowering().get(group.target);
  entity.rules_complete = false;
  merge_causes(entity.rules_causes, direction.causes);
}

constexpr std::string_view kGroupIds = "GroupId group_id SecurityGroupId security_group_id name GroupName";

constexpr TypeEntry default_group_type() {
  TypeEntry entry = entity_type<SecurityGroup, fill_group>("aws_default_security_group", "", kGroupFields, kGroupIds);
  entry.adopt = &with_entity<SecurityGroup, adopt_default_group>;
  return entry;
}

constexpr TypeEntry kTypes[] = {
    entity_type<SecurityGroup, fill_group>("aws_security_group", "AWS::EC2::SecurityGroup", kGroupFields, kGroupIds),
    default_group_type(),
    data_type("aws_security_group", kDataGroupFields, kGroupIds),
    attachment_type<attach_rule>("aws_security_group_rule", "", kRuleFields),
    attachment_type<attach_ingress>("aws_vpc_security_group_ingress_rule", "AWS::EC2::SecurityGroupIngress",
                                    kRuleFields),
    attachment_type<attach_egress>("aws_vpc_security_group_egress_rule", "AWS::EC2::SecurityGroupEgress", kRuleFields),
};

}  // namespace

TypeEntries group_types() {
  return kTypes;
}

}  // namespace brn::graph
