#include <algorithm>

#include "analyzer/aws/partitions.h"
#include "analyzer/aws/prefix_lists.h"
#include "analyzer/aws/services.h"
#include "tests/support/catch.h"

namespace brn::aws {

TEST_CASE("Regions are sorted and belong to their partitions") {
  CHECK(std::is_sorted(regions().begin(), regions().end()));
  for (const std::string_view region : regions()) {
    INFO(region);
    CHECK(is_region(region));
    CHECK(looks_like_region(region));
  }
  CHECK_FALSE(is_region("eu-central-9"));
  CHECK(looks_like_region("eu-central-9"));
  for (const char* text : {"", "eu", "eu-1", "bedrock-runtime", "s3", "-", "a-b-", "us-east-1234"}) {
    INFO(text);
    CHECK_FALSE(looks_like_region(text));
  }
  CHECK(partition_of("us-gov-west-1").name == "aws-us-gov");
  CHECK(partition_of("cn-north-1").name == "aws-cn");
  CHECK(partition_of("us-isob-east-1").name == "aws-iso-b");
  CHECK(partition_of("eu-central-1").name == "aws");
}

TEST_CASE("prefix lists of AWS by Region") {
  CHECK(prefix_list_service("us-east-1", "pl-63a5400a") == "s3");
  CHECK(prefix_list_service("eu-west-1", "pl-6fa54006") == "dynamodb");
  CHECK(prefix_list_service("ap-southeast-1", "pl-6fa54006") == "s3");
  CHECK(prefix_list_service("", "pl-63a5400a").empty());
}

TEST_CASE("Bedrock's services") {
  const BedrockService* runtime = bedrock_service("bedrock-runtime");
  REQUIRE(runtime != nullptr);
  CHECK(runtime->iam_prefix == "bedrock");
  CHECK(runtime->fips_suffix == "bedrock-runtime-fips");
  CHECK(private_dns_name(*runtime, "eu-central-1") == "bedrock-runtime.eu-central-1.amazonaws.com");
  CHECK(is_listed_in(*runtime, "eu-central-1") == true);
  CHECK(is_listed_in(*runtime, "ap-east-1") == false);
  CHECK_FALSE(is_listed_in(*bedrock_service("bedrock-agent"), "eu-central-1").has_value());
  CHECK_FALSE(is_bedrock_service("bedrock-agent-fips"));
  CHECK_FALSE(is_bedrock_service("s3"));
  CHECK(is_bedrock_service("bedrock-agentcore.gateway"));
  for (const BedrockService& service : bedrock_services()) {
    INFO(service.suffix);
    if (!service.fips_suffix.empty()) CHECK(is_bedrock_service(service.fips_suffix));
    CHECK(std::count(bedrock_iam_prefixes().begin(), bedrock_iam_prefixes().end(), service.iam_prefix) == 1);
  }
}

TEST_CASE("forms of ARNs") {
  CHECK(arn_form("aws_s3_bucket") == "arn:{partition}:s3:::{name}");
  CHECK(arn_form("AWS::S3::Bucket") == arn_form("aws_s3_bucket"));
  CHECK(arn_form("aws_sns_topic").empty());
}

}  // namespace brn::aws
