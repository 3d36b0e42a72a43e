#include "analyzer/engine/unit_merge.h"

#include "tests/support/catch.h"

namespace brn::engine {
namespace {

constexpr RuleInfo rule(std::string_view id) {
  RuleInfo one;
  one.id = id;
  return one;
}
constexpr RuleInfo kFirst = rule("BRN301");
constexpr RuleInfo kSecond = rule("BRN401");

InstanceFinding instance(const RuleInfo& info, std::string resource, std::string unit, Span place) {
  InstanceFinding one;
  one.finding.rule = &info;
  one.finding.message = "message of " + resource;
  one.finding.resource = resource;
  one.finding.resources = {resource};
  one.finding.units = {unit};
  one.unit_path = std::move(unit);
  one.finding.place = place;
  one.definition = "x";
  return one;
}

struct Fixture {
  MemoryFileSystem files;
  SourceManager sources{files};
  FileId b = sources.add("b.tf", "0123456789");
  FileId a = sources.add("a.tf", "0123456789");
};

}  // namespace

TEST_CASE("one place, one finding with every instance") {
  Fixture f;
  const Span place{f.a, 1, 3};
  const auto merged = merge_findings({instance(kFirst, "x[1]", "live", place), instance(kFirst, "x[0]", "live", place),
                                      instance(kFirst, "x[0]", "test", place)},
                                     f.sources);
  REQUIRE(merged.size() == 1);
  CHECK(merged[0].resource == "x[0]");
  CHECK(merged[0].resources == std::vector<std::string>{"x[0]", "x[1]"});
  CHECK(merged[0].units == std::vector<std::string>{"live", "test"});
}

TEST_CASE("roles tell findings at one place apart") {
  Fixture f;
  InstanceFinding one = instance(kFirst, "x", "live", {f.a, 1, 3});
  InstanceFinding other = one;
  other.role = "bedrock";
  const auto merged = merge_findings({one, other}, f.sources);
  REQUIRE(merged.size() == 2);
  CHECK(merged[0].fingerprint != merged[1].fingerprint);
}

TEST_CASE("what holds by default and is gravest gives the words") {
  Fixture f;
  InstanceFinding conditional = instance(kFirst, "a", "live", {f.a, 1, 3});
  conditional.finding.holds_by_default = false;
  conditional.finding.severity = Severity::Low;
  conditional.finding.when = {{"var.x", "false"}};
  const auto merged = merge_findings({conditional, instance(kFirst, "b", "live", {f.a, 1, 3})}, f.sources);
  REQUIRE(merged.size() == 1);
  CHECK(merged[0].holds_by_default);
  CHECK(merged[0].when.empty());
  CHECK(merged[0].severity == Severity::Medium);
}

TEST_CASE("findings are sorted by path, offset and rule, whatever the order of reading") {
  Fixture f;
  const auto merged =
      merge_findings({instance(kSecond, "x", "u", {f.b, 0, 1}), instance(kSecond, "x", "u", {f.a, 5, 6}),
                      instance(kFirst, "x", "u", {f.a, 5, 6}), instance(kFirst, "x", "u", {f.a, 0, 1})},
                     f.sources);
  REQUIRE(merged.size() == 4);
  CHECK(merged[0].place == Span{f.a, 0, 1});
  CHECK(merged[1].rule->id == "BRN301");
  CHECK(merged[2].rule->id == "BRN401");
  CHECK(merged[3].place.file == f.b);
}

TEST_CASE("one question for each rule and cause") {
  Fixture f;
  const Cause cause{CauseKind::Variable, "var.vpc_id", "`var.vpc_id` has no value", "set `vpc_id`", {f.a, 0, 1}};
  const Cause other{CauseKind::Module, "module.x", "`module.x` is not on disk", "terraform init", {f.a, 2, 3}};
  const auto open = [&](const RuleInfo& info, std::string resource, Causes because) {
    return InstanceUndetermined{
        &info, std::move(resource), "reason", std::move(because), "aws …", {f.a, 0, 1}, ".", ".", {}};
  };
  const auto merged = merge_undetermined({open(kFirst, "b", {cause}), open(kFirst, "a", {cause, other}),
                                          open(kSecond, "a", {cause}), open(kFirst, "c", {other})},
                                         f.sources);
  REQUIRE(merged.size() == 3);
  CHECK(merged[0].resources == std::vector<std::string>{"a", "b"});
  CHECK(merged[0].because.size() == 2);
  CHECK(merged[0].settle == "set `vpc_id`; terraform init");
  CHECK(merged[1].resource == "c");
  CHECK(merged[2].rule->id == "BRN401");
}

}  // namespace brn::engine
