// Security groups in both languages: defaults, inline and separate rules, idioms.

#include "tests/support/catch.h"
#include "tests/unit/graph/estate.h"

namespace brn::graph {

namespace {

std::size_t count(const SecurityGroup& group, Direction direction) {
  std::size_t n = 0;
  for (const auto& rule : group.rules) n += rule.direction == direction ? 1U : 0U;
  return n;
}

}  // namespace

TEST_CASE("a new group lets nothing out in Terraform and everything in a template") {
  Estate estate;
  estate.terraform("aws_security_group.a", "{}");
  estate.cloudformation("A", "AWS::EC2::SecurityGroup", R"({"GroupDescription": "x"})");
  estate.cloudformation("Empty", "AWS::EC2::SecurityGroup", R"({"SecurityGroupEgress": []})");
  estate.terraform("awscc_ec2_security_group.a", "{}");
  const ResourceGraph graph = estate.lower();
  CHECK(find<SecurityGroup>(graph, "aws_security_group.a").rules.empty());
  for (const char* address : {"A", "Empty", "awscc_ec2_security_group.a"}) {
    const SecurityGroup& group = find<SecurityGroup>(graph, address);
    REQUIRE(group.rules.size() == 1);
    CHECK(group.rules[0].origin == State::Default);
    CHECK(group.rules[0].cidrs.at(0).value.is_world());
  }
}

TEST_CASE("the ways to say `nothing out` in a template") {
  Estate estate;
  estate.cloudformation("Guide", "AWS::EC2::SecurityGroup",
                        R"({"SecurityGroupEgress": [{"IpProtocol": "-1", "CidrIp": "127.0.0.1/32"}]})");
  estate.cloudformation("Cdk", "AWS::EC2::SecurityGroup", R"({"SecurityGroupEgress": [
      {"IpProtocol": "icmp", "CidrIp": "255.255.255.255/32", "FromPort": 252, "ToPort": 86}]})");
  const ResourceGraph graph = estate.lower();
  CHECK(find<SecurityGroup>(graph, "Guide").rules.empty());
  CHECK(find<SecurityGroup>(graph, "Cdk").rules.empty());
}

TEST_CASE("inline rules of Terraform") {
  Estate estate;
  estate.terraform("aws_security_group.client", "{}");
  estate.terraform("aws_security_group.a", R"({"ingress": [
      {"from_port": "443", "to_port": 443, "protocol": "TCP", "cidr_blocks": ["10.0.0.0/8", "192.168.0.0/16"],
       "ipv6_cidr_blocks": ["::/0"], "security_groups": ["@aws_security_group.client.id"], "self": true},
      {"from_port": 0, "to_port": 0, "protocol": "-1", "cidr_blocks": ["@?"]}],
      "egress": [{"from_port": 443, "to_port": 443, "protocol": "6", "prefix_list_ids": ["pl-1"]}]})");
  const ResourceGraph graph = estate.lower();
  const SecurityGroup& group = find<SecurityGroup>(graph, "aws_security_group.a");
  REQUIRE(group.rules.size() == 3);
  CHECK(group.rules[0].protocol.value == "tcp");
  CHECK(group.rules[0].ports.value == PortRange{443, 443});
  CHECK(group.rules[0].cidrs.size() == 3);
  CHECK(group.rules[0].groups.items.size() == 2);
  CHECK(group.rules[1].ports.value.is_all());
  CHECK_FALSE(group.rules[1].cidrs.at(0).is_known());
  CHECK(group.rules[2].direction == Direction::Egress);
  CHECK(group.rules[2].protocol.value == "tcp");
  CHECK(group.rules[2].prefix_lists.items.size() == 1);
}

TEST_CASE("separate rules add to their group") {
  Estate estate;
  estate.terraform("aws_security_group.a", "{}");
  estate.terraform("aws_security_group_rule.in", R"({"type": "ingress", "security_group_id": "@aws_security_group.a.id",
      "from_port": 443, "to_port": 443, "protocol": "tcp", "source_security_group_id": "sg-1"})");
  estate.terraform("aws_security_group_rule.out", R"({"type": "egress", "security_group_id": "@aws_security_group.a.id",
      "from_port": 0, "to_port": 65535, "protocol": "tcp", "cidr_blocks": ["0.0.0.0/0"]})");
  estate.terraform("aws_vpc_security_group_egress_rule.out", R"({"security_group_id": "@aws_security_group.a.id",
      "ip_protocol": "-1", "cidr_ipv4": "0.0.0.0/0"})");
  estate.terraform("aws_vpc_security_group_ingress_rule.in", R"({"security_group_id": "@aws_security_group.a.id",
      "ip_protocol": "tcp", "from_port": 443, "to_port": 443,
      "referenced_security_group_id": "@aws_security_group.a.id"})");
  estate.cloudformation("A", "AWS::EC2::SecurityGroup", "{}");
  estate.cloudformation("In", "AWS::EC2::SecurityGroupIngress", R"({"GroupId": "@A.GroupId", "IpProtocol": "tcp",
      "FromPort": 443, "ToPort": 443, "SourceSecurityGroupId": "@A.GroupId"})");
  estate.cloudformation("Out", "AWS::EC2::SecurityGroupEgress", R"({"GroupId": "@A.Ref", "IpProtocol": "tcp",
      "FromPort": 443, "ToPort": 443, "DestinationPrefixListId": "pl-1"})");
  const ResourceGraph graph = estate.lower();
  const SecurityGroup& group = find<SecurityGroup>(graph, "aws_security_group.a");
  CHECK(count(group, Direction::Ingress) == 2);
  CHECK(count(group, Direction::Egress) == 2);
  CHECK(group.rules[0].address == "aws_security_group_rule.in");
  CHECK(graph.get(group.rules[0].groups.items.at(0).target).address == "sg-1");
  const SecurityGroup& other = find<SecurityGroup>(graph, "A");
  CHECK(count(other, Direction::Ingress) == 1);
  CHECK(count(other, Direction::Egress) == 2);
  CHECK(graph.get(other.rules[1].groups.items.at(0).target).address == "A");
}

TEST_CASE("an adopted default group has only the rules that are written") {
  Estate estate;
  estate.terraform("aws_vpc.main", "{}");
  estate.terraform("aws_default_security_group.own", R"({"vpc_id": "@aws_vpc.main.id"})");
  estate.terraform("aws_vpc.other", "{}");
  estate.terraform("aws_security_group_rule.more",
                   R"({"type": "ingress", "protocol": "tcp", "from_port": 22, "to_port": 22,
      "security_group_id": "@aws_vpc.other.default_security_group_id", "cidr_blocks": ["0.0.0.0/0"]})");
  const ResourceGraph graph = estate.lower();
  CHECK(graph.get(find<Vpc>(graph, "aws_vpc.main").default_group).address == "aws_default_security_group.own");
  CHECK(find<SecurityGroup>(graph, "aws_default_security_group.own").rules.empty());
  CHECK(graph.get(find<Vpc>(graph, "aws_vpc.other").default_group).rules.size() == 3);
  CHECK(graph.all<SecurityGroup>().size() == 2);
}

TEST_CASE("unknown rules leave the group open") {
  Estate estate;
  estate.terraform("aws_security_group.a", R"({"ingress": "@var.rules"})");
  estate.cloudformation("A", "AWS::EC2::SecurityGroup", R"({"SecurityGroupEgress": "@var.rules"})");
  estate.terraform("aws_security_group.b", R"({"egress": [{"protocol": "-1", "cidr_blocks": "@var.cidrs"}]})");
  const ResourceGraph graph = estate.lower();
  CHECK_FALSE(find<SecurityGroup>(graph, "aws_security_group.a").rules_complete);
  CHECK(find<SecurityGroup>(graph, "aws_security_group.a").rules_causes.at(0).subject == "var.rules");
  CHECK_FALSE(find<SecurityGroup>(graph, "A").rules_complete);
  CHECK(find<SecurityGroup>(graph, "A").rules.empty());
  CHECK_FALSE(find<SecurityGroup>(graph, "aws_security_group.b").rules.at(0).sources_complete);
}

}  // namespace brn::graph
