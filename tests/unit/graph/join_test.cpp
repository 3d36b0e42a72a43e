// How values lead to entities: symbols, names, literal ids, data sources, and what leads nowhere.

#include "tests/support/catch.h"
#include "tests/unit/graph/estate.h"

namespace brn::graph {

TEST_CASE("what one variable names is one external VPC") {
  Estate estate;
  estate.terraform("aws_subnet.a", R"({"vpc_id": "@var.vpc_id"})");
  estate.terraform("aws_subnet.b", R"({"vpc_id": "@var.vpc_id"})");
  estate.terraform("aws_subnet.c", R"({"vpc_id": "@var.other_id"})");
  const ResourceGraph graph = estate.lower();
  const auto vpc = find<Subnet>(graph, "aws_subnet.a").vpc;
  REQUIRE(vpc.has_target());
  CHECK(vpc.target == find<Subnet>(graph, "aws_subnet.b").vpc.target);
  CHECK(vpc.target != find<Subnet>(graph, "aws_subnet.c").vpc.target);
  const Vpc& external = graph.get(vpc.target);
  CHECK(external.is_external());
  CHECK(external.address == "var.vpc_id");
  CHECK(external.causes.at(0).kind == CauseKind::Variable);
  CHECK_FALSE(external.dns_support.is_known());
  CHECK_FALSE(graph.get(external.main_route_table).routes_complete);
  CHECK_FALSE(graph.get(external.default_group).rules_complete);
  CHECK(graph.get(external.main_route_table).vpc.target == vpc.target);
  CHECK(graph.get(external.default_group).vpc.target == vpc.target);
  CHECK(graph.get(external.default_acl).vpc.target == vpc.target);
}

TEST_CASE("equal literal ids meet in one external entity") {
  Estate estate;
  estate.terraform("aws_subnet.a", R"({"vpc_id": "vpc-0abc"})");
  estate.cloudformation("B", "AWS::EC2::Subnet", R"({"VpcId": "vpc-0abc"})");
  const ResourceGraph graph = estate.lower();
  CHECK(graph.all<Vpc>().size() == 1);
  CHECK(find<Subnet>(graph, "aws_subnet.a").vpc.target == find<Subnet>(graph, "B").vpc.target);
  CHECK(graph.all<Vpc>().front().causes.at(0).kind == CauseKind::External);
}

TEST_CASE("a data source is one entity by any of its names, and the thing that it was asked for") {
  Estate estate;
  estate.terraform("data.aws_vpc.main", R"({"tags": {"Name": "main"}})");
  estate.terraform("aws_subnet.a", R"({"vpc_id": "@data.aws_vpc.main.id"})");
  estate.terraform("aws_subnet.b", R"({"vpc_id": "@data.aws_vpc.main.id"})");
  estate.terraform("data.aws_vpc.by_id", R"({"id": "@var.vpc_id"})");
  estate.terraform("aws_subnet.c", R"({"vpc_id": "@data.aws_vpc.by_id.id"})");
  estate.terraform("aws_subnet.d", R"({"vpc_id": "@var.vpc_id"})");
  estate.terraform("data.aws_vpc.own", R"({"id": "@data.aws_vpc.own.id"})");
  estate.terraform("aws_subnet.e", R"({"vpc_id": "@data.aws_vpc.own.id"})");
  const ResourceGraph graph = estate.lower();
  const auto vpc_of = [&](const char* address) { return find<Subnet>(graph, address).vpc.target; };
  CHECK(vpc_of("aws_subnet.a") == vpc_of("aws_subnet.b"));
  CHECK(graph.get(vpc_of("aws_subnet.a")).address == "data.aws_vpc.main");
  CHECK(graph.get(vpc_of("aws_subnet.a")).is_external());
  CHECK(vpc_of("aws_subnet.c") == vpc_of("aws_subnet.d"));
  CHECK(graph.get(vpc_of("aws_subnet.e")).address == "data.aws_vpc.own");
}

TEST_CASE("the main table of a VPC that is read is the external VPC's") {
  Estate estate;
  estate.terraform("data.aws_vpc.main", "{}");
  estate.terraform("aws_vpc_endpoint.s3", R"({"vpc_id": "@data.aws_vpc.main.id",
      "service_name": "com.amazonaws.eu-west-1.s3", "route_table_ids": ["@data.aws_vpc.main.main_route_table_id"]})");
  const ResourceGraph graph = estate.lower();
  const Endpoint& endpoint = find<Endpoint>(graph, "aws_vpc_endpoint.s3");
  CHECK(endpoint.route_tables.items.at(0).target == graph.get(endpoint.vpc.target).main_route_table);
}

TEST_CASE("what has no identity leads nowhere and says why") {
  Estate estate;
  estate.terraform("aws_subnet.a", R"({"vpc_id": "@?"})");
  estate.terraform("aws_vpc_endpoint.a", R"({"subnet_ids": "@var.subnet_ids", "security_group_ids": ["@?", "sg-1"]})");
  const ResourceGraph graph = estate.lower();
  CHECK(find<Subnet>(graph, "aws_subnet.a").vpc.is_unknown());
  CHECK_FALSE(find<Subnet>(graph, "aws_subnet.a").vpc.causes.empty());
  const Endpoint& endpoint = find<Endpoint>(graph, "aws_vpc_endpoint.a");
  CHECK_FALSE(endpoint.subnets.complete);
  CHECK(endpoint.subnets.items.empty());
  CHECK(endpoint.subnets.causes.at(0).subject == "var.subnet_ids");
  CHECK(endpoint.groups.complete);
  REQUIRE(endpoint.groups.items.size() == 2);
  CHECK(endpoint.groups.items[0].is_unknown());
  CHECK(endpoint.groups.items[1].has_target());
}

TEST_CASE("what lowering does not read decides nothing") {
  Estate estate;
  const auto input = estate.pool().guards().add_input({"Size", {"a", "b"}, 0, {}});
  const guard::Guard a = estate.pool().guards().equals(input, 0);
  const guard::Guard b = estate.pool().guards().equals(input, 1);
  const value::Alternative alternatives[] = {{a, estate.pool().string("a", {})}, {b, estate.pool().string("b", {})}};
  const value::Value choice = estate.pool().choice(alternatives, {});
  const auto object = [&](std::string_view name, const value::Value& value) {
    const value::Member members[] = {{name, value, {}}};
    return estate.pool().object(members, {});
  };
  estate.cloudformation("Host", "AWS::EC2::Instance", "{}").attributes = object("InstanceType", choice);
  estate.cloudformation("Logs", "AWS::Logs::LogGroup", "{}").guard = a;
  config::Resource& function = estate.cloudformation("Function", "AWS::Lambda::Function", "{}");
  function.attributes = object("Environment", object("Variables", object("LOG_LEVEL", choice)));
  CHECK(deciding_guards(estate.configuration()).empty());
  function.attributes = object("Environment", object("Variables", object("AWS_ENDPOINT_URL", choice)));
  CHECK(deciding_guards(estate.configuration()) == std::vector<guard::Guard>{a, b});
}

TEST_CASE("only what exists in the world is lowered") {
  Estate estate;
  const auto input = estate.pool().guards().add_input({"var.private", {"false", "true"}, 0, {}});
  const guard::Guard yes = estate.pool().guards().equals(input, 1);
  const guard::Guard no = estate.pool().guards().equals(input, 0);
  estate.terraform("aws_vpc.main", "{}").guard = yes;
  config::Resource& subnet = estate.terraform("aws_subnet.a", "{}");
  const value::Alternative alternatives[] = {{yes, estate.pool().boolean(true, {})},
                                             {no, estate.pool().boolean(false, {})}};
  const value::Member members[] = {{"map_public_ip_on_launch", estate.pool().choice(alternatives, {}), {}}};
  subnet.attributes = estate.pool().object(members, {});
  CHECK(deciding_guards(estate.configuration()) == std::vector<guard::Guard>{yes, no});
  const ResourceGraph without = lower(estate.configuration(), {0});
  CHECK(without.all<Vpc>().empty());
  CHECK_FALSE(find<Subnet>(without, "aws_subnet.a").map_public_ip_on_launch.value);
  const ResourceGraph with = lower(estate.configuration(), {1});
  CHECK(with.all<Vpc>().size() == 1);
  CHECK(find<Subnet>(with, "aws_subnet.a").map_public_ip_on_launch.value);
}

TEST_CASE("a module that is not on disk is opaque in the VPCs that it was given") {
  Estate estate;
  estate.terraform("aws_vpc.main", "{}");
  estate.terraform("aws_vpc.other", "{}");
  config::AbsentModule absent;
  absent.address = "module.endpoints";
  absent.source = "terraform-aws-modules/vpc/aws";
  const value::Member members[] = {{"vpc_id", estate.reference("aws_vpc.main.id"), {}}};
  absent.arguments = estate.pool().object(members, {});
  estate.configuration().absent_modules.push_back(absent);
  const ResourceGraph graph = estate.lower();
  const OpaqueModule& module = find<OpaqueModule>(graph, "module.endpoints");
  REQUIRE(module.vpcs.size() == 1);
  CHECK(graph.get(module.vpcs[0]).address == "aws_vpc.main");
}

TEST_CASE("what mentions Bedrock nowhere need not be lowered") {
  Estate estate;
  estate.terraform("aws_vpc.main", R"({"cidr_block": "10.0.0.0/16", "tags": {"Name": "rock bed"}})");
  estate.terraform("aws_iam_policy.a", R"({"policy": "{\"Statement\": [{\"Action\": \"s3:GetObject\"}]}"})");
  CHECK_FALSE(may_use_bedrock(estate.configuration()));
  estate.terraform("aws_iam_policy.b", R"({"policy": "{\"Statement\": [{\"Action\": \"BedRock:InvokeModel\"}]}"})");
  CHECK(may_use_bedrock(estate.configuration()));
}

TEST_CASE("a service that is not known may be Bedrock's") {
  Estate estate;
  estate.terraform("aws_vpc_endpoint.a", R"({"service_name": "@var.service"})");
  CHECK(may_use_bedrock(estate.configuration()));
}

}  // namespace brn::graph
