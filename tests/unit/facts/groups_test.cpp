#include "tests/support/catch.h"
#include "tests/unit/facts/built.h"

namespace brn::facts {

namespace {

using graph::Direction;
using graph::Estate;
using graph::Relations;
using graph::SecurityGroup;
using graph::Subnet;

template <typename T>
Relations<T> only(graph::Id<T> id) {
  Relations<T> relations;
  relations.items.push_back({graph::Relation<T>::Kind::To, id, {}, {}});
  relations.written = true;
  return relations;
}

Tri open(Direction direction, const std::string& rules) {
  Estate estate;
  add_network(estate);
  estate.terraform("aws_security_group.g", R"({"vpc_id": "@aws_vpc.main.id", )" + rules + "}");
  const Built built(estate);
  return built->open_to_world(only(built.id<SecurityGroup>("aws_security_group.g")), direction).value;
}

std::string ingress(const std::string& sources,
                    const std::string& ports = R"("from_port": 443, "to_port": 443, "protocol": "tcp")") {
  return R"("ingress": [{)" + ports + ", " + sources + "}]";
}

/// Whether the client in 10.0.1.0/24 gets through to the server in 10.0.2.0/24.
Answer admit(const std::string& client, const std::string& server) {
  Estate estate;
  add_network(estate);
  estate.terraform("aws_subnet.server", R"({"vpc_id": "@aws_vpc.main.id", "cidr_block": "10.0.2.0/24"})");
  estate.terraform("aws_security_group.client", R"({"vpc_id": "@aws_vpc.main.id")" + client + "}");
  estate.terraform("aws_security_group.server", R"({"vpc_id": "@aws_vpc.main.id")" + server + "}");
  const Built built(estate);
  return built->groups_admit(
      only(built.id<SecurityGroup>("aws_security_group.client")), only(built.id<Subnet>("aws_subnet.app")),
      only(built.id<SecurityGroup>("aws_security_group.server")), only(built.id<Subnet>("aws_subnet.server")), 443);
}

std::string out(const std::string& to) {
  return R"(, "egress": [{"from_port": 443, "to_port": 443, "protocol": "tcp", )" + to + "}]";
}
std::string in(const std::string& from) {
  return R"(, "ingress": [{"from_port": 443, "to_port": 443, "protocol": "tcp", )" + from + "}]";
}

const std::string kToServer = R"("security_groups": ["@aws_security_group.server.id"])";
const std::string kFromClient = R"("security_groups": ["@aws_security_group.client.id"])";

}  // namespace

TEST_CASE("the world is found in any form") {
  CHECK(open(Direction::Ingress, ingress(R"("cidr_blocks": ["0.0.0.0/0"])")) == Tri::Yes);
  CHECK(open(Direction::Ingress, ingress(R"("cidr_blocks": ["0.0.0.0/1", "128.0.0.0/1"])")) == Tri::Yes);
  CHECK(open(Direction::Ingress, ingress(R"("ipv6_cidr_blocks": ["::/1", "8000::/1"])")) == Tri::Yes);
  CHECK(open(Direction::Ingress, ingress(R"("cidr_blocks": ["0.0.0.0/0"])",
                                         R"("from_port": 0, "to_port": 0, "protocol": "-1")")) == Tri::Yes);
  CHECK(open(Direction::Ingress, ingress(R"("cidr_blocks": ["10.0.0.0/8"])")) == Tri::No);
  CHECK(open(Direction::Ingress, ingress(R"("cidr_blocks": ["0.0.0.0/0"])",
                                         R"("from_port": 22, "to_port": 22, "protocol": "tcp")")) == Tri::No);
  CHECK(open(Direction::Ingress, ingress(R"("cidr_blocks": ["0.0.0.0/0"])",
                                         R"("from_port": 443, "to_port": 443, "protocol": "udp")")) == Tri::No);
}

TEST_CASE("a source that is not known may be the world, unless a known one is") {
  CHECK(open(Direction::Ingress, ingress(R"("cidr_blocks": ["@var.clients"])")) == Tri::Unknown);
  CHECK(open(Direction::Ingress, ingress(R"("cidr_blocks": ["@var.clients", "0.0.0.0/0"])")) == Tri::Yes);
}

TEST_CASE("Terraform's groups let nothing out, CloudFormation's everything, unless a rule says otherwise") {
  CHECK(open(Direction::Egress, R"("name": "g")") == Tri::No);
  Estate estate;
  estate.cloudformation("Group", "AWS::EC2::SecurityGroup", R"({"GroupDescription": "g", "VpcId": "vpc-0a1b2c3d"})");
  const Built built(estate);
  CHECK(built->open_to_world(only(built.id<SecurityGroup>("Group")), Direction::Egress).is_yes());
}

TEST_CASE("outwards every port counts") {
  CHECK(open(Direction::Egress,
             R"("egress": [{"from_port": 80, "to_port": 80, "protocol": "tcp", "cidr_blocks": ["0.0.0.0/0"]}])") ==
        Tri::Yes);
}

TEST_CASE("both ends must admit") {
  CHECK(admit(out(kToServer), in(kFromClient)).is_yes());
  CHECK(admit(out(R"("cidr_blocks": ["10.0.2.0/24"])"), in(R"("cidr_blocks": ["10.0.1.0/24"])")).is_yes());
  CHECK(admit(out(R"("cidr_blocks": ["10.0.0.0/16"])"), in(kFromClient)).is_yes());
  CHECK(admit("", in(kFromClient)).is_no());
  CHECK(admit(out(kToServer), "").is_no());
  CHECK(admit(out(kToServer), in(R"("cidr_blocks": ["10.0.9.0/24"])")).is_no());
}

TEST_CASE("a refusal names the end that stops it") {
  const Answer answer = admit(out(kToServer), "");
  REQUIRE(answer.is_no());
  CHECK(answer.reasons.front().message ==
        "`aws_security_group.server` does not admit TCP 443 from `aws_security_group.client`");
}

TEST_CASE("what is not known never stops and never admits") {
  CHECK(admit(out(kToServer), in(R"("cidr_blocks": ["@var.clients"])")).is_unknown());
  CHECK(admit(out(R"("security_groups": ["@?"])"), in(kFromClient)).is_unknown());
}

TEST_CASE("an endpoint without groups has the default group of its VPC") {
  Estate estate;
  add_network(estate);
  estate.terraform("aws_vpc_endpoint.runtime", R"({"vpc_id": "@aws_vpc.main.id", "vpc_endpoint_type": "Interface",
    "service_name": "com.amazonaws.us-east-1.bedrock-runtime", "subnet_ids": ["@aws_subnet.app.id"]})");
  estate.terraform("aws_security_group.client",
                   R"({"vpc_id": "@aws_vpc.main.id")" + out(R"("cidr_blocks": ["0.0.0.0/0"])") + "}");
  const Built built(estate);
  const auto& endpoint = built.get<graph::Endpoint>("aws_vpc_endpoint.runtime");
  const auto groups = built->groups_of(endpoint);
  REQUIRE(groups.items.size() == 1);
  CHECK(built->graph().get(groups.items.front().target).is_default);
  const auto subnets = only(built.id<Subnet>("aws_subnet.app"));
  CHECK(built->groups_admit(only(built.id<SecurityGroup>("aws_security_group.client")), subnets, groups, subnets, 443)
            .is_no());
  CHECK(built->groups_admit(groups, subnets, groups, subnets, 443).is_yes());
}

TEST_CASE("S3 is reached by its prefix list or by public addresses") {
  Estate estate;
  add_network(estate);
  estate.terraform("aws_vpc_endpoint.s3",
                   R"({"vpc_id": "@aws_vpc.main.id", "service_name": "com.amazonaws.us-east-1.s3"})");
  estate.terraform(
      "aws_security_group.list",
      R"({"vpc_id": "@aws_vpc.main.id")" + out(R"("prefix_list_ids": ["@aws_vpc_endpoint.s3.prefix_list_id"])") + "}");
  estate.terraform("aws_security_group.inside",
                   R"({"vpc_id": "@aws_vpc.main.id")" + out(R"("cidr_blocks": ["10.0.0.0/16"])") + "}");
  const Built built(estate);
  CHECK(built->groups_reach_s3(only(built.id<SecurityGroup>("aws_security_group.list"))).is_yes());
  CHECK(built->groups_reach_s3(only(built.id<SecurityGroup>("aws_security_group.inside"))).is_no());
}

}  // namespace brn::facts
