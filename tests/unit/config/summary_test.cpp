// Summaries of registry modules: chosen by source and version, and, where the published source is at hand, the same
// resources as that makes.

#include <algorithm>
#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "analyzer/config/terraform/module_summaries.h"
#include "analyzer/config/terraform/terraform.h"
#include "analyzer/value/convert.h"
#include "tests/support/catch.h"
#include "tests/support/files.h"

using namespace brn;
using config::terraform::find_summary;

namespace {

constexpr std::string_view kVpc = R"(
  name               = "net"
  cidr               = "10.4.0.0/16"
  azs                = ["eu-west-1a", "eu-west-1b", "eu-west-1c"]
  private_subnets    = ["10.4.1.0/24", "10.4.2.0/24", "10.4.3.0/24"]
  public_subnets     = ["10.4.101.0/24", "10.4.102.0/24", "10.4.103.0/24"]
  database_subnets   = ["10.4.21.0/24", "10.4.22.0/24"]
  intra_subnets      = ["10.4.51.0/24"]
  enable_nat_gateway = true
  single_nat_gateway = true
)";

config::Configuration evaluated(const FileSystem& files) {
  static std::vector<std::unique_ptr<SourceManager>>
      kept;  // what a configuration points to lives as long as its sources
  kept.push_back(std::make_unique<SourceManager>(files));
  return config::terraform::evaluate(*kept.back(), "/w", {}, {.tree_root = "/w"});
}

std::string call(std::string_view name, std::string_view source, std::string_view arguments) {
  return "module \"" + std::string(name) + "\" {\n  source = \"" + std::string(source) + "\"\n" +
         std::string(arguments) + "}\n";
}

std::set<std::string> addresses(const config::Configuration& configuration) {
  std::set<std::string> found;
  for (const config::Resource& resource : configuration.resources) {
    if (resource.mode == config::Mode::Managed) found.insert(resource.address);
  }
  return found;
}

/// Attributes that decide about the network, as text; unknown ones by their symbol.
std::string shown(const config::Configuration& configuration, const config::Resource& resource) {
  static const std::set<std::string_view> kCompared = {"vpc_id",
                                                       "cidr_block",
                                                       "subnet_id",
                                                       "route_table_id",
                                                       "gateway_id",
                                                       "nat_gateway_id",
                                                       "destination_cidr_block",
                                                       "enable_dns_hostnames",
                                                       "enable_dns_support",
                                                       "map_public_ip_on_launch",
                                                       "availability_zone",
                                                       "service_name",
                                                       "vpc_endpoint_type",
                                                       "private_dns_enabled",
                                                       "type",
                                                       "from_port",
                                                       "to_port",
                                                       "protocol",
                                                       "cidr_blocks",
                                                       "security_group_id",
                                                       "self",
                                                       "role"};
  std::string text;
  for (const value::Member& member : resource.attributes.members()) {
    if (!kCompared.contains(member.name) || member.value.is_null()) continue;
    text.append(member.name).append("=");
    if (member.value.is_unknown() && member.value.symbol().is_valid()) {
      const value::SymbolData& data = configuration.pool->symbol_data(member.value.symbol());
      text.append(data.owner).append(".").append(data.path);
    } else {
      text += value::to_display(member.value);
    }
    text += ";";
  }
  return text;
}

/// Evaluates a call by summary and with the published source, which lies in a folder of `BRN_MODULES`.
void compare(const std::string& source, const std::string& folder, std::string_view arguments) {
  const char* published = std::getenv("BRN_MODULES");
  const std::filesystem::path path = published == nullptr ? "" : std::filesystem::path(published) / folder;
  if (published == nullptr || !std::filesystem::exists(path)) {
    WARN("skipped: no published source of " << source << " (set BRN_MODULES to a folder with " << folder << ")");
    return;
  }
  MemoryFileSystem by_summary;
  by_summary.add("/w/main.tf", call("m", source, arguments));
  MemoryFileSystem by_source;
  by_source.add("/w/main.tf", call("m", "./m", arguments));
  for (const auto& file : test::entries_of(path)) {
    if (file.extension() == ".tf") by_source.add("/w/m/" + file.filename().string(), test::read_text(file));
  }
  const config::Configuration summary = evaluated(by_summary);
  const config::Configuration real = evaluated(by_source);
  for (const config::Resource& resource : summary.resources) {
    if (resource.mode != config::Mode::Managed) continue;
    INFO(resource.address);
    const auto same = std::ranges::find(real.resources, resource.address, &config::Resource::address);
    REQUIRE(same != real.resources.end());
    CHECK(shown(summary, resource) == shown(real, *same));
  }
}

}  // namespace

TEST_CASE("a summary is found by registry and repository source", "[summary]") {
  REQUIRE(find_summary("terraform-aws-modules/vpc/aws", "5.1.0") != nullptr);
  CHECK(find_summary("registry.terraform.io/terraform-aws-modules/vpc/aws", "")->file == "vpc");
  CHECK(find_summary("terraform-aws-modules/vpc/aws//modules/vpc-endpoints", "~> 5.0")->file == "vpc_endpoints");
  CHECK(find_summary("git::https://github.com/terraform-aws-modules/terraform-aws-lambda.git?ref=v6.0.0", "")->file ==
        "lambda_7");
  CHECK(find_summary("terraform-aws-modules/lambda/aws", "~> 8.1")->file == "lambda");
  CHECK(find_summary("terraform-aws-modules/lambda/aws", "< 8.0.0")->file == "lambda_7");
  CHECK(find_summary("someone/vpc/aws", "") == nullptr);
}

TEST_CASE("a module known by summary makes its resources, at the place of the call", "[summary]") {
  MemoryFileSystem files;
  files.add("/w/main.tf", call("vpc", "terraform-aws-modules/vpc/aws", kVpc) +
                              "output \"ids\" {\n  value = module.vpc.private_subnets\n}\noutput \"other\" {\n  value "
                              "= module.vpc.not_there\n}\n");
  const config::Configuration made = evaluated(files);
  CHECK_FALSE(made.diagnostics.has_errors());
  CHECK(addresses(made).contains("module.vpc.aws_subnet.private[2]"));
  CHECK(addresses(made).contains("module.vpc.aws_route.private_nat_gateway[0]"));
  for (const config::Resource& resource : made.resources) CHECK(resource.header.begin == 0);
  REQUIRE(made.outputs[0].value.is_sequence());
  CHECK(made.outputs[0].value.elements().size() == 3);
  REQUIRE(made.outputs[1].value.is_unknown());
  CHECK(made.outputs[1].value.causes()[0]->kind == CauseKind::Module);
  REQUIRE(made.summarized_modules.size() == 1);
  CHECK(made.summarized_modules[0].source == "terraform-aws-modules/vpc/aws");
}

TEST_CASE("summaries agree with the published modules", "[summary]") {
  compare("terraform-aws-modules/vpc/aws", "terraform-aws-modules+terraform-aws-vpc", kVpc);
  compare("terraform-aws-modules/vpc/aws//modules/vpc-endpoints",
          "terraform-aws-modules+terraform-aws-vpc/modules/vpc-endpoints", R"(
  vpc_id             = "vpc-1"
  security_group_ids = ["sg-1"]
  endpoints = {
    runtime = { service = "bedrock-runtime", private_dns_enabled = true, subnet_ids = ["subnet-1"] }
    s3      = { service = "s3", service_type = "Gateway", route_table_ids = ["rtb-1"] }
  }
)");
  compare("terraform-aws-modules/security-group/aws", "terraform-aws-modules+terraform-aws-security-group", R"(
  name                = "app"
  vpc_id              = "vpc-1"
  ingress_cidr_blocks = ["10.0.0.0/8"]
  ingress_rules       = ["https-443-tcp"]
  egress_rules        = ["all-all"]
  ingress_with_self   = [{ rule = "all-all" }]
  ingress_with_source_security_group_id = [{ from_port = 8080, to_port = 8081, protocol = "tcp", source_security_group_id = "sg-2" }]
)");
}
