#include "rules/verdict.h"

namespace brn::rules {

namespace {

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
            .cloudformation = {}},
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
             .cloudformation = {}},
    .fix = engine::FixKind::None,
    .since = "0.1"};

std::string kind_words(graph::JobKind kind) {
  return kind == graph::JobKind::Customization ? "customization job " : "batch inference job ";
}

void check(const Facts& facts, Verdicts& out) {
  for (const graph::Job& job : facts.graph().all<graph::Job>()) {
    const Tri has_config = is_true(job.has_vpc_config);
    if (is_yes(has_config)) {
      out.holds(job, {{"it has a VPC configuration", job.address, place_of(job.has_vpc_config, job)}});
    } else if (is_unknown(has_config)) {
      out.unknown(job, place_of(job.has_vpc_config, job), "whether " + quoted(job.address) + " has a VPC configuration",
                  job.has_vpc_config.causes);
    } else {
      report(out, job,
             fault(job.header, kind_words(job.kind) + quoted(job.address) +
                                   " has no VPC configuration: its data moves outside of your network"));
    }
  }
}

}  // namespace

extern const engine::Rule kJobWithoutVpcConfig;
const engine::Rule kJobWithoutVpcConfig{&kInfo, check};

}  // namespace brn::rules
