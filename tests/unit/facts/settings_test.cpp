#include "analyzer/facts/endpoint_policies.h"
#include "analyzer/facts/s3_access.h"
#include "tests/support/catch.h"
#include "tests/unit/facts/built.h"

// What the configuration declares, as far as facts read it.

namespace brn::facts {

namespace {

using graph::Endpoint;
using graph::Estate;

void add_endpoint(Estate& estate, const std::string& statement) {
  estate.terraform("aws_vpc_endpoint.runtime", R"({"vpc_id": "@aws_vpc.main.id", "vpc_endpoint_type": "Interface",
      "service_name": "com.amazonaws.us-east-1.bedrock-runtime", "policy": {"Version": "2012-10-17",
      "Statement": [{"Effect": "Allow", "Action": "bedrock:InvokeModel", )" +
                                                   statement + "}]}}");
}

constexpr const char* kModels = R"("Resource": "arn:aws:bedrock:*::foundation-model/*", )";

/// The names of those whom the policy admits and the configuration leaves out.
std::vector<std::string> strangers(const std::string& statement, const Settings& settings) {
  Estate estate;
  add_network(estate);
  add_role(estate, "app", R"("bedrock:InvokeModel")");
  add_endpoint(estate, kModels + statement);
  const Built built(estate, settings);
  const PolicyRemarks remarks = unbounded_callers(built.facts(), built.get<Endpoint>("aws_vpc_endpoint.runtime"));
  std::vector<std::string> names;
  for (const PolicyRemark& remark : remarks.certain) names.push_back(remark.role);
  return names;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("what a policy names literally is intended until the configuration names somebody") {
  const std::string account = R"("Principal": {"AWS": "111122223333"})";
  const std::string organization =
      R"("Principal": "*", "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-bbbbbbbbbb"}})";
  CHECK(strangers(account, {}).empty());
  CHECK(strangers(organization, {}).empty());
  Settings settings;
  settings.trusted_accounts = {"444455556666"};
  CHECK(strangers(account, settings) == Names{"111122223333"});
  CHECK(strangers(organization, settings).empty());
  settings.trusted_accounts = {"111122223333"};
  settings.organization_ids = {"o-aaaaaaaaaa"};
  CHECK(strangers(account, settings).empty());
  CHECK(strangers(organization, settings) == Names{"o-bbbbbbbbbb"});
}

TEST_CASE("the source's own roles need no trust, and principals are trusted by pattern") {
  Settings settings;
  settings.trusted_accounts = {"444455556666"};
  settings.trusted_principals = {"arn:aws:iam::777788889999:role/ml-*"};
  CHECK(strangers(R"("Principal": {"AWS": "@aws_iam_role.app.arn"})", settings).empty());
  CHECK(strangers(R"("Principal": {"AWS": "arn:aws:iam::777788889999:role/ml-train"})", settings).empty());
  CHECK(strangers(R"("Principal": {"AWS": "arn:aws:iam::444455556666:role/any"})", settings).empty());
  CHECK(strangers(R"("Principal": {"AWS": "arn:aws:iam::777788889999:role/web"})", settings) ==
        Names{"arn:aws:iam::777788889999:role/web"});
}

TEST_CASE("one bound that admits trusted callers only is enough") {
  Settings settings;
  settings.organization_ids = {"o-aaaaaaaaaa"};
  settings.trusted_accounts = {"444455556666"};
  CHECK(strangers(R"("Principal": {"AWS": "111122223333"},
                     "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-aaaaaaaaaa"}})",
                  settings)
            .empty());
}

TEST_CASE("resources of an account that is not trusted are a wide grant") {
  const std::string statement =
      R"("Principal": {"AWS": "111122223333"}, "Resource": "arn:aws:bedrock:us-east-1:999988887777:provisioned-model/*")";
  for (const auto& [accounts, is_wide] : {std::pair{Names{}, false}, std::pair{Names{"111122223333"}, true},
                                          std::pair{Names{"111122223333", "999988887777"}, false}}) {
    Estate estate;
    add_network(estate);
    add_endpoint(estate, statement);
    Settings settings;
    settings.trusted_accounts = accounts;
    const Built built(estate, settings);
    const PolicyRemarks remarks = wide_grants(built.facts(), built.get<Endpoint>("aws_vpc_endpoint.runtime"));
    INFO(accounts.size());
    CHECK(remarks.certain.empty() == !is_wide);
  }
}

TEST_CASE("groups admit a network as a whole, in parts, or not") {
  const auto admits = [](const std::string& cidrs) {
    Estate estate;
    add_network(estate);
    estate.terraform("aws_security_group.endpoint", R"({"vpc_id": "@aws_vpc.main.id", "ingress": [{"protocol": "tcp",
      "from_port": 443, "to_port": 443, "cidr_blocks": )" +
                                                        cidrs + "}]}");
    estate.terraform("aws_vpc_endpoint.runtime", R"({"vpc_id": "@aws_vpc.main.id", "vpc_endpoint_type": "Interface",
      "service_name": "com.amazonaws.us-east-1.bedrock-runtime", "security_group_ids": ["@aws_security_group.endpoint.id"]})");
    const Built built(estate);
    const auto groups = built->groups_of(built.get<Endpoint>("aws_vpc_endpoint.runtime"));
    return built->groups_admit_network(groups, *graph::Cidr::parse("10.8.0.0/16"), 443).value;
  };
  CHECK(admits(R"(["10.8.0.0/16"])") == Tri::Yes);
  CHECK(admits(R"(["10.8.0.0/17", "10.8.128.0/17"])") == Tri::Yes);
  CHECK(admits(R"(["10.8.0.0/17"])") == Tri::No);
}

}  // namespace brn::facts
