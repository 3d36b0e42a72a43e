#include "analyzer/engine/known.h"

#include "tests/support/catch.h"

namespace brn::engine {
namespace {

constexpr RuleInfo kRule = [] {
  RuleInfo one;
  one.id = "BRN301";
  return one;
}();

Finding finding(std::string fingerprint, std::string content, std::string unit) {
  Finding one;
  one.rule = &kRule;
  one.fingerprint = fingerprint;
  one.fingerprints = {std::move(fingerprint)};
  one.content_key = std::move(content);
  one.units = {std::move(unit)};
  return one;
}

Result result(std::vector<Finding> findings, std::vector<std::string> units) {
  Result one;
  one.findings = std::move(findings);
  for (std::string& unit : units) one.units.push_back(UnitEntry{unit, unit, true, false, {}, {}});
  return one;
}

}  // namespace

TEST_CASE("what was known is left out, what is gone is fixed, what is new stays") {
  const Known known = known_of(result({finding("a", "ka", "live"), finding("b", "kb", "live")}, {"live"}), "main");
  Result now = result({finding("a", "ka", "live"), finding("c", "kc", "live")}, {"live"});
  leave_new(now, known);
  REQUIRE(now.findings.size() == 1);
  CHECK(now.findings[0].fingerprint == "c");
  CHECK(now.counts.known == 1);
  CHECK(now.counts.fixed == 1);
  CHECK(now.compared_with == "main");
}

TEST_CASE("units that were not looked at are not fixed, unless all were") {
  Known known = known_of(result({finding("a", "ka", "other")}, {"other"}), "main");
  Result now = result({}, {"live"});
  leave_new(now, known);
  CHECK(now.counts.fixed == 0);
  known.covers_all = true;
  Result all = result({}, {"live"});
  leave_new(all, known);
  CHECK(all.counts.fixed == 1);
}

TEST_CASE("a renamed template keeps its findings, each once") {
  const Known known = known_of(result({finding("a", "k", "old.yaml")}, {"old.yaml"}), "main");
  Result now = result({finding("b", "k", "new.yaml"), finding("c", "k", "copy.yaml")}, {"new.yaml", "copy.yaml"});
  leave_new(now, known);
  CHECK(now.findings.size() == 1);
  CHECK(now.counts.known == 1);
  // The old one is still there: then the new one is new.
  Result copied = result({finding("a", "k", "old.yaml"), finding("b", "k", "new.yaml")}, {"old.yaml", "new.yaml"});
  leave_new(copied, known);
  REQUIRE(copied.findings.size() == 1);
  CHECK(copied.findings[0].fingerprint == "b");
}

TEST_CASE("any instance that was known makes the cause known") {
  Finding before = finding("a", "k", "live");
  before.fingerprints = {"a", "b"};
  const Known known = known_of(result({before}, {"live", "test"}), "main");
  Result now = result({finding("b", "k2", "test")}, {"test"});
  leave_new(now, known);
  CHECK(now.findings.empty());
  CHECK(now.counts.fixed == 0);
}

TEST_CASE("questions that were open are not asked again") {
  Undetermined open;
  open.rule = &kRule;
  open.fingerprint = "q";
  Result before;
  before.undetermined = {open};
  Result now;
  now.undetermined = {open};
  leave_new(now, known_of(before, "main"));
  CHECK(now.undetermined.empty());
  CHECK(now.counts.known_undetermined == 1);
}

}  // namespace brn::engine
