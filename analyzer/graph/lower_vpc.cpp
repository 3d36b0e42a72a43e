// VPCs with their address ranges and DHCP options, and subnets.

#include "analyzer/graph/reader.h"
#include "analyzer/value/convert.h"

namespace brn::graph {

namespace {

constexpr Field kVpcFields[] = {
    {"cidr", "cidr_block", "CidrBlock"},
    {"cidr6", "ipv6_cidr_block", ""},
    {"dns_support", "enable_dns_support", "EnableDnsSupport"},
    {"dns_hostnames", "enable_dns_hostnames", "EnableDnsHostnames"},
};

constexpr Field kDataVpcFields[] = {{"id", "id", ""}};
constexpr Field kDataSubnetFields[] = {{"id", "id", ""}};

constexpr Field kCidrFields[] = {
    {"vpc", "vpc_id", "VpcId"},
    {"cidr", "cidr_block|ipv6_cidr_block", "CidrBlock|Ipv6CidrBlock"},
    {"amazon_cidr6", "assign_generated_ipv6_cidr_block", "AmazonProvidedIpv6CidrBlock"},
};

constexpr Field kSubnetFields[] = {
    {"vpc", "vpc_id", "VpcId"},
    {"cidr", "cidr_block|ipv6_cidr_block", "CidrBlock|Ipv6CidrBlock"},
    {"zone", "availability_zone|availability_zone_id", "AvailabilityZone|AvailabilityZoneId"},
    {"public_ip", "map_public_ip_on_launch", "MapPublicIpOnLaunch"},
};

constexpr Field kDhcpFields[] = {{"servers", "domain_name_servers", "DomainNameServers"}};

constexpr Field kDhcpAssociationFields[] = {
    {"vpc", "vpc_id", "VpcId"},
    {"options", "dhcp_options_id", "DhcpOptionsId"},
};

constexpr std::string_view kAmazonDns = "AmazonProvidedDNS";

void add_cidr(Attribute<std::vector<Cidr>>& cidrs, const Attribute<Cidr>& cidr) {
  if (!cidr.is_known()) {
    cidrs.state = State::Unknown;
    merge_causes(cidrs.causes, cidr.causes);
  } else if (cidr.is_set()) {
    cidrs.value.push_back(cidr.value);
    if (cidrs.is_default()) cidrs.state = State::Set;
  }
  if (!cidrs.place.is_valid()) cidrs.place = cidr.place;
}

void fill_vpc_with(Reader& reader, Slot<Vpc> vpc, bool hostnames) {
  add_cidr(vpc->cidrs, reader.cidr("cidr"));
  // A range that Amazon chooses is known only after deployment and adds IPv6 only: the IPv4 ranges stay known.
  if (const auto cidr6 = reader.find("cidr6"); cidr6 && cidr6->is_known()) add_cidr(vpc->cidrs, reader.cidr("cidr6"));
  vpc->dns_support = reader.boolean("dns_support", true);
  vpc->dns_hostnames = reader.boolean("dns_hostnames", hostnames);
  vpc->dns_servers = Attribute<std::vector<std::string>>::of_default({std::string(kAmazonDns)});
}

void fill_vpc(Reader& reader, Slot<Vpc> vpc) {
  fill_vpc_with(reader, vpc, false);
}
void fill_default_vpc(Reader& reader, Slot<Vpc> vpc) {
  fill_vpc_with(reader, vpc, true);
}

void attach_cidr(Reader& reader) {
  const auto vpc = reader.relation<Vpc>("vpc");
  if (!vpc.has_target()) return;
  add_cidr(reader.lowering().get(vpc.target).cidrs, reader.cidr("cidr"));
}

Attribute<Zone> read_zone(const Reader& reader) {
  const auto value = reader.find("zone");
  if (!value) return {};
  if (value->is_unknown() && value->symbol().is_valid()) {
    // It joins by its symbol; the causes say why its name is not known.
    Attribute<Zone> zone = Attribute<Zone>::of({std::string(), value->symbol()}, value->origin());
    zone.causes = value::causes_of(*value);
    return zone;
  }
  const Attribute<std::string> text = to_text(*value);
  if (!text.is_known()) return Attribute<Zone>::of_unknown(text.causes, text.place);
  return Attribute<Zone>::of({text.value, {}}, text.place);
}

void fill_subnet_with(Reader& reader, Slot<Subnet> subnet, bool public_ip) {
  subnet->vpc = reader.relation<Vpc>("vpc");
  subnet->cidr = reader.cidr("cidr");
  subnet->zone = read_zone(reader);
  subnet->map_public_ip_on_launch = reader.boolean("public_ip", public_ip);
}

void fill_subnet(Reader& reader, Slot<Subnet> subnet) {
  fill_subnet_with(reader, subnet, false);
}
void fill_default_subnet(Reader& reader, Slot<Subnet> subnet) {
  fill_subnet_with(reader, subnet, true);
}

Attribute<std::vector<std::string>> read_servers(const Items& items) {
  if (!items.written) return Attribute<std::vector<std::string>>::of_default({std::string(kAmazonDns)});
  std::vector<std::string> servers;
  Causes causes = items.causes;
  for (const value::Value& item : items.values) {
    const Attribute<std::string> text = to_text(item);
    merge_causes(causes, text.causes);
    servers.push_back(text.value);
  }
  if (!causes.empty()) return Attribute<std::vector<std::string>>::of_unknown(std::move(causes), items.place);
  return Attribute<std::vector<std::string>>::of(std::move(servers), items.place);
}

void attach_dhcp_options(Reader& reader) {
  const auto vpc = reader.relation<Vpc>("vpc");
  const auto options = reader.find("options");
  if (!vpc.has_target() || !options) return;
  Attribute<std::vector<std::string>> servers;
  ActiveResource* made_by = reader.lowering().resource_of(*options);
  if (made_by != nullptr && made_by->entry != nullptr && made_by->entry->fields.data() == kDhcpFields) {
    servers = read_servers(Reader(reader.lowering(), *made_by).items("servers"));
  } else if (options->is_string() && options->as_string() == "default") {
    servers = Attribute<std::vector<std::string>>::of_default({std::string(kAmazonDns)});
  } else {
    Causes causes = value::causes_of(*options);
    if (causes.empty()) {
      causes.push_back({CauseKind::External,
                        text_with_holes(*options),
                        "the DHCP options are made outside of this run",
                        {},
                        options->origin()});
    }
    servers = Attribute<std::vector<std::string>>::of_unknown(std::move(causes), options->origin());
  }
  reader.lowering().get(vpc.target).dns_servers = std::move(servers);
}

constexpr TypeEntry dhcp_type(std::string_view terraform, std::string_view cloudformation) {
  return TypeEntry{terraform, cloudformation, kDhcpFields, "DhcpOptionsId dhcp_options_id"};
}

constexpr std::string_view kVpcIds = "vpc_id VpcId";
constexpr std::string_view kSubnetIds = "subnet_id SubnetId";

constexpr TypeEntry kTypes[] = {
    entity_type<Vpc, fill_vpc>("aws_vpc", "AWS::EC2::VPC", kVpcFields, kVpcIds),
    entity_type<Vpc, fill_default_vpc>("aws_default_vpc", "", kVpcFields, kVpcIds),
    data_type("aws_vpc", kDataVpcFields, kVpcIds),
    attachment_type<attach_cidr>("aws_vpc_ipv4_cidr_block_association", "AWS::EC2::VPCCidrBlock", kCidrFields),
    attachment_type<attach_cidr>("aws_vpc_ipv6_cidr_block_association", "", kCidrFields),
    entity_type<Subnet, fill_subnet>("aws_subnet", "AWS::EC2::Subnet", kSubnetFields, kSubnetIds),
    entity_type<Subnet, fill_default_subnet>("aws_default_subnet", "", kSubnetFields, kSubnetIds),
    data_type("aws_subnet", kDataSubnetFields, kSubnetIds),
    dhcp_type("aws_vpc_dhcp_options", "AWS::EC2::DHCPOptions"),
    attachment_type<attach_dhcp_options>("aws_vpc_dhcp_options_association", "AWS::EC2::VPCDHCPOptionsAssociation",
                                         kDhcpAssociationFields),
};

}  // namespace

TypeEntries vpc_types() {
  return kTypes;
}

}  // namespace brn::graph
