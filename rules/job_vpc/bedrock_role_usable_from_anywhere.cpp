#include "analyzer/facts/network_bound.h"
#include "rules/verdict.h"

namespace brn::rules {

namespace {

using engine::RuleInfo;
using engine::Severity;
using engine::Verdicts;
using facts::Facts;
using facts::quoted;

constexpr std::string_view kNist[] = {"SC-7", "AC-3"};

constexpr RuleInfo kInfo{
    .id = "BRN111",
    .name = "bedrock-role-usable-from-anywhere",
    .title = "A role may call Bedrock from any network",
    .subject = engine::Subject::JobVpc,
    .severity = Severity::Info,
    .nist = kNist,
    .rationale =
        "Endpoint policies bind only what passes the endpoint. Credentials of this role that leak work from "
        "anywhere, over Bedrock's public address. The AWS whitepaper Building a data perimeter on AWS binds "
        "roles to expected networks with `aws:SourceVpce` or `aws:SourceVpc`.",
    .verify = "aws iam list-role-policies --role-name $ROLE",
    .help =
        "add the condition `StringEquals: {aws:SourceVpce: …}` to the statement, or deny Bedrock elsewhere in "
        "a permissions boundary or service control policy",
    .bad = {.terraform = R"(resource "aws_iam_role" "app" {
  name               = "app"
  assume_role_policy = jsonencode({ Statement = [{
    Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" }
  }] })
}
resource "aws_iam_role_policy" "app" {
  role = aws_iam_role.app.id
  policy = jsonencode({ Statement = [{
    Effect    = "Allow"
    Action    = "bedrock:InvokeModel"
    Resource  = "*"
  }] })
}
)",
            .cloudformation = R"(Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: {Effect: Allow, Action: "sts:AssumeRole", Principal: {Service: lambda.amazonaws.com}}
      Policies:
        - PolicyName: bedrock
          PolicyDocument:
            Statement:
              Effect: Allow
              Action: bedrock:InvokeModel
              Resource: "*"
)"},
    .good = {.terraform = R"(resource "aws_iam_role" "app" {
  name               = "app"
  assume_role_policy = jsonencode({ Statement = [{
    Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" }
  }] })
}
resource "aws_iam_role_policy" "app" {
  role = aws_iam_role.app.id
  policy = jsonencode({ Statement = [{
    Effect    = "Allow"
    Action    = "bedrock:InvokeModel"
    Resource  = "*"
    Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d" } }
  }] })
}
)",
             .cloudformation = R"(Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: {Effect: Allow, Action: "sts:AssumeRole", Principal: {Service: lambda.amazonaws.com}}
      Policies:
        - PolicyName: bedrock
          PolicyDocument:
            Statement:
              Effect: Allow
              Action: bedrock:InvokeModel
              Resource: "*"
              Condition: {StringEquals: {"aws:SourceVpce": vpce-0a1b2c3d}}
)"},
    .fix = engine::FixKind::None,
    .since = "0.2"};

void check_role(const Facts& facts, const graph::Role& role, Verdicts& out) {
  facts::Answer bound = facts::is_bound_to_network(facts, role);
  if (bound.is_yes()) {
    out.holds(role, {{"its Bedrock calls are tied to a network", role.address, role.header}});
  } else if (bound.is_unknown()) {
    out.unknown(role, role.header, "whether the Bedrock calls of " + quoted(role.address) + " are tied to a network",
                std::move(bound.causes));
  } else {
    const Span place = bound.reasons.front().place.is_valid() ? bound.reasons.front().place : role.header;
    engine::Broken what = fault(place, "role " + quoted(role.address) +
                                           " may call Bedrock from any network: no `aws:SourceVpce` or "
                                           "`aws:SourceVpc` binds it");
    what.verify = verify_role(role);
    what.has_severity = facts.settings().perimeter;
    if (what.has_severity) what.severity = engine::Severity::Medium;
    report(out, role, std::move(what));
  }
}

void check(const Facts& facts, Verdicts& out) {
  const auto& roles = facts.graph().all<graph::Role>();
  for (std::uint32_t i = 0; i < roles.size(); ++i) {
    if (roles[i].is_external() || facts::is_for_service(facts, roles[i])) continue;
    if (facts.may_call_bedrock({i}, nullptr).is_yes()) check_role(facts, roles[i], out);
  }
}

}  // namespace

extern const engine::Rule kBedrockRoleUsableFromAnywhere;
const engine::Rule kBedrockRoleUsableFromAnywhere{&kInfo, check};

}  // namespace brn::rules
