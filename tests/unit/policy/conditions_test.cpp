#include "analyzer/policy/conditions.h"

#include "analyzer/policy/callers.h"
#include "analyzer/policy/document_form.h"
#include "tests/support/catch.h"
#include "tests/unit/graph/estate.h"

namespace brn::policy {

namespace {

/// A policy of an endpoint from JSON text, with the references of the estate.
class Document {
 public:
  explicit Document(const std::string& json)
      : value_(estate_.resolved(graph::to_structure(estate_.pool(), estate_.pool().string(json, {})))),
        policy_(read_policy(value_)) {}
  [[nodiscard]] const Policy& policy() const { return policy_; }
  [[nodiscard]] std::vector<AllowReading> allows() const { return read_allows(policy_, {}); }
  [[nodiscard]] Tri bounded() const { return allows().at(0).is_bounded; }
  [[nodiscard]] std::size_t problems() const { return form_problems(policy_, value_).size(); }

 private:
  graph::Estate estate_;
  value::Value value_;
  Policy policy_;
};

std::string statement(const std::string& rest) {
  return R"({"Statement": [{"Effect": "Allow", "Action": "bedrock:InvokeModel", "Resource": "*", )" + rest + "}";
}

/// An Allow for everyone with one condition.
Document with_condition(const std::string& condition, const std::string& more = {}) {
  return Document(statement(R"("Principal": "*", "Condition": )" + condition) + more + "]}");
}

Document with_principal(const std::string& principal) {
  return Document(statement(R"("Principal": )" + principal) + "]}");
}

/// An Allow for everyone beside a Deny with a condition.
Document with_deny(const std::string& condition, const std::string& target = R"("Action": "*", "Resource": "*")") {
  return Document(statement(R"("Principal": "*")") + R"(, {"Effect": "Deny", "Principal": "*", )" + target +
                  R"(, "Condition": )" + condition + "}]}");
}

}  // namespace

TEST_CASE("operators are taken apart") {
  const Operator op = read_operator("ForAllValues:StringNotLikeIfExists");
  CHECK(op.is_known);
  CHECK(op.base == "StringNotLike");
  CHECK(op.for_all);
  CHECK(op.if_exists);
  CHECK(op.is_negated);
  CHECK(op.takes_wildcards);
  CHECK_FALSE(read_operator("StringEqual").is_known);
  CHECK_FALSE(read_operator("NullIfExists").is_known);
  CHECK(nearest_operator("StringEqual") == "StringEquals");
}

TEST_CASE("principals bound by themselves") {
  CHECK(with_principal(R"("*")").bounded() == Tri::No);
  CHECK(with_principal(R"({"AWS": "*"})").bounded() == Tri::No);
  CHECK(with_principal(R"({"AWS": "111122223333"})").bounded() == Tri::Yes);
  CHECK(with_principal(R"({"AWS": ["@aws_iam_role.app.arn"]})").bounded() == Tri::Yes);
  CHECK(with_principal(R"({"AWS": ["@var.role"]})").bounded() == Tri::Unknown);
  CHECK(Document(statement(R"("NotPrincipal": {"AWS": "111122223333"})") + "]}").bounded() == Tri::No);
}

TEST_CASE("a condition bounds by a value of who calls") {
  CHECK(with_condition(R"({"StringEquals": {"aws:PrincipalOrgID": "o-1"}})").bounded() == Tri::Yes);
  CHECK(with_condition(R"({"StringEquals": {"aws:principalaccount": ["111122223333", "@aws.account"]}})").bounded() ==
        Tri::Yes);
  CHECK(with_condition(R"({"StringEquals": {"aws:PrincipalOrgID": "@var.org"}})").bounded() == Tri::Yes);
  CHECK(with_condition(R"({"StringLike": {"aws:PrincipalOrgID": "@var.org"}})").bounded() == Tri::Unknown);
  CHECK(with_condition(R"({"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/*"}})").bounded() ==
        Tri::Yes);
  CHECK(with_condition(R"({"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::${@aws.account}:role/*"}})").bounded() ==
        Tri::Yes);
  CHECK(with_condition(R"({"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-1/r-1/*"}})").bounded() == Tri::Yes);
  CHECK(with_condition(R"({"StringEquals": {"aws:PrincipalTag/team": "ml"}})").bounded() == Tri::No);
  CHECK(with_condition(R"({"Bool": {"aws:SecureTransport": "true"}})").bounded() == Tri::No);
  // The account of callers is in every signed request.
  CHECK(with_condition(R"({"StringEqualsIfExists": {"aws:PrincipalAccount": "111122223333"}})").bounded() == Tri::Yes);
}

TEST_CASE("conditions that hold for everyone are found") {
  for (const char* condition :
       {R"({"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-1"}})",
        R"({"ForAllValues:StringLike": {"aws:PrincipalOrgPaths": "o-1/*"}})",
        R"({"StringNotEquals": {"aws:PrincipalAccount": "111122223333"}})",
        R"({"Null": {"aws:PrincipalOrgID": "false"}})", R"({"StringEquals": {"aws:SourceVpce": "vpce-1"}})",
        R"({"NotIpAddress": {"aws:SourceIp": "10.0.0.0/8"}})",
        R"({"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/app"}})",
        R"({"StringLike": {"aws:PrincipalOrgID": "o-*"}})"}) {
    INFO(condition);
    const Document document = with_condition(condition);
    CHECK(document.bounded() == Tri::No);
    CHECK(document.allows().at(0).idle.size() == 1);
  }
}

TEST_CASE("a test of presence mends a condition that an absent key satisfies") {
  const Document document = with_condition(
      R"({"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-1"}, "Null": {"aws:PrincipalOrgID": "false"}})");
  CHECK(document.bounded() == Tri::Yes);
  CHECK(document.allows().at(0).idle.empty());
}

TEST_CASE("conditions that never hold let nobody in") {
  const Document literal = with_condition(R"({"StringEquals": {"aws:PrincipalArn": "arn:aws:iam::1:role/*"}})");
  CHECK(literal.bounded() == Tri::Yes);
  CHECK(literal.allows().at(0).never.size() == 1);
  CHECK(with_condition(R"({"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}})").allows().at(0).never.size() == 1);
}

TEST_CASE("a Deny bounds the callers that escape it") {
  CHECK(with_deny(R"({"StringNotEquals": {"aws:PrincipalOrgID": "o-1"}})").bounded() == Tri::Yes);
  CHECK(with_deny(R"({"StringNotEqualsIfExists": {"aws:PrincipalOrgID": "o-1"},
                      "BoolIfExists": {"aws:PrincipalIsAWSService": "false"}})")
            .bounded() == Tri::Yes);
  CHECK(with_deny(R"({"StringNotEquals": {"aws:PrincipalOrgID": "o-1"}})",
                  R"("Action": "bedrock:Invoke*", "Resource": "*")")
            .bounded() == Tri::Yes);
  CHECK(with_deny(R"({"StringNotEquals": {"aws:PrincipalOrgID": "o-1"}})",
                  R"("Action": "bedrock:ApplyGuardrail", "Resource": "*")")
            .bounded() == Tri::No);
  CHECK(with_deny(R"({"StringNotEquals": {"aws:PrincipalOrgID": "o-1", "aws:PrincipalTag/free": "yes"}})").bounded() ==
        Tri::No);
  CHECK(with_deny(R"({"StringNotEquals": {"aws:PrincipalOrgID": "o-1"}, "Null": {"aws:PrincipalOrgID": "false"}})")
            .bounded() == Tri::No);
  CHECK(with_deny(R"({"ForAnyValue:StringNotLike": {"aws:PrincipalOrgPaths": "o-1/r/*"}})").bounded() == Tri::Unknown);
}

TEST_CASE("a Deny about the endpoint itself keeps nobody out") {
  const Document document = with_deny(R"({"StringNotEquals": {"aws:SourceVpce": "vpce-1"}})");
  CHECK(document.bounded() == Tri::No);
  CHECK(document.allows().at(0).idle_denies.size() == 1);
}

TEST_CASE("what AWS would refuse is said") {
  CHECK(with_principal(R"("*")").problems() == 0);
  CHECK(Document(statement(R"("Sid": "x")") + "]}").problems() == 1);
  CHECK(with_principal(R"({"AWS": "arn:aws:iam::1:role/*"})").problems() == 1);
  CHECK(with_principal(R"("111122223333")").problems() == 1);
  CHECK(
      Document(R"({"Statement": {"Effect": "Allow", "Principal": "*", "Action": "InvokeModel", "Resource": "model"}})")
          .problems() == 2);
  CHECK(
      Document(
          R"({"Statement": {"Effect": "Allow", "Principal": "*", "Action": "a:b", "NotAction": "a:c", "Resource": []}})")
          .problems() == 2);
}

TEST_CASE("a document over the limit is said") {
  std::string resources;
  while (resources.size() < kMaxEndpointPolicySize)
    resources += R"("arn:aws:bedrock:us-east-1:111122223333:agent/0123456789",)";
  resources.pop_back();
  const std::string text =
      R"({"Statement": {"Effect": "Allow", "Principal": "*", "Action": "bedrock:InvokeAgent", "Resource": [)";
  CHECK(Document(text + resources + "]}}").problems() == 1);
}

}  // namespace brn::policy
