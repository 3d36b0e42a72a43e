#include "analyzer/engine/world_merge.h"

#include "analyzer/value/pool.h"
#include "tests/support/catch.h"

namespace brn::engine {
namespace {

constexpr RuleInfo rule(bool is_absence) {
  RuleInfo one;
  one.id = "BRN201";
  one.severity = Severity::High;
  one.is_absence = is_absence;
  return one;
}
constexpr RuleInfo kRule = rule(false);
constexpr RuleInfo kAbsence = rule(true);

/// A configuration with one boolean input, and its worlds: 0 is the default, 1 the other value.
struct Fixture {
  config::Configuration configuration;
  WorldPlan plan;

  explicit Fixture(bool has_default) {
    configuration.pool = std::make_unique<value::Pool>();
    configuration.units.push_back(config::Unit{"live", "live", config::Language::Terraform, {}, {}, {}});
    guard::Input input{"var.create", {"true", "false"}, {}, {}};
    if (has_default) input.default_value = 0;
    configuration.pool->guards().add_input(input);
    plan.inputs = {0};
    plan.considered = {{{0}, 0, 0}, {{1}, has_default ? 1U : 0U, 1}};
    plan.lowered = {{0}, {1}};
    plan.base.set(0);
    if (!has_default) plan.base.set(1);
  }

  UnitVerdicts merge(std::vector<Observation> in_first, std::vector<Observation> in_second) {
    WorldObservations observations;
    observations.push_back(std::move(in_first));
    observations.push_back(std::move(in_second));
    return merge_worlds(configuration, plan, std::move(observations));
  }
};

Observation said(Verdict verdict, const RuleInfo& info = kRule) {
  Observation one;
  one.rule = &info;
  one.verdict = verdict;
  one.address = one.definition = "aws_vpc.main";
  one.place = Span{FileId{0}, 1, 2};
  one.broken.message = "no endpoint";
  one.reason = "what there is";
  one.causes = {Cause{CauseKind::DataSource, "data.x", "data", "", {}}};
  return one;
}

}  // namespace

TEST_CASE("what holds in every world is a finding without condition") {
  const UnitVerdicts out = Fixture(true).merge({said(Verdict::Broken)}, {said(Verdict::Broken)});
  REQUIRE(out.findings.size() == 1);
  CHECK(out.findings[0].finding.holds_by_default);
  CHECK(out.findings[0].finding.when.empty());
  CHECK(out.findings[0].finding.severity == Severity::High);
  CHECK(out.assessments.front().verdict == Verdict::Broken);
}

TEST_CASE("what holds with the defaults only is a finding all the same") {
  const UnitVerdicts out = Fixture(true).merge({said(Verdict::Broken)}, {said(Verdict::Holds)});
  REQUIRE(out.findings.size() == 1);
  CHECK(out.findings[0].finding.holds_by_default);
  CHECK(out.findings[0].finding.severity == Severity::High);
}

TEST_CASE("what held where it was looked at is undetermined when inputs without default were not explored") {
  Fixture fixture(false);
  fixture.plan.is_complete = fixture.plan.is_base_complete = false;
  const UnitVerdicts out = fixture.merge({said(Verdict::Holds)}, {said(Verdict::Holds)});
  CHECK(out.findings.empty());
  REQUIRE(out.undetermined.size() == 1);
  CHECK(out.undetermined[0].because[0].kind == CauseKind::Limit);
  CHECK(out.undetermined[0].because[0].message == "there are too many combinations of `var.create`");
  CHECK(out.assessments.front().verdict == Verdict::Undetermined);
}

TEST_CASE("what holds under another value only names it and is low") {
  const UnitVerdicts out = Fixture(true).merge({said(Verdict::Holds)}, {said(Verdict::Broken)});
  REQUIRE(out.findings.size() == 1);
  CHECK_FALSE(out.findings[0].finding.holds_by_default);
  CHECK(out.findings[0].finding.when == std::vector<std::pair<std::string, std::string>>{{"var.create", "false"}});
  CHECK(out.findings[0].finding.severity == Severity::Low);
  CHECK(out.assessments.front().verdict == Verdict::Holds);
  CHECK(out.assessments.front().assumed == std::vector<std::string>{"`var.create` is not `false`"});
}

TEST_CASE("what a non-default value switches off is an info") {
  const UnitVerdicts out = Fixture(true).merge({said(Verdict::Holds, kAbsence)}, {said(Verdict::Broken, kAbsence)});
  REQUIRE(out.findings.size() == 1);
  CHECK(out.findings[0].finding.severity == Severity::Info);
}

TEST_CASE("what hinges on an input without a value is undetermined and names the values that break") {
  const UnitVerdicts out = Fixture(false).merge({said(Verdict::Holds)}, {said(Verdict::Broken)});
  CHECK(out.findings.empty());
  REQUIRE(out.undetermined.size() == 1);
  CHECK(out.undetermined[0].reason == "no endpoint, with `var.create` = `false`");
  CHECK(out.undetermined[0].because[0].kind == CauseKind::Variable);
  CHECK(out.undetermined[0].because[0].settle == "set `create` in a tfvars file or by `--var`");
  CHECK(out.assessments.front().verdict == Verdict::Undetermined);
}

TEST_CASE("what holds for every value of an input without default is a finding") {
  const UnitVerdicts out = Fixture(false).merge({said(Verdict::Broken)}, {said(Verdict::Broken)});
  REQUIRE(out.findings.size() == 1);
  CHECK(out.findings[0].finding.holds_by_default);
  CHECK(out.undetermined.empty());
}

TEST_CASE("what is unknown under other values only is decided by the defaults") {
  Fixture f(true);
  CHECK(f.merge({said(Verdict::Holds)}, {said(Verdict::Undetermined)}).undetermined.empty());
  CHECK(f.merge({said(Verdict::Undetermined)}, {said(Verdict::Holds)}).undetermined.size() == 1);
}

TEST_CASE("a resource that is there under other values only is not assessed") {
  CHECK(Fixture(true).merge({}, {said(Verdict::Holds)}).assessments.empty());
}

}  // namespace brn::engine
