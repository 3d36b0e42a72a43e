#include "analyzer/facts/acls.h"

#include "tests/support/catch.h"
#include "tests/unit/facts/built.h"

namespace brn::facts {

namespace {

using graph::Estate;
using graph::Subnet;

std::string entry(int number, const std::string& action, const std::string& ports,
                  const std::string& cidr = "10.0.0.0/16") {
  return R"({"rule_no": )" + std::to_string(number) + R"(, "action": ")" + action +
         R"(", "protocol": "tcp", "cidr_block": ")" + cidr + R"(", )" + ports + "}";
}
const std::string kHttps = R"("from_port": 443, "to_port": 443)";
const std::string kReplies = R"("from_port": 1024, "to_port": 65535)";

/// The ACL of the client's subnet; the server's is AWS's own.
Answer admit(const std::string& in, const std::string& out) {
  Estate estate;
  add_network(estate);
  estate.terraform("aws_subnet.server", R"({"vpc_id": "@aws_vpc.main.id", "cidr_block": "10.0.2.0/24"})");
  estate.terraform("aws_network_acl.client",
                   R"({"vpc_id": "@aws_vpc.main.id", "subnet_ids": ["@aws_subnet.app.id"], "ingress": [)" + in +
                       R"(], "egress": [)" + out + "]}");
  const Built built(estate);
  NetworkAcls acls(built.facts());
  return acls.admit(built.id<Subnet>("aws_subnet.app"), built.id<Subnet>("aws_subnet.server"));
}

Answer admit_s3(const std::string& in, const std::string& out) {
  Estate estate;
  add_network(estate);
  estate.terraform("aws_network_acl.client",
                   R"({"vpc_id": "@aws_vpc.main.id", "subnet_ids": ["@aws_subnet.app.id"], "ingress": [)" + in +
                       R"(], "egress": [)" + out + "]}");
  const Built built(estate);
  NetworkAcls acls(built.facts());
  return acls.admit_s3(built.id<Subnet>("aws_subnet.app"));
}

}  // namespace

TEST_CASE("a reply needs an entry of its own") {
  CHECK(admit(entry(100, "allow", kReplies), entry(100, "allow", kHttps)).is_yes());
  CHECK(admit("", entry(100, "allow", kHttps)).is_no());
  CHECK(admit(entry(100, "allow", kReplies), "").is_no());
  CHECK(admit(entry(100, "allow", R"("from_port": 49152, "to_port": 65535)"), entry(100, "allow", kHttps)).is_no());
  CHECK(admit(entry(100, "allow", R"("from_port": 32768, "to_port": 60999)"), entry(100, "allow", kHttps)).is_yes());
}

TEST_CASE("the first entry that matches decides") {
  const std::string both = entry(200, "allow", kHttps) + ", " + entry(100, "deny", kHttps);
  CHECK(admit(entry(100, "allow", kReplies), both).is_no());
  const std::string later = entry(100, "allow", kHttps) + ", " + entry(200, "deny", kHttps);
  CHECK(admit(entry(100, "allow", kReplies), later).is_yes());
  const std::string elsewhere = entry(200, "allow", kHttps) + ", " + entry(100, "deny", kHttps, "10.0.9.0/24");
  CHECK(admit(entry(100, "allow", kReplies), elsewhere).is_yes());
  const std::string half = entry(200, "allow", kHttps) + ", " + entry(100, "deny", kHttps, "10.0.2.0/25");
  CHECK(admit(entry(100, "allow", kReplies), half).is_unknown());
}

TEST_CASE("S3 has public addresses") {
  CHECK(admit_s3(entry(100, "allow", kReplies, "0.0.0.0/0"), entry(100, "allow", kHttps, "0.0.0.0/0")).is_yes());
  CHECK(admit_s3(entry(100, "allow", kReplies, "0.0.0.0/0"), entry(100, "allow", kHttps)).is_no());
  CHECK(
      admit_s3(entry(100, "allow", kReplies, "0.0.0.0/0"), entry(100, "allow", kHttps, "52.216.0.0/15")).is_unknown());
  const std::string but_private =
      entry(100, "deny", kHttps, "192.168.0.0/16") + ", " + entry(200, "allow", kHttps, "0.0.0.0/0");
  CHECK(admit_s3(entry(100, "allow", kReplies, "0.0.0.0/0"), but_private).is_yes());
}

TEST_CASE("AWS's own ACL and one subnet let everything pass") {
  Estate estate;
  add_network(estate);
  estate.terraform("aws_subnet.server", R"({"vpc_id": "@aws_vpc.main.id", "cidr_block": "10.0.2.0/24"})");
  const Built built(estate);
  NetworkAcls acls(built.facts());
  const auto app = built.id<Subnet>("aws_subnet.app");
  CHECK(acls.admit(app, built.id<Subnet>("aws_subnet.server")).is_yes());
  CHECK(acls.admit(app, app).is_yes());
  CHECK(acls.admit_s3(app).is_yes());
}

}  // namespace brn::facts
