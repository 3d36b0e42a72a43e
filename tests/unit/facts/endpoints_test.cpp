#include "tests/support/catch.h"
#include "tests/unit/facts/built.h"

namespace brn::facts {

namespace {

using graph::Endpoint;
using graph::Estate;
using graph::Vpc;

const std::string kRuntime =
    R"("service_name": "com.amazonaws.us-east-1.bedrock-runtime", "vpc_endpoint_type": "Interface")";

void add_endpoint(Estate& estate, const std::string& attributes) {
  estate.terraform("aws_vpc_endpoint.runtime", "{" + attributes + "}");
}

Tri runtime_exists(const std::string& attributes) {
  Estate estate;
  add_network(estate);
  if (!attributes.empty()) add_endpoint(estate, attributes);
  const Built built(estate);
  return built->endpoints_for(built.id<Vpc>("aws_vpc.main"), "bedrock-runtime").exists.value;
}

/// Whether the name leads to an endpoint with these attributes in a VPC with those.
Tri resolves(const std::string& endpoint, const std::string& vpc) {
  Estate estate;
  estate.terraform("aws_vpc.main", R"({"cidr_block": "10.0.0.0/16")" + vpc + "}");
  add_endpoint(estate, R"("vpc_id": "@aws_vpc.main.id", )" + kRuntime + endpoint);
  const Built built(estate);
  return built->name_resolves(built.get<Endpoint>("aws_vpc_endpoint.runtime")).value;
}

}  // namespace

TEST_CASE("an endpoint serves its service in its VPC") {
  CHECK(runtime_exists(R"("vpc_id": "@aws_vpc.main.id", )" + kRuntime) == Tri::Yes);
  CHECK(runtime_exists(R"("vpc_id": "vpc-0a1b2c3d", )" + kRuntime) == Tri::No);
  CHECK(
      runtime_exists(
          R"("vpc_id": "@aws_vpc.main.id", "service_name": "com.amazonaws.us-east-1.bedrock", "vpc_endpoint_type": "Interface")") ==
      Tri::No);
  CHECK(runtime_exists(R"("vpc_id": "@aws_vpc.main.id", "service_name": "com.amazonaws.us-east-1.bedrock-runtime")") ==
        Tri::No);
  CHECK(runtime_exists("") == Tri::No);
}

TEST_CASE("one of unknown service, VPC or type may fill the gap") {
  CHECK(runtime_exists(
            R"("vpc_id": "@aws_vpc.main.id", "service_name": "@var.service", "vpc_endpoint_type": "Interface")") ==
        Tri::Unknown);
  CHECK(runtime_exists(R"("vpc_id": "@?", )" + kRuntime) == Tri::Unknown);
  CHECK(
      runtime_exists(
          R"("vpc_id": "@aws_vpc.main.id", "service_name": "com.amazonaws.us-east-1.bedrock-runtime", "vpc_endpoint_type": "@var.type")") ==
      Tri::Unknown);
  CHECK(runtime_exists(
            R"("vpc_id": "@aws_vpc.main.id", "service_name": "@var.service", "vpc_endpoint_type": "Gateway")") ==
        Tri::No);
}

TEST_CASE("absence is not decided in a VPC that is made elsewhere or joined to others") {
  Estate estate;
  add_network(estate);
  estate.terraform("aws_subnet.foreign", R"({"vpc_id": "@var.vpc_id", "cidr_block": "10.9.0.0/24"})");
  estate.terraform("aws_vpc.joined", R"({"cidr_block": "10.1.0.0/16"})");
  estate.terraform("aws_route.hub", R"({"route_table_id": "@aws_vpc.joined.main_route_table_id",
                                        "destination_cidr_block": "10.2.0.0/16", "transit_gateway_id": "tgw-0a1b2c3d"})");
  const Built built(estate);
  const auto foreign = built.get<graph::Subnet>("aws_subnet.foreign").vpc.target;
  CHECK(built->is_open_world(built.id<Vpc>("aws_vpc.main")).is_no());
  CHECK(built->is_open_world(foreign).is_yes());
  CHECK(built->is_open_world(built.id<Vpc>("aws_vpc.joined")).is_yes());
  CHECK(built->endpoints_for(foreign, "bedrock-runtime").exists.is_unknown());
  CHECK(built->endpoints_for(built.id<Vpc>("aws_vpc.joined"), "bedrock-runtime").exists.is_unknown());
}

TEST_CASE("private DNS needs both attributes of the VPC") {
  const std::string on = R"(, "private_dns_enabled": true)";
  CHECK(resolves(on, R"(, "enable_dns_hostnames": true)") == Tri::Yes);
  CHECK(resolves(on, "") == Tri::No);
  CHECK(resolves(on, R"(, "enable_dns_hostnames": true, "enable_dns_support": false)") == Tri::No);
  CHECK(resolves(on, R"(, "enable_dns_hostnames": "@var.dns")") == Tri::Unknown);
  CHECK(resolves("", R"(, "enable_dns_hostnames": true)") == Tri::No);
  CHECK(resolves(R"(, "private_dns_enabled": "@var.dns")", R"(, "enable_dns_hostnames": true)") == Tri::Unknown);
}

TEST_CASE("a private zone of the service's name stands in for private DNS") {
  for (const auto& [name, expected] : {std::pair{"bedrock-runtime.us-east-1.amazonaws.com", Tri::Yes},
                                       std::pair{"bedrock-runtime.eu-west-1.amazonaws.com", Tri::No},
                                       std::pair{"bedrock.us-east-1.amazonaws.com", Tri::No}}) {
    Estate estate;
    estate.terraform("aws_vpc.main", R"({"cidr_block": "10.0.0.0/16"})");
    add_endpoint(estate, R"("vpc_id": "@aws_vpc.main.id", )" + kRuntime);
    estate.terraform("aws_route53_zone.z",
                     std::string(R"({"name": ")") + name + R"(", "vpc": [{"vpc_id": "@aws_vpc.main.id"}]})");
    const Built built(estate);
    CHECK(built->name_resolves(built.get<Endpoint>("aws_vpc_endpoint.runtime")).value == expected);
  }
}

}  // namespace brn::facts
