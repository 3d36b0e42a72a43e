// Bedrock jobs, knowledge bases, data sources and agents.

#include "analyzer/graph/reader.h"

namespace brn::graph {

namespace {

constexpr Field kCustomModelFields[] = {
    {"vpc_config", "vpc_config", ""},
    {"subnets", "vpc_config.subnet_ids", ""},
    {"groups", "vpc_config.security_group_ids", ""},
    {"role", "role_arn", ""},
    {"input", "training_data_config.s3_uri", ""},
    {"output", "output_data_config.s3_uri", ""},
    {"validation", "validation_data_config.validator", ""},
};

constexpr Field kBatchFields[] = {
    {"vpc_config", "vpc_config", ""},
    {"subnets", "vpc_config.subnet_ids", ""},
    {"groups", "vpc_config.security_group_ids", ""},
    {"role", "role_arn", ""},
    {"input", "input_data_config.s3_input_data_config.s3_uri", ""},
    {"output", "output_data_config.s3_output_data_config.s3_uri", ""},
    {"validation", "", ""},
};

constexpr Field kUriFields[] = {{"uri", "s3_uri", ""}};

constexpr Field kKnowledgeBaseFields[] = {
    {"own_name", "name", "Name"},
    {"role", "role_arn", "RoleArn"},
    {"storage", "storage_configuration.type", "StorageConfiguration.Type"},
    {"collection", "storage_configuration.opensearch_serverless_configuration.collection_arn",
     "StorageConfiguration.OpensearchServerlessConfiguration.CollectionArn"},
    {"endpoint_service", "storage_configuration.mongo_db_atlas_configuration.endpoint_service_name",
     "StorageConfiguration.MongoDbAtlasConfiguration.EndpointServiceName"},
};

constexpr Field kDataSourceFields[] = {
    {"kind", "data_source_configuration.type", "DataSourceConfiguration.Type"},
    {"knowledge_base", "knowledge_base_id", "KnowledgeBaseId"},
};

constexpr Field kAgentFields[] = {{"role", "agent_resource_role_arn", "AgentResourceRoleArn"}};

struct StorageName {
  std::string_view name;
  StorageKind kind;
};
constexpr StorageName kStorageNames[] = {
    {"OPENSEARCH_SERVERLESS", StorageKind::OpenSearchServerless},
    {"OPENSEARCH_MANAGED_CLUSTER", StorageKind::OpenSearchManagedCluster},
    {"RDS", StorageKind::Rds},
    {"S3_VECTORS", StorageKind::S3Vectors},
    {"NEPTUNE_ANALYTICS", StorageKind::NeptuneAnalytics},
    {"PINECONE", StorageKind::Pinecone},
    {"MONGO_DB_ATLAS", StorageKind::MongoDbAtlas},
    {"REDIS_ENTERPRISE_CLOUD", StorageKind::Redis},
};

template <JobKind Kind>
void fill_job(Reader& reader, Slot<Job> job) {
  job->kind = Kind;
  job->has_vpc_config = reader.presence("vpc_config");
  job->subnets = reader.relations<Subnet>("subnets");
  job->groups = reader.relations<SecurityGroup>("groups");
  job->role = reader.relation<Role>("role");
  for (const std::string_view field : {"input", "output"}) {
    if (reader.is_written(field)) job->s3_uris.push_back(reader.text(field));
  }
  for (const value::Value& validator : reader.items("validation").values) {
    job->s3_uris.push_back(reader.inside(validator, kUriFields).text("uri"));
  }
}

Attribute<StorageKind> read_storage(const Reader& reader) {
  const Attribute<std::string> text = reader.text("storage");
  if (!text.is_known()) return Attribute<StorageKind>::of_unknown(text.causes, text.place);
  if (text.is_default()) return Attribute<StorageKind>::of_default(StorageKind::None);
  for (const StorageName& name : kStorageNames) {
    if (name.name == text.value) return Attribute<StorageKind>::of(name.kind, text.place);
  }
  return Attribute<StorageKind>::of(StorageKind::Other, text.place);
}

void fill_knowledge_base(Reader& reader, Slot<KnowledgeBase> base) {
  base->storage = read_storage(reader);
  base->collection = reader.relation<Collection>("collection");
  base->endpoint_service_name = reader.text("endpoint_service");
  base->role = reader.relation<Role>("role");
}

void fill_data_source(Reader& reader, Slot<DataSource> source) {
  source->kind = reader.text("kind");
  source->knowledge_base = reader.relation<KnowledgeBase>("knowledge_base");
}

void fill_agent(Reader& reader, Slot<Agent> agent) {
  agent->role = reader.relation<Role>("role");
}

constexpr TypeEntry kTypes[] = {
    entity_type<Job, fill_job<JobKind::Customization>>("aws_bedrock_custom_model", "", kCustomModelFields),
    entity_type<Job, fill_job<JobKind::BatchInference>>("aws_bedrock_model_invocation_job", "", kBatchFields),
    entity_type<KnowledgeBase, fill_knowledge_base>("aws_bedrockagent_knowledge_base", "AWS::Bedrock::KnowledgeBase",
                                                    kKnowledgeBaseFields,
                                                    "KnowledgeBaseId KnowledgeBaseArn knowledge_base_id"),
    entity_type<DataSource, fill_data_source>("aws_bedrockagent_data_source", "AWS::Bedrock::DataSource",
                                              kDataSourceFields),
    entity_type<Agent, fill_agent>("aws_bedrockagent_agent", "AWS::Bedrock::Agent", kAgentFields),
};

}  // namespace

TypeEntries bedrock_types() {
  return kTypes;
}

}  // namespace brn::graph
