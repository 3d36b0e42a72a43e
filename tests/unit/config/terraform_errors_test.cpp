// Which mistakes of a Terraform configuration are errors: those that certainly happen, and only those.

#include <string>
#include <vector>

#include "analyzer/config/terraform/terraform.h"
#include "tests/support/catch.h"

using namespace brn;

namespace {

std::vector<std::string> errors_in(const MemoryFileSystem& files) {
  SourceManager sources(files);
  const config::Configuration configuration = config::terraform::evaluate(sources, ".", {}, {});
  std::vector<std::string> messages;
  for (const Diagnostic& diagnostic : configuration.diagnostics.all()) {
    if (diagnostic.severity == DiagnosticSeverity::Error) messages.push_back(diagnostic.message);
  }
  return messages;
}

std::vector<std::string> errors_of(const std::string& text, const std::string& module = "") {
  MemoryFileSystem files;
  files.add("main.tf", text);
  if (!module.empty()) files.add("m/main.tf", module);
  return errors_in(files);
}

}  // namespace

TEST_CASE("words of a provisioner are no references", "[terraform]") {
  CHECK(errors_of(R"(resource "null_resource" "a" {
  provisioner "local-exec" {
    when       = destroy
    on_failure = continue
    command    = "echo ${self.id}"
  }
}
)")
            .empty());
  CHECK(errors_of(R"(resource "null_resource" "a" {
  provisioner "local-exec" {
    command = destroy
  }
}
)")
            .size() == 1);
}

TEST_CASE("outputs of a module that is not on disk do not wait for its arguments", "[terraform]") {
  CHECK(errors_of(R"(module "registry" {
  source      = "terraform-aws-modules/ecr/aws"
  readers     = [aws_lambda_function.app.arn]
}
resource "aws_lambda_function" "app" {
  image_uri = module.registry.repository_url
}
)")
            .empty());
}

TEST_CASE("what fails in a block that may have no instance is no error", "[terraform]") {
  const std::string uses = R"(
resource "aws_egress_only_internet_gateway" "gateway" {
  count  = 0
  vpc_id = "vpc-0a1b2c3d"
}
)";
  const std::string route = R"(
  egress_only_gateway_id = aws_egress_only_internet_gateway.gateway[0].id
}
)";
  CHECK(errors_of(uses +
                  "data \"aws_subnets\" \"all\" {}\nresource \"aws_route\" \"out\" {\n"
                  "  for_each = toset(data.aws_subnets.all.ids)" +
                  route)
            .empty());
  CHECK(errors_of(uses + "resource \"aws_route\" \"out\" {\n  for_each = toset([\"a\"])" + route).size() == 1);
  CHECK(errors_of("data \"aws_subnets\" \"all\" {}\nmodule \"m\" {\n  source   = \"./m\"\n"
                  "  for_each = toset(data.aws_subnets.all.ids)\n}\n",
                  uses + "resource \"aws_route\" \"out\" {" + route)
            .empty());
}

TEST_CASE("what fails only under values that are not the defaults is no error", "[terraform]") {
  const std::string text = R"(
  type = bool
}
locals {
  chosen = var.full ? ["x"] : []
  one    = coalescelist(local.chosen, [])
}
output "one" { value = local.one }
)";
  CHECK(errors_of("variable \"full\" {\n  default = true" + text).empty());
  CHECK(errors_of("variable \"full\" {\n  default = false" + text).size() == 1);
}

TEST_CASE("the left operand of a logic operator guards the right one", "[terraform]") {
  const std::string variable = "variable \"name\" {\n  type = string\n  default = null\n}\n";
  CHECK(errors_of(variable + "output \"o\" { value = var.name == null || trimspace(var.name) == \"\" }\n").empty());
  CHECK(errors_of(variable + "output \"o\" { value = var.name != null && trimspace(var.name) == \"\" }\n").empty());
  CHECK(errors_of(variable + "output \"o\" { value = var.name != null || trimspace(var.name) == \"\" }\n").size() == 1);
  CHECK(errors_of("variable \"on\" {\n  type = bool\n  default = false\n}\nlocals { list = var.on ? [\"a\"] : [] }\n"
                  "output \"o\" { value = !var.on || local.list[0] == \"a\" }\n")
            .empty());
}

TEST_CASE("the terraform block of JSON has blocks", "[terraform]") {
  MemoryFileSystem files;
  files.add("cdk.tf.json", R"({"terraform": {"required_version": ">= 1.0",
    "backend": {"s3": {"bucket": "state"}}, "required_providers": {"aws": {"source": "hashicorp/aws"}}},
    "provider": {"aws": [{"region": "us-east-1"}, {"alias": "west", "region": "us-west-2"}]},
    "resource": {"aws_vpc": {"main": {"provider": "aws.west", "cidr_block": "10.0.0.0/16"}}}})");
  CHECK(errors_in(files).empty());
  files.add("more.tf.json", R"({"terraform": {"bakend": {"s3": {}}}})");
  CHECK(errors_in(files).size() == 1);
}

TEST_CASE("an override file may name another backend", "[terraform]") {
  MemoryFileSystem files;
  files.add("main.tf", "terraform {\n  backend \"s3\" {}\n}\n");
  files.add("backend_override.tf", "terraform {\n  backend \"local\" {}\n}\n");
  CHECK(errors_in(files).empty());
  files.add("more.tf", "terraform {\n  backend \"s3\" {}\n}\n");
  CHECK(errors_in(files).size() == 1);
}

TEST_CASE("results of a condition that fit in one alternative are no error", "[terraform]") {
  CHECK(errors_of(R"(variable "on" {
  type    = bool
  default = false
}
resource "terraform_data" "w" { count = var.on ? 1 : 0 }
locals {
  states = var.on ? {
    Wait   = { Parameters = { Name = terraform_data.w[0].id, Payload = { a = "b" } }, Next = "N" }
    Update = { Parameters = { Input = "x", Output = "y" }, Next = "N" }
  } : {}
}
output "states" { value = local.states }
)")
            .empty());
}
