#include "analyzer/graph/type_table.h"

#include <set>

#include "tests/support/catch.h"

namespace brn::graph {

TEST_CASE("awscc names are derived from CloudFormation's") {
  CHECK(awscc_type_name("AWS::EC2::VPCEndpoint") == "awscc_ec2_vpc_endpoint");
  CHECK(awscc_type_name("AWS::EC2::VPC") == "awscc_ec2_vpc");
  CHECK(awscc_type_name("AWS::EC2::SubnetRouteTableAssociation") == "awscc_ec2_subnet_route_table_association");
  CHECK(awscc_type_name("AWS::BedrockAgentCore::Runtime") == "awscc_bedrockagentcore_runtime");
  CHECK(awscc_type_name("AWS::EC2::DHCPOptions") == "awscc_ec2_dhcp_options");
  CHECK(awscc_attribute_name("SecurityGroupIds") == "security_group_ids");
  CHECK(awscc_attribute_name("CidrIpv6") == "cidr_ipv_6");
  CHECK(awscc_attribute_name("VPCZoneIdentifier") == "vpc_zone_identifier");
  CHECK(awscc_attribute_name("S3Uri") == "s3_uri");
}

TEST_CASE("types are found in each language") {
  const TypeEntry* endpoint = find_type("aws_vpc_endpoint", config::Mode::Managed);
  REQUIRE(endpoint != nullptr);
  CHECK(find_type("AWS::EC2::VPCEndpoint", config::Mode::Managed) == endpoint);
  CHECK(find_type("awscc_ec2_vpc_endpoint", config::Mode::Managed) == endpoint);
  CHECK(find_type("aws_vpc_endpoint", config::Mode::Data) != endpoint);
  CHECK(find_type("aws_sns_topic", config::Mode::Managed) == nullptr);
}

TEST_CASE("each entry has a name, does something or is read by others, and names each field once") {
  for (const TypeEntry* entry : all_types()) {
    INFO(entry->terraform << " " << entry->cloudformation);
    CHECK_FALSE((entry->terraform.empty() && entry->cloudformation.empty()));
    std::set<std::string_view> names;
    for (const Field& field : entry->fields) {
      CHECK(names.insert(field.name).second);
      // A field that a language has none of may stay empty; the other language's must not.
      CHECK_FALSE((field.terraform.empty() && field.cloudformation.empty() && field.name != "validation"));
    }
  }
}

}  // namespace brn::graph
