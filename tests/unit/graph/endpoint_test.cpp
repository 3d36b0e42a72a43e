// VPC endpoints, their separate resources, service names and prefix lists.

#include "tests/support/catch.h"
#include "tests/unit/graph/estate.h"

namespace brn::graph {

TEST_CASE("an endpoint in each language") {
  Estate estate;
  estate.terraform("aws_vpc.main", "{}");
  estate.terraform("aws_subnet.a", R"({"vpc_id": "@aws_vpc.main.id"})");
  estate.terraform("aws_security_group.a", "{}");
  estate.terraform("aws_vpc_endpoint.a", R"({"vpc_id": "@aws_vpc.main.id",
      "service_name": "com.amazonaws.eu-central-1.bedrock-runtime", "vpc_endpoint_type": "Interface",
      "private_dns_enabled": true, "subnet_ids": ["@aws_subnet.a.id"], "security_group_ids": ["@aws_security_group.a.id"],
      "policy": "{\"Statement\": []}"})");
  estate.terraform("awscc_ec2_vpc_endpoint.a", R"({"vpc_id": "@aws_vpc.main.id", "vpc_endpoint_type": "Interface",
      "service_name": "com.amazonaws.${@aws.region}.bedrock-runtime", "subnet_ids": ["@aws_subnet.a.id"]})");
  estate.cloudformation("E", "AWS::EC2::VPCEndpoint", R"({"VpcId": "vpc-1", "RouteTableIds": ["rtb-1", "rtb-1"],
      "ServiceName": "com.amazonaws.${@aws.region}.s3"})");
  const ResourceGraph graph = estate.lower();
  const Endpoint& a = find<Endpoint>(graph, "aws_vpc_endpoint.a");
  CHECK(a.service.value.suffix == "bedrock-runtime");
  CHECK(a.service.value.region == "eu-central-1");
  CHECK(a.endpoint_type.value == EndpointType::Interface);
  CHECK(a.private_dns.value);
  CHECK(graph.get(a.subnets.items.at(0).target).address == "aws_subnet.a");
  CHECK(graph.get(a.groups.items.at(0).target).address == "aws_security_group.a");
  REQUIRE(a.policy.has_target());
  CHECK(graph.get(a.policy.target).document.find("Statement") != nullptr);
  const Endpoint& other = find<Endpoint>(graph, "awscc_ec2_vpc_endpoint.a");
  CHECK(other.service.value.region_is_own);
  CHECK(other.subnets.items.size() == 1);
  CHECK(other.policy.is_absent());
  const Endpoint& gateway = find<Endpoint>(graph, "E");
  CHECK(gateway.endpoint_type.is_default());
  CHECK(gateway.endpoint_type.value == EndpointType::Gateway);
  CHECK_FALSE(gateway.private_dns.value);
  CHECK(gateway.service.value.suffix == "s3");
  CHECK(gateway.service.value.region.empty());
  CHECK(gateway.service.value.region_is_own);
  CHECK(gateway.route_tables.items.size() == 2);
  CHECK(gateway.route_tables.items[0].target == gateway.route_tables.items[1].target);
}

TEST_CASE("forms of service names") {
  struct Case {
    const char* text;
    const char* suffix;
    const char* region;
    bool is_known;
  };
  const Case cases[] = {
      {"com.amazonaws.us-gov-west-1.bedrock-runtime-fips", "bedrock-runtime-fips", "us-gov-west-1", true},
      {"cn.com.amazonaws.cn-north-1.ecr.api", "ecr.api", "cn-north-1", true},
      {"aws.sagemaker.eu-west-1.notebook", "sagemaker.notebook", "eu-west-1", true},
      {"aws.api.eu-west-1.kendra-ranking", "kendra-ranking", "eu-west-1", true},
      {"com.amazonaws.s3-global.accesspoint", "s3-global.accesspoint", "", true},
      {"com.amazonaws.vpce.eu-west-1.vpce-svc-0123", "", "", true},
      {"com.amazonaws.${@var.region}.bedrock-agentcore.gateway", "bedrock-agentcore.gateway", "", true},
      {"${@data.aws_partition.p.reverse_dns_prefix}.eu-west-1.bedrock", "bedrock", "eu-west-1", true},
      {"${@var.prefix}.bedrock", "bedrock", "", true},
      {"com.amazonaws.eu-west-1.${@var.service}", "", "", false},
      {"@var.service", "", "", false},
      {"com.amazonaws.bedrock-runtime", "bedrock-runtime", "", true},
      {"nonsense", "", "", true},
  };
  for (const Case& c : cases) {
    INFO(c.text);
    Estate estate;
    estate.terraform("aws_vpc_endpoint.a", std::string(R"({"service_name": ")") + c.text + "\"}");
    const ResourceGraph graph = estate.lower();
    const auto& service = find<Endpoint>(graph, "aws_vpc_endpoint.a").service;
    CHECK(service.is_known() == c.is_known);
    if (c.is_known) {
      CHECK(service.value.suffix == c.suffix);
      CHECK(service.value.region == c.region);
    }
    CHECK_FALSE(service.value.region_is_own);
  }
}

TEST_CASE("a service named by a data source") {
  Estate estate;
  estate.terraform("data.aws_vpc_endpoint_service.runtime", R"({"service": "bedrock-runtime"})");
  estate.terraform("aws_vpc_endpoint.a", R"({"service_name": "@data.aws_vpc_endpoint_service.runtime.service_name"})");
  const ResourceGraph graph = estate.lower();
  const auto& service = find<Endpoint>(graph, "aws_vpc_endpoint.a").service;
  CHECK(service.value.suffix == "bedrock-runtime");
  CHECK(service.value.region_is_own);
}

TEST_CASE("separate resources complete an endpoint") {
  Estate estate;
  estate.terraform("aws_vpc_endpoint.a", R"({"vpc_id": "vpc-1", "service_name": "com.amazonaws.eu-west-1.bedrock"})");
  estate.terraform("aws_vpc_endpoint_policy.a",
                   R"({"vpc_endpoint_id": "@aws_vpc_endpoint.a.id", "policy": "{\"Statement\": {}}"})");
  estate.terraform("aws_vpc_endpoint_subnet_association.a",
                   R"({"vpc_endpoint_id": "@aws_vpc_endpoint.a.id", "subnet_id": "subnet-1"})");
  estate.terraform("aws_vpc_endpoint_security_group_association.a",
                   R"({"vpc_endpoint_id": "@aws_vpc_endpoint.a.id", "security_group_id": "sg-1",
                       "replace_default_association": true})");
  estate.terraform("aws_vpc_endpoint_route_table_association.a",
                   R"({"vpc_endpoint_id": "@aws_vpc_endpoint.a.id", "route_table_id": "rtb-1"})");
  estate.terraform("aws_vpc_endpoint_private_dns.a",
                   R"({"vpc_endpoint_id": "@aws_vpc_endpoint.a.id", "private_dns_enabled": true})");
  const ResourceGraph graph = estate.lower();
  const Endpoint& endpoint = find<Endpoint>(graph, "aws_vpc_endpoint.a");
  REQUIRE(endpoint.policy.has_target());
  CHECK(graph.get(endpoint.policy.target).address == "aws_vpc_endpoint_policy.a");
  CHECK(endpoint.subnets.items.size() == 1);
  CHECK(endpoint.groups.items.size() == 1);
  CHECK(endpoint.default_group_replaced);
  CHECK(endpoint.route_tables.items.size() == 1);
  CHECK(endpoint.private_dns.value);
}

TEST_CASE("a data source is an endpoint that exists elsewhere") {
  Estate estate;
  estate.terraform("data.aws_vpc_endpoint.s3", R"({"vpc_id": "vpc-1", "service_name": "com.amazonaws.eu-west-1.s3"})");
  const ResourceGraph graph = estate.lower();
  const Endpoint& endpoint = find<Endpoint>(graph, "data.aws_vpc_endpoint.s3");
  CHECK(endpoint.is_data);
  CHECK(endpoint.is_external());
  CHECK(endpoint.service.value.suffix == "s3");
  CHECK_FALSE(endpoint.endpoint_type.is_known());
  CHECK(graph.get(endpoint.vpc.target).address == "vpc-1");
}

TEST_CASE("prefix lists by service") {
  Estate estate;
  estate.terraform("data.aws_prefix_list.s3", R"({"name": "com.amazonaws.${@aws.region}.s3"})");
  estate.terraform("data.aws_ec2_managed_prefix_list.s3",
                   R"({"filter": [{"name": "prefix-list-name", "values": ["com.amazonaws.eu-west-1.s3"]}]})");
  estate.terraform("aws_vpc_endpoint.s3", R"({"service_name": "com.amazonaws.eu-west-1.s3"})");
  estate.terraform("aws_security_group.a", R"({"egress": [{"protocol": "tcp", "from_port": 443, "to_port": 443,
      "prefix_list_ids": ["@aws_vpc_endpoint.s3.prefix_list_id", "@data.aws_prefix_list.s3.id"]}]})");
  const ResourceGraph graph = estate.lower();
  CHECK(find<PrefixList>(graph, "data.aws_prefix_list.s3").service.value == "s3");
  CHECK(find<PrefixList>(graph, "data.aws_ec2_managed_prefix_list.s3").service.value == "s3");
  const auto& lists = find<SecurityGroup>(graph, "aws_security_group.a").rules.at(0).prefix_lists;
  REQUIRE(lists.items.size() == 2);
  CHECK(graph.get(lists.items[0].target).service.value == "s3");
  CHECK(graph.get(lists.items[1].target).address == "data.aws_prefix_list.s3");
}

TEST_CASE("hosted zones of VPCs") {
  Estate estate;
  estate.terraform("aws_vpc.main", "{}");
  estate.terraform("aws_route53_zone.a", R"({"name": "bedrock-runtime.eu-west-1.amazonaws.com.",
      "vpc": [{"vpc_id": "@aws_vpc.main.id"}]})");
  estate.terraform("aws_route53_zone_association.a",
                   R"({"zone_id": "@aws_route53_zone.a.zone_id", "vpc_id": "vpc-2"})");
  estate.terraform("aws_route53_zone.public", R"({"name": "example.org"})");
  estate.cloudformation("Zone", "AWS::Route53::HostedZone", R"({"Name": "x", "VPCs": [{"VPCId": "vpc-2"}]})");
  const ResourceGraph graph = estate.lower();
  const HostedZone& zone = find<HostedZone>(graph, "aws_route53_zone.a");
  CHECK(zone.name.value == "bedrock-runtime.eu-west-1.amazonaws.com");
  CHECK(zone.is_private);
  CHECK(zone.vpcs.items.size() == 2);
  CHECK_FALSE(find<HostedZone>(graph, "aws_route53_zone.public").is_private);
  CHECK(find<HostedZone>(graph, "Zone").vpcs.items.at(0).target == zone.vpcs.items.at(1).target);
}

}  // namespace brn::graph
