// Route tables with inline and separate routes, and their associations.

#include "analyzer/graph/reader.h"

namespace brn::graph {

namespace {

constexpr Field kTableFields[] = {
    {"vpc", "vpc_id", "VpcId"},
    {"routes", "route", ""},
    {"propagation", "propagating_vgws", ""},
};

constexpr Field kDefaultTableFields[] = {
    {"table", "default_route_table_id", ""},
    {"vpc", "vpc_id", ""},
    {"routes", "route", ""},
    {"propagation", "propagating_vgws", ""},
};

constexpr Field kDataTableFields[] = {{"id", "route_table_id", ""}};

constexpr Field kRouteFields[] = {
    {"table", "route_table_id", "RouteTableId"},
    {"cidr", "cidr_block|destination_cidr_block", "DestinationCidrBlock"},
    {"cidr6", "ipv6_cidr_block|destination_ipv6_cidr_block", "DestinationIpv6CidrBlock"},
    {"prefix_list", "destination_prefix_list_id", "DestinationPrefixListId"},
    {"gateway", "gateway_id", "GatewayId"},
    {"nat_gateway", "nat_gateway_id", "NatGatewayId"},
    {"egress_only", "egress_only_gateway_id", "EgressOnlyInternetGatewayId"},
    {"transit_gateway", "transit_gateway_id", "TransitGatewayId"},
    {"peering", "vpc_peering_connection_id", "VpcPeeringConnectionId"},
    {"interface", "network_interface_id", "NetworkInterfaceId"},
    {"instance", "instance_id", "InstanceId"},
    {"endpoint", "vpc_endpoint_id", "VpcEndpointId"},
    {"carrier_gateway", "carrier_gateway_id", "CarrierGatewayId"},
    {"local_gateway", "local_gateway_id", "LocalGatewayId"},
    {"core_network", "core_network_arn", "CoreNetworkArn"},
};

constexpr Field kAssociationFields[] = {
    {"table", "route_table_id", "RouteTableId"},
    {"subnet", "subnet_id", "SubnetId"},
};

constexpr Field kMainAssociationFields[] = {
    {"vpc", "vpc_id", ""},
    {"table", "route_table_id", ""},
};

constexpr Field kPropagationFields[] = {
    {"table", "route_table_id", ""},
    {"tables", "", "RouteTableIds"},
};

/// The attribute tells what the target is; only `gateway_id` takes several kinds.
struct TargetField {
  std::string_view field;
  TargetKind kind;
};
constexpr TargetField kTargets[] = {
    {"nat_gateway", TargetKind::NatGateway},
    {"egress_only", TargetKind::EgressOnlyInternetGateway},
    {"transit_gateway", TargetKind::TransitGateway},
    {"peering", TargetKind::VpcPeering},
    {"carrier_gateway", TargetKind::CarrierGateway},
    {"local_gateway", TargetKind::LocalGateway},
    {"interface", TargetKind::NetworkInterface},
    {"instance", TargetKind::Instance},
    {"endpoint", TargetKind::GatewayLoadBalancerEndpoint},
    {"core_network", TargetKind::CoreNetwork},
};

bool is_gateway_entity(TargetKind kind) {
  return kind != TargetKind::NetworkInterface && kind != TargetKind::Instance && kind != TargetKind::CoreNetwork &&
         kind != TargetKind::GatewayLoadBalancerEndpoint;
}

bool is_present(const Reader& reader, std::string_view field) {
  const auto value = reader.find(field);
  return value && !(value->is_string() && value->as_string().empty());
}

void read_gateway(const Reader& reader, Route& route) {
  const auto value = reader.find("gateway");
  if (value->is_string() && value->as_string() == "local") {
    route.target = TargetKind::Local;
    return;
  }
  if (value->is_string() && value->as_string().starts_with("vpce-")) {
    route.target = TargetKind::GatewayLoadBalancerEndpoint;
    return;
  }
  if (const ActiveResource* active = reader.lowering().resource_of(*value); active && active->entity.is<Endpoint>()) {
    route.target = TargetKind::GatewayLoadBalancerEndpoint;
    return;
  }
  route.gateway = reader.relation<Gateway>("gateway");
  if (!route.gateway.has_target()) {
    route.causes = route.gateway.causes;
    return;
  }
  const Gateway& gateway = reader.lowering().get(route.gateway.target);
  route.target = gateway.kind;
  if (route.target == TargetKind::Unknown) route.causes = gateway.causes;
}

void read_target(const Reader& reader, Route& route) {
  if (is_present(reader, "gateway")) return read_gateway(reader, route);
  for (const TargetField& target : kTargets) {
    if (!is_present(reader, target.field)) continue;
    route.target = target.kind;
    if (!is_gateway_entity(target.kind)) return;
    route.gateway = reader.relation<Gateway>(target.field);
    if (!route.gateway.has_target()) return;
    // The attribute tells the kind of a gateway that is made elsewhere.
    Gateway& gateway = reader.lowering().get(route.gateway.target);
    if (gateway.is_external()) gateway.kind = target.kind;
    return;
  }
}

Attribute<std::vector<Cidr>> networks_of(const PrefixList& list, Span place) {
  using Networks = Attribute<std::vector<Cidr>>;
  std::vector<Cidr> networks;
  Causes causes = list.entries_complete ? Causes{} : list.causes;
  bool is_known = list.entries_complete;
  for (const Attribute<Cidr>& entry : list.entries) {
    merge_causes(causes, entry.causes);
    if (!entry.is_known()) is_known = false;
    networks.push_back(entry.value);
  }
  if (is_known) return Networks::of(std::move(networks), place);
  if (causes.empty()) {
    causes.push_back({CauseKind::External, list.address, "AWS keeps the entries of " + list.address, {}, place});
  }
  return Networks::of_unknown(std::move(causes), place);
}

void read_destination(const Reader& reader, Route& route) {
  if (is_present(reader, "prefix_list")) {
    const auto list = reader.relation<PrefixList>("prefix_list");
    route.destination = list.has_target() ? networks_of(reader.lowering().get(list.target), list.place)
                                          : Attribute<std::vector<Cidr>>::of_unknown(list.causes, list.place);
    return;
  }
  const Attribute<Cidr> cidr = reader.cidr(is_present(reader, "cidr") ? "cidr" : "cidr6");
  if (!cidr.is_known()) {
    route.destination = Attribute<std::vector<Cidr>>::of_unknown(cidr.causes, cidr.place);
  } else if (cidr.is_set()) {
    route.destination = Attribute<std::vector<Cidr>>::of({cidr.value}, cidr.place);
  }
}

Route read_route(const Reader& reader) {
  Route route;
  route.address = reader.resource().address;
  read_destination(reader, route);
  read_target(reader, route);
  return route;
}

template <typename T>
void not_complete(Slot<T> table, const Causes& causes) {
  table->routes_complete = false;
  merge_causes(table->routes_causes, causes);
}

void note_propagation(RouteTable& table, const Entity* by, Span place) {
  table.routes_complete = false;
  merge_cause(table.routes_causes, Cause{CauseKind::External,
                                         by != nullptr ? by->address : table.address,
                                         "a virtual private gateway propagates routes into " + table.address,
                                         {},
                                         place});
}

void read_inline_routes(Reader& reader, Slot<RouteTable> table) {
  const Items routes = reader.items("routes");
  if (!routes.complete) not_complete(table, routes.causes);
  for (const value::Value& block : routes.values) {
    if (!block.is_mapping()) {
      not_complete(table, value::causes_of(block));
      continue;
    }
    Route route = read_route(reader.inside(block, kRouteFields));
    route.place = block.origin().is_valid() ? block.origin() : routes.place;
    table->routes.push_back(std::move(route));
  }
  const Items propagation = reader.items("propagation");
  if (!propagation.values.empty() || !propagation.complete)
    note_propagation(*table.operator->(), nullptr, propagation.place);
}

void fill_table(Reader& reader, Slot<RouteTable> table) {
  table->vpc = reader.relation<Vpc>("vpc");
  read_inline_routes(reader, table);
}

/// Adoption takes the table that AWS made with the VPC and empties it.
void adopt_default_table(Reader& reader, Slot<RouteTable> table) {
  table->is_main = true;
  const auto value = reader.find("table");
  const ActiveResource* owner = value ? reader.lowering().resource_of(*value) : nullptr;
  if (owner == nullptr || !owner->entity.is<Vpc>()) {
    table->vpc = reader.relation<Vpc>("vpc");
    if (table->vpc.is_absent() && value) {
      table->vpc = {Relation<Vpc>::Kind::Unknown, {}, value->origin(), value::causes_of(*value)};
    }
    return;
  }
  const VpcId vpc = owner->entity.id<Vpc>();
  table->vpc = {Relation<Vpc>::Kind::To, vpc, value->origin(), {}};
  reader.lowering().get(vpc).main_route_table = table.id();
}

void fill_default_table(Reader& reader, Slot<RouteTable> table) {
  read_inline_routes(reader, table);
}

/// Another table becomes the main one.
void adopt_main_association(Reader& reader, EntityRef) {
  const auto vpc = reader.relation<Vpc>("vpc");
  const auto table = reader.relation<RouteTable>("table");
  if (!vpc.has_target() || !table.has_target()) return;
  reader.lowering().get(vpc.target).main_route_table = table.target;
  reader.lowering().get(table.target).is_main = true;
}

void attach_route(Reader& reader) {
  const auto table = reader.relation<RouteTable>("table");
  if (!table.has_target()) return;
  Route route = read_route(reader);
  route.place = reader.resource().header;
  route.exists = reader.resource().exists;
  merge_causes(route.causes, reader.resource().existence_causes);
  reader.lowering().get(table.target).routes.push_back(std::move(route));
}

void attach_propagation(Reader& reader) {
  auto tables = reader.relations<RouteTable>("tables");
  if (reader.is_written("table")) tables.items.push_back(reader.relation<RouteTable>("table"));
  for (const auto& table : tables.items) {
    if (!table.has_target()) continue;
    note_propagation(reader.lowering().get(table.target), nullptr, reader.resource().header);
  }
}

void fill_association(Reader& reader, Slot<RouteTableAssociation> association) {
  association->table = reader.relation<RouteTable>("table");
  association->subnet = reader.relation<Subnet>("subnet");
}

constexpr std::string_view kTableIds = "RouteTableId route_table_id";

constexpr TypeEntry default_table_type() {
  TypeEntry entry = entity_type<RouteTable, fill_default_table>("aws_default_route_table", "", kDefaultTableFields);
  entry.adopt = &with_entity<RouteTable, adopt_default_table>;
  return entry;
}

constexpr TypeEntry main_association_type() {
  TypeEntry entry{"aws_main_route_table_association", "", kMainAssociationFields, {}};
  entry.adopt = &adopt_main_association;
  return entry;
}

constexpr TypeEntry kTypes[] = {
    entity_type<RouteTable, fill_table>("aws_route_table", "AWS::EC2::RouteTable", kTableFields, kTableIds),
    default_table_type(),
    data_type("aws_route_table", kDataTableFields, kTableIds),
    attachment_type<attach_route>("aws_route", "AWS::EC2::Route", kRouteFields),
    entity_type<RouteTableAssociation, fill_association>("aws_route_table_association",
                                                         "AWS::EC2::SubnetRouteTableAssociation", kAssociationFields),
    entity_type<RouteTableAssociation, fill_association>("", "AWS::EC2::GatewayRouteTableAssociation",
                                                         kAssociationFields),
    main_association_type(),
    attachment_type<attach_propagation>("aws_vpn_gateway_route_propagation", "AWS::EC2::VPNGatewayRoutePropagation",
                                        kPropagationFields),
};

}  // namespace

TypeEntries route_types() {
  return kTypes;
}

}  // namespace brn::graph
