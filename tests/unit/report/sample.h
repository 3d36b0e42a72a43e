#pragma once
// A result with one of everything, for the tests of formats.

#include <array>

#include "analyzer/report/report.h"

namespace brn::report::test {

inline constexpr std::string_view kNist[] = {"AC-3", "AC-6"};

constexpr engine::RuleInfo make_rule(std::string_view id, std::string_view name, engine::Subject subject) {
  engine::RuleInfo one;
  one.id = id;
  one.name = name;
  one.title = "An endpoint lets everyone call everything";
  one.subject = subject;
  one.nist = kNist;
  one.rationale = "Whoever gets onto the network can use it. See the AWS PrivateLink guide.";
  one.verify = "aws ec2 describe-vpc-endpoints";
  one.help = "attach a policy";
  return one;
}
inline constexpr engine::RuleInfo kPolicyRule =
    make_rule("BRN301", "endpoint-policy-full-access", engine::Subject::EndpointPolicies);
inline constexpr engine::RuleInfo kGroupRule =
    make_rule("BRN403", "caller-cannot-reach-endpoint", engine::Subject::SecurityGroups);
inline constexpr engine::Rule kRules[] = {{&kPolicyRule, nullptr}, {&kGroupRule, nullptr}};
inline constexpr std::array<const engine::Rule*, 2> kAllRules = {&kRules[0], &kRules[1]};
inline constexpr Control kControls[] = {{"AC-3", "Access Enforcement"}, {"AC-6", "Least Privilege"}};

struct Sample {
  MemoryFileSystem files;
  SourceManager sources{files};
  FileId net = sources.add(
      "net/main.tf",
      "resource \"aws_vpc_endpoint\" \"x\" {\n  policy = \"é\"\n}\nresource \"aws_security_group\" \"g\" {\n}\n");
  FileId app = sources.add("app/a b.tf", "resource \"aws_lambda_function\" \"f\" {\n}\n");
  engine::Result result;
  ToolInfo tool;
  engine::FailOn fail_on;

  Sample() {
    tool.version = "0.0.0";
    tool.rules = kAllRules;
    tool.controls = kControls;
    result.units = {engine::UnitEntry{"app", "app", true, false, {app}, {}},
                    engine::UnitEntry{"net", "net", true, false, {net}, {}}};
    result.counts.units = 2;
    result.counts.resources = 3;
    result.counts.suppressed = 1;
    result.verdicts[2] = {1, 2, 1};
    add_policy_finding();
    add_path_finding();
    add_open();
    add_suppressed();
    result.diagnostics.error(DiagnosticKind::SyntaxError, Span{app, 0, 8}, "expected a block & \"more\"");
    result.diagnostics.warning(DiagnosticKind::RemoteModule, Span{net, 0, 8}, "`module.vpc` is not on disk");
    engine::Assessment good;
    good.rule = &kPolicyRule;
    good.resource = "aws_vpc_endpoint.good";
    good.evidence = {"bounded"};
    result.assessments.push_back(std::move(good));
  }

  static engine::Finding finding(const engine::RuleInfo& rule, std::string message, std::string resource,
                                 std::string unit, Span place, std::string fingerprint) {
    engine::Finding one;
    one.rule = &rule;
    one.severity = engine::Severity::Medium;
    one.message = std::move(message);
    one.resource = resource;
    one.resources = {std::move(resource)};
    one.units = {std::move(unit)};
    one.place = place;
    one.verify = "aws ec2 describe-vpc-endpoints --vpc-endpoint-ids $X";
    one.help = "attach a policy";
    one.fingerprint = std::move(fingerprint);
    return one;
  }

 private:
  void add_policy_finding() {
    engine::Finding one = finding(kPolicyRule, "`aws_vpc_endpoint.x` lets <everyone> | call", "aws_vpc_endpoint.x",
                                  "net", Span{net, 47, 51}, "0000000000000001");
    one.when = {{"var.open", "true"}};
    one.holds_by_default = false;
    one.witness = engine::Witness{
        "arn:aws:iam::999999999999:root", "bedrock:InvokeModel", "*", {{"aws:SourceVpce", {"vpce-0123"}}}};
    one.fix = engine::Fix{true, "bound the callers", {engine::Edit{Span{net, 47, 51}, "\"{}\""}}};
    result.findings.push_back(std::move(one));
  }

  void add_path_finding() {
    engine::Finding one =
        finding(kGroupRule, "`aws_lambda_function.f` cannot reach `aws_vpc_endpoint.x`: line 1\nline 2",
                "aws_lambda_function.f", "app", Span{app, 0, 34}, "0000000000000002");
    one.severity = engine::Severity::High;
    one.related = {{"the group", "aws_security_group.g", Span{net, 54, 86}}, {"no place", "", {}}};
    one.path = {{"from the function", "aws_lambda_function.f", Span{app, 0, 34}},
                {"stopped by the group", "aws_security_group.g", Span{net, 54, 86}}};
    result.findings.push_back(std::move(one));
  }

  void add_open() {
    engine::Undetermined open;
    open.rule = &kPolicyRule;
    open.resource = "aws_vpc_endpoint.y";
    open.resources = {open.resource};
    open.units = {"net"};
    open.reason = "what its policy allows";
    open.because = {
        Cause{CauseKind::Variable, "var.policy", "`var.policy` has no value", "set `policy`", Span{net, 0, 8}}};
    open.settle = "set `policy`";
    open.fingerprint = "0000000000000003";
    result.undetermined.push_back(std::move(open));
  }

  void add_suppressed() {
    engine::Suppressed one;
    one.finding = finding(kPolicyRule, "`aws_vpc_endpoint.z` has no policy", "aws_vpc_endpoint.z", "net",
                          Span{net, 0, 31}, "0000000000000004");
    one.reason = "a sandbox";
    one.until = "2027-01-31";
    one.ticket = "ABC-1";
    one.place = Span{net, 0, 8};
    result.suppressed.push_back(std::move(one));
  }
};

}  // namespace brn::report::test
