// Bad input: a clear error with its place, exit status 2, and the rest is still analysed.

#include <sys/stat.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "tests/support/catch.h"
#include "tests/support/files.h"
#include "tests/support/process.h"

namespace brn::test {
namespace {

using Json = nlohmann::json;

constexpr const char* kEndpoint = R"(resource "aws_vpc_endpoint" "runtime" {
  vpc_id            = "vpc-0a1b2c3d"
  service_name      = "com.amazonaws.us-east-1.bedrock-runtime"
  vpc_endpoint_type = "Interface"
}
)";

constexpr const char* kTemplate = R"(Resources:
  Runtime:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: vpc-0a1b2c3d
      ServiceName: com.amazonaws.us-east-1.bedrock-runtime
      VpcEndpointType: Interface
)";

/// Checks a folder that holds one bad thing beside two good endpoints in other units.
Json check_beside_good(const TemporaryFolder& folder, std::vector<std::string> paths = {},
                       bool without_rights = false) {
  folder.add("good/main.tf", kEndpoint);
  folder.add("good.yaml", kTemplate);
  std::vector<std::string> command = {BRN_PROGRAM, "check", "--format", "json", "--select", "BRN301"};
  command.insert(command.end(), paths.begin(), paths.end());
  const Outcome outcome = run_program(command, folder.path(), {}, without_rights);
  INFO(outcome.err);
  CHECK(outcome.status == 2);
  const Json json = Json::parse(outcome.out);
  std::size_t good = 0;
  for (const Json& finding : json["findings"]) {
    const std::string file = finding["location"]["file"];
    if (file == "good/main.tf" || file == "good.yaml") ++good;
  }
  CHECK(good == 2);
  CHECK_FALSE(json["errors"].empty());
  return json;
}

/// True when an error in `file` (at `line`, unless 0) says `words`.
bool has_error(const Json& json, const std::string& file, unsigned line, const std::string& words) {
  for (const Json& error : json["errors"]) {
    const Json& location = error["location"];
    if (location.is_null() || location["file"] != file) continue;
    if (line != 0 && location["start"]["line"] != line) continue;
    if (error["message"].get<std::string>().find(words) != std::string::npos) return true;
  }
  return false;
}

std::string nested(std::size_t depth) {
  return std::string(depth, '[') + std::string(depth, ']');
}

}  // namespace

TEST_CASE("an unreadable file") {
  const TemporaryFolder folder;
  folder.add("bad/main.tf", kEndpoint);
  folder.add("bad.yaml", kTemplate);
  ::chmod(folder.path().c_str(), 0755);
  ::chmod((folder.path() / "bad/main.tf").c_str(), 0);
  ::chmod((folder.path() / "bad.yaml").c_str(), 0);
  const Json json = check_beside_good(folder, {}, true);
  CHECK(has_error(json, "bad/main.tf", 0, "permission denied"));
  CHECK(has_error(json, "bad.yaml", 0, "permission denied"));
}

TEST_CASE("a named path that is not there") {
  const TemporaryFolder folder;
  const Json json = check_beside_good(folder, {".", "nowhere"});
  CHECK(has_error(json, "nowhere", 0, "no such file"));
}

TEST_CASE("a broken link where a file should be") {
  const TemporaryFolder folder;
  std::filesystem::create_directories(folder.path() / "bad");
  std::filesystem::create_symlink("nowhere.tf", folder.path() / "bad/main.tf");
  CHECK(has_error(check_beside_good(folder), "bad/main.tf", 0, "no such file"));
}

TEST_CASE("a named pipe is not opened") {
  const TemporaryFolder folder;
  std::filesystem::create_directories(folder.path() / "pipes");
  REQUIRE(::mkfifo((folder.path() / "pipes/a.yaml").c_str(), 0600) == 0);
  const Json json = check_beside_good(folder, {".", "pipes/a.yaml"});
  CHECK(has_error(json, "pipes/a.yaml", 0, "not a regular file"));
}

TEST_CASE("what only looks like a plan is refused") {
  const TemporaryFolder folder;
  folder.add("plan.json", R"({"format_version":"1.2","planned_values":[]})");
  const Json json = check_beside_good(folder, {".", "plan.json"});
  CHECK(has_error(json, "plan.json", 1, "this is no plan"));
}

TEST_CASE("a syntax error costs its block only") {
  const TemporaryFolder folder;
  folder.add("bad/main.tf", "resource \"aws_vpc\" \"x\" {\n  cidr_block = = 1\n}\n" + std::string(kEndpoint));
  folder.add("bad.yaml", std::string(kTemplate) + "  Other: {Type: [\n");
  folder.add("bad.json", "{\"Resources\": {\"A\": {\"Type\": \"AWS::EC2::VPC\",}}}");
  const Json json = check_beside_good(folder);
  CHECK(has_error(json, "bad/main.tf", 2, ""));
  CHECK(has_error(json, "bad.yaml", 0, ""));
  CHECK(has_error(json, "bad.json", 1, ""));
  bool is_found = false;
  for (const Json& finding : json["findings"]) is_found = is_found || finding["location"]["file"] == "bad/main.tf";
  CHECK(is_found);
}

TEST_CASE("an undefined reference") {
  const TemporaryFolder folder;
  folder.add("bad/main.tf",
             "resource \"aws_subnet\" \"x\" {\n  vpc_id = aws_vpc.absent.id\n  cidr_block = var.absent\n}\n");
  folder.add("bad.yaml", "Resources:\n  S:\n    Type: AWS::EC2::Subnet\n    Properties:\n      VpcId: !Ref Absent\n");
  const Json json = check_beside_good(folder);
  CHECK(has_error(json, "bad/main.tf", 2, "aws_vpc.absent"));
  CHECK(has_error(json, "bad/main.tf", 3, "absent"));
  CHECK(has_error(json, "bad.yaml", 5, "Absent"));
}

TEST_CASE("cycles in locals and in modules") {
  const TemporaryFolder folder;
  folder.add("locals/main.tf", "locals {\n  a = local.b\n  b = local.a\n}\noutput \"x\" {\n  value = local.a\n}\n");
  folder.add("a/main.tf", "module \"b\" {\n  source = \"../b\"\n}\n");
  folder.add("b/main.tf", "module \"a\" {\n  source = \"../a\"\n}\n");
  const Json json = check_beside_good(folder);
  CHECK((has_error(json, "locals/main.tf", 2, "local") || has_error(json, "locals/main.tf", 3, "local")));
  CHECK((has_error(json, "a/main.tf", 0, "") || has_error(json, "b/main.tf", 0, "")));
}

TEST_CASE("a local module path that does not exist") {
  const TemporaryFolder folder;
  folder.add("bad/main.tf", "module \"net\" {\n  source = \"../absent\"\n}\n");
  CHECK(has_error(check_beside_good(folder), "bad/main.tf", 1, "absent"));
}

TEST_CASE("100,000 nested brackets") {
  const TemporaryFolder folder;
  folder.add("bad/main.tf", "locals {\n  x = " + nested(100'000) + "\n}\n");
  folder.add("bad.yaml", "AWSTemplateFormatVersion: \"2010-09-09\"\nMetadata: " + nested(100'000) +
                             "\nResources:\n  A:\n    Type: AWS::EC2::VPC\n");
  folder.add("bad.json",
             "{\"Metadata\": " + nested(100'000) + ", \"Resources\": {\"A\": {\"Type\": \"AWS::EC2::VPC\"}}}");
  const Json json = check_beside_good(folder);
  CHECK(has_error(json, "bad/main.tf", 2, ""));
  CHECK(has_error(json, "bad.yaml", 2, ""));
  CHECK(has_error(json, "bad.json", 1, ""));
}

TEST_CASE("an alias bomb") {
  const TemporaryFolder folder;
  std::string text =
      "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  A:\n    Type: AWS::EC2::VPC\nMetadata:\n  a0: &a0 [x]\n";
  for (int i = 1; i < 12; ++i) {
    const std::string last = "*a" + std::to_string(i - 1);
    text += "  a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
    for (int j = 0; j < 10; ++j) text += (j == 0 ? "" : ", ") + last;
    text += "]\n";
  }
  folder.add("bad.yaml", text);
  CHECK(has_error(check_beside_good(folder), "bad.yaml", 0, ""));
}

TEST_CASE("a file of 50 MB") {
  const TemporaryFolder folder;
  folder.add("bad/main.tf", std::string(50U << 20U, '#'));
  folder.add("bad.yaml", std::string(kTemplate) + "#" + std::string(50U << 20U, 'x') + "\n");
  folder.add("data.json", "[" + std::string(50U << 20U, ' ') + "]");
  const Json json = check_beside_good(folder);
  CHECK(has_error(json, "bad/main.tf", 0, "larger"));
  CHECK(has_error(json, "bad.yaml", 0, "larger"));
  CHECK(json["errors"].size() == 2);  // a document without markers is nothing to this program, however large
}

TEST_CASE("ill-formed UTF-8 and NUL bytes") {
  const TemporaryFolder folder;
  folder.add("bad/main.tf", "locals {\n  x = \"\xC3\x28\"\n}\n");
  folder.add("nul/main.tf", std::string("locals {\n  x = \"a\0b\"\n}\n", 23));
  folder.add("bad.yaml", std::string(kTemplate) + "Description: \"\xFF\"\n");
  folder.add("nul.yaml", std::string(kTemplate) + "Description: \"" + std::string(1, '\0') + "\"\n");
  const Json json = check_beside_good(folder);
  CHECK(has_error(json, "bad/main.tf", 2, ""));
  CHECK(has_error(json, "nul/main.tf", 2, ""));
  CHECK(has_error(json, "bad.yaml", 8, ""));
  CHECK(has_error(json, "nul.yaml", 8, ""));
}

TEST_CASE("a name that is no UTF-8 does not break the output") {
  const TemporaryFolder folder;
  folder.add("na\xFFme/main.tf", kEndpoint);
  folder.add("bad/main.tf", "x = = 1\n");
  check_beside_good(folder);
}

TEST_CASE("links in circles end") {
  const TemporaryFolder folder;
  folder.add("a/main.tf", "module \"net\" {\n  source = \"../absent\"\n}\n");
  std::filesystem::create_directory_symlink("..", folder.path() / "a/up");
  check_beside_good(folder);
}

}  // namespace brn::test
