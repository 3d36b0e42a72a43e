// Plans as input: alone, where only references that leave no choice join, and beside the source that was planned.

#include <algorithm>
#include <string>

#include "analyzer/config/terraform/plan_values.h"
#include "analyzer/config/terraform/terraform.h"
#include "tests/support/catch.h"

using namespace brn;

namespace {

// Two subnets of one VPC, a module with an endpoint whose VPC comes through a variable, and a reference that could be to
// either of two instances.
constexpr std::string_view kPlan = R"({
  "format_version": "1.2",
  "variables": {"cidr": {"value": "10.9.0.0/16"}},
  "planned_values": {"root_module": {
    "resources": [
      {"address": "aws_vpc.main", "mode": "managed", "type": "aws_vpc", "name": "main", "values": {"cidr_block": "10.9.0.0/16"}},
      {"address": "aws_subnet.many[0]", "mode": "managed", "type": "aws_subnet", "name": "many", "index": 0, "values": {}},
      {"address": "aws_subnet.many[1]", "mode": "managed", "type": "aws_subnet", "name": "many", "index": 1, "values": {}},
      {"address": "aws_route_table_association.a", "mode": "managed", "type": "aws_route_table_association", "name": "a", "values": {}}
    ],
    "child_modules": [{"address": "module.net", "resources": [
      {"address": "module.net.aws_vpc_endpoint.e", "mode": "managed", "type": "aws_vpc_endpoint", "name": "e", "values": {"vpc_endpoint_type": "Interface"}}
    ]}]
  }},
  "resource_changes": [
    {"address": "aws_vpc.main", "change": {"after": {"cidr_block": "10.9.0.0/16"}, "after_unknown": {"id": true}}},
    {"address": "aws_route_table_association.a", "change": {"after": {}, "after_unknown": {"id": true, "subnet_id": true}}},
    {"address": "module.net.aws_vpc_endpoint.e", "change": {"after": {"vpc_endpoint_type": "Interface"}, "after_unknown": {"id": true, "vpc_id": true, "subnet_ids": true}}}
  ],
  "configuration": {"root_module": {
    "resources": [
      {"address": "aws_vpc.main", "mode": "managed", "type": "aws_vpc", "name": "main", "expressions": {"cidr_block": {"references": ["var.cidr"]}}},
      {"address": "aws_route_table_association.a", "mode": "managed", "type": "aws_route_table_association", "name": "a",
       "expressions": {"subnet_id": {"references": ["aws_subnet.many", "count.index"]}}}
    ],
    "module_calls": {"net": {"expressions": {
        "vpc_id": {"references": ["aws_vpc.main.id", "aws_vpc.main"]},
        "subnet_ids": {"references": ["aws_subnet.many[0].id", "aws_subnet.many[0]", "aws_subnet.many[1].id", "aws_subnet.many[1]", "aws_subnet.many"]}},
      "module": {"resources": [
        {"address": "aws_vpc_endpoint.e", "mode": "managed", "type": "aws_vpc_endpoint", "name": "e",
         "expressions": {"vpc_id": {"references": ["var.vpc_id"]}, "subnet_ids": {"references": ["var.subnet_ids"]}}}]}}}
  }}
})";

const config::Resource& resource(const config::Configuration& configuration, const std::string& address) {
  const auto found = std::ranges::find(configuration.resources, address, &config::Resource::address);
  REQUIRE(found != configuration.resources.end());
  return *found;
}

std::string symbol_of(const config::Configuration& configuration, const value::Value& value) {
  if (!value.is_unknown() || !value.symbol().is_valid()) return "";
  const value::SymbolData& data = configuration.pool->symbol_data(value.symbol());
  return std::string(data.owner) + "." + std::string(data.path);
}

}  // namespace

TEST_CASE("a plan alone joins by references that leave no choice", "[plan]") {
  MemoryFileSystem files;
  files.add("plan.json", std::string(kPlan));
  SourceManager sources(files);
  const config::Configuration made = config::terraform::evaluate_plan(sources, "plan.json", {}, {});
  CHECK(made.diagnostics.all().empty());
  const config::Resource& endpoint = resource(made, "module.net.aws_vpc_endpoint.e");
  CHECK(symbol_of(made, *endpoint.attributes.find("vpc_id")) == "aws_vpc.main.id");
  const value::Value* subnets = endpoint.attributes.find("subnet_ids");
  REQUIRE(subnets->is_sequence());
  CHECK(symbol_of(made, subnets->elements()[0]) == "aws_subnet.many[0].id");
  CHECK(symbol_of(made, subnets->elements()[1]) == "aws_subnet.many[1].id");
  CHECK_FALSE(endpoint.header.is_valid());
}

TEST_CASE("a reference in a plan that could be to several instances stays undetermined", "[plan]") {
  MemoryFileSystem files;
  files.add("plan.json", std::string(kPlan));
  SourceManager sources(files);
  const config::Configuration made = config::terraform::evaluate_plan(sources, "plan.json", {}, {});
  const value::Value* subnet = resource(made, "aws_route_table_association.a").attributes.find("subnet_id");
  REQUIRE(subnet->is_unknown());
  CHECK_FALSE(subnet->symbol().is_valid());
  CHECK(subnet->causes()[0]->settle == "analyse the plan beside its source");
}

TEST_CASE("beside its source a plan gives variables and data values", "[plan]") {
  MemoryFileSystem files;
  files.add("main.tf", R"(variable "cidr" {}
data "aws_caller_identity" "me" {}
resource "aws_vpc" "main" {
  cidr_block = var.cidr
}
output "account" {
  value = data.aws_caller_identity.me.account_id
})");
  files.add("plan.json", R"({"format_version": "1.2", "variables": {"cidr": {"value": "10.9.0.0/16"}},
    "planned_values": {"root_module": {}},
    "prior_state": {"values": {"root_module": {"resources": [{"address": "data.aws_caller_identity.me", "mode": "data",
      "type": "aws_caller_identity", "name": "me", "values": {"account_id": "123456789012", "id": "123456789012"}}]}}}})");
  SourceManager sources(files);
  config::Inputs inputs;
  inputs.plan_file = "plan.json";
  const config::Configuration made = config::terraform::evaluate(sources, ".", inputs, {});
  CHECK(made.diagnostics.all().empty());
  const config::Resource& vpc = resource(made, "aws_vpc.main");
  CHECK(vpc.attributes.find("cidr_block")->as_string() == "10.9.0.0/16");
  CHECK(vpc.header.is_valid());
  REQUIRE(made.outputs[0].value.is_string());
  CHECK(made.outputs[0].value.as_string() == "123456789012");
}

TEST_CASE("what is no plan is an error", "[plan]") {
  MemoryFileSystem files;
  files.add("plan.json", R"({"format_version": "1.2", "planned_values": 3})");
  SourceManager sources(files);
  CHECK(config::terraform::evaluate_plan(sources, "plan.json", {}, {}).diagnostics.has_errors());
}
