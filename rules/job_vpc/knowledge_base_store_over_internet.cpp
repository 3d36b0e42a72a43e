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
    .id = "BRN109",
    .name = "knowledge-base-store-over-internet",
    .title = "A knowledge base reaches its vector store over the internet",
    .subject = engine::Subject::JobVpc,
    .severity = Severity::High,
    .nist = kNist,
    .rationale =
        "The vector store holds the text of your documents. Pinecone, Redis Enterprise Cloud, and MongoDB "
        "Atlas without an endpoint service are reached at a public address, where one leaked credential is "
        "enough to read all of it. The Amazon Bedrock User Guide (Prerequisites for your own vector store) "
        "describes the PrivateLink connection to Atlas.",
    .verify =
        "aws bedrock-agent get-knowledge-base --knowledge-base-id $KNOWLEDGE_BASE --query "
        "knowledgeBase.storageConfiguration",
    .help =
        "give the Atlas configuration an endpoint service name, or use a store of AWS: OpenSearch Serverless, "
        "Aurora, S3 Vectors, Neptune Analytics",
    .bad = {.terraform = R"(resource "aws_bedrockagent_knowledge_base" "kb" {
  name     = "kb"
  role_arn = "arn:aws:iam::111122223333:role/kb"
  knowledge_base_configuration { type = "VECTOR" }
  storage_configuration {
    type = "MONGO_DB_ATLAS"
    mongo_db_atlas_configuration {
      endpoint               = "cluster.example.mongodb.net"
      credentials_secret_arn = "arn:aws:secretsmanager:us-east-1:111122223333:secret:atlas"
      database_name = "kb"
    }
  }
}
)",
            .cloudformation = R"(Resources:
  Base:
    Type: AWS::Bedrock::KnowledgeBase
    Properties:
      Name: kb
      RoleArn: arn:aws:iam::111122223333:role/kb
      KnowledgeBaseConfiguration: {Type: VECTOR}
      StorageConfiguration:
        Type: MONGO_DB_ATLAS
        MongoDbAtlasConfiguration:
          Endpoint: cluster.example.mongodb.net
          CredentialsSecretArn: arn:aws:secretsmanager:us-east-1:111122223333:secret:atlas
          DatabaseName: kb
)"},
    .good = {.terraform = R"(resource "aws_bedrockagent_knowledge_base" "kb" {
  name     = "kb"
  role_arn = "arn:aws:iam::111122223333:role/kb"
  knowledge_base_configuration { type = "VECTOR" }
  storage_configuration {
    type = "MONGO_DB_ATLAS"
    mongo_db_atlas_configuration {
      endpoint               = "cluster.example.mongodb.net"
      credentials_secret_arn = "arn:aws:secretsmanager:us-east-1:111122223333:secret:atlas"
      endpoint_service_name = "com.amazonaws.vpce.us-east-1.vpce-svc-0a1b2c3d"
    }
  }
}
)",
             .cloudformation = R"(Resources:
  Base:
    Type: AWS::Bedrock::KnowledgeBase
    Properties:
      Name: kb
      RoleArn: arn:aws:iam::111122223333:role/kb
      KnowledgeBaseConfiguration: {Type: VECTOR}
      StorageConfiguration:
        Type: MONGO_DB_ATLAS
        MongoDbAtlasConfiguration:
          Endpoint: cluster.example.mongodb.net
          CredentialsSecretArn: arn:aws:secretsmanager:us-east-1:111122223333:secret:atlas
          EndpointServiceName: com.amazonaws.vpce.us-east-1.vpce-svc-0a1b2c3d
)"},
    .fix = engine::FixKind::None,
    .since = "0.2"};

std::string_view store_words(graph::StorageKind kind) {
  switch (kind) {
    case graph::StorageKind::Pinecone: return "Pinecone";
    case graph::StorageKind::Redis: return "Redis Enterprise Cloud";
    default: return "MongoDB Atlas without an endpoint service";
  }
}

void check_base(const graph::KnowledgeBase& base, Verdicts& out) {
  const bool is_atlas = base.storage.value == graph::StorageKind::MongoDbAtlas;
  const bool is_elsewhere =
      base.storage.value == graph::StorageKind::Pinecone || base.storage.value == graph::StorageKind::Redis || is_atlas;
  const Span place = place_of(base.storage, base);
  const auto& service = base.endpoint_service_name;
  if (!is_elsewhere) return out.holds(base, {{"its vector store is one of AWS's", base.address, place}});
  if (is_atlas && !service.is_known()) {
    return out.unknown(base, service.place, "whether " + quoted(base.address) + " reaches MongoDB Atlas privately",
                       service.causes);
  }
  if (is_atlas && !service.value.empty()) {
    return out.holds(base, {{"it reaches MongoDB Atlas by PrivateLink", base.address, service.place}});
  }
  report(out, base,
         fault(place, quoted(base.address) + " keeps its documents in " + std::string(store_words(base.storage.value)) +
                          ", which it reaches over the internet"));
}

void check(const Facts& facts, Verdicts& out) {
  for (const graph::KnowledgeBase& base : facts.graph().all<graph::KnowledgeBase>()) {
    if (base.is_external() || base.storage.is_default()) continue;
    if (base.storage.is_known()) {
      check_base(base, out);
    } else {
      out.unknown(base, base.storage.place, "which vector store " + quoted(base.address) + " uses",
                  base.storage.causes);
    }
  }
}

}  // namespace

extern const engine::Rule kKnowledgeBaseStoreOverInternet;
const engine::Rule kKnowledgeBaseStoreOverInternet{&kInfo, check};

}  // namespace brn::rules
