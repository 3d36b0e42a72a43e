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
    .id = "BRN112",
    .name = "data-source-outside-aws",
    .title = "A knowledge base is fed from the web or from another company's service",
    .subject = engine::Subject::JobVpc,
    .severity = Severity::Info,
    .nist = kNist,
    .rationale =
        "The crawler or connector runs in AWS's network and fetches from the internet: nothing of your VPC "
        "sees it, and whoever can write a page there writes into the context of your models. The Amazon "
        "Bedrock User Guide (Connect a data source to your knowledge base) lists the kinds.",
    .verify = "aws bedrock-agent list-data-sources --knowledge-base-id $KNOWLEDGE_BASE",
    .help = "where the documents are your own, keep them in S3; otherwise review what the source may contain",
    .bad = {.terraform = R"(resource "aws_bedrockagent_data_source" "docs" {
  knowledge_base_id = "KB12345678"
  name              = "docs"
  data_source_configuration {
    type = "WEB"
    web_configuration {
      source_configuration {}
    }
  }
}
)",
            .cloudformation = R"(Resources:
  Source:
    Type: AWS::Bedrock::DataSource
    Properties:
      KnowledgeBaseId: KB12345678
      Name: docs
      DataSourceConfiguration:
        Type: WEB
        WebConfiguration: {SourceConfiguration: {UrlConfiguration: {SeedUrls: [{Url: "https://example.com"}]}}}
)"},
    .good = {.terraform = R"(resource "aws_bedrockagent_data_source" "docs" {
  knowledge_base_id = "KB12345678"
  name              = "docs"
  data_source_configuration {
    type = "S3"
    s3_configuration { bucket_arn = "arn:aws:s3:::docs" }
  }
}
)",
             .cloudformation = R"(Resources:
  Source:
    Type: AWS::Bedrock::DataSource
    Properties:
      KnowledgeBaseId: KB12345678
      Name: docs
      DataSourceConfiguration:
        Type: S3
        S3Configuration: {BucketArn: "arn:aws:s3:::docs"}
)"},
    .fix = engine::FixKind::None,
    .since = "0.2"};

bool is_outside(std::string_view kind) {
  return kind == "WEB" || kind == "CONFLUENCE" || kind == "SALESFORCE" || kind == "SHAREPOINT";
}

void check(const Facts& facts, Verdicts& out) {
  for (const graph::DataSource& source : facts.graph().all<graph::DataSource>()) {
    const Span place = place_of(source.kind, source);
    if (!source.kind.is_known()) {
      out.unknown(source, place, "what kind of source " + quoted(source.address) + " is", source.kind.causes);
    } else if (is_outside(source.kind.value)) {
      report(out, source,
             fault(place, quoted(source.address) + " takes its documents from outside of AWS (" +
                              quoted(source.kind.value) + "), past your VPC"));
    } else if (source.kind.is_set()) {
      out.holds(source, {{"its kind is " + quoted(source.kind.value), source.address, place}});
    }
  }
}

}  // namespace

extern const engine::Rule kDataSourceOutsideAws;
const engine::Rule kDataSourceOutsideAws{&kInfo, check};

}  // namespace brn::rules
