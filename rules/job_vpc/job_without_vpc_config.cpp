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
    .id = "BRN101",
    .name = "job-without-vpc-config",
    .title = "A Bedrock job runs without a VPC configuration",
    .subject = engine::Subject::JobVpc,
    .severity = Severity::High,
    .nist = kNist,
    .rationale =
        "A customization or batch inference job without a VPC configuration moves training data, prompts and results "
        "between S3 and Bedrock over a network that is not yours: no endpoint policy, group or flow log of your VPC "
        "sees it, and a bucket that admits only your VPC cannot be used. The Amazon Bedrock User Guide (Protect your "
        "jobs using a VPC) asks for subnets and groups in the job's vpcConfig.",
    .verify = "aws bedrock get-model-customization-job --job-identifier $JOB --query vpcConfig",
    .help =
        "give the job `vpc_config` with private subnets, one for each zone, and a security group of its own; its VPC "
        "needs an S3 gateway endpoint on the route tables of those subnets",
    .bad = {.terraform = R"(resource "aws_bedrock_custom_model" "tuned" {
  custom_model_name     = "tuned"
  job_name              = "tuned"
  base_model_identifier = "arn:aws:bedrock:us-east-1::foundation-model/amazon.titan-text-express-v1"
  role_arn              = "arn:aws:iam::111122223333:role/tuning"
  hyperparameters       = { epochCount = "1" }
  training_data_config { s3_uri = "s3://training/data.jsonl" }
  output_data_config { s3_uri = "s3://training/out/" }
}
)",
            .cloudformation = R"(Resources:
  Tuning:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      RoleArn: arn:aws:iam::111122223333:role/pipeline
      Definition:
        StartAt: Tune
        States:
          Tune:
            Type: Task
            Resource: arn:aws:states:::bedrock:createModelCustomizationJob.sync
            End: true
            Parameters: {JobName: tuned, RoleArn: "arn:aws:iam::111122223333:role/tuning"}
)"},
    .good = {.terraform = R"(resource "aws_bedrock_custom_model" "tuned" {
  custom_model_name     = "tuned"
  job_name              = "tuned"
  base_model_identifier = "arn:aws:bedrock:us-east-1::foundation-model/amazon.titan-text-express-v1"
  role_arn              = "arn:aws:iam::111122223333:role/tuning"
  hyperparameters       = { epochCount = "1" }
  training_data_config { s3_uri = "s3://training/data.jsonl" }
  output_data_config { s3_uri = "s3://training/out/" }
  vpc_config {
    subnet_ids         = ["subnet-0a1b2c3d", "subnet-1a2b3c4d"]
    security_group_ids = ["sg-0a1b2c3d"]
  }
}
)",
             .cloudformation = R"(Resources:
  Tuning:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      RoleArn: arn:aws:iam::111122223333:role/pipeline
      Definition:
        StartAt: Tune
        States:
          Tune:
            Type: Task
            Resource: arn:aws:states:::bedrock:createModelCustomizationJob.sync
            End: true
            Parameters:
              JobName: tuned
              RoleArn: arn:aws:iam::111122223333:role/tuning
              VpcConfig: {SubnetIds: [subnet-0a1b2c3d], SecurityGroupIds: [sg-0a1b2c3d]}
)"},
    .fix = engine::FixKind::None,
    .since = "0.1"};

std::string job_words(const graph::Job& job) {
  std::string words;
  switch (job.kind) {
    case graph::JobKind::Customization: words = "customization job "; break;
    case graph::JobKind::BatchInference: words = "batch inference job "; break;
    case graph::JobKind::Import: words = "model import job "; break;
  }
  return words + quoted(job.address);
}

template <typename T>
bool is_empty(const graph::Relations<T>& relations) {
  return relations.complete && relations.items.empty();
}

/// What is missing, in words; empty where the job has a network.
std::string missing_words(const graph::Job& job) {
  if (is_no(is_true(job.has_vpc_config))) return "has no VPC configuration";
  if (is_empty(job.subnets)) return "has a VPC configuration without subnets";
  if (is_empty(job.groups)) return "has a VPC configuration without security groups";
  return {};
}

void check(const Facts& facts, Verdicts& out) {
  for (const graph::Job& job : facts.graph().all<graph::Job>()) {
    const Span place = place_of(job.has_vpc_config, job);
    if (!job.has_vpc_config.is_known()) {
      out.unknown(job, place, "whether " + quoted(job.address) + " has a VPC configuration", job.has_vpc_config.causes);
      continue;
    }
    const std::string missing = missing_words(job);
    if (missing.empty()) {
      out.holds(job, {{"it has a VPC configuration", job.address, place}});
      continue;
    }
    Broken what = fault(place, job_words(job) + " " + missing + ": its data moves outside of your network");
    report(out, job, std::move(what));
  }
}

}  // namespace

extern const engine::Rule kJobWithoutVpcConfig;
const engine::Rule kJobWithoutVpcConfig{&kInfo, check};

}  // namespace brn::rules
