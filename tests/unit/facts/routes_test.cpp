#include "tests/support/catch.h"
#include "tests/unit/facts/built.h"

namespace brn::facts {

namespace {

using graph::Estate;
using graph::RouteTable;
using graph::Subnet;

/// The network with a table of the subnet's own that has this route.
void add_table(Estate& estate, const std::string& route) {
  add_network(estate);
  estate.terraform("aws_route_table.app", R"({"vpc_id": "@aws_vpc.main.id"})");
  estate.terraform("aws_route_table_association.app",
                   R"({"subnet_id": "@aws_subnet.app.id", "route_table_id": "@aws_route_table.app.id"})");
  estate.terraform("aws_route.out", R"({"route_table_id": "@aws_route_table.app.id", )" + route + "}");
}

Tri is_public(const std::string& route) {
  Estate estate;
  add_table(estate, route);
  const Built built(estate);
  return built->is_public(built.id<Subnet>("aws_subnet.app")).value;
}

Tri way_out(const std::string& route) {
  Estate estate;
  add_table(estate, route);
  const Built built(estate);
  const WaysOut& out = built->ways_out(built.id<RouteTable>("aws_route_table.app"));
  return out.ways.empty() ? Tri::No : out.ways.front().certain;
}

}  // namespace

TEST_CASE("a subnet without an association uses the main table of its VPC") {
  Estate estate;
  add_network(estate);
  const Built built(estate);
  const EffectiveTable table = built->table_of(built.id<Subnet>("aws_subnet.app"));
  REQUIRE(table.table.is_valid());
  CHECK_FALSE(table.is_explicit);
  CHECK(built->graph().get(table.table).is_main);
  CHECK(built->is_public(built.id<Subnet>("aws_subnet.app")).is_no());
}

TEST_CASE("an association decides") {
  Estate estate;
  add_table(estate, R"("destination_cidr_block": "0.0.0.0/0", "gateway_id": "@aws_internet_gateway.main.id")");
  const Built built(estate);
  const EffectiveTable table = built->table_of(built.id<Subnet>("aws_subnet.app"));
  CHECK(table.is_explicit);
  CHECK(table.table == built.id<RouteTable>("aws_route_table.app"));
}

TEST_CASE("an association of a subnet that is not known leaves the main table open") {
  Estate estate;
  add_network(estate);
  estate.terraform("aws_route_table.app", R"({"vpc_id": "@aws_vpc.main.id"})");
  estate.terraform("aws_route_table_association.some",
                   R"({"subnet_id": "@?", "route_table_id": "@aws_route_table.app.id"})");
  const Built built(estate);
  CHECK_FALSE(built->table_of(built.id<Subnet>("aws_subnet.app")).table.is_valid());
}

TEST_CASE("public is decided by the route, in any form") {
  CHECK(is_public(R"("destination_cidr_block": "0.0.0.0/0", "gateway_id": "@aws_internet_gateway.main.id")") ==
        Tri::Yes);
  CHECK(is_public(R"("destination_cidr_block": "128.0.0.0/1", "gateway_id": "@aws_internet_gateway.main.id")") ==
        Tri::Yes);
  CHECK(is_public(R"("destination_ipv6_cidr_block": "::/0", "gateway_id": "@aws_internet_gateway.main.id")") ==
        Tri::Yes);
  CHECK(is_public(R"("destination_cidr_block": "192.168.0.0/16", "gateway_id": "@aws_internet_gateway.main.id")") ==
        Tri::No);
  CHECK(is_public(R"("destination_cidr_block": "0.0.0.0/0", "nat_gateway_id": "nat-0a1b2c3d")") == Tri::No);
}

TEST_CASE("a gateway or network that is not known leaves it open") {
  CHECK(is_public(R"("destination_cidr_block": "0.0.0.0/0", "gateway_id": "@var.gateway")") == Tri::Unknown);
  CHECK(is_public(R"("destination_cidr_block": "@var.network", "gateway_id": "@aws_internet_gateway.main.id")") ==
        Tri::Unknown);
}

TEST_CASE("ways out by their targets") {
  CHECK(way_out(R"("destination_cidr_block": "0.0.0.0/0", "nat_gateway_id": "nat-0a1b2c3d")") == Tri::Yes);
  CHECK(way_out(R"("destination_cidr_block": "52.0.0.0/8", "nat_gateway_id": "nat-0a1b2c3d")") == Tri::Yes);
  CHECK(way_out(R"("destination_ipv6_cidr_block": "::/0", "egress_only_gateway_id": "eigw-0a1b2c3d")") == Tri::Yes);
  CHECK(way_out(R"("destination_cidr_block": "0.0.0.0/0", "transit_gateway_id": "tgw-0a1b2c3d")") == Tri::Unknown);
  CHECK(way_out(R"("destination_cidr_block": "10.1.0.0/16", "transit_gateway_id": "tgw-0a1b2c3d")") == Tri::No);
}

TEST_CASE("a private NAT gateway is no way out") {
  Estate estate;
  add_table(estate, R"("destination_cidr_block": "0.0.0.0/0", "nat_gateway_id": "@aws_nat_gateway.own.id")");
  estate.terraform("aws_nat_gateway.own", R"({"connectivity_type": "private", "subnet_id": "@aws_subnet.app.id"})");
  const Built built(estate);
  CHECK(built->ways_out(built.id<RouteTable>("aws_route_table.app")).ways.empty());
}

TEST_CASE("an S3 gateway endpoint serves the subnets of its tables") {
  Estate estate;
  add_network(estate);
  estate.terraform("aws_vpc_endpoint.s3",
                   R"({"vpc_id": "@aws_vpc.main.id", "service_name": "com.amazonaws.us-east-1.s3",
                                              "route_table_ids": ["@aws_vpc.main.main_route_table_id"]})");
  estate.terraform("aws_subnet.other", R"({"vpc_id": "@aws_vpc.main.id", "cidr_block": "10.0.2.0/24"})");
  estate.terraform("aws_route_table.other", R"({"vpc_id": "@aws_vpc.main.id"})");
  estate.terraform("aws_route_table_association.other",
                   R"({"subnet_id": "@aws_subnet.other.id", "route_table_id": "@aws_route_table.other.id"})");
  const Built built(estate);
  CHECK(built->has_s3_gateway(built.id<Subnet>("aws_subnet.app")).is_yes());
  CHECK(built->has_s3_gateway(built.id<Subnet>("aws_subnet.other")).is_no());
}

}  // namespace brn::facts
