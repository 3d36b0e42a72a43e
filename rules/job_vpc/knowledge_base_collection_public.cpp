#include "rules/verdict.h"

namespace brn::rules {

namespace {

using engine::RuleInfo;
using engine::Severity;
using engine::Verdicts;
using facts::Answer;
using facts::Facts;
using facts::quoted;

constexpr std::string_view kNist[] = {"SC-7", "AC-3"};

constexpr RuleInfo kInfo{
    .id = "BRN102",
    .name = "knowledge-base-collection-public",
    .title = "A knowledge base's OpenSearch Serverless collection is public",
    .subject = engine::Subject::JobVpc,
    .severity = Severity::High,
    .nist = kNist,
    .rationale =
        "The collection holds the text of the knowledge base's documents. With `AllowFromPublic` its address answers "
        "the whole internet, and one leaked credential is enough to read them all. The Amazon OpenSearch Service "
        "Developer Guide (Network access for Amazon OpenSearch Serverless) has Bedrock admitted as a source service "
        "instead.",
    .verify = "aws opensearchserverless get-security-policy --type network --name $POLICY",
    .help =
        "set `AllowFromPublic` to false and `SourceServices` to [\"bedrock.amazonaws.com\"]; add `SourceVPCEs` for "
        "clients of your own",
    .bad = {.terraform = R"(resource "aws_opensearchserverless_collection" "kb" {
  name = "kb"
  type = "VECTORSEARCH"
}
resource "aws_opensearchserverless_security_policy" "network" {
  name = "kb"
  type = "network"
  policy = jsonencode([{
    Rules           = [{ ResourceType = "collection", Resource = ["collection/kb"] }]
    AllowFromPublic = true
  }])
}
resource "aws_bedrockagent_knowledge_base" "kb" {
  name     = "kb"
  role_arn = "arn:aws:iam::111122223333:role/kb"
  knowledge_base_configuration { type = "VECTOR" }
  storage_configuration {
    type = "OPENSEARCH_SERVERLESS"
    opensearch_serverless_configuration { collection_arn = aws_opensearchserverless_collection.kb.arn }
  }
}
)",
            .cloudformation = R"(Resources:
  Store:
    Type: AWS::OpenSearchServerless::Collection
    Properties: {Name: kb, Type: VECTORSEARCH}
  Network:
    Type: AWS::OpenSearchServerless::SecurityPolicy
    Properties:
      Name: kb
      Type: network
      Policy: '[{"Rules":[{"ResourceType":"collection","Resource":["collection/kb"]}],"AllowFromPublic":true}]'
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
    .good = {.terraform = R"(resource "aws_opensearchserverless_collection" "kb" {
  name = "kb"
  type = "VECTORSEARCH"
}
resource "aws_opensearchserverless_security_policy" "network" {
  name = "kb"
  type = "network"
  policy = jsonencode([{
    Rules           = [{ ResourceType = "collection", Resource = ["collection/kb"] }]
    AllowFromPublic = false
    SourceServices  = ["bedrock.amazonaws.com"]
  }])
}
resource "aws_bedrockagent_knowledge_base" "kb" {
  name     = "kb"
  role_arn = "arn:aws:iam::111122223333:role/kb"
  knowledge_base_configuration { type = "VECTOR" }
  storage_configuration {
    type = "OPENSEARCH_SERVERLESS"
    opensearch_serverless_configuration { collection_arn = aws_opensearchserverless_collection.kb.arn }
  }
}
)",
             .cloudformation = R"(Resources:
  Store:
    Type: AWS::OpenSearchServerless::Collection
    Properties: {Name: kb, Type: VECTORSEARCH}
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
    .since = "0.1"};

void check_collection(const Facts& facts, const graph::KnowledgeBase& base, Verdicts& out) {
  const graph::Collection& collection = facts.graph().get(base.collection.target);
  const graph::CollectionPolicy* policy = nullptr;
  Answer open = facts.collection_is_public(base.collection.target, &policy);
  const std::string verify =
      "aws opensearchserverless batch-get-collection --names $COLLECTION  # COLLECTION: " + collection.address;
  if (open.is_no()) {
    out.holds(base, {{"no network policy opens " + quoted(collection.address), collection.address, collection.header}});
  } else if (open.is_unknown()) {
    out.unknown(base, base.collection.place.is_valid() ? base.collection.place : base.header,
                "whether the collection " + quoted(collection.address) + " of " + quoted(base.address) + " is public",
                std::move(open.causes), verify);
  } else {
    report(out, *policy,
           fault(open.reasons.front().place,
                 quoted(policy->address) + " opens " + quoted(collection.address) + " to the internet, and " +
                     quoted(base.address) + " keeps its documents there",
                 {{"the knowledge base", base.address, base.header},
                  {"its collection", collection.address, collection.header}}));
  }
}

void check(const Facts& facts, Verdicts& out) {
  for (const graph::KnowledgeBase& base : facts.graph().all<graph::KnowledgeBase>()) {
    if (base.is_external()) continue;
    if (!base.storage.is_known()) {
      out.unknown(base, place_of(base.storage, base), "which vector store " + quoted(base.address) + " uses",
                  base.storage.causes);
    } else if (base.storage.value == graph::StorageKind::OpenSearchServerless) {
      if (base.collection.has_target()) {
        check_collection(facts, base, out);
      } else if (base.collection.is_unknown()) {
        out.unknown(base, base.collection.place, "which collection " + quoted(base.address) + " uses",
                    base.collection.causes);
      }
    }
  }
}

}  // namespace

extern const engine::Rule kKnowledgeBaseCollectionPublic;
const engine::Rule kKnowledgeBaseCollectionPublic{&kInfo, check};

}  // namespace brn::rules
