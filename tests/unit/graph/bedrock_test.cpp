// Jobs, knowledge bases, AgentCore resources, OpenSearch Serverless.

#include "tests/support/catch.h"
#include "tests/unit/graph/estate.h"

namespace brn::graph {

TEST_CASE("jobs with and without a VPC configuration") {
  Estate estate;
  estate.terraform("aws_subnet.a", "{}");
  estate.terraform("aws_bedrock_custom_model.a", R"({"role_arn": "@aws_iam_role.a.arn", "vpc_config": [
      {"subnet_ids": ["@aws_subnet.a.id"], "security_group_ids": ["sg-1"]}],
      "training_data_config": [{"s3_uri": "s3://in/x"}], "output_data_config": [{"s3_uri": "s3://${@var.b}/out"}],
      "validation_data_config": [{"validator": [{"s3_uri": "s3://in/y"}]}]})");
  estate.terraform("aws_iam_role.a", "{}");
  estate.terraform("aws_bedrock_model_invocation_job.b",
                   R"({"input_data_config": [{"s3_input_data_config": [{"s3_uri": "s3://in/z"}]}]})");
  estate.terraform("aws_bedrock_custom_model.c", R"({"vpc_config": "@var.vpc_config"})");
  const ResourceGraph graph = estate.lower();
  const Job& a = find<Job>(graph, "aws_bedrock_custom_model.a");
  CHECK(a.has_vpc_config.value);
  CHECK(graph.get(a.subnets.items.at(0).target).address == "aws_subnet.a");
  CHECK(a.groups.items.size() == 1);
  CHECK(graph.get(a.role.target).address == "aws_iam_role.a");
  REQUIRE(a.s3_uris.size() == 3);
  CHECK_FALSE(a.s3_uris[1].is_known());
  CHECK(a.s3_uris[1].value == "s3://${…}/out");
  CHECK(a.s3_uris[2].value == "s3://in/y");
  const Job& b = find<Job>(graph, "aws_bedrock_model_invocation_job.b");
  CHECK(b.kind == JobKind::BatchInference);
  CHECK(b.has_vpc_config.is_default());
  CHECK_FALSE(b.has_vpc_config.value);
  CHECK(b.s3_uris.at(0).value == "s3://in/z");
  const Job& c = find<Job>(graph, "aws_bedrock_custom_model.c");
  CHECK_FALSE(c.has_vpc_config.is_known());
  CHECK_FALSE(c.subnets.complete);
}

TEST_CASE("knowledge bases and their stores") {
  Estate estate;
  estate.terraform("aws_opensearchserverless_collection.v", R"({"name": "vectors"})");
  estate.terraform("aws_bedrockagent_knowledge_base.a", R"({"storage_configuration": [{"type": "OPENSEARCH_SERVERLESS",
      "opensearch_serverless_configuration": [{"collection_arn": "@aws_opensearchserverless_collection.v.arn"}]}]})");
  estate.terraform("aws_bedrockagent_data_source.a", R"({"knowledge_base_id": "@aws_bedrockagent_knowledge_base.a.id",
      "data_source_configuration": [{"type": "WEB"}]})");
  estate.cloudformation("Base", "AWS::Bedrock::KnowledgeBase", R"({"StorageConfiguration": {"Type": "MONGO_DB_ATLAS",
      "MongoDbAtlasConfiguration": {"EndpointServiceName": "com.amazonaws.vpce.x"}}})");
  estate.cloudformation("Source", "AWS::Bedrock::DataSource",
                        R"({"KnowledgeBaseId": "@Base.KnowledgeBaseId", "DataSourceConfiguration": {"Type": "S3"}})");
  const ResourceGraph graph = estate.lower();
  const KnowledgeBase& a = find<KnowledgeBase>(graph, "aws_bedrockagent_knowledge_base.a");
  CHECK(a.storage.value == StorageKind::OpenSearchServerless);
  CHECK(graph.get(a.collection.target).name.value == "vectors");
  CHECK(find<DataSource>(graph, "aws_bedrockagent_data_source.a").kind.value == "WEB");
  const KnowledgeBase& base = find<KnowledgeBase>(graph, "Base");
  CHECK(base.storage.value == StorageKind::MongoDbAtlas);
  CHECK(base.endpoint_service_name.value == "com.amazonaws.vpce.x");
  CHECK(graph.get(find<DataSource>(graph, "Source").knowledge_base.target).address == "Base");
}

TEST_CASE("AgentCore resources") {
  Estate estate;
  estate.terraform("aws_bedrockagentcore_agent_runtime.a", R"({"network_configuration": [{"network_mode": "VPC",
      "network_mode_config": [{"subnets": ["subnet-1"], "security_groups": ["sg-1"]}]}]})");
  estate.terraform("aws_bedrockagentcore_browser.a", R"({"network_configuration": [{"network_mode": "VPC",
      "vpc_config": [{"subnets": ["subnet-1"], "security_groups": ["sg-1"]}]}]})");
  estate.cloudformation("Runtime", "AWS::BedrockAgentCore::Runtime", "{}");
  estate.cloudformation("Interpreter", "AWS::BedrockAgentCore::CodeInterpreterCustom",
                        R"({"NetworkConfiguration": {"NetworkMode": "SANDBOX"}})");
  const ResourceGraph graph = estate.lower();
  for (const char* address : {"aws_bedrockagentcore_agent_runtime.a", "aws_bedrockagentcore_browser.a"}) {
    CHECK(find<AgentCoreResource>(graph, address).network_mode.value == "VPC");
    CHECK(find<AgentCoreResource>(graph, address).subnets.items.size() == 1);
    CHECK(find<AgentCoreResource>(graph, address).groups.items.size() == 1);
  }
  CHECK(find<AgentCoreResource>(graph, "Runtime").network_mode.is_default());
  CHECK(find<AgentCoreResource>(graph, "Runtime").network_mode.value == "PUBLIC");
  CHECK(find<AgentCoreResource>(graph, "Interpreter").network_mode.value == "SANDBOX");
}

TEST_CASE("OpenSearch Serverless policies and endpoints") {
  Estate estate;
  estate.terraform("aws_opensearchserverless_security_policy.net", R"({"type": "network",
      "policy": "[{\"Rules\": [], \"AllowFromPublic\": false, \"SourceServices\": [\"bedrock.amazonaws.com\"]}]"})");
  estate.cloudformation("Policy", "AWS::OpenSearchServerless::SecurityPolicy",
                        R"({"Type": "network", "Policy": "[{\"AllowFromPublic\": true}]"})");
  estate.terraform("aws_opensearchserverless_vpc_endpoint.a",
                   R"({"vpc_id": "vpc-1", "subnet_ids": ["subnet-1"], "security_group_ids": ["sg-1"]})");
  const ResourceGraph graph = estate.lower();
  const CollectionPolicy& policy = find<CollectionPolicy>(graph, "aws_opensearchserverless_security_policy.net");
  CHECK(policy.kind.value == "network");
  CHECK(policy.document.elements().front().find("SourceServices") != nullptr);
  CHECK(find<CollectionPolicy>(graph, "Policy").document.is_sequence());
  CHECK(find<CollectionEndpoint>(graph, "aws_opensearchserverless_vpc_endpoint.a").vpc.has_target());
}

}  // namespace brn::graph
