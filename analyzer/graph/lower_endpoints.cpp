// VPC endpoints with their separate policies and associations, and prefix lists.

#include "analyzer/graph/reader.h"
#include "analyzer/graph/service_name.h"

namespace brn::graph {

namespace {

constexpr Field kEndpointFields[] = {
    {"vpc", "vpc_id", "VpcId"},
    {"service", "service_name", "ServiceName"},
    {"type", "vpc_endpoint_type", "VpcEndpointType"},
    {"private_dns", "private_dns_enabled", "PrivateDnsEnabled"},
    {"inbound_only", "dns_options.private_dns_only_for_inbound_resolver_endpoint",
     "DnsOptions.PrivateDnsOnlyForInboundResolverEndpoint"},
    {"policy", "policy", "PolicyDocument"},
    {"subnets", "subnet_ids", "SubnetIds"},
    {"subnet_configuration", "subnet_configuration", ""},
    {"groups", "security_group_ids", "SecurityGroupIds"},
    {"route_tables", "route_table_ids", "RouteTableIds"},
    {"service_region", "service_region", "ServiceRegion"},
};

constexpr Field kServiceDataFields[] = {
    {"service", "service", ""},
    {"service_name", "service_name", ""},
};

constexpr Field kPolicyFields[] = {{"endpoint", "vpc_endpoint_id", ""}, {"policy", "policy", ""}};
constexpr Field kSubnetFields[] = {{"endpoint", "vpc_endpoint_id", ""}, {"subnet", "subnet_id", ""}};
constexpr Field kTableFields[] = {{"endpoint", "vpc_endpoint_id", ""}, {"table", "route_table_id", ""}};
constexpr Field kDnsFields[] = {{"endpoint", "vpc_endpoint_id", ""}, {"enabled", "private_dns_enabled", ""}};
constexpr Field kGroupFields[] = {
    {"endpoint", "vpc_endpoint_id", ""},
    {"group", "security_group_id", ""},
    {"replace", "replace_default_association", ""},
};

constexpr Field kListFields[] = {
    {"entries", "entry", "Entries"},
    {"name", "name!|filter.values", ""},
};
constexpr Field kListEntryFields[] = {{"cidr", "cidr", "Cidr"}};
constexpr Field kSeparateEntryFields[] = {{"list", "prefix_list_id", ""}, {"cidr", "cidr", ""}};

Attribute<EndpointType> read_type(const Reader& reader) {
  const Attribute<std::string> text = reader.text("type", "Gateway");
  if (!text.is_known()) return Attribute<EndpointType>::of_unknown(text.causes, text.place);
  EndpointType type = EndpointType::Other;
  if (text.value == "Interface") type = EndpointType::Interface;
  if (text.value == "Gateway") type = EndpointType::Gateway;
  if (text.value == "GatewayLoadBalancer") type = EndpointType::GatewayLoadBalancer;
  return text.is_default() ? Attribute<EndpointType>::of_default(type) : Attribute<EndpointType>::of(type, text.place);
}

/// The service of `data.aws_vpc_endpoint_service`: its short name stands in its argument.
Attribute<ServiceName> read_service(const Reader& reader) {
  const auto value = reader.find("service");
  if (!value) return {};
  ActiveResource* source = reader.lowering().resource_of(*value);
  if (source == nullptr || source->entry == nullptr || source->entry->fields.data() != kServiceDataFields) {
    return read_service_name(reader, *value);
  }
  const Reader data(reader.lowering(), *source);
  const auto written = data.find("service_name");
  if (written && reader.lowering().resource_of(*written) != source) return read_service_name(reader, *written);
  const Attribute<std::string> suffix = data.text("service");
  if (!suffix.is_set()) return read_service_name(reader, *value);
  return Attribute<ServiceName>::of({"com.amazonaws.${…}." + suffix.value, suffix.value, {}, true}, value->origin());
}

/// Terraform takes a boolean, CloudFormation a word; left out, AWS assumes yes for S3 (provider issue 46404).
Attribute<bool> read_inbound_only(const Reader& reader) {
  if (!reader.is_cloudformation()) return reader.boolean("inbound_only", true);
  const Attribute<std::string> text = reader.text("inbound_only", "NotSpecified");
  if (!text.is_known()) return Attribute<bool>::of_unknown(text.causes, text.place);
  if (text.value == "NotSpecified") return Attribute<bool>::of_default(true);
  return Attribute<bool>::of(text.value == "OnlyInboundResolver", text.place);
}

void fill_endpoint(Reader& reader, Slot<Endpoint> endpoint) {
  endpoint->vpc = reader.relation<Vpc>("vpc");
  endpoint->endpoint_type = read_type(reader);
  endpoint->private_dns = reader.boolean("private_dns", false);
  endpoint->private_dns_only_for_inbound_resolver = read_inbound_only(reader);
  endpoint->policy = reader.policy("policy", "endpoint policy of " + reader.resource().address);
  endpoint->subnets = reader.relations<Subnet>("subnets");
  endpoint->groups = reader.relations<SecurityGroup>("groups");
  endpoint->route_tables = reader.relations<RouteTable>("route_tables");
  endpoint->service_region = reader.text("service_region");
}

/// The service is read before the rest, because prefix lists are named through endpoints.
void adopt_endpoint(Reader& reader, Slot<Endpoint> endpoint) {
  endpoint->service = read_service(reader);
}

/// A data source names an endpoint that is there already; what it does not say is not known.
void fill_data_endpoint(Reader& reader, Slot<Endpoint> endpoint) {
  const Entity base = *endpoint.operator->();
  Attribute<ServiceName> service = read_service(reader);
  const Cause cause{
      CauseKind::DataSource, base.address, "`" + base.address + "` is read at deployment", {}, base.header};
  merge_cause(endpoint->causes, cause);
  mark_external(*endpoint.operator->());
  endpoint->origin = Origin::External;
  endpoint->is_data = true;
  endpoint->vpc = reader.relation<Vpc>("vpc");
  if (endpoint->vpc.is_absent()) endpoint->vpc = {Relation<Vpc>::Kind::Unknown, {}, base.header, {cause}};
  if (!service.is_default()) endpoint->service = std::move(service);
}

void attach_policy(Reader& reader) {
  const auto endpoint = reader.relation<Endpoint>("endpoint");
  if (!endpoint.has_target()) return;
  const std::string address = reader.lowering().get(endpoint.target).address;
  auto policy = reader.policy("policy", "endpoint policy of " + address);
  reader.lowering().get(endpoint.target).policy = std::move(policy);
}

void attach_subnet(Reader& reader) {
  const auto endpoint = reader.relation<Endpoint>("endpoint");
  auto subnet = reader.relation<Subnet>("subnet");
  if (!endpoint.has_target() || subnet.is_absent()) return;
  reader.lowering().get(endpoint.target).subnets.items.push_back(std::move(subnet));
}

void attach_table(Reader& reader) {
  const auto endpoint = reader.relation<Endpoint>("endpoint");
  auto table = reader.relation<RouteTable>("table");
  if (!endpoint.has_target() || table.is_absent()) return;
  reader.lowering().get(endpoint.target).route_tables.items.push_back(std::move(table));
}

void attach_group(Reader& reader) {
  const auto endpoint = reader.relation<Endpoint>("endpoint");
  auto group = reader.relation<SecurityGroup>("group");
  if (!endpoint.has_target()) return;
  Endpoint& entity = reader.lowering().get(endpoint.target);
  // A group of its own beside no inline ones leaves the default group attached, unless one replaces it.
  if (const auto replace = reader.boolean("replace", false); replace.value) entity.default_group_replaced = true;
  if (!group.is_absent()) entity.groups.items.push_back(std::move(group));
}

void attach_private_dns(Reader& reader) {
  const auto endpoint = reader.relation<Endpoint>("endpoint");
  if (!endpoint.has_target()) return;
  reader.lowering().get(endpoint.target).private_dns = reader.boolean("enabled", true);
}

/// Customer lists are filled before routes and rules ask for their entries.
void prepare_list(Reader& reader, Slot<PrefixList> list) {
  const Items entries = reader.items("entries");
  list->entries_complete = entries.complete;
  merge_causes(list->causes, entries.causes);
  for (const value::Value& block : entries.values) {
    list->entries.push_back(reader.inside(block, kListEntryFields).cidr("cidr"));
  }
}

void prepare_separate_entry(Reader& reader, EntityRef) {
  const auto list = reader.relation<PrefixList>("list");
  if (!list.has_target()) return;
  auto cidr = reader.cidr("cidr");
  reader.lowering().get(list.target).entries.push_back(std::move(cidr));
}

/// AWS's own lists are found by the name of their service.
void prepare_data_list(Reader& reader, Slot<PrefixList> list) {
  list->origin = Origin::External;
  list->entries_complete = false;
  const Items names = reader.items("name");
  for (const value::Value& name : names.values) {
    const Attribute<ServiceName> service = read_service_name(reader, name);
    if (service.is_set() && !service.value.suffix.empty()) {
      list->service = Attribute<std::string>::of(service.value.suffix, service.place);
      return;
    }
  }
  const Cause cause{
      CauseKind::DataSource, list->address, "`" + list->address + "` is read at deployment", {}, list->header};
  merge_cause(list->causes, cause);
  list->service = Attribute<std::string>::of_unknown({cause}, list->header);
}

constexpr std::string_view kEndpointIds = "VpcEndpointId vpc_endpoint_id";
constexpr std::string_view kListIds = "PrefixListId prefix_list_id";

constexpr TypeEntry endpoint_type() {
  TypeEntry entry =
      entity_type<Endpoint, fill_endpoint>("aws_vpc_endpoint", "AWS::EC2::VPCEndpoint", kEndpointFields, kEndpointIds);
  entry.adopt = &with_entity<Endpoint, adopt_endpoint>;
  return entry;
}

constexpr TypeEntry data_endpoint_type() {
  TypeEntry entry = entity_type<Endpoint, fill_data_endpoint>("aws_vpc_endpoint", "", kEndpointFields, kEndpointIds);
  entry.mode = config::Mode::Data;
  return entry;
}

template <void (*Prepare)(Reader&, Slot<PrefixList>)>
constexpr TypeEntry list_type(std::string_view terraform, std::string_view cloudformation, config::Mode mode) {
  TypeEntry entry{terraform, cloudformation, kListFields, kListIds, mode};
  entry.create = &create_entity<PrefixList>;
  entry.prepare = &with_entity<PrefixList, Prepare>;
  return entry;
}

constexpr TypeEntry separate_entry_type() {
  TypeEntry entry{"aws_ec2_managed_prefix_list_entry", "", kSeparateEntryFields, {}};
  entry.prepare = &prepare_separate_entry;
  return entry;
}

constexpr TypeEntry kTypes[] = {
    endpoint_type(),
    data_endpoint_type(),
    TypeEntry{"aws_vpc_endpoint_service", "", kServiceDataFields, "service_name", config::Mode::Data},
    attachment_type<attach_policy>("aws_vpc_endpoint_policy", "", kPolicyFields),
    attachment_type<attach_subnet>("aws_vpc_endpoint_subnet_association", "", kSubnetFields),
    attachment_type<attach_group>("aws_vpc_endpoint_security_group_association", "", kGroupFields),
    attachment_type<attach_table>("aws_vpc_endpoint_route_table_association", "", kTableFields),
    attachment_type<attach_private_dns>("aws_vpc_endpoint_private_dns", "", kDnsFields),
    list_type<prepare_list>("aws_ec2_managed_prefix_list", "AWS::EC2::PrefixList", config::Mode::Managed),
    list_type<prepare_data_list>("aws_ec2_managed_prefix_list", "", config::Mode::Data),
    list_type<prepare_data_list>("aws_prefix_list", "", config::Mode::Data),
    separate_entry_type(),
};

}  // namespace

TypeEntries endpoint_types() {
  return kTypes;
}

}  // namespace brn::graph
