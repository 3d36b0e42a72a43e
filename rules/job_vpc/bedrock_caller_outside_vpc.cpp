#include "rules/verdict.h"

namespace brn::rules {

namespace {

using engine::RuleInfo;
using engine::Severity;
using engine::Verdicts;
using facts::Facts;
using facts::Member;
using facts::quoted;
using graph::WorkloadKind;

constexpr std::string_view kNist[] = {"SC-7"};

constexpr RuleInfo kInfo{
    .id = "BRN104",
    .name = "bedrock-caller-outside-vpc",
    .title = "A workload that may call Bedrock runs outside of any VPC",
    .subject = engine::Subject::JobVpc,
    .severity = Severity::Medium,
    .nist = kNist,
    .rationale =
        "A function without a VPC configuration calls Bedrock's public endpoint: endpoint policies, security groups "
        "and flow logs of a VPC do not apply to its prompts and answers, and nothing limits where else it sends them. "
        "The Well-Architected Generative AI Lens (GENSEC01-BP02) asks for private network communication with models.",
    .verify = "aws lambda get-function-configuration --function-name $FUNCTION --query VpcConfig",
    .help =
        "give it private subnets and a security group, and the VPC an interface endpoint for the Bedrock service it "
        "calls",
    .bad = {.terraform = R"(resource "aws_iam_role" "app" {
  name               = "app"
  assume_role_policy = "{}"
}
resource "aws_iam_role_policy" "app" {
  role = aws_iam_role.app.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "bedrock:InvokeModel", Resource = "*" }]
  })
}
resource "aws_lambda_function" "app" {
  function_name = "app"
  role          = aws_iam_role.app.arn
}
)",
            .cloudformation = R"(Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {}
      Policies:
        - PolicyName: bedrock
          PolicyDocument:
            Statement: {Effect: Allow, Action: bedrock:InvokeModel, Resource: "*"}
  App:
    Type: AWS::Lambda::Function
    Properties:
      Code: {S3Bucket: code, S3Key: app.zip}
      Role: !GetAtt Role.Arn
)"},
    .good = {.terraform = R"(resource "aws_iam_role" "app" {
  name               = "app"
  assume_role_policy = "{}"
}
resource "aws_iam_role_policy" "app" {
  role = aws_iam_role.app.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "bedrock:InvokeModel", Resource = "*" }]
  })
}
resource "aws_lambda_function" "app" {
  function_name = "app"
  role          = aws_iam_role.app.arn
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
        - PolicyName: bedrock
          PolicyDocument:
            Statement: {Effect: Allow, Action: bedrock:InvokeModel, Resource: "*"}
  App:
    Type: AWS::Lambda::Function
    Properties:
      Code: {S3Bucket: code, S3Key: app.zip}
      Role: !GetAtt Role.Arn
      VpcConfig: {SubnetIds: [subnet-0a1b2c3d], SecurityGroupIds: [sg-0a1b2c3d]}
)"},
    .fix = engine::FixKind::None,
    .since = "0.1"};

/// Whether the kind decides itself if it runs in a VPC. What a task definition or launch template is started in, others
/// say; EC2 and EKS always run in one; a notebook outside of one has direct internet, which is a fault of its own.
bool chooses_vpc(WorkloadKind kind) {
  return kind == WorkloadKind::LambdaFunction || kind == WorkloadKind::CodeBuildProject ||
         kind == WorkloadKind::AppRunnerService || kind == WorkloadKind::SageMakerModel;
}

void check(const Facts& facts, Verdicts& out) {
  for (const Member& member : facts.members()) {
    if (member.kind != facts::MemberKind::Workload) continue;
    const auto& workload = facts.graph().all<graph::Workload>()[member.index];
    if (!chooses_vpc(workload.kind)) continue;
    if (member.in_vpc.is_yes()) {
      out.holds(workload, {{"it runs in a VPC", workload.address, place_of(workload.has_vpc_config, workload)}});
    } else if (member.in_vpc.is_unknown()) {
      out.unknown(workload, place_of(workload.has_vpc_config, workload),
                  "whether " + quoted(workload.address) + " runs in a VPC", member.in_vpc.causes);
    } else {
      report(out, member,
             fault(workload.header, quoted(workload.address) + " may call Bedrock and runs outside of any VPC",
                   member.calls_bedrock.reasons));
    }
  }
}

}  // namespace

extern const engine::Rule kBedrockCallerOutsideVpc;
const engine::Rule kBedrockCallerOutsideVpc{&kInfo, check};

}  // namespace brn::rules
