#include "analyzer/facts/dns_names.h"
#include "analyzer/facts/exposure.h"
#include "tests/support/catch.h"
#include "tests/unit/facts/built.h"

namespace brn::facts {

namespace {

using graph::Endpoint;
using graph::Estate;
using graph::Vpc;

void add_endpoint(Estate& estate, const std::string& name, const std::string& more) {
  estate.terraform("aws_vpc_endpoint." + name, R"({"vpc_id": "@aws_vpc.main.id", "vpc_endpoint_type": "Interface",
      "service_name": "com.amazonaws.us-east-1.bedrock-runtime")" +
                                                   more + "}");
}

}  // namespace

TEST_CASE("a Route 53 Profile opens the world of names, and carries an endpoint's own") {
  Estate estate;
  add_network(estate);
  add_endpoint(estate, "runtime", "");
  estate.terraform("aws_route53profiles_association.main",
                   R"({"resource_id": "@aws_vpc.main.id", "profile_id": "rp-1"})");
  const Built built(estate);
  CHECK(built->is_open_world(built.id<Vpc>("aws_vpc.main")).is_yes());
  CHECK(built->name_resolves(built.get<Endpoint>("aws_vpc_endpoint.runtime")).is_unknown());

  Estate carried;
  add_network(carried);
  add_endpoint(carried, "runtime", "");
  carried.terraform("aws_route53profiles_resource_association.runtime",
                    R"({"profile_id": "rp-1", "resource_arn": "@aws_vpc_endpoint.runtime.arn"})");
  const Built with(carried);
  CHECK(with->name_resolves(with.get<Endpoint>("aws_vpc_endpoint.runtime")).is_yes());
}

TEST_CASE("a resolver rule for another domain changes nothing") {
  for (const auto& [domain, opens] :
       {std::pair{"corp.example.com", false}, std::pair{"amazonaws.com", true}, std::pair{".", true}}) {
    Estate estate;
    add_network(estate);
    estate.terraform("aws_route53_resolver_rule.r", R"({"domain_name": ")" + std::string(domain) + R"("})");
    estate.terraform("aws_route53_resolver_rule_association.r",
                     R"({"vpc_id": "@aws_vpc.main.id", "resolver_rule_id": "@aws_route53_resolver_rule.r.id"})");
    const Built built(estate);
    INFO(domain);
    CHECK(built->is_open_world(built.id<Vpc>("aws_vpc.main")).is_yes() == opens);
  }
}

TEST_CASE("the hub's endpoint has its name in the spokes") {
  Estate estate;
  add_network(estate);
  add_endpoint(estate, "runtime", "");
  estate.terraform("aws_vpc.spoke", R"({"cidr_block": "10.1.0.0/16"})");
  estate.terraform("aws_route53_zone.runtime", R"({"name": "bedrock-runtime.us-east-1.amazonaws.com",
                                                   "vpc": [{"vpc_id": "@aws_vpc.spoke.id"}]})");
  const Built built(estate);
  CHECK(built->name_resolves(built.get<Endpoint>("aws_vpc_endpoint.runtime")).is_yes());
  CHECK(name_conflicts(built.facts()).empty());
}

TEST_CASE("two claims of one name collide") {
  Estate estate;
  add_network(estate);
  add_endpoint(estate, "a", R"(, "private_dns_enabled": true)");
  add_endpoint(estate, "b", R"(, "private_dns_enabled": true)");
  estate.terraform("aws_route53_zone.runtime", R"({"name": "bedrock-runtime.us-east-1.amazonaws.com",
                                                   "vpc": [{"vpc_id": "@aws_vpc.main.id"}]})");
  const Built built(estate);
  CHECK(name_conflicts(built.facts()).size() == 3);
}

TEST_CASE("an endpoint is reachable from beyond by a way and a rule") {
  const auto reachable = [](bool has_way, const std::string& source) {
    Estate estate;
    add_network(estate);
    if (has_way)
      estate.terraform(
          "aws_ec2_transit_gateway_vpc_attachment.t",
          R"({"vpc_id": "@aws_vpc.main.id", "transit_gateway_id": "tgw-1", "subnet_ids": ["@aws_subnet.app.id"]})");
    estate.terraform("aws_security_group.g", R"({"vpc_id": "@aws_vpc.main.id", "ingress": [
        {"from_port": 443, "to_port": 443, "protocol": "tcp", "cidr_blocks": [")" +
                                                 source + R"("]}]})");
    add_endpoint(estate, "runtime", R"(, "security_group_ids": ["@aws_security_group.g.id"])");
    const Built built(estate);
    return reachable_from_beyond(built.facts(), built.get<Endpoint>("aws_vpc_endpoint.runtime")).value;
  };
  CHECK(reachable(true, "10.9.0.0/16") == Tri::Yes);
  CHECK(reachable(true, "10.0.1.0/24") == Tri::No);
  CHECK(reachable(false, "10.9.0.0/16") == Tri::No);
}

}  // namespace brn::facts
