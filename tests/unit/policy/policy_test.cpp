#include "analyzer/policy/policy.h"

#include "analyzer/policy/questions.h"
#include "tests/support/catch.h"
#include "tests/unit/graph/estate.h"

namespace brn::policy {

namespace {

/// A policy from JSON text, with the references of the estate.
class Document {
 public:
  explicit Document(std::string_view json)
      : value_(estate_.resolved(graph::to_structure(estate_.pool(), estate_.pool().string(json, {})))),
        policy_(read_policy(value_)) {}
  [[nodiscard]] const Policy& policy() const { return policy_; }
  [[nodiscard]] const Statement& first() const { return policy_.statements.at(0); }
  [[nodiscard]] Tri full_access(std::string_view prefix = "bedrock") const {
    return is_full_access(policy_, prefix).value;
  }

 private:
  graph::Estate estate_;
  value::Value value_;
  Policy policy_;
};

}  // namespace

TEST_CASE("single values stand where lists may") {
  const Document document(R"({"Version": "2012-10-17", "Statement": {"Sid": "x", "Effect": "Allow",
      "Principal": {"AWS": ["111122223333", "arn:aws:iam::1:role/r"], "Service": "bedrock.amazonaws.com"},
      "Action": "bedrock:InvokeModel", "Resource": ["a", "b"],
      "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1", "aws:SourceVpc": ["v", "w"]}}}})");
  REQUIRE(document.policy().statements.size() == 1);
  const Statement& statement = document.first();
  CHECK(document.policy().version == "2012-10-17");
  CHECK(statement.sid == "x");
  CHECK(statement.effect == Effect::Allow);
  CHECK(statement.principals.items.size() == 3);
  CHECK_FALSE(statement.principals.has_everyone());
  CHECK(statement.actions.items.at(0).text == "bedrock:InvokeModel");
  CHECK(statement.resources.items.size() == 2);
  REQUIRE(statement.conditions.size() == 2);
  CHECK(statement.conditions[0].operator_name == "StringEquals");
  CHECK(statement.conditions[1].values.items.size() == 2);
  CHECK(document.policy().problems.empty());
}

TEST_CASE("what is malformed is said") {
  CHECK(Document(R"([])").policy().problems.size() == 1);
  CHECK(Document(R"({})").policy().problems.size() == 1);
  CHECK(Document(R"({"Statement": [{"Effect": "allow", "Action": "*"}]})").policy().problems.size() == 1);
  CHECK(Document(R"({"Statement": [{"Effect": "Allow"}]})").policy().problems.size() == 1);
  CHECK(Document(R"({"Statement": [{"Action": "*"}]})").policy().problems.size() == 1);
  CHECK(Document(R"({"Statement": ["x"]})").policy().problems.size() == 1);
  CHECK(Document(R"({"Version": "2020-01-01", "Statement": []})").policy().problems.size() == 1);
  CHECK(Document(R"({"Statement": [{"Effect": "Allow", "Action": "*", "Ressource": "*"}]})").policy().problems.size() ==
        1);
}

TEST_CASE("unknown parts stay visible") {
  const Document document(
      R"({"Statement": [{"Effect": "@var.effect", "Action": ["@var.action", "bedrock:${@var.verb}Model"],
      "Resource": "@?", "Condition": "@var.condition"}, "@var.statement"]})");
  CHECK_FALSE(document.policy().is_complete);
  REQUIRE(document.policy().statements.size() == 1);
  const Statement& statement = document.first();
  CHECK(statement.effect == Effect::Unknown);
  CHECK_FALSE(statement.actions.items.at(0).is_known);
  CHECK(statement.actions.items.at(1).widened() == "bedrock:*Model");
  CHECK(statement.actions.items.at(1).shown() == "bedrock:${…}Model");
  CHECK_FALSE(statement.resources.is_complete);
  CHECK_FALSE(statement.conditions_complete);
  CHECK(statement.has_conditions());
  CHECK_FALSE(statement.causes.empty());
}

TEST_CASE("patterns name a service by themselves") {
  const auto names = [](const char* action) {
    const Document document(std::string(R"({"Statement": {"Effect": "Allow", "Action": ")") + action + "\"}}");
    return names_service(document.first(), "bedrock").value;
  };
  CHECK(names("bedrock:InvokeModel") == Tri::Yes);
  CHECK(names("BEDROCK:*") == Tri::Yes);
  CHECK(names("bedrock*:*") == Tri::Yes);
  CHECK(names("bed*") == Tri::Yes);
  CHECK(names("*") == Tri::No);
  CHECK(names("*:*") == Tri::No);
  CHECK(names("s3:*") == Tri::No);
  CHECK(names("bedrock-agentcore:*") == Tri::No);
  CHECK(names("@var.action") == Tri::Unknown);
  CHECK(names("${@var.service}:InvokeModel") == Tri::Unknown);
  CHECK(names("s3:${@var.verb}") == Tri::No);
}

TEST_CASE("actions are covered by Action and NotAction") {
  const Document allow(R"({"Statement": {"Effect": "Allow", "Action": ["s3:Get*", "bedrock:invokemodel"]}})");
  CHECK(covers_action(allow.first(), "bedrock:InvokeModel") == Tri::Yes);
  CHECK(covers_action(allow.first(), "s3:PutObject") == Tri::No);
  const Document other(R"({"Statement": {"Effect": "Allow", "NotAction": "s3:*"}})");
  CHECK(covers_action(other.first(), "bedrock:InvokeModel") == Tri::Yes);
  CHECK(covers_action(other.first(), "s3:PutObject") == Tri::No);
}

TEST_CASE("full access in effect") {
  const auto full = [](const std::string& statements) {
    return Document(R"({"Statement": [)" + statements + "]}").full_access();
  };
  const std::string everything = R"({"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"})";
  CHECK(full(everything) == Tri::Yes);
  CHECK(full(R"({"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": ["bedrock:*"], "Resource": ["*"]})") ==
        Tri::Yes);
  CHECK(full(R"({"Effect": "Allow", "Principal": "*", "Action": "bedrock:InvokeModel", "Resource": "*"})") == Tri::No);
  CHECK(full(R"({"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "arn:aws:bedrock:*"})") == Tri::No);
  CHECK(full(R"({"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "*", "Resource": "*"})") ==
        Tri::No);
  CHECK(full(R"({"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*",
                 "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1"}}})") == Tri::No);
  CHECK(full(everything + R"(, {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"})") == Tri::No);
  CHECK(full(R"({"Effect": "Allow", "Principal": "*", "Action": "@var.action", "Resource": "*"})") == Tri::Unknown);
  CHECK(full(everything + R"(, "@var.statement")") == Tri::Unknown);
  CHECK(full(R"({"Effect": "@var.effect", "Principal": "*", "Action": "*", "Resource": "*"})") == Tri::Unknown);
  CHECK(full("") == Tri::No);
}

}  // namespace brn::policy
