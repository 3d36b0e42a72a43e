#include "tests/support/catch.h"
#include "tests/unit/facts/built.h"

namespace brn::facts {

namespace {

using graph::Estate;
using graph::Vpc;

std::string needs_of(const std::vector<Need>& needs) {
  std::string text;
  for (const Need& need : needs) {
    if (need.demand == Demand::Needed) text += (text.empty() ? "" : " ") + need.service;
  }
  return text;
}

}  // namespace

TEST_CASE("a function whose role invokes models brings its VPC into scope") {
  Estate estate;
  add_network(estate);
  add_role(estate, "app", R"(["bedrock:InvokeModel", "s3:GetObject"])");
  add_function(estate, "app", R"(["@aws_subnet.app.id"])");
  const Built built(estate);
  REQUIRE(built->scope().size() == 1);
  CHECK(built->scope().front().vpc == built.id<Vpc>("aws_vpc.main"));
  CHECK(needs_of(built->scope().front().needs) == "bedrock-runtime");
  REQUIRE(built->members().size() == 1);
  CHECK(built->members().front().needs_s3.is_yes());
}

TEST_CASE("a role without Bedrock, and one with everything, bring nothing into scope") {
  for (const char* actions : {R"("s3:GetObject")", R"("*")"}) {
    Estate estate;
    add_network(estate);
    add_role(estate, "app", actions);
    add_function(estate, "app", R"(["@aws_subnet.app.id"])");
    const Built built(estate);
    CHECK(built->scope().empty());
    CHECK(built->members().empty());
    CHECK_FALSE(built->uses_bedrock());
  }
}

TEST_CASE("everything counts where Bedrock is in use anyway") {
  Estate estate;
  add_network(estate);
  add_role(estate, "admin", R"("*")");
  add_function(estate, "admin", R"(["@aws_subnet.app.id"])");
  estate.terraform("aws_vpc_endpoint.runtime", R"({"vpc_id": "@aws_vpc.main.id", "vpc_endpoint_type": "Interface",
    "service_name": "com.amazonaws.us-east-1.bedrock-runtime"})");
  const Built built(estate);
  REQUIRE(built->members().size() == 1);
  CHECK(built->scope().front().members.size() == 1);
  CHECK(built->scope().front().endpoints.size() == 1);
}

TEST_CASE("a job needs S3 and no Bedrock endpoint") {
  Estate estate;
  add_network(estate);
  estate.terraform("aws_bedrock_custom_model.m", R"({"vpc_config": [{"subnet_ids": ["@aws_subnet.app.id"],
    "security_group_ids": []}]})");
  const Built built(estate);
  REQUIRE(built->members().size() == 1);
  CHECK(built->members().front().needs_s3.is_yes());
  CHECK(built->scope().front().needs.empty());
}

TEST_CASE("another VPC beside it is not in scope") {
  Estate estate;
  add_network(estate);
  estate.terraform("aws_vpc.other", R"({"cidr_block": "10.1.0.0/16"})");
  add_role(estate, "app", R"("bedrock:InvokeModel")");
  add_function(estate, "app", R"(["@aws_subnet.app.id"])");
  const Built built(estate);
  CHECK(built->scope_of(built.id<Vpc>("aws_vpc.other")) == nullptr);
  CHECK(built->scope_of(built.id<Vpc>("aws_vpc.main")) != nullptr);
}

}  // namespace brn::facts
