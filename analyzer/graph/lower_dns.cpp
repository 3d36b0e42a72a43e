// Hosted zones and their VPCs.

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

constexpr TypeEntry kTypes[] = {
    entity_type<HostedZone, fill_zone>("aws_route53_zone", "AWS::Route53::HostedZone", kZoneFields, "zone_id"),
    data_type("aws_route53_zone", kDataZoneFields, "zone_id"),
    attachment_type<attach_association>("aws_route53_zone_association", "", kAssociationFields),
};

}  // namespace

TypeEntries dns_types() {
  return kTypes;
}

}  // namespace brn::graph
