// VPCs, subnets, route tables, gateways and ACLs, in both languages.

#include "tests/support/catch.h"
#include "tests/unit/graph/estate.h"

namespace brn::graph {

namespace {

std::string show(const Attribute<std::vector<Cidr>>& cidrs) {
  std::string text;
  for (const Cidr& cidr : cidrs.value) text += cidr.to_string() + " ";
  return text;
}

}  // namespace

TEST_CASE("a VPC has the defaults of its language and what AWS makes with it") {
  Estate estate;
  estate.terraform("aws_vpc.main", R"({"cidr_block": "10.0.0.0/16"})");
  estate.cloudformation("Net", "AWS::EC2::VPC", R"({"CidrBlock": "10.1.0.0/16", "EnableDnsHostnames": "true"})");
  estate.terraform("aws_default_vpc.own", "{}");
  const ResourceGraph graph = estate.lower();

  const Vpc& vpc = find<Vpc>(graph, "aws_vpc.main");
  CHECK(show(vpc.cidrs) == "10.0.0.0/16 ");
  CHECK(vpc.dns_support.is_default());
  CHECK(vpc.dns_support.value);
  CHECK_FALSE(vpc.dns_hostnames.value);
  CHECK(graph.get(vpc.main_route_table).address == "main route table of aws_vpc.main");
  CHECK(graph.get(vpc.main_route_table).is_main);
  CHECK(graph.get(vpc.main_route_table).routes_complete);
  CHECK(graph.get(vpc.default_group).rules.size() == 2);
  CHECK(graph.get(vpc.default_group).origin == Origin::MadeWith);
  CHECK(graph.get(vpc.default_acl).entries.size() == 4);
  CHECK(find<Vpc>(graph, "Net").dns_hostnames.is_set());
  CHECK(find<Vpc>(graph, "Net").dns_hostnames.value);
  CHECK(find<Vpc>(graph, "aws_default_vpc.own").dns_hostnames.value);
}

TEST_CASE("further address ranges and DHCP options join their VPC") {
  Estate estate;
  estate.terraform("aws_vpc.main", R"({"cidr_block": "10.0.0.0/16"})");
  estate.terraform("aws_vpc_ipv4_cidr_block_association.more",
                   R"({"vpc_id": "@aws_vpc.main.id", "cidr_block": "100.64.0.0/16"})");
  estate.terraform("aws_vpc_dhcp_options.own", R"({"domain_name_servers": ["10.0.0.53"]})");
  estate.terraform("aws_vpc_dhcp_options_association.own",
                   R"({"vpc_id": "@aws_vpc.main.id", "dhcp_options_id": "@aws_vpc_dhcp_options.own.id"})");
  estate.cloudformation("Net", "AWS::EC2::VPC", R"({"CidrBlock": "10.1.0.0/16"})");
  estate.cloudformation("Options", "AWS::EC2::VPCDHCPOptionsAssociation",
                        R"({"VpcId": "@Net.Ref", "DhcpOptionsId": "dopt-1"})");
  const ResourceGraph graph = estate.lower();
  CHECK(show(find<Vpc>(graph, "aws_vpc.main").cidrs) == "10.0.0.0/16 100.64.0.0/16 ");
  CHECK(find<Vpc>(graph, "aws_vpc.main").dns_servers.value == std::vector<std::string>{"10.0.0.53"});
  CHECK_FALSE(find<Vpc>(graph, "Net").dns_servers.is_known());
}

TEST_CASE("subnets join their VPC") {
  Estate estate;
  estate.terraform("aws_vpc.main", R"({"cidr_block": "10.0.0.0/16"})");
  estate.terraform("aws_subnet.a", R"({"vpc_id": "@aws_vpc.main.id", "cidr_block": "10.0.1.0/24",
      "availability_zone": "eu-central-1a", "map_public_ip_on_launch": true})");
  estate.cloudformation("Net", "AWS::EC2::VPC", R"({"CidrBlock": "10.1.0.0/16"})");
  estate.cloudformation("A", "AWS::EC2::Subnet", R"({"VpcId": "@Net.Ref", "CidrBlock": "10.1.1.0/24"})");
  estate.cloudformation("B", "AWS::EC2::Subnet", R"({"VpcId": "@Net.VpcId", "CidrBlock": "10.1.2.0/24"})");
  const ResourceGraph graph = estate.lower();
  const Subnet& a = find<Subnet>(graph, "aws_subnet.a");
  REQUIRE(a.vpc.has_target());
  CHECK(graph.get(a.vpc.target).address == "aws_vpc.main");
  CHECK(a.cidr.value.to_string() == "10.0.1.0/24");
  CHECK(a.zone.value.name == "eu-central-1a");
  CHECK(a.map_public_ip_on_launch.value);
  CHECK(graph.get(find<Subnet>(graph, "A").vpc.target).address == "Net");
  CHECK(find<Subnet>(graph, "A").vpc.target == find<Subnet>(graph, "B").vpc.target);
  CHECK_FALSE(find<Subnet>(graph, "A").map_public_ip_on_launch.value);
}

TEST_CASE("inline and separate routes are the same") {
  Estate estate;
  estate.terraform("aws_vpc.main", R"({"cidr_block": "10.0.0.0/16"})");
  estate.terraform("aws_internet_gateway.own", R"({"vpc_id": "@aws_vpc.main.id"})");
  estate.terraform("aws_nat_gateway.own", R"({"subnet_id": "@aws_subnet.a.id", "connectivity_type": "private"})");
  estate.terraform("aws_subnet.a", R"({"vpc_id": "@aws_vpc.main.id"})");
  estate.terraform("aws_route_table.public", R"({"vpc_id": "@aws_vpc.main.id", "route": [
      {"cidr_block": "0.0.0.0/0", "gateway_id": "@aws_internet_gateway.own.id", "nat_gateway_id": ""},
      {"ipv6_cidr_block": "::/0", "cidr_block": "", "egress_only_gateway_id": "eigw-1"}]})");
  estate.terraform("aws_route.nat", R"({"route_table_id": "@aws_route_table.public.id",
      "destination_cidr_block": "0.0.0.0/1", "nat_gateway_id": "@aws_nat_gateway.own.id"})");
  estate.terraform("aws_route_table_association.a",
                   R"({"subnet_id": "@aws_subnet.a.id", "route_table_id": "@aws_route_table.public.id"})");
  const ResourceGraph graph = estate.lower();
  const RouteTable& table = find<RouteTable>(graph, "aws_route_table.public");
  REQUIRE(table.routes.size() == 3);
  CHECK(table.routes[0].target == TargetKind::InternetGateway);
  CHECK(show(table.routes[0].destination) == "0.0.0.0/0 ");
  CHECK(graph.get(table.routes[0].gateway.target).address == "aws_internet_gateway.own");
  CHECK(table.routes[1].target == TargetKind::EgressOnlyInternetGateway);
  CHECK(show(table.routes[1].destination) == "::/0 ");
  CHECK(table.routes[2].target == TargetKind::NatGateway);
  CHECK(table.routes[2].address == "aws_route.nat");
  CHECK(find<Gateway>(graph, "aws_nat_gateway.own").is_private.value);
  const auto& association = find<RouteTableAssociation>(graph, "aws_route_table_association.a");
  CHECK(graph.get(association.table.target).address == "aws_route_table.public");
  CHECK(graph.get(association.subnet.target).address == "aws_subnet.a");
}

TEST_CASE("the kind of a gateway comes from what is known of it") {
  Estate estate;
  estate.terraform("aws_route_table.a", R"({"vpc_id": "@var.vpc_id", "route": [
      {"cidr_block": "0.0.0.0/0", "gateway_id": "@var.gateway"},
      {"cidr_block": "1.0.0.0/8", "gateway_id": "igw-1"},
      {"cidr_block": "2.0.0.0/8", "gateway_id": "local"},
      {"cidr_block": "3.0.0.0/8", "nat_gateway_id": "@var.nat"},
      {"cidr_block": "4.0.0.0/8", "transit_gateway_id": "tgw-1"}]})");
  const ResourceGraph graph = estate.lower();
  const RouteTable& table = find<RouteTable>(graph, "aws_route_table.a");
  REQUIRE(table.routes.size() == 5);
  CHECK(table.routes[0].target == TargetKind::Unknown);
  CHECK(table.routes[0].causes.at(0).subject == "var.gateway");
  CHECK(table.routes[1].target == TargetKind::InternetGateway);
  CHECK(table.routes[2].target == TargetKind::Local);
  CHECK(table.routes[3].target == TargetKind::NatGateway);
  CHECK(table.routes[4].target == TargetKind::TransitGateway);
}

TEST_CASE("routes of a template") {
  Estate estate;
  estate.cloudformation("Net", "AWS::EC2::VPC", "{}");
  estate.cloudformation("Igw", "AWS::EC2::InternetGateway", "{}");
  estate.cloudformation("Attach", "AWS::EC2::VPCGatewayAttachment",
                        R"({"VpcId": "@Net.Ref", "InternetGatewayId": "@Igw.InternetGatewayId"})");
  estate.cloudformation("Table", "AWS::EC2::RouteTable", R"({"VpcId": "@Net.Ref"})");
  estate.cloudformation("Default", "AWS::EC2::Route", R"({"RouteTableId": "@Table.RouteTableId",
      "DestinationCidrBlock": "0.0.0.0/0", "GatewayId": "@Igw.Ref"})");
  const ResourceGraph graph = estate.lower();
  const RouteTable& table = find<RouteTable>(graph, "Table");
  REQUIRE(table.routes.size() == 1);
  CHECK(table.routes[0].target == TargetKind::InternetGateway);
  CHECK(graph.get(find<Gateway>(graph, "Igw").vpc.target).address == "Net");
}

TEST_CASE("an adopted table is the main one, and another may replace it") {
  Estate estate;
  estate.terraform("aws_vpc.a", "{}");
  estate.terraform("aws_default_route_table.a", R"({"default_route_table_id": "@aws_vpc.a.default_route_table_id",
      "route": [{"cidr_block": "0.0.0.0/0", "gateway_id": "igw-1"}]})");
  estate.terraform("aws_vpc.b", "{}");
  estate.terraform("aws_route_table.b", R"({"vpc_id": "@aws_vpc.b.id"})");
  estate.terraform("aws_main_route_table_association.b",
                   R"({"vpc_id": "@aws_vpc.b.id", "route_table_id": "@aws_route_table.b.id"})");
  estate.terraform("aws_route.main", R"({"route_table_id": "@aws_vpc.a.main_route_table_id",
      "destination_cidr_block": "9.0.0.0/8", "gateway_id": "igw-1"})");
  const ResourceGraph graph = estate.lower();
  const RouteTable& main = graph.get(find<Vpc>(graph, "aws_vpc.a").main_route_table);
  CHECK(main.address == "aws_default_route_table.a");
  CHECK(main.routes.size() == 2);
  CHECK(graph.get(find<Vpc>(graph, "aws_vpc.b").main_route_table).address == "aws_route_table.b");
  CHECK(graph.all<RouteTable>().size() == 2);
}

TEST_CASE("propagation and unknown routes leave a table open") {
  Estate estate;
  estate.terraform("aws_route_table.a", R"({"propagating_vgws": ["vgw-1"]})");
  estate.terraform("aws_route_table.b", R"({"route": "@var.routes"})");
  estate.terraform("aws_route_table.c", "{}");
  estate.terraform("aws_vpn_gateway_route_propagation.c",
                   R"({"route_table_id": "@aws_route_table.c.id", "vpn_gateway_id": "vgw-1"})");
  const ResourceGraph graph = estate.lower();
  for (const char* address : {"aws_route_table.a", "aws_route_table.b", "aws_route_table.c"}) {
    CHECK_FALSE(find<RouteTable>(graph, address).routes_complete);
    CHECK_FALSE(find<RouteTable>(graph, address).routes_causes.empty());
  }
}

TEST_CASE("a route to a customer's prefix list has its networks") {
  Estate estate;
  estate.terraform("aws_route_table.a", R"({"route": [
      {"destination_prefix_list_id": "@aws_ec2_managed_prefix_list.world.id", "gateway_id": "igw-1"}]})");
  estate.terraform("aws_ec2_managed_prefix_list.world",
                   R"({"entry": [{"cidr": "0.0.0.0/1"}, {"cidr": "128.0.0.0/1"}]})");
  const ResourceGraph graph = estate.lower();
  CHECK(show(find<RouteTable>(graph, "aws_route_table.a").routes.at(0).destination) == "0.0.0.0/1 128.0.0.0/1 ");
}

TEST_CASE("network ACLs have entries of both forms") {
  Estate estate;
  estate.terraform("aws_subnet.a", "{}");
  estate.terraform("aws_network_acl.a", R"({"subnet_ids": ["@aws_subnet.a.id"], "ingress": [
      {"rule_no": 100, "action": "allow", "protocol": "tcp", "cidr_block": "10.0.0.0/8", "from_port": 443, "to_port": 443}]})");
  estate.terraform("aws_network_acl_rule.out", R"({"network_acl_id": "@aws_network_acl.a.id", "rule_number": 110,
      "egress": true, "protocol": "-1", "rule_action": "deny", "cidr_block": "0.0.0.0/0"})");
  estate.cloudformation("Acl", "AWS::EC2::NetworkAcl", R"({"VpcId": "vpc-1"})");
  estate.cloudformation("In", "AWS::EC2::NetworkAclEntry", R"({"NetworkAclId": "@Acl.Ref", "RuleNumber": "100",
      "Protocol": 6, "RuleAction": "allow", "CidrBlock": "10.0.0.0/8", "PortRange": {"From": 443, "To": "443"}})");
  const ResourceGraph graph = estate.lower();
  const NetworkAcl& acl = find<NetworkAcl>(graph, "aws_network_acl.a");
  REQUIRE(acl.entries.size() == 2);
  CHECK(acl.entries[0].allow.value);
  CHECK(acl.entries[0].ports.value == PortRange{443, 443});
  CHECK(acl.entries[1].direction == Direction::Egress);
  CHECK_FALSE(acl.entries[1].allow.value);
  CHECK(acl.subnets.items.size() == 1);
  const NetworkAcl& other = find<NetworkAcl>(graph, "Acl");
  REQUIRE(other.entries.size() == 1);
  CHECK(other.entries[0].protocol.value == "tcp");
  CHECK(other.entries[0].number.value == 100);
  CHECK(other.entries[0].ports.value == PortRange{443, 443});
  CHECK(other.entries[0].direction == Direction::Ingress);
}

}  // namespace brn::graph
