// Suppressions: how they are written, what they cover, and what is said of those that expired, never matched or are wrong.

#include "analyzer/engine/suppression.h"

#include <algorithm>
#include <array>

#include "tests/support/catch.h"

namespace brn::engine {
namespace {

constexpr RuleInfo rule(std::string_view id, std::string_view name) {
  RuleInfo one;
  one.id = id;
  one.name = name;
  one.severity = Severity::Medium;
  return one;
}
constexpr RuleInfo kFirst = rule("BRN301", "endpoint-policy-full-access");
constexpr RuleInfo kSecond = rule("BRN401", "endpoint-open-to-world");
constexpr Rule kRules[] = {{&kFirst, nullptr}, {&kSecond, nullptr}};
constexpr std::array<const Rule*, 2> kAll = {&kRules[0], &kRules[1]};

struct Fixture {
  MemoryFileSystem files;
  SourceManager sources{files};
  Result result;
  Suppressions suppressions;
  SuppressionContext context{kAll, kAll, {}, "2026-06-01"};

  FileId add(const std::string& name, const std::string& text) {
    files.add(name, text);
    const FileId file = sources.load(name).value();
    read_suppressions(file, sources, suppressions);
    result.units = {UnitEntry{".", ".", true, false, {file}, {}}};
    return file;
  }
  /// A finding at the first place where `text` stands.
  void find(const RuleInfo& info, FileId file, std::string_view text) {
    Finding finding;
    finding.rule = &info;
    finding.severity = Severity::Medium;
    finding.message = "found";
    finding.resource = "x";
    finding.resources = {"x"};
    finding.units = {"."};
    const auto begin = static_cast<std::uint32_t>(sources.text(file).find(text));
    finding.place = Span{file, begin, begin + static_cast<std::uint32_t>(text.size())};
    finding.fingerprint = "0123456789abcdef";
    finding.fingerprints = {finding.fingerprint};
    result.findings.push_back(std::move(finding));
  }
  void apply() { apply_suppressions(result, suppressions, context, sources); }
  bool warns(const std::string& part) const {
    return std::any_of(result.diagnostics.all().begin(), result.diagnostics.all().end(),
                       [&](const Diagnostic& one) { return one.message.find(part) != std::string::npos; });
  }
};

constexpr const char* kTerraform =
    R"(# bedrock-lint: ignore[BRN301] a sandbox, see the wiki until 2027-01-31 ticket ABC-1
# further words
resource "aws_vpc_endpoint" "x" {
  policy = "x"
}
resource "aws_security_group" "g" {
  ingress {
    cidr_blocks = ["0.0.0.0/0"] # bedrock-lint: ignore[BRN401] open on purpose
  }
  egress {
    cidr_blocks = [
      // bedrock-lint: ignore[endpoint-open-to-world] this one only
      "1.0.0.0/8",
      "2.0.0.0/8",
    ]
  }
}
)";

}  // namespace

TEST_CASE("reason, date and ticket, with or without brackets") {
  const SuppressionText plain = read_suppression_text(" a good reason until 2027-01-31 ticket ABC-1 ");
  CHECK(plain.reason == "a good reason");
  CHECK(plain.until == "2027-01-31");
  CHECK(plain.ticket == "ABC-1");
  const SuppressionText bracketed = read_suppression_text("why [ticket ABC-1] [until 2027-01-31]");
  CHECK(bracketed.reason == "why");
  CHECK(bracketed.until == "2027-01-31");
  CHECK(bracketed.ticket == "ABC-1");
  CHECK(read_suppression_text("until 2027-01-31").reason.empty());
  CHECK(read_suppression_text("until 2027-01-31").until == "2027-01-31");
  CHECK(read_suppression_text("nothing before the deluntil x").reason == "nothing before the deluntil x");
  CHECK(is_date("2028-02-29"));
  CHECK_FALSE(is_date("2027-13-01"));
  CHECK_FALSE(is_date("27-1-1"));
}

TEST_CASE("a comment above covers the block, one behind code the attribute or the line") {
  Fixture f;
  const FileId file = f.add("main.tf", kTerraform);
  f.find(kFirst, file, "policy = \"x\"");
  f.find(kSecond, file, "\"0.0.0.0/0\"");
  f.find(kSecond, file, "\"1.0.0.0/8\"");
  f.find(kSecond, file, "\"2.0.0.0/8\"");
  f.apply();
  REQUIRE(f.result.findings.size() == 1);
  CHECK(f.sources.text(f.result.findings[0].place) == "\"2.0.0.0/8\"");
  REQUIRE(f.result.suppressed.size() == 3);
  CHECK(f.result.counts.suppressed == 3);
  CHECK(f.result.suppressed[0].reason == "a sandbox, see the wiki");
  CHECK(f.result.suppressed[0].until == "2027-01-31");
  CHECK(f.result.suppressed[0].ticket == "ABC-1");
  CHECK(f.result.diagnostics.all().empty());
}

TEST_CASE("templates: comments, and metadata of a resource") {
  Fixture f;
  const FileId file = f.add("t.yaml", R"(Resources:
  # bedrock-lint: ignore[BRN301] for now
  A:
    Type: AWS::EC2::VPCEndpoint
  B:
    Type: AWS::EC2::VPCEndpoint
    Metadata:
      bedrock-lint:
        ignore:
          BRN301: {reason: a sandbox, until: 2027-01-31}
  C:
    Type: AWS::EC2::VPCEndpoint
)");
  f.find(kFirst, file, "A:");
  f.find(kFirst, file, "B:");
  f.find(kFirst, file, "C:");
  f.apply();
  REQUIRE(f.result.findings.size() == 1);
  CHECK(f.sources.text(f.result.findings[0].place) == "C:");
  REQUIRE(f.result.suppressed.size() == 2);
  CHECK(f.result.suppressed[1].origin == SuppressionOrigin::Metadata);
  CHECK(f.result.suppressed[1].until == "2027-01-31");
}

TEST_CASE("JSON templates have metadata only") {
  Fixture f;
  const FileId file = f.add("t.json", R"({"Resources": {"A": {"Type": "AWS::EC2::VPCEndpoint",
    "Metadata": {"bedrock-lint": {"ignore": {"BRN301": "a sandbox until 2027-01-31"}}}}}})");
  f.find(kFirst, file, "\"A\"");
  f.apply();
  CHECK(f.result.findings.empty());
  CHECK(f.result.suppressed.size() == 1);
}

TEST_CASE("a resource may be covered where the fault is written elsewhere, when all that share it are") {
  Fixture f;
  const FileId file = f.add("main.tf",
                            "# bedrock-lint: ignore[BRN301] why\nresource \"a\" \"b\" {\n}\nresource \"a\" \"c\" "
                            "{\n}\nlocals {\n  p = 1\n}\n");
  f.find(kFirst, file, "p = 1");
  const auto begin = static_cast<std::uint32_t>(f.sources.text(file).find("resource \"a\" \"b\""));
  f.result.findings[0].headers = {Span{file, begin, begin + 16}};
  Fixture g;
  const FileId other = g.add("main.tf", std::string(f.sources.text(file)));
  g.find(kFirst, other, "p = 1");
  const auto second = static_cast<std::uint32_t>(g.sources.text(other).find("resource \"a\" \"c\""));
  g.result.findings[0].headers = {Span{other, begin, begin + 16}, Span{other, second, second + 16}};
  f.apply();
  CHECK(f.result.findings.empty());
  g.apply();
  CHECK(g.result.findings.size() == 1);
  CHECK(g.warns("never matched: the cause shows on 2 resources, and not all of them are covered"));
}

TEST_CASE("one that expired hides nothing, and is a finding itself") {
  Fixture f;
  f.context.today = "2027-02-01";
  const FileId file = f.add("main.tf", kTerraform);
  f.find(kFirst, file, "policy = \"x\"");
  f.find(kSecond, file, "\"0.0.0.0/0\"");
  f.find(kSecond, file, "\"1.0.0.0/8\"");
  f.apply();
  REQUIRE(f.result.findings.size() == 2);
  CHECK(f.result.findings[0].rule == &expired_suppression_rule());
  CHECK(f.result.findings[0].message ==
        "`ignore[BRN301]` held until 2027-01-31: \"a sandbox, see the wiki\" (ticket ABC-1)");
  CHECK(f.result.findings[1].rule == &kFirst);
  Fixture last_day;
  last_day.context.today = "2027-01-31";
  const FileId same = last_day.add("main.tf", kTerraform);
  last_day.find(kFirst, same, "policy = \"x\"");
  last_day.apply();
  CHECK(last_day.result.findings.empty());
}

TEST_CASE("one that never matched says which part did not match") {
  Fixture f;
  const FileId file = f.add("main.tf",
                            "# bedrock-lint: ignore[BRN301] why\n"
                            "resource \"a\" \"b\" {\n  x = 1\n}\n"
                            "resource \"a\" \"c\" {\n  y = 1 # bedrock-lint: ignore[BRN301] why\n  z = 1\n}\n");
  f.find(kSecond, file, "x = 1");
  f.find(kFirst, file, "z = 1");
  f.apply();
  CHECK(f.result.findings.size() == 2);
  CHECK(f.warns("`ignore[BRN301]` never matched: the place does not match: the rule's finding is at line 7"));
  CHECK(f.result.diagnostics.all().front().kind == DiagnosticKind::UnusedSuppression);
  Fixture g;
  const FileId other = g.add("main.tf", "# bedrock-lint: ignore[BRN301] why\nresource \"a\" \"b\" {\n  x = 1\n}\n");
  g.find(kSecond, other, "x = 1");
  g.apply();
  CHECK(g.warns("the rule does not match: what is found here is BRN401"));
}

TEST_CASE("what is wrong has no effect, and is told") {
  Fixture f;
  const FileId file =
      f.add("main.tf",
            "# bedrock-lint: ignore[BRN301]\nresource \"a\" \"b\" {\n  x = 1\n}\n"
            "# bedrock-lint: ignore[BRN310] why\nresource \"a\" \"c\" {\n}\n"
            "# bedrock-lint: ignore[BRN301] why until tomorrow\nresource \"a\" \"d\" {\n}\n"
            "# bedrock-lint: skip\nresource \"a\" \"e\" {\n  text = \"# bedrock-lint: ignore[BRN301] no comment\"\n}\n"
            "# bedrock-lint: ignore[BRN301] nothing below\n");
  f.find(kFirst, file, "x = 1");
  f.apply();
  CHECK(f.result.findings.size() == 1);
  CHECK(f.warns("a suppression needs a reason"));
  CHECK(f.warns("`BRN310` is no rule; did you mean `BRN301`?"));
  CHECK(f.warns("`until tomorrow` is no date"));
  CHECK(f.warns("followed by no `ignore[RULE] reason`"));
  CHECK(f.warns("stands above no resource and no attribute"));
  CHECK(f.result.diagnostics.all().size() == 5);
  CHECK(f.result.diagnostics.all().front().kind == DiagnosticKind::InvalidSuppression);
}

TEST_CASE("a rule that is locked is not suppressed") {
  Fixture f;
  f.context.locked = {&kRules[0]};
  const FileId file = f.add("main.tf", kTerraform);
  f.find(kFirst, file, "policy = \"x\"");
  f.apply();
  CHECK(f.result.findings.size() == 1);
  CHECK(f.warns("`ignore[BRN301]` has no effect: the policy locks BRN301"));
}

TEST_CASE("a waiver takes a finding by one of its fingerprints, and an undetermined verdict, too") {
  Fixture f;
  const FileId file = f.add("main.tf", kTerraform);
  f.find(kFirst, file, "policy = \"x\"");
  f.suppressions.items.clear();
  Suppression waiver;
  waiver.origin = SuppressionOrigin::Waiver;
  waiver.fingerprint = "0123456789abcdef";
  waiver.reason = "accepted";
  f.suppressions.items.push_back(waiver);
  waiver.fingerprint = "00000000000000aa";
  f.suppressions.items.push_back(waiver);
  Undetermined open;
  open.rule = &kSecond;
  open.reason = "not known";
  open.fingerprint = "00000000000000aa";
  f.result.undetermined.push_back(open);
  waiver.fingerprint = "ffffffffffffffff";
  f.suppressions.items.push_back(waiver);
  f.apply();
  CHECK(f.result.findings.empty());
  CHECK(f.result.undetermined.empty());
  CHECK(f.result.suppressed.size() == 2);
  CHECK(f.warns("the waiver of `ffffffffffffffff` never matched: no finding has this fingerprint"));
}

}  // namespace brn::engine
