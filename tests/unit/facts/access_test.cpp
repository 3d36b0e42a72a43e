#include "tests/support/catch.h"
#include "tests/unit/facts/built.h"

namespace brn::facts {

namespace {

using graph::Endpoint;
using graph::Estate;
using graph::Role;

Tri calls(const std::string& role) {
  Estate estate;
  estate.terraform("aws_iam_role.r", role);
  const Built built(estate);
  return built->may_call_bedrock(built.id<Role>("aws_iam_role.r"), nullptr).value;
}

std::string inline_policy(const std::string& statement) {
  return R"({"name": "r", "inline_policy": [{"policy": {"Statement": [{)" + statement + "}]}}]}";
}

Tri full(const std::string& policy) {
  Estate estate;
  estate.terraform("aws_vpc_endpoint.e", R"({"vpc_id": "vpc-0a1b2c3d", "vpc_endpoint_type": "Interface",
    "service_name": "com.amazonaws.us-east-1.bedrock-runtime")" +
                                             policy + "}");
  const Built built(estate);
  return built->policy_is_full_access(built.get<Endpoint>("aws_vpc_endpoint.e")).value;
}

std::string allow(const std::string& rest) {
  return R"(, "policy": {"Statement": [{"Effect": "Allow", )" + rest + "}]}";
}

}  // namespace

TEST_CASE("a role calls Bedrock by a pattern that names it") {
  CHECK(calls(inline_policy(R"("Effect": "Allow", "Action": "bedrock:Invoke*", "Resource": "*")")) == Tri::Yes);
  CHECK(calls(inline_policy(R"("Effect": "Allow", "Action": ["Bedrock:InvokeModel"], "Resource": "*")")) == Tri::Yes);
  CHECK(calls(inline_policy(R"("Effect": "Allow", "Action": "*", "Resource": "*")")) == Tri::No);
  CHECK(calls(inline_policy(R"("Effect": "Deny", "Action": "bedrock:*", "Resource": "*")")) == Tri::No);
  CHECK(calls(inline_policy(R"("Effect": "Allow", "Action": "s3:*", "Resource": "*")")) == Tri::No);
  CHECK(calls(inline_policy(R"("Effect": "Allow", "Action": "@var.action", "Resource": "*")")) == Tri::Unknown);
}

TEST_CASE("a role calls Bedrock by a managed policy of AWS") {
  CHECK(calls(R"({"managed_policy_arns": ["arn:aws:iam::aws:policy/AmazonBedrockFullAccess"]})") == Tri::Yes);
  CHECK(calls(R"({"managed_policy_arns": ["arn:aws:iam::aws:policy/BedrockAgentCoreFullAccess"]})") == Tri::Yes);
  CHECK(calls(R"({"managed_policy_arns": ["arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"]})") ==
        Tri::No);
  CHECK(calls(R"({"managed_policy_arns": ["@var.policy"]})") == Tri::Unknown);
}

TEST_CASE("no policy is full access") {
  CHECK(full("") == Tri::Yes);
}

TEST_CASE("a policy is full access by what it says") {
  CHECK(full(allow(R"("Principal": "*", "Action": "*", "Resource": "*")")) == Tri::Yes);
  CHECK(full(allow(R"("Principal": {"AWS": "*"}, "Action": ["bedrock:*"], "Resource": ["*"])")) == Tri::Yes);
  CHECK(full(allow(R"("Principal": "*", "Action": "bedrock:InvokeModel", "Resource": "*")")) == Tri::No);
  CHECK(full(allow(R"("Principal": "*", "Action": "*", "Resource": "*",
                      "Condition": {"StringEquals": {"aws:PrincipalAccount": "111122223333"}})")) == Tri::No);
  CHECK(full(allow(R"("Principal": {"AWS": "111122223333"}, "Action": "*", "Resource": "*")")) == Tri::No);
  CHECK(full(R"(, "policy": "@var.policy")") == Tri::Unknown);
  CHECK(full(allow(R"("Principal": "*", "Action": "@var.action", "Resource": "*")")) == Tri::Unknown);
}

}  // namespace brn::facts
