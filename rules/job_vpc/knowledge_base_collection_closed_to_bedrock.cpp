#include "analyzer/facts/collections.h"
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
    .id = "BRN108",
    .name = "knowledge-base-collection-closed-to-bedrock",
    .title = "A private collection does not let Bedrock's knowledge base in",
    .subject = engine::Subject::JobVpc,
    .severity = Severity::High,
    .nist = kNist,
    .rationale =
        "A knowledge base reads and writes its collection from the service's side, not through an endpoint of "
        "your VPC. Without Bedrock among the source services every ingestion and retrieval fails, and the "
        "quick way out is to make the collection public. The Amazon OpenSearch Service Developer Guide "
        "(Network access for Amazon OpenSearch Serverless) describes source services.",
    .verify = "aws opensearchserverless get-security-policy --type network --name $POLICY",
    .help = "add `SourceServices: [\"bedrock.amazonaws.com\"]` to a rule set that names the collection",
    .bad = {.terraform = R"(resource "aws_opensearchserverless_collection" "kb" { name = "kb" }
resource "aws_opensearchserverless_security_policy" "network" {
  name = "kb"
  type = "network"
  policy = jsonencode([{
    Rules = [{ ResourceType = "collection", Resource = ["collection/kb"] }]
    AllowFromPublic = false
    SourceVPCEs = ["vpce-0a1b2c3d"]
  }])
}
resource "aws_bedrockagent_knowledge_base" "kb" {
  role_arn = "arn:aws:iam::111122223333:role/kb"
  storage_configuration {
    type = "OPENSEARCH_SERVERLESS"
    opensearch_serverless_configuration { collection_arn = aws_opensearchserverless_collection.kb.arn }
  }
}
)",
            .cloudformation = R"(Resources:
  Store: {Type: AWS::OpenSearchServerless::Collection, Properties: {Name: kb, Type: VECTORSEARCH}}
  Network:
    Type: AWS::OpenSearchServerless::SecurityPolicy
    Properties:
      Name: kb
      Type: network
      Policy: >-
        [{"Rules":[{"ResourceType":"collection","Resource":["collection/kb"]}],
        "AllowFromPublic":false,"SourceVPCEs":["vpce-0a1b2c3d"]}]
  Base:
    Type: AWS::Bedrock::KnowledgeBase
    Properties:
      Name: kb
      RoleArn: arn:aws:iam::111122223333:role/kb
      KnowledgeBaseConfiguration: {Type: VECTOR}
      StorageConfiguration:
        Type: OPENSEARCH_SERVERLESS
        OpensearchServerlessConfiguration: {CollectionArn: !GetAtt Store.Arn}
)"},
    .good = {.terraform = R"(resource "aws_opensearchserverless_collection" "kb" { name = "kb" }
resource "aws_opensearchserverless_security_policy" "network" {
  name = "kb"
  type = "network"
  policy = jsonencode([{
    Rules = [{ ResourceType = "collection", Resource = ["collection/kb"] }]
    AllowFromPublic = false
    SourceServices = ["bedrock.amazonaws.com"]
  }])
}
resource "aws_bedrockagent_knowledge_base" "kb" {
  role_arn = "arn:aws:iam::111122223333:role/kb"
  storage_configuration {
    type = "OPENSEARCH_SERVERLESS"
    opensearch_serverless_configuration { collection_arn = aws_opensearchserverless_collection.kb.arn }
  }
}
)",
             .cloudformation = R"(Resources:
  Store: {Type: AWS::OpenSearchServerless::Collection, Properties: {Name: kb, Type: VECTORSEARCH}}
  Network:
    Type: AWS::OpenSearchServerless::SecurityPolicy
    Properties:
      Name: kb
      Type: network
      Policy: >-
        [{"Rules":[{"ResourceType":"collection","Resource":["collection/kb"]}],
        "AllowFromPublic":false,"SourceServices":["bedrock.amazonaws.com"]}]
  Base:
    Type: AWS::Bedrock::KnowledgeBase
    Properties:
      Name: kb
      RoleArn: arn:aws:iam::111122223333:role/kb
      KnowledgeBaseConfiguration: {Type: VECTOR}
      StorageConfiguration:
        Type: OPENSEARCH_SERVERLESS
        OpensearchServerlessConfiguration: {CollectionArn: !GetAtt Store.Arn}
)"},
    .fix = engine::FixKind::None,
    .since = "0.2"};

void check_collection(const Facts& facts, const graph::KnowledgeBase& base, Verdicts& out) {
  const graph::Collection& collection = facts.graph().get(base.collection.target);
  facts::Answer admits = facts::collection_admits_bedrock(facts, base.collection.target);
  if (admits.is_yes()) {
    out.holds(base, {{"a network policy admits Bedrock to " + quoted(collection.address), collection.address,
                      collection.header}});
  } else if (admits.is_unknown()) {
    out.unknown(
        base, base.collection.place.is_valid() ? base.collection.place : base.header,
        "whether the collection " + quoted(collection.address) + " of " + quoted(base.address) + " lets Bedrock in",
        std::move(admits.causes));
  } else {
    facts::Reason policy = admits.reasons.front();
    report(out, base,
           fault(policy.place.is_valid() ? policy.place : base.header,
                 quoted(policy.resource) + " keeps Bedrock out of " + quoted(collection.address) + ", where " +
                     quoted(base.address) +
                     " keeps its documents: `bedrock.amazonaws.com` is not among its source services",
                 {{"the knowledge base", base.address, base.header},
                  {"its collection", collection.address, collection.header}}));
  }
}

void check(const Facts& facts, Verdicts& out) {
  for (const graph::KnowledgeBase& base : facts.graph().all<graph::KnowledgeBase>()) {
    if (base.is_external() || !base.storage.is_known()) continue;
    if (base.storage.value != graph::StorageKind::OpenSearchServerless) continue;
    if (base.collection.has_target()) {
      check_collection(facts, base, out);
    } else if (base.collection.is_unknown()) {
      out.unknown(base, base.collection.place, "whether the collection of " + quoted(base.address) + " lets Bedrock in",
                  base.collection.causes);
    }
  }
}

}  // namespace

extern const engine::Rule kKnowledgeBaseCollectionClosedToBedrock;
const engine::Rule kKnowledgeBaseCollectionClosedToBedrock{&kInfo, check};

}  // namespace brn::rules
