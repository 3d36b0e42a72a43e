// Hosted zones and their VPCs, and what else decides names in a VPC: Route 53 Profiles, resolver rules. RAM shares stand
// beside them, because they tie a VPC to what is managed elsewhere too.

#include "analyzer/graph/reader.h"

namespace brn::graph {

namespace {

constexpr Field kZoneFields[] = {
    {"name", "name", "Name"},
    {"vpcs", "vpc", "VPCs"},
};
constexpr Field kZoneVpcFields[] = {{"vpc", "vpc_id", "VPCId"}};
constexpr Field kAssociationFields[] = {{"zone", "zone_id", ""}, {"vpc", "vpc_id", ""}};
constexpr Field kDataZoneFields[] = {{"id", "zone_id", ""}};

constexpr Field kProfileFields[] = {{"vpc", "resource_id", "ResourceId"}};
constexpr Field kProfileResourceFields[] = {{"resource", "resource_arn", "ResourceArn"}};
constexpr Field kRuleFields[] = {{"domain", "domain_name", "DomainName"}};
constexpr Field kRuleAssociationFields[] = {
    {"vpc", "vpc_id", "VPCId"},
    {"rule", "resolver_rule_id", "ResolverRuleId"},
};
constexpr Field kShareFields[] = {{"resources", "resource_arn", "ResourceArns"}};

void fill_zone(Reader& reader, Slot<HostedZone> zone) {
  zone->name = reader.text("name");
  if (!zone->name.value.empty() && zone->name.value.back() == '.') zone->name.value.pop_back();
  const Items blocks = reader.items("vpcs");
  zone->is_private = blocks.written;
  zone->vpcs.written = blocks.written;
  zone->vpcs.complete = blocks.complete;
  zone->vpcs.place = blocks.place;
  zone->vpcs.causes = blocks.causes;
  for (const value::Value& block : blocks.values) {
    auto vpc = reader.inside(block, kZoneVpcFields).relation<Vpc>("vpc");
    if (!vpc.is_absent()) zone->vpcs.items.push_back(std::move(vpc));
  }
}

void attach_association(Reader& reader) {
  const auto zone = reader.relation<HostedZone>("zone");
  auto vpc = reader.relation<Vpc>("vpc");
  if (!zone.has_target() || vpc.is_absent()) return;
  HostedZone& entity = reader.lowering().get(zone.target);
  entity.is_private = true;
  entity.vpcs.items.push_back(std::move(vpc));
}

void fill_profile(Reader& reader, Slot<VpcTie> tie) {
  tie->kind = VpcTieKind::DnsProfile;
  tie->vpc = reader.relation<Vpc>("vpc");
}

void attach_profile_resource(Reader& reader) {
  const auto resource = reader.find("resource");
  const ActiveResource* owner = resource ? reader.lowering().resource_of(*resource) : nullptr;
  if (owner == nullptr || !owner->entity.is<Endpoint>()) return;
  reader.lowering().get(owner->entity.id<Endpoint>()).in_dns_profile = true;
}

void fill_rule_association(Reader& reader, Slot<VpcTie> tie) {
  tie->kind = VpcTieKind::ResolverRule;
  tie->vpc = reader.relation<Vpc>("vpc");
  const auto rule = reader.find("rule");
  ActiveResource* made_by = rule ? reader.lowering().resource_of(*rule) : nullptr;
  if (made_by != nullptr && made_by->entry != nullptr && made_by->entry->fields.data() == kRuleFields) {
    tie->domain = Reader(reader.lowering(), *made_by).text("domain");
  } else {
    tie->domain =
        Attribute<std::string>::of_unknown(rule ? value::causes_of(*rule) : Causes{}, reader.resource().header);
  }
}

/// A share of one of a VPC's subnets, or of the subnet's ARN among others.
void fill_share(Reader& reader, Slot<VpcTie> tie) {
  tie->kind = VpcTieKind::Share;
  for (const value::Value& resource : reader.items("resources").values) {
    const ActiveResource* owner = reader.lowering().resource_of(resource);
    if (owner == nullptr || !owner->entity.is<Subnet>()) continue;
    tie->vpc = reader.lowering().get(owner->entity.id<Subnet>()).vpc;
    return;
  }
}

constexpr TypeEntry rule_type(std::string_view terraform, std::string_view cloudformation) {
  return TypeEntry{terraform, cloudformation, kRuleFields, "ResolverRuleId"};
}

constexpr TypeEntry kTypes[] = {
    entity_type<HostedZone, fill_zone>("aws_route53_zone", "AWS::Route53::HostedZone", kZoneFields, "zone_id"),
    data_type("aws_route53_zone", kDataZoneFields, "zone_id"),
    attachment_type<attach_association>("aws_route53_zone_association", "", kAssociationFields),
    entity_type<VpcTie, fill_profile>("aws_route53profiles_association", "AWS::Route53Profiles::ProfileAssociation",
                                      kProfileFields),
    attachment_type<attach_profile_resource>("aws_route53profiles_resource_association",
                                             "AWS::Route53Profiles::ProfileResourceAssociation",
                                             kProfileResourceFields),
    rule_type("aws_route53_resolver_rule", "AWS::Route53Resolver::ResolverRule"),
    entity_type<VpcTie, fill_rule_association>("aws_route53_resolver_rule_association",
                                               "AWS::Route53Resolver::ResolverRuleAssociation", kRuleAssociationFields),
    entity_type<VpcTie, fill_share>("aws_ram_resource_association", "AWS::RAM::ResourceShare", kShareFields),
};

}  // namespace

TypeEntries dns_types() {
  return kTypes;
}

}  // namespace brn::graph
