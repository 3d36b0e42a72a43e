#include "analyzer/engine/run.h"

#include <array>

#include "tests/support/catch.h"

namespace brn::engine {
namespace {

void nothing(const facts::Facts&, Verdicts&) {}

constexpr RuleInfo info(std::string_view id, std::string_view name, Subject subject) {
  RuleInfo one;
  one.id = id;
  one.name = name;
  one.subject = subject;
  return one;
}

constexpr RuleInfo kPolicy = info("BRN301", "endpoint-policy-full-access", Subject::EndpointPolicies);
constexpr RuleInfo kDns = info("BRN701", "endpoint-private-dns-ineffective", Subject::DnsRoutes);
const Rule kPolicyRule{&kPolicy, nothing};
const Rule kDnsRule{&kDns, nothing};
const std::array<const Rule*, 2> kAll = {&kPolicyRule, &kDnsRule};

std::vector<const Rule*> chosen(const Selection& selection) {
  return select_rules(kAll, selection).value();
}

}  // namespace

TEST_CASE("rules are selected by id, name or subject") {
  CHECK(chosen({}).size() == 2);
  CHECK(chosen({{"BRN301"}, {}, {}}) == std::vector<const Rule*>{&kPolicyRule});
  CHECK(chosen({{"endpoint-private-dns-ineffective"}, {}, {}}) == std::vector<const Rule*>{&kDnsRule});
  CHECK(chosen({{"dns-routes"}, {}, {}}) == std::vector<const Rule*>{&kDnsRule});
  CHECK(chosen({{}, {"dns-routes"}, {}}) == std::vector<const Rule*>{&kPolicyRule});
  CHECK(chosen({{"BRN301"}, {"BRN301"}, {}}).empty());
}

TEST_CASE("what is locked is asked whatever else is said") {
  CHECK(chosen({{"BRN701"}, {"BRN301"}, {"BRN301"}}).size() == 2);
}

TEST_CASE("an unknown name is an error with the nearest right one") {
  const auto result = select_rules(kAll, {{"endpoint-policy-ful-access"}, {}, {}});
  REQUIRE_FALSE(result.ok());
  CHECK(result.error().find("did you mean `endpoint-policy-full-access`?") != std::string::npos);
  CHECK_FALSE(select_rules(kAll, {{}, {"BRN999"}, {}}).ok());
}

TEST_CASE("subjects have their digits and slugs") {
  CHECK(subject_slug(Subject::JobVpc) == "job-vpc");
  CHECK(subject_slug(Subject::DnsRoutes) == "dns-routes");
}

TEST_CASE("severities have names, both ways") {
  for (const Severity severity :
       {Severity::Info, Severity::Low, Severity::Medium, Severity::High, Severity::Critical}) {
    CHECK(severity_from(severity_name(severity)) == severity);
  }
  CHECK_FALSE(severity_from("grave").has_value());
}

}  // namespace brn::engine
