// Misspelt services, roles of jobs, networks that roles are bound to.

#include "analyzer/facts/job_roles.h"
#include "analyzer/facts/network_bound.h"
#include "analyzer/facts/placement.h"
#include "analyzer/facts/service_names.h"
#include "tests/support/catch.h"
#include "tests/unit/facts/built.h"

namespace brn::facts {

namespace {

using graph::Endpoint;
using graph::Estate;
using graph::Role;

std::string meant(const std::string& service) {
  Estate estate;
  estate.terraform("aws_vpc_endpoint.e", R"({"vpc_id": "vpc-0a1b2c3d", "service_name": ")" + service + "\"}");
  const Built built(estate);
  const auto found = misspelling_of(built.get<Endpoint>("aws_vpc_endpoint.e").service);
  return found ? found->meant : "";
}

JobRoleAccess access(const std::string& statements) {
  Estate estate;
  estate.terraform("aws_iam_role.r", R"({"inline_policy": [{"policy": {"Statement": [)" + statements + "]}}]}");
  const Built built(estate);
  return job_role_access(built.facts(), built.get<Role>("aws_iam_role.r"));
}

Tri bound(const std::string& condition, const std::string& more = "") {
  Estate estate;
  estate.terraform("aws_iam_role.r", R"({"inline_policy": [{"policy": {"Statement": [{"Effect": "Allow",
    "Action": "bedrock:InvokeModel", "Resource": "*")" +
                                         condition + "}" + more + "]}}]}");
  const Built built(estate);
  return is_bound_to_network(built.facts(), built.get<Role>("aws_iam_role.r")).value;
}

}  // namespace

TEST_CASE("names that mean a Bedrock service") {
  CHECK(meant("com.amazonaws.us-east-1.bedrock-runtime").empty());
  CHECK(meant("com.amazonaws.us-east-1.bedrock-rutime") == "bedrock-runtime");
  CHECK(meant("com.amazonaws.us-east-1.bedrockruntime") == "bedrock-runtime");
  CHECK(meant("com.amazonaws.us-east-1.runtime.bedrock") == "bedrock-runtime");
  CHECK(meant("com.amazonaws.us-east-1.Bedrock-Runtime") == "bedrock-runtime");
  CHECK(meant("com.amazonaws.us-east-1.bedrock-agent-fips") == "bedrock-agent");
  CHECK(meant("com.amazonaws.useast1.bedrock") == "bedrock");
  CHECK(meant("com.amazonaws.bedrock-runtime") == "bedrock-runtime");
  CHECK(meant("amazonaws.us-east-1.bedrock-runtime") == "bedrock-runtime");
  CHECK(meant("bedrock-runtime") == "bedrock-runtime");
  CHECK(meant("com.amazonaws.us-east-1.bedrock-marketplace").empty());
  CHECK(meant("com.amazonaws.us-east-1.s3").empty());
  CHECK(meant("com.amazonaws.vpce.us-east-1.vpce-svc-0a1b2c3d").empty());
}

TEST_CASE("what the role of a job lacks, and what is too much") {
  const std::string all = R"({"Effect": "Allow", "Action": ["ec2:Describe*", "ec2:CreateNetworkInterface*",
    "ec2:DeleteNetworkInterface*", "ec2:CreateTags"], "Resource": )";
  CHECK(access(all + R"("*", "Condition": {"StringEquals": {"ec2:ResourceTag/BedrockManaged": "true"}}})")
            .missing.empty());
  CHECK(access(all + R"("*", "Condition": {"StringEquals": {"ec2:ResourceTag/BedrockManaged": "true"}}})")
            .too_wide.empty());
  CHECK(access(all + R"("*"})").too_wide.size() == 1);
  CHECK(access(all + R"("arn:aws:ec2:us-east-1:111122223333:network-interface/*"})").too_wide.empty());
  CHECK(access(R"({"Effect": "Allow", "Action": "ec2:Describe*", "Resource": "*"})").missing.size() == 5);
  const JobRoleAccess unknown = access(R"({"Effect": "Allow", "Action": "@var.actions", "Resource": "*"})");
  CHECK(unknown.missing.size() == 10);
  CHECK_FALSE(unknown.causes.empty());
}

TEST_CASE("a condition or a Deny binds a role to a network") {
  CHECK(bound("") == Tri::No);
  CHECK(bound(R"(, "Condition": {"StringEquals": {"aws:SourceVpce": "vpce-1"}})") == Tri::Yes);
  CHECK(bound(R"(, "Condition": {"StringEqualsIfExists": {"aws:SourceVpce": "vpce-1"}})") == Tri::No);
  CHECK(bound(R"(, "Condition": {"StringLike": {"aws:SourceVpc": "*"}})") == Tri::No);
  CHECK(bound("", R"(, {"Effect": "Deny", "Action": "*", "Resource": "*",
    "Condition": {"StringNotEquals": {"aws:SourceVpc": "vpc-1"}}})") == Tri::Yes);
  CHECK(bound("", R"(, {"Effect": "Deny", "Action": "s3:*", "Resource": "*",
    "Condition": {"StringNotEquals": {"aws:SourceVpc": "vpc-1"}}})") == Tri::No);
}

TEST_CASE("zones are compared by name and by index") {
  Estate estate;
  const auto subnet = [&](const std::string& name, const std::string& zone) {
    estate.terraform("aws_subnet." + name, R"({"cidr_block": "10.0.0.0/24", "availability_zone": )" + zone + "}");
  };
  subnet("a", "\"us-east-1a\"");
  subnet("a2", "\"us-east-1a\"");
  subnet("b", "\"us-east-1b\"");
  subnet("x", "\"@var.zone\"");
  subnet("none", "null");
  subnet("id", "\"use1-az1\"");
  const Built built(estate);
  const auto differ = [&](const std::string& one, const std::string& other) {
    return zones_differ(built.facts(), built.get<graph::Subnet>("aws_subnet." + one),
                        built.get<graph::Subnet>("aws_subnet." + other));
  };
  CHECK(differ("a", "b").is_yes());
  CHECK(differ("a", "a2").is_no());
  CHECK(differ("x", "x").is_no());
  CHECK(differ("a", "x").is_unknown());
  CHECK(differ("a", "id").is_unknown());
  CHECK_FALSE(differ("a", "id").causes.empty());
  CHECK_FALSE(differ("a", "x").causes.empty());
  CHECK_FALSE(differ("a", "none").causes.empty());
}

}  // namespace brn::facts
