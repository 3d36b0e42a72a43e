// Internet, NAT, egress-only, VPN, transit, peering and carrier gateways and their attachments to VPCs.

#include "analyzer/graph/reader.h"

namespace brn::graph {

namespace {

constexpr Field kGatewayFields[] = {
    {"vpc", "vpc_id|vpc_arn", "VpcId|VpcArn"},
    {"subnet", "subnet_id", "SubnetId"},
    {"connectivity", "connectivity_type", "ConnectivityType"},
};

constexpr Field kAttachmentFields[] = {
    {"vpc", "vpc_id", "VpcId"},
    {"internet_gateway", "internet_gateway_id", "InternetGatewayId"},
    {"vpn_gateway", "vpn_gateway_id", "VpnGatewayId"},
};

constexpr Field kInternetDataFields[] = {{"id", "internet_gateway_id", ""}};
constexpr Field kVpnDataFields[] = {{"id", "id", ""}};
constexpr Field kNatDataFields[] = {{"id", "id", ""}};

Attribute<bool> read_is_private(const Reader& reader) {
  const Attribute<std::string> connectivity = reader.text("connectivity", "public");
  if (!connectivity.is_known()) return Attribute<bool>::of_unknown(connectivity.causes, connectivity.place);
  if (connectivity.is_default()) return Attribute<bool>::of_default(false);
  return Attribute<bool>::of(connectivity.value == "private", connectivity.place);
}

void fill_gateway(Reader& reader, Slot<Gateway> gateway) {
  gateway->vpc = reader.relation<Vpc>("vpc");
  gateway->subnet = reader.relation<Subnet>("subnet");
  gateway->is_private = read_is_private(reader);
}

/// The kind is set before anything is filled, because routes ask for it.
template <TargetKind Kind>
void set_kind(Reader&, Slot<Gateway> gateway) {
  gateway->kind = Kind;
}

template <TargetKind Kind>
constexpr TypeEntry gateway_type(std::string_view terraform, std::string_view cloudformation,
                                 std::string_view identities) {
  TypeEntry entry = entity_type<Gateway, fill_gateway>(terraform, cloudformation, kGatewayFields, identities);
  entry.adopt = &with_entity<Gateway, set_kind<Kind>>;
  return entry;
}

void attach_gateway(Reader& reader) {
  const auto vpc = reader.relation<Vpc>("vpc");
  for (const std::string_view field : {"internet_gateway", "vpn_gateway"}) {
    const auto gateway = reader.relation<Gateway>(field);
    if (gateway.has_target()) reader.lowering().get(gateway.target).vpc = vpc;
  }
}

constexpr TypeEntry kTypes[] = {
    gateway_type<TargetKind::InternetGateway>("aws_internet_gateway", "AWS::EC2::InternetGateway",
                                              "InternetGatewayId internet_gateway_id"),
    gateway_type<TargetKind::NatGateway>("aws_nat_gateway", "AWS::EC2::NatGateway", "NatGatewayId nat_gateway_id"),
    gateway_type<TargetKind::EgressOnlyInternetGateway>("aws_egress_only_internet_gateway",
                                                        "AWS::EC2::EgressOnlyInternetGateway", ""),
    gateway_type<TargetKind::VpnGateway>("aws_vpn_gateway", "AWS::EC2::VPNGateway", "VPNGatewayId vpn_gateway_id"),
    gateway_type<TargetKind::TransitGateway>("aws_ec2_transit_gateway", "AWS::EC2::TransitGateway",
                                             "TransitGatewayId transit_gateway_id"),
    gateway_type<TargetKind::VpcPeering>("aws_vpc_peering_connection", "AWS::EC2::VPCPeeringConnection", ""),
    gateway_type<TargetKind::CarrierGateway>("aws_ec2_carrier_gateway", "AWS::EC2::CarrierGateway", "CarrierGatewayId"),
    gateway_type<TargetKind::TransitGateway>("aws_ec2_transit_gateway_vpc_attachment",
                                             "AWS::EC2::TransitGatewayVpcAttachment", ""),
    gateway_type<TargetKind::TransitGateway>("", "AWS::EC2::TransitGatewayAttachment", ""),
    gateway_type<TargetKind::CoreNetwork>("aws_networkmanager_vpc_attachment", "AWS::NetworkManager::VpcAttachment",
                                          ""),
    data_type("aws_internet_gateway", kInternetDataFields, "internet_gateway_id"),
    data_type("aws_vpn_gateway", kVpnDataFields),
    data_type("aws_nat_gateway", kNatDataFields),
    attachment_type<attach_gateway>("aws_internet_gateway_attachment", "AWS::EC2::VPCGatewayAttachment",
                                    kAttachmentFields),
    attachment_type<attach_gateway>("aws_vpn_gateway_attachment", "", kAttachmentFields),
};

}  // namespace

TypeEntries gateway_types() {
  return kTypes;
}

}  // namespace brn::graph
