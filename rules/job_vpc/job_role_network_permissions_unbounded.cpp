#include "analyzer/facts/job_roles.h"
#include "rules/verdict.h"

namespace brn::rules {

namespace {

using engine::RuleInfo;
using engine::Severity;
using engine::Verdicts;
using facts::Facts;
using facts::quoted;

constexpr std::string_view kNist[] = {"AC-6"};

constexpr RuleInfo kInfo{
    .id = "BRN107",
    .name = "job-role-network-permissions-unbounded",
    .title = "A job's role may change network interfaces that are not its own",
    .subject = engine::Subject::JobVpc,
    .severity = Severity::Low,
    .nist = kNist,
    .rationale =
        "The permissions that a job in a VPC needs can be bounded to its subnets, its groups and the "
        "interfaces that carry the BedrockManaged tag. Without bounds, whoever can start a job with this role "
        "can cut off or open up other workloads of the account. The Amazon Bedrock User Guide (Attach VPC "
        "permissions to a role for a job) shows the bounded policy.",
    .verify = "aws iam list-role-policies --role-name $ROLE",
    .help =
        "bound CreateNetworkInterface to the job's subnets and groups, the rest by "
        "`ec2:ResourceTag/BedrockManaged` and `ec2:Subnet`",
    .bad = {.terraform = R"(resource "aws_iam_role" "tuning" { assume_role_policy = "{}" }
resource "aws_iam_role_policy" "tuning" {
  role = aws_iam_role.tuning.id
  policy = jsonencode({ Statement = [{
    Effect = "Allow"
    Action = ["ec2:Describe*", "ec2:CreateNetworkInterface*", "ec2:DeleteNetworkInterface*", "ec2:CreateTags"]
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
              Action: ["ec2:Describe*", "ec2:CreateNetworkInterface*", "ec2:DeleteNetworkInterface*", "ec2:CreateTags"]
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

void check(const Facts& facts, Verdicts& out) {
  for (const graph::Job& job : facts.graph().all<graph::Job>()) {
    if (!is_yes(is_true(job.has_vpc_config)) || job.role.is_absent()) continue;
    const Span place = job.role.place.is_valid() ? job.role.place : job.header;
    const std::string question = "whether the role of " + quoted(job.address) + " is bounded to its own interfaces";
    if (job.role.is_unknown()) {
      out.unknown(job, place, question, job.role.causes);
      continue;
    }
    const graph::Role& role = facts.graph().get(job.role.target);
    facts::JobRoleAccess access = facts::job_role_access(facts, role);
    for (facts::Reason& reason : access.too_wide) {
      const std::string words = "role " + quoted(role.address) + " of " + quoted(job.address) + ": " + reason.message;
      engine::Broken what = fault(reason.place, words, {{"the job", job.address, job.header}});
      what.verify = verify_role(role);
      report(out, role, std::move(what));
    }
    if (!access.too_wide.empty()) continue;
    if (access.causes.empty()) {
      out.holds(job, {{"its role is bounded to its own interfaces", role.address, role.header}});
    } else {
      out.unknown(job, place, question, std::move(access.causes));
    }
  }
}

}  // namespace

extern const engine::Rule kJobRoleNetworkPermissionsUnbounded;
const engine::Rule kJobRoleNetworkPermissionsUnbounded{&kInfo, check};

}  // namespace brn::rules
