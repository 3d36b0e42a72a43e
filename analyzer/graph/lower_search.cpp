// OpenSearch Serverless: collections, security policies, VPC endpoints.

#include "analyzer/graph/json_text.h"
#include "analyzer/graph/reader.h"

namespace brn::graph {

namespace {

constexpr Field kCollectionFields[] = {{"own_name", "name", "Name"}};
constexpr Field kDataCollectionFields[] = {{"id", "id|name", ""}};
constexpr Field kPolicyFields[] = {{"kind", "type", "Type"}, {"policy", "policy", "Policy"}};
constexpr Field kEndpointFields[] = {
    {"vpc", "vpc_id", "VpcId"},
    {"subnets", "subnet_ids", "SubnetIds"},
    {"groups", "security_group_ids", "SecurityGroupIds"},
};

void fill_collection(Reader& reader, Slot<Collection> collection) {
  collection->name = reader.text("own_name");
}

void fill_policy(Reader& reader, Slot<CollectionPolicy> policy) {
  policy->kind = reader.text("kind");
  if (const auto document = reader.find("policy")) policy->document = to_structure(reader.lowering().pool(), *document);
}

void fill_endpoint(Reader& reader, Slot<CollectionEndpoint> endpoint) {
  endpoint->vpc = reader.relation<Vpc>("vpc");
  endpoint->subnets = reader.relations<Subnet>("subnets");
  endpoint->groups = reader.relations<SecurityGroup>("groups");
}

constexpr TypeEntry kTypes[] = {
    entity_type<Collection, fill_collection>("aws_opensearchserverless_collection",
                                             "AWS::OpenSearchServerless::Collection", kCollectionFields, "name"),
    data_type("aws_opensearchserverless_collection", kDataCollectionFields, "name"),
    entity_type<CollectionPolicy, fill_policy>("aws_opensearchserverless_security_policy",
                                               "AWS::OpenSearchServerless::SecurityPolicy", kPolicyFields),
    entity_type<CollectionEndpoint, fill_endpoint>("aws_opensearchserverless_vpc_endpoint",
                                                   "AWS::OpenSearchServerless::VpcEndpoint", kEndpointFields),
};

}  // namespace

TypeEntries search_types() {
  return kTypes;
}

}  // namespace brn::graph
