#include "rules/verdict.h"

namespace brn::rules {

namespace {

using engine::RuleInfo;
using engine::Severity;
using engine::Verdicts;
using facts::Facts;
using facts::quoted;

constexpr std::string_view kNist[] = {"SC-7", "SC-7(3)"};

constexpr RuleInfo kInfo{
    .id = "BRN110",
    .name = "sagemaker-direct-internet",
    .title = "A SageMaker notebook or domain that calls Bedrock has direct internet",
    .subject = engine::Subject::JobVpc,
    .severity = Severity::High,
    .nist = kNist,
    .rationale =
        "With direct internet access SageMaker gives the notebook an interface in AWS's own network: prompts "
        "and answers leave past every endpoint policy, group and flow log of your VPC. It is the default of "
        "notebook instances and of Studio domains. The Amazon SageMaker AI Developer Guide (Connect a "
        "notebook instance in a VPC) and Security Hub's SageMaker.1 ask to turn it off.",
    .verify =
        "aws sagemaker describe-notebook-instance --notebook-instance-name $NOTEBOOK --query "
        "DirectInternetAccess",
    .help =
        "set DirectInternetAccess to Disabled (a domain's AppNetworkAccessType to VpcOnly), with private "
        "subnets and a security group",
    .bad = {.terraform = R"(resource "aws_iam_role" "lab" {
  assume_role_policy = "{}"
  inline_policy {
    name   = "bedrock"
    policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "bedrock:InvokeModel", Resource = "*" }] })
  }
}
resource "aws_sagemaker_notebook_instance" "lab" {
  name          = "lab"
  instance_type = "ml.t3.medium"
  role_arn      = aws_iam_role.lab.arn
  subnet_id     = "subnet-0a1b2c3d"
  security_groups = ["sg-0a1b2c3d"]
}
)",
            .cloudformation = R"(Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {}
      Policies:
        - PolicyName: bedrock
          PolicyDocument: {Statement: {Effect: Allow, Action: "bedrock:InvokeModel", Resource: "*"}}
  Lab:
    Type: AWS::SageMaker::NotebookInstance
    Properties:
      InstanceType: ml.t3.medium
      RoleArn: !GetAtt Role.Arn
      SubnetId: subnet-0a1b2c3d
      SecurityGroupIds: [sg-0a1b2c3d]
)"},
    .good = {.terraform = R"(resource "aws_iam_role" "lab" {
  assume_role_policy = "{}"
  inline_policy {
    name   = "bedrock"
    policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "bedrock:InvokeModel", Resource = "*" }] })
  }
}
resource "aws_sagemaker_notebook_instance" "lab" {
  name          = "lab"
  instance_type = "ml.t3.medium"
  role_arn      = aws_iam_role.lab.arn
  subnet_id     = "subnet-0a1b2c3d"
  direct_internet_access = "Disabled"
}
)",
             .cloudformation = R"(Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {}
      Policies:
        - PolicyName: bedrock
          PolicyDocument: {Statement: {Effect: Allow, Action: "bedrock:InvokeModel", Resource: "*"}}
  Lab:
    Type: AWS::SageMaker::NotebookInstance
    Properties:
      InstanceType: ml.t3.medium
      RoleArn: !GetAtt Role.Arn
      SubnetId: subnet-0a1b2c3d
      DirectInternetAccess: Disabled
)"},
    .fix = engine::FixKind::None,
    .since = "0.2"};

bool has_switch(graph::WorkloadKind kind) {
  return kind == graph::WorkloadKind::SageMakerNotebook || kind == graph::WorkloadKind::SageMakerDomain;
}

void check(const Facts& facts, Verdicts& out) {
  for (const facts::Member& member : facts.members()) {
    if (member.kind != facts::MemberKind::Workload) continue;
    const auto& workload = facts.graph().all<graph::Workload>()[member.index];
    if (!has_switch(workload.kind)) continue;
    const auto& direct = workload.direct_internet;
    const Span place = place_of(direct, workload);
    if (is_no(is_true(direct))) {
      out.holds(workload, {{"it has no direct internet access", workload.address, place}});
    } else if (!direct.is_known()) {
      out.unknown(workload, place, "whether " + quoted(workload.address) + " has direct internet access",
                  direct.causes);
    } else {
      report(out, member,
             fault(place,
                   quoted(workload.address) + " may call Bedrock and has direct internet access" + by_default(direct) +
                       ": its calls pass by your VPC",
                   member.calls_bedrock.reasons));
    }
  }
}

}  // namespace

extern const engine::Rule kSagemakerDirectInternet;
const engine::Rule kSagemakerDirectInternet{&kInfo, check};

}  // namespace brn::rules
