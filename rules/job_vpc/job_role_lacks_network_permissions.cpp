#include <algorithm>

#include "analyzer/facts/job_roles.h"
#include "rules/verdict.h"

namespace brn::rules {

namespace {

using engine::Broken;
using engine::RuleInfo;
using engine::Severity;
using engine::Verdicts;
using facts::Facts;
using facts::quoted;

constexpr std::string_view kNist[] = {"SC-7"};

constexpr RuleInfo kInfo{
    .id = "BRN106",
    .name = "job-role-lacks-network-permissions",
    .title = "A job's role does not allow the network interfaces of its VPC job",
    .subject = engine::Subject::JobVpc,
    .severity = Severity::High,
    .nist = kNist,
    .rationale =
        "Bedrock makes the job's network interfaces with the job's own role. Without the EC2 permissions the "
        "job fails to start in its VPC, and the quick way out is to run it without one. The Amazon Bedrock "
        "User Guide (Attach VPC permissions to a role for a job) lists the actions.",
    .verify = "aws iam list-role-policies --role-name $ROLE",
    .help =
        "allow the role the ec2 actions of the Bedrock User Guide: Describe for all, CreateNetworkInterface, "
        "CreateNetworkInterfacePermission, DeleteNetworkInterface, DeleteNetworkInterfacePermission and "
        "CreateTags bounded by the BedrockManaged tag",
    .bad = {.terraform = R"(resource "aws_iam_role" "tuning" { assume_role_policy = "{}" }
resource "aws_iam_role_policy" "tuning" {
  role = aws_iam_role.tuning.id
  policy = jsonencode({ Statement = [{
    Effect = "Allow"
    Action = ["s3:GetObject"]
    Resource = "*"
  }] })
}
resource "aws_bedrock_custom_model" "tuned" {
  role_arn = aws_iam_role.tuning.arn
  vpc_config {
    subnet_ids         = ["subnet-0a1b2c3d"]
    security_group_ids = ["sg-0a1b2c3d"]
  }
}
)",
            .cloudformation = R"(Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {}
      Policies:
        - PolicyName: tuning
          PolicyDocument:
            Statement:
              Effect: Allow
              Action: ["s3:GetObject"]
              Resource: "*"
  Machine:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      Definition:
        States:
          Tune:
            Type: Task
            Resource: arn:aws:states:::bedrock:createModelCustomizationJob.sync
            Parameters:
              RoleArn: !GetAtt Role.Arn
              VpcConfig: {SubnetIds: [subnet-0a1b2c3d], SecurityGroupIds: [sg-0a1b2c3d]}
)"},
    .good = {.terraform = R"(resource "aws_iam_role" "tuning" { assume_role_policy = "{}" }
resource "aws_iam_role_policy" "tuning" {
  role = aws_iam_role.tuning.id
  policy = jsonencode({ Statement = [{
    Effect = "Allow"
    Action = ["ec2:Describe*", "ec2:CreateNetworkInterface*", "ec2:DeleteNetworkInterface*", "ec2:CreateTags"]
    Resource = "*"
    Condition = { StringEquals = { "ec2:ResourceTag/BedrockManaged" = "true" } }
  }] })
}
resource "aws_bedrock_custom_model" "tuned" {
  role_arn = aws_iam_role.tuning.arn
  vpc_config {
    subnet_ids         = ["subnet-0a1b2c3d"]
    security_group_ids = ["sg-0a1b2c3d"]
  }
}
)",
             .cloudformation = R"(Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {}
      Policies:
        - PolicyName: tuning
          PolicyDocument:
            Statement:
              Effect: Allow
              Action: ["ec2:Describe*", "ec2:CreateNetworkInterface*", "ec2:DeleteNetworkInterface*", "ec2:CreateTags"]
              Resource: "*"
              Condition: {StringEquals: {"ec2:ResourceTag/BedrockManaged": "true"}}
  Machine:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      Definition:
        States:
          Tune:
            Type: Task
            Resource: arn:aws:states:::bedrock:createModelCustomizationJob.sync
            Parameters:
              RoleArn: !GetAtt Role.Arn
              VpcConfig: {SubnetIds: [subnet-0a1b2c3d], SecurityGroupIds: [sg-0a1b2c3d]}
)"},
    .fix = engine::FixKind::None,
    .since = "0.2"};

/// The most actions that a message names.
constexpr std::size_t kMaxNamed = 3;

std::string action_words(const std::vector<std::string>& actions) {
  std::string text;
  const std::size_t named = std::min(actions.size(), kMaxNamed);
  for (std::size_t i = 0; i < named; ++i) text += (i == 0 ? "" : ", ") + quoted(actions[i]);
  if (actions.size() > named) text += " and " + std::to_string(actions.size() - named) + " more";
  return text;
}

void check_job(const Facts& facts, const graph::Job& job, Verdicts& out) {
  if (job.role.is_absent()) return;
  const Span place = job.role.place.is_valid() ? job.role.place : job.header;
  const std::string question = "whether the role of " + quoted(job.address) + " allows what a job in a VPC needs";
  if (job.role.is_unknown()) return out.unknown(job, place, question, job.role.causes);
  const graph::Role& role = facts.graph().get(job.role.target);
  facts::JobRoleAccess access = facts::job_role_access(facts, role);
  if (access.missing.empty()) {
    return out.holds(job, {{quoted(role.address) + " allows it network interfaces", role.address, role.header}});
  }
  if (!access.causes.empty()) return out.unknown(job, place, question, std::move(access.causes));
  Broken what = fault(role.header,
                      "role " + quoted(role.address) + " does not allow " + action_words(access.missing) +
                          ", which Bedrock needs to run " + quoted(job.address) + " in its VPC",
                      {{"the job's role is named here", job.address, place}});
  what.verify = verify_role(role);
  report(out, role, std::move(what));
}

void check(const Facts& facts, Verdicts& out) {
  for (const graph::Job& job : facts.graph().all<graph::Job>()) {
    if (is_yes(is_true(job.has_vpc_config))) check_job(facts, job, out);
  }
}

}  // namespace

extern const engine::Rule kJobRoleLacksNetworkPermissions;
const engine::Rule kJobRoleLacksNetworkPermissions{&kInfo, check};

}  // namespace brn::rules
