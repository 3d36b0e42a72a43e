// Roles and their policies, buckets, instance profiles.

#include "tests/support/catch.h"
#include "tests/unit/graph/estate.h"

namespace brn::graph {

TEST_CASE("a role of Terraform has policies of every form") {
  Estate estate;
  estate.terraform("aws_iam_role.a", R"({"name": "worker", "assume_role_policy": "{\"Statement\": []}",
      "inline_policy": [{"name": "x", "policy": "{\"Statement\": []}"}],
      "managed_policy_arns": ["arn:aws:iam::aws:policy/AmazonBedrockFullAccess"]})");
  estate.terraform("aws_iam_role_policy.by_id", R"({"role": "@aws_iam_role.a.id", "policy": "{\"Statement\": []}"})");
  estate.terraform("aws_iam_role_policy.by_name", R"({"role": "worker", "policy": "{\"Statement\": []}"})");
  estate.terraform("aws_iam_policy.own", R"({"policy": "{\"Statement\": []}"})");
  estate.terraform("aws_iam_role_policy_attachment.own",
                   R"({"role": "@aws_iam_role.a.name", "policy_arn": "@aws_iam_policy.own.arn"})");
  estate.terraform("aws_iam_role_policy_attachment.aws", R"({"role": "@aws_iam_role.a.name",
      "policy_arn": "arn:${@data.aws_partition.p.partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"})");
  estate.terraform("aws_iam_policy_attachment.own",
                   R"({"roles": ["worker"], "policy_arn": "@aws_iam_policy.own.arn"})");
  estate.terraform("aws_iam_role_policy_attachment.unknown",
                   R"({"role": "@aws_iam_role.a.name", "policy_arn": "@var.policy_arn"})");
  const ResourceGraph graph = estate.lower();
  const Role& role = find<Role>(graph, "aws_iam_role.a");
  CHECK(role.trust.has_target());
  REQUIRE(role.policies.size() == 8);
  CHECK(role.policies[0].document.has_target());
  CHECK(role.policies[1].managed.value == "AmazonBedrockFullAccess");
  CHECK(graph.get(role.policies[2].document.target).address == "aws_iam_policy.own");
  CHECK(role.policies[3].address == "aws_iam_role_policy.by_id");
  CHECK(role.policies[4].address == "aws_iam_role_policy.by_name");
  CHECK(role.policies[5].managed.value == "AWSLambdaBasicExecutionRole");
  CHECK(role.policies[6].document.target == role.policies[2].document.target);
  CHECK(role.policies[7].document.is_unknown());
  CHECK_FALSE(role.policies[7].managed.is_known());
  CHECK(graph.all<Role>().size() == 1);
}

TEST_CASE("a role of a template") {
  Estate estate;
  estate.cloudformation("Role", "AWS::IAM::Role", R"({"AssumeRolePolicyDocument": {"Statement": []},
      "Policies": [{"PolicyName": "x", "PolicyDocument": {"Statement": []}}],
      "ManagedPolicyArns": ["@Managed.Ref", "arn:aws:iam::aws:policy/X"]})");
  estate.cloudformation("Managed", "AWS::IAM::ManagedPolicy", R"({"PolicyDocument": {"Statement": []}})");
  estate.cloudformation("Policy", "AWS::IAM::Policy",
                        R"({"PolicyDocument": {"Statement": []}, "Roles": ["@Role.Ref"]})");
  estate.cloudformation("More", "AWS::IAM::ManagedPolicy",
                        R"({"PolicyDocument": {"Statement": []}, "Roles": ["@Role.Ref"]})");
  estate.cloudformation("One", "AWS::IAM::RolePolicy",
                        R"({"PolicyDocument": {"Statement": []}, "RoleName": "@Role.Ref"})");
  const ResourceGraph graph = estate.lower();
  const Role& role = find<Role>(graph, "Role");
  REQUIRE(role.policies.size() == 6);
  CHECK(graph.get(role.policies[1].document.target).address == "Managed");
  CHECK(role.policies[2].managed.value == "X");
  CHECK(graph.get(role.policies[3].document.target).address == "More");
}

TEST_CASE("what is not known of a role's policies stays so") {
  Estate estate;
  estate.terraform("aws_iam_role.a", R"({"managed_policy_arns": "@var.arns"})");
  estate.terraform("aws_iam_role_policy.a", R"({"role": "@var.role", "policy": "{\"Statement\": []}"})");
  const ResourceGraph graph = estate.lower();
  CHECK_FALSE(find<Role>(graph, "aws_iam_role.a").policies_complete);
  const Role& external = find<Role>(graph, "var.role");
  CHECK_FALSE(external.policies_complete);
  CHECK(external.policies.size() == 1);
}

TEST_CASE("a literal ARN leads to the role of that name") {
  Estate estate;
  estate.terraform("aws_iam_role.a", R"({"name": "worker"})");
  estate.terraform("aws_lambda_function.a", R"({"role": "arn:aws:iam::${@aws.account}:role/worker"})");
  estate.terraform("aws_lambda_function.b", R"({"role": "arn:aws:iam::111122223333:role/other"})");
  const ResourceGraph graph = estate.lower();
  CHECK(graph.get(find<Workload>(graph, "aws_lambda_function.a").roles.at(0).target).address == "aws_iam_role.a");
  CHECK(graph.get(find<Workload>(graph, "aws_lambda_function.b").roles.at(0).target).is_external());
}

TEST_CASE("documents are read from text, also with holes") {
  Estate estate;
  estate.terraform("aws_iam_policy.a", R"({"policy":
      "{\"Statement\": [{\"Resource\": \"arn:aws:s3:::${@aws_s3_bucket.b.id}/*\", \"Action\": ${@var.actions}}]}"})");
  estate.terraform("aws_iam_policy.bad", R"({"policy": "{\"Statement\": ["})");
  estate.terraform("aws_iam_policy.unknown", R"({"policy": "@var.policy"})");
  const ResourceGraph graph = estate.lower();
  const value::Value& document = find<PolicyDocument>(graph, "aws_iam_policy.a").document;
  REQUIRE(document.is_mapping());
  const value::Value& statement = document.find("Statement")->elements().front();
  CHECK(statement.find("Resource")->parts().size() == 3);
  CHECK(statement.find("Action")->is_unknown());
  CHECK(find<PolicyDocument>(graph, "aws_iam_policy.bad").document.is_unknown());
  CHECK(find<PolicyDocument>(graph, "aws_iam_policy.bad").document.causes().front()->kind == CauseKind::Error);
  CHECK(find<PolicyDocument>(graph, "aws_iam_policy.unknown").document.is_unknown());
}

TEST_CASE("escapes in JSON text") {
  Estate estate;
  const auto text = estate.pool().string(R"(["a\"b", "\u00e9\ud83d\ude00\n", -1.5, true, null, {}])", {});
  const value::Value list = to_structure(estate.pool(), text);
  REQUIRE(list.is_sequence());
  CHECK(list.elements()[0].as_string() == "a\"b");
  CHECK(list.elements()[1].as_string() == "\xc3\xa9\xf0\x9f\x98\x80\n");
  CHECK(list.elements()[2].as_number().to_double() == -1.5);
  CHECK(list.elements()[4].is_null());
  const std::string deep(100000, '[');
  CHECK(to_structure(estate.pool(), estate.pool().string(deep, {})).is_unknown());
}

TEST_CASE("buckets have their policies") {
  Estate estate;
  estate.terraform("aws_s3_bucket.a", R"({"bucket": "documents"})");
  estate.terraform("aws_s3_bucket_policy.a", R"({"bucket": "@aws_s3_bucket.a.id", "policy": "{\"Statement\": []}"})");
  estate.terraform("aws_s3_bucket.b", "{}");
  estate.terraform("aws_s3_bucket_versioning.b", R"({"bucket": "@aws_s3_bucket.b.id"})");
  estate.terraform("aws_s3_bucket_policy.b",
                   R"({"bucket": "@aws_s3_bucket_versioning.b.id", "policy": "{\"Statement\": []}"})");
  estate.cloudformation("Bucket", "AWS::S3::Bucket", "{}");
  estate.cloudformation("Policy", "AWS::S3::BucketPolicy",
                        R"({"Bucket": "@Bucket.Ref", "PolicyDocument": {"Statement": []}})");
  const ResourceGraph graph = estate.lower();
  CHECK(find<Bucket>(graph, "aws_s3_bucket.a").name.value == "documents");
  CHECK(find<Bucket>(graph, "aws_s3_bucket.a").policy.has_target());
  CHECK(find<Bucket>(graph, "aws_s3_bucket.b").policy.has_target());
  CHECK(find<Bucket>(graph, "Bucket").policy.has_target());
}

}  // namespace brn::graph
