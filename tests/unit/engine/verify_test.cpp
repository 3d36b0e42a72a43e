#include <array>

#include "analyzer/engine/rule.h"
#include "tests/support/catch.h"

namespace brn::engine {
namespace {

graph::Entity entity(std::string address, std::string region = "") {
  graph::Entity one;
  one.address = std::move(address);
  one.region = std::move(region);
  return one;
}

}  // namespace

TEST_CASE("ids that exist only after deployment are names with a comment") {
  CHECK(verify_endpoints(entity("aws_vpc.main", "us-east-1"), "bedrock-runtime") ==
        "aws ec2 describe-vpc-endpoints --filters Name=vpc-id,Values=$VPC_MAIN "
        "'Name=service-name,Values=com.amazonaws.us-east-1.bedrock-runtime' --region us-east-1  # VPC_MAIN: "
        "aws_vpc.main");
  CHECK(verify_vpc_dns(entity("AppVpc"), "enableDnsSupport") ==
        "aws ec2 describe-vpc-attribute --vpc-id $APP_VPC --attribute enableDnsSupport  # APP_VPC: AppVpc");
}

TEST_CASE("known ids stand as they are") {
  CHECK(verify_route_tables(entity("vpc-0a1b2c3d")) ==
        "aws ec2 describe-route-tables --filters Name=vpc-id,Values=vpc-0a1b2c3d");
}

TEST_CASE("addresses with modules and keys make names of a shell") {
  const graph::Entity a = entity("module.net.aws_security_group.x[\"a-b\"]");
  const graph::Entity b = entity("module.net.aws_security_group.x[\"a.b\"]");
  const std::array<const graph::Entity*, 2> groups = {&a, &b};
  CHECK(verify_groups(groups) ==
        "aws ec2 describe-security-groups --group-ids $NET_SECURITY_GROUP_X_A_B $NET_SECURITY_GROUP_X_A_B_"
        "  # NET_SECURITY_GROUP_X_A_B: module.net.aws_security_group.x[\"a-b\"], "
        "NET_SECURITY_GROUP_X_A_B_: module.net.aws_security_group.x[\"a.b\"]");
}

}  // namespace brn::engine
