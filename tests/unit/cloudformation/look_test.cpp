#include <string>

#include "analyzer/config/cloudformation/cloudformation.h"
#include "tests/support/catch.h"

using brn::config::cloudformation::FileLook;
using brn::config::cloudformation::look_of;

TEST_CASE("templates in every spelling look like templates") {
  CHECK(look_of("Resources:\n  V:\n    Type: AWS::EC2::VPC\n") == FileLook::Template);
  CHECK(look_of("# comment\n---\n\"Resources\":\n  V:\n    Type: 'AWS::EC2::VPC'\n") == FileLook::Template);
  CHECK(look_of("  Resources:\n    V:\n      Type: Custom::Thing\n") == FileLook::Template);
  CHECK(look_of("\xEF\xBB\xBF"
                "AWSTemplateFormatVersion: 2010-09-09\r\nResources:\r\n  V: {Type: AWS::EC2::VPC}\r\n") ==
        FileLook::Template);
  CHECK(look_of(R"({"Resources":{"V":{"Type":"AWS::EC2::VPC"}}})") == FileLook::Template);
  CHECK(look_of("{Resources: {V: {Type: AWS::EC2::VPC}}}") == FileLook::Template);
  CHECK(look_of("Transform: AWS::Serverless-2016-10-31\nGlobals: {}\nResources:\n  F:\n    Type: "
                "AWS::Serverless::Function\n") == FileLook::Template);
}

TEST_CASE("a template that is broken further down is still a template") {
  CHECK(look_of("AWSTemplateFormatVersion: '2010-09-09'\nResources:\n  V: [unclosed\n") == FileLook::Template);
  CHECK(look_of(R"({"Resources":{"V":{"Type":"AWS::EC2::VPC",)") == FileLook::Template);
}

TEST_CASE("other YAML and JSON does not look like a template") {
  CHECK(look_of("") == FileLook::Other);
  CHECK(look_of("apiVersion: v1\nkind: Pod\nspec:\n  resources:\n    limits: {cpu: 1}\n") == FileLook::Other);
  CHECK(look_of("apiVersion: v1\nkind: ConfigMap\ndata:\n  t.yaml: |\n    Resources:\n      V:\n        Type: "
                "AWS::EC2::VPC\n") == FileLook::Other);
  CHECK(look_of("{{- if .Values.x }}\nResources: {{ .Values.r }}\n{{- end }}\n") == FileLook::Other);
  CHECK(look_of("on: push\njobs:\n  a:\n    steps:\n      - run: echo Type AWS::EC2::VPC\n") == FileLook::Other);
  CHECK(look_of("service: x\nresources:\n  Resources:\n    V:\n      Type: AWS::EC2::VPC\n") == FileLook::Other);
  CHECK(look_of("openapi: 3.0.0\npaths: {}\n") == FileLook::Other);
  CHECK(look_of("- input:\n    Resources:\n      V:\n        Type: AWS::EC2::VPC\n") == FileLook::Other);
  CHECK(look_of(R"({"a":{"Resources":{"V":{"Type":"AWS::EC2::VPC"}}}})") == FileLook::Other);
  CHECK(look_of("Resources:\n  - AWS::EC2::VPC\n") == FileLook::Other);
}

TEST_CASE("a plan looks like a plan") {
  CHECK(look_of(R"({"format_version":"1.2","planned_values":{}})") == FileLook::Plan);
  CHECK(look_of(R"({"format_version":"1.2","values":{"planned_values":1}})") == FileLook::Other);
}

TEST_CASE("looking at a large file takes linear time") {
  std::string text = "{";
  for (int i = 0; i < 300000; ++i) text += "\"a\":[{}],";
  CHECK(look_of(text) == FileLook::Other);
  CHECK(look_of(std::string(2000000, '\n')) == FileLook::Other);
}
