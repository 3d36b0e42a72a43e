#include "analyzer/report/report.h"

#include <algorithm>
#include <array>
#include <sstream>

#include "analyzer/report/display.h"
#include "tests/support/catch.h"

namespace brn::report {
namespace {

constexpr std::string_view kNist[] = {"AC-3", "AC-6"};

constexpr engine::RuleInfo rule() {
  engine::RuleInfo one;
  one.id = "BRN301";
  one.name = "endpoint-policy-full-access";
  one.title = "A Bedrock endpoint lets everyone call everything";
  one.subject = engine::Subject::EndpointPolicies;
  one.nist = kNist;
  one.rationale = "Whoever gets onto the network can use it.";
  one.verify = "aws ec2 describe-vpc-endpoints";
  one.help = "attach a policy";
  one.bad.terraform = "bad {\n}\n";
  return one;
}
constexpr engine::RuleInfo kRule = rule();

struct Fixture {
  MemoryFileSystem files;
  SourceManager sources{files};
  FileId file = sources.add("main.tf", "resource \"aws_vpc_endpoint\" \"x\" {\n}\n");
  engine::Result result;
  TextOptions options;

  Fixture() { result.counts.units = 1; }
  std::string report() { return to_text(result, sources, ToolInfo{.version = "0.0.0"}, options); }
  bool says(const std::string& text) { return report().find(text) != std::string::npos; }
  void add(engine::Severity severity, std::string message) {
    engine::Finding finding;
    finding.rule = &kRule;
    finding.severity = severity;
    finding.message = std::move(message);
    finding.resource = "aws_vpc_endpoint.x";
    finding.resources = {finding.resource};
    finding.units = {"."};
    finding.place = Span{file, 0, 31};
    finding.verify = "aws ec2 describe-vpc-endpoints --vpc-endpoint-ids $X";
    finding.help = "attach a policy";
    result.findings.push_back(std::move(finding));
  }
  void ask(const Cause& cause, std::vector<std::string> resources) {
    engine::Undetermined open;
    open.rule = &kRule;
    open.resource = resources.front();
    open.resources = std::move(resources);
    open.reason = "what the policy allows";
    open.because = {cause};
    open.settle = cause.settle;
    result.undetermined.push_back(std::move(open));
  }
};

}  // namespace

TEST_CASE("a finding shows source, rule, controls, command and way out") {
  Fixture f;
  f.add(engine::Severity::Medium, "`aws_vpc_endpoint.x` has no policy");
  const std::string text = f.report();
  CHECK(text.find("medium[BRN301]: `aws_vpc_endpoint.x` has no policy\n"
                  " --> main.tf:1:1\n"
                  "  |\n"
                  "1 | resource \"aws_vpc_endpoint\" \"x\" {\n"
                  "  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n"
                  "  |\n"
                  "  = rule: endpoint-policy-full-access (endpoint-policies; NIST SP 800-53: AC-3, AC-6)\n"
                  "  = verify: aws ec2 describe-vpc-endpoints --vpc-endpoint-ids $X\n"
                  "  = help: attach a policy\n") != std::string::npos);
}

TEST_CASE("past forty lines findings of one rule are one row, the gravest first; the long form has them all") {
  Fixture f;
  for (int i = 0; i < 12; ++i) f.add(engine::Severity::Low, "low " + std::to_string(i));
  f.add(engine::Severity::High, "grave");
  const std::string text = f.report();
  CHECK(std::count(text.begin(), text.end(), '\n') <= 40);
  CHECK(text.find("1 high     BRN301 A Bedrock endpoint lets everyone call everything") < text.find("2 low   "));
  CHECK(text.find("+11 like it") != std::string::npos);
  CHECK(text.find("13 findings: 1 high, 12 low") != std::string::npos);
  f.options.all = true;
  CHECK(f.says("low[BRN301]: low 11"));
}

TEST_CASE("the table says for each VPC what holds") {
  Fixture f;
  const auto assess = [&](const char* vpc, engine::Verdict verdict, engine::Severity severity) {
    engine::Assessment one;
    one.rule = &kRule;
    one.resource = "x";
    one.unit = ".";
    one.vpcs = {vpc};
    one.verdict = verdict;
    one.severity = severity;
    f.result.assessments.push_back(std::move(one));
  };
  assess("aws_vpc.a", engine::Verdict::Holds, engine::Severity::Info);
  assess("aws_vpc.b", engine::Verdict::Broken, engine::Severity::Medium);
  assess("aws_vpc.b", engine::Verdict::Undetermined, engine::Severity::Info);
  assess("aws_vpc.c", engine::Verdict::Broken, engine::Severity::Low);
  assess("aws_vpc.d", engine::Verdict::Undetermined, engine::Severity::Info);
  assess("aws_vpc.e", engine::Verdict::Broken, engine::Severity::Info);
  CHECK(f.says("             private   only privately   right callers"));
  CHECK(
      f.says("  aws_vpc.b  -         -                NO\n  aws_vpc.d  -         -                ?\n  aws_vpc.a  -    "
             "     -                yes\n"));
  CHECK(f.says("  aws_vpc.c  -         -                weak\n  aws_vpc.e  -         -                yes\n"));
}

TEST_CASE("a width of 80 columns is kept") {
  Fixture f;
  f.options.width = 80;
  for (int i = 0; i < 30; ++i) f.add(engine::Severity::High, std::string(200, 'x') + std::to_string(i));
  const Cause cause{CauseKind::Variable, "var.x", std::string(150, 'y'), std::string(150, 'z'), {}};
  f.ask(cause, {"a"});
  std::istringstream lines(f.report());
  for (std::string line; std::getline(lines, line);) CHECK(display_width(line) <= 80);
}

TEST_CASE("what is suppressed and declared is listed") {
  Fixture f;
  f.add(engine::Severity::Low, "message");
  engine::Suppressed hidden;
  hidden.finding = f.result.findings.front();
  hidden.reason = "a sandbox";
  hidden.ticket = "ABC-1";
  f.result.suppressed.push_back(hidden);
  engine::Assessment one;
  one.rule = &kRule;
  one.assumed = {"holds by declaration: `assume.s3-gateway` says so"};
  f.result.assessments.push_back(one);
  for (const bool all : {false, true}) {
    f.options.all = all;
    CHECK(f.says("Suppressed: 1"));
    CHECK(f.says("a sandbox (ticket ABC-1)"));
    CHECK(f.says("holds by declaration: `assume.s3-gateway` says so"));
  }
}

TEST_CASE("a condition is named") {
  Fixture f;
  f.add(engine::Severity::Low, "message");
  f.result.findings[0].when = {{"var.create", "false"}, {"var.env", "dev"}};
  CHECK(f.says("  = only with: var.create = false, var.env = dev\n"));
}

TEST_CASE("questions of one cause are asked once") {
  Fixture f;
  const Cause cause{CauseKind::Variable, "var.vpc_id", "`var.vpc_id` has no value", "set `vpc_id`", {}};
  f.ask(cause, {"a", "b"});
  f.ask(cause, {"c"});
  CHECK(f.says("Not decided: 1 question holds up 3 checks"));
  CHECK(f.says("? `var.vpc_id` has no value (3 checks)"));
  f.options.all = true;
  CHECK(f.says("settle: set `vpc_id`"));
}

TEST_CASE("the last lines say why the run ends as it does") {
  Fixture f;
  f.add(engine::Severity::Low, "message");
  CHECK(f.says("1 finding: 1 low\n"));
  CHECK(f.says("\nExit 0 (nothing at or above medium)"));
  f.options.fail_on.severity = engine::Severity::Low;
  CHECK(f.says("Exit 1 (1 finding at or above low)"));
  f.result.diagnostics.error(DiagnosticKind::SyntaxError, Span{f.file, 0, 1}, "this is wrong");
  CHECK(f.says("error this is wrong"));
  CHECK(f.says("main.tf:1:1\n"));
  CHECK(f.says("Exit 2 (1 error: not everything could be analysed; 1 finding at or above low)"));
  f.options.all = true;
  CHECK(f.says("error: this is wrong\n --> main.tf:1:1"));
}

TEST_CASE("an undetermined verdict fails on demand") {
  Fixture f;
  f.ask(Cause{CauseKind::Variable, "var.x", "`var.x` has no value", "", {}}, {"a"});
  CHECK(f.says("Exit 0"));
  f.options.fail_on.unknown = true;
  CHECK(f.says("Exit 1 (1 undetermined verdict)"));
}

TEST_CASE("nothing in scope is said") {
  Fixture f;
  f.result.counts.units = f.result.counts.units_without_bedrock = 3;
  CHECK(f.says("no Bedrock use found in 3 units: nothing to decide"));
  f.result.counts.units = f.result.counts.units_without_bedrock = 0;
  CHECK(f.says("no Terraform and no CloudFormation found"));
}

TEST_CASE("colours are there when asked for, and only then") {
  Fixture f;
  f.add(engine::Severity::High, "message");
  CHECK_FALSE(f.says("\x1b["));
  f.options.color = true;
  CHECK(f.says("\x1b[1;31mhigh[BRN301]"));
}

TEST_CASE("a rule is explained and listed") {
  const std::string text = explain(kRule, TextOptions{});
  for (const char* part : {"BRN301 endpoint-policy-full-access", "AC-3, AC-6", "Whoever gets", "attach a policy",
                           "aws ec2 describe-vpc-endpoints", "Found (Terraform)", "    bad {"}) {
    CHECK(text.find(part) != std::string::npos);
  }
  const engine::Rule one{&kRule, nullptr};
  const std::array<const engine::Rule*, 1> all = {&one};
  CHECK(list_rules(all, ListFormat::Text, {}).find("BRN301  endpoint-policy-full-access  medium") != std::string::npos);
  CHECK(list_rules(all, ListFormat::Markdown, {}).find("| BRN301 | `endpoint-policy-full-access` |") !=
        std::string::npos);
  CHECK(list_rules(all, ListFormat::Json, {}).find("\"id\": \"BRN301\"") != std::string::npos);
}

}  // namespace brn::report
