// One estate in both languages gives the same graph: every address of the one is the name of the other.

#include <algorithm>
#include <regex>
#include <sstream>

#include "analyzer/config/cloudformation/cloudformation.h"
#include "analyzer/config/terraform/terraform.h"
#include "analyzer/graph/graph.h"
#include "tests/support/catch.h"

namespace brn::graph {

namespace {

constexpr const char* kTerraform = R"(
provider "aws" { region = "eu-central-1" }
variable "owner" { type = string }
resource "aws_vpc" "net" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}
resource "aws_subnet" "a" {
  vpc_id            = aws_vpc.net.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = "eu-central-1a"
}
resource "aws_subnet" "b" {
  vpc_id     = aws_vpc.net.id
  cidr_block = "10.0.2.0/24"
}
resource "aws_internet_gateway" "igw" { vpc_id = aws_vpc.net.id }
resource "aws_route_table" "table" {
  vpc_id = aws_vpc.net.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.igw.id
  }
}
resource "aws_route_table_association" "link" {
  subnet_id      = aws_subnet.a.id
  route_table_id = aws_route_table.table.id
}
resource "aws_security_group" "client" {
  vpc_id = aws_vpc.net.id
  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_security_group" "door" {
  vpc_id = aws_vpc.net.id
  ingress {
    protocol        = "tcp"
    from_port       = 443
    to_port         = 443
    security_groups = [aws_security_group.client.id]
  }
}
resource "aws_security_group_rule" "more" {
  type              = "ingress"
  security_group_id = aws_security_group.door.id
  protocol          = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_blocks       = ["10.0.0.0/16"]
}
resource "aws_vpc_endpoint" "runtime" {
  vpc_id              = aws_vpc.net.id
  service_name        = "com.amazonaws.eu-central-1.bedrock-runtime"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = [aws_subnet.a.id, aws_subnet.b.id]
  security_group_ids  = [aws_security_group.door.id]
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Principal = "*", Action = "bedrock:InvokeModel", Resource = "*" }]
  })
}
resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.net.id
  service_name    = "com.amazonaws.eu-central-1.s3"
  route_table_ids = [aws_route_table.table.id]
}
resource "aws_iam_role" "role" {
  assume_role_policy = jsonencode({ Statement = [] })
}
resource "aws_iam_role_policy" "calls" {
  role   = aws_iam_role.role.id
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "bedrock:*", Resource = "*" }] })
}
resource "aws_lambda_function" "function" {
  role = aws_iam_role.role.arn
  vpc_config {
    subnet_ids         = [aws_subnet.a.id]
    security_group_ids = [aws_security_group.client.id]
  }
}
resource "aws_subnet" "guest" { vpc_id = var.owner }
)";

constexpr const char* kTemplate = R"(
Parameters:
  Owner: {Type: String}
Resources:
  Net:
    Type: AWS::EC2::VPC
    Properties: {CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true}
  A:
    Type: AWS::EC2::Subnet
    Properties: {VpcId: !Ref Net, CidrBlock: 10.0.1.0/24, AvailabilityZone: eu-central-1a}
  B:
    Type: AWS::EC2::Subnet
    Properties: {VpcId: !Ref Net, CidrBlock: 10.0.2.0/24}
  Igw: {Type: AWS::EC2::InternetGateway}
  Attachment:
    Type: AWS::EC2::VPCGatewayAttachment
    Properties: {VpcId: !Ref Net, InternetGatewayId: !Ref Igw}
  Table:
    Type: AWS::EC2::RouteTable
    Properties: {VpcId: !Ref Net}
  Route:
    Type: AWS::EC2::Route
    Properties: {RouteTableId: !Ref Table, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Igw}
  Link:
    Type: AWS::EC2::SubnetRouteTableAssociation
    Properties: {SubnetId: !Ref A, RouteTableId: !Ref Table}
  Client:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: x
      VpcId: !Ref Net
      SecurityGroupEgress: [{IpProtocol: -1, CidrIp: 0.0.0.0/0}]
  Door:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: x
      VpcId: !Ref Net
      SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/16}]
      SecurityGroupEgress: [{IpProtocol: -1, CidrIp: 127.0.0.1/32}]
  FromClient:
    Type: AWS::EC2::SecurityGroupIngress
    Properties: {GroupId: !GetAtt Door.GroupId, IpProtocol: tcp, FromPort: 443, ToPort: 443,
                 SourceSecurityGroupId: !GetAtt Client.GroupId}
  Runtime:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Net
      ServiceName: !Sub com.amazonaws.${AWS::Region}.bedrock-runtime
      VpcEndpointType: Interface
      PrivateDnsEnabled: true
      SubnetIds: [!Ref A, !Ref B]
      SecurityGroupIds: [!Ref Door]
      PolicyDocument:
        Statement: [{Action: "bedrock:InvokeModel", Effect: Allow, Principal: "*", Resource: "*"}]
  S3:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Net
      ServiceName: !Sub com.amazonaws.${AWS::Region}.s3
      RouteTableIds: [!Ref Table]
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {Statement: []}
  Calls:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: calls
      Roles: [!Ref Role]
      PolicyDocument: {Statement: [{Action: "bedrock:*", Effect: Allow, Resource: "*"}]}
  Function:
    Type: AWS::Lambda::Function
    Properties:
      Role: !GetAtt Role.Arn
      VpcConfig: {SubnetIds: [!Ref A], SecurityGroupIds: [!Ref Client]}
  Guest:
    Type: AWS::EC2::Subnet
    Properties: {VpcId: !Ref Owner}
)";

const std::pair<const char*, const char*> kNames[] = {
    {"aws_vpc.net", "Net"},
    {"aws_subnet.a", "A"},
    {"aws_subnet.b", "B"},
    {"aws_subnet.guest", "Guest"},
    {"aws_internet_gateway.igw", "Igw"},
    {"aws_route_table.table", "Table"},
    {"aws_route_table_association.link", "Link"},
    {"aws_security_group.client", "Client"},
    {"aws_security_group.door", "Door"},
    {"aws_vpc_endpoint.runtime", "Runtime"},
    {"aws_vpc_endpoint.s3", "S3"},
    {"aws_iam_role.role", "Role"},
    {"aws_iam_role_policy.calls", "Calls"},
    {"aws_lambda_function.function", "Function"},
    {"var.owner", "Owner"},
};

/// A print without places, its entities in an order that does not depend on names, lists sorted again.
std::string comparable(std::string text, bool is_terraform) {
  text = std::regex_replace(text, std::regex("  \\([^()]*:[0-9]+\\)"), "");
  if (is_terraform) {
    for (const auto& [terraform, name] : kNames) {
      std::string pattern = std::regex_replace(std::string(terraform), std::regex("\\."), "\\.");
      text = std::regex_replace(text, std::regex("\\b" + pattern + "\\b"), name);
    }
  }
  std::vector<std::string> entities;
  std::vector<std::string> lines;
  std::istringstream in(text + "\n\n");
  const auto flush = [&] {
    if (lines.empty()) return;
    std::sort(lines.begin() + 1, lines.end());
    std::string entity;
    for (const std::string& line : lines) entity += line + "\n";
    entities.push_back(entity);
    lines.clear();
  };
  for (std::string line; std::getline(in, line);) {
    if (line.empty())
      flush();
    else
      lines.push_back(line);
  }
  std::sort(entities.begin(), entities.end());
  std::string out;
  for (const std::string& entity : entities) out += entity;
  return out;
}

}  // namespace

TEST_CASE("twins in both languages have equal graphs") {
  MemoryFileSystem files;
  files.add("twin/main.tf", kTerraform);
  files.add("twin.yaml", kTemplate);
  SourceManager sources(files);
  config::Inputs inputs;
  inputs.region = "eu-central-1";
  auto terraform = config::terraform::evaluate(sources, "twin", inputs, config::Limits{});
  auto stack = config::cloudformation::evaluate(sources, {"twin.yaml"}, inputs, config::Limits{});
  for (const Diagnostic& diagnostic : terraform.diagnostics.all()) UNSCOPED_INFO(diagnostic.message);
  for (const Diagnostic& diagnostic : stack.diagnostics.all()) UNSCOPED_INFO(diagnostic.message);
  CHECK_FALSE(terraform.diagnostics.has_errors());
  CHECK_FALSE(stack.diagnostics.has_errors());
  const std::string a = print(lower(terraform, terraform.pool->guards().default_world()), sources);
  const std::string b = print(lower(stack, stack.pool->guards().default_world()), sources);
  CHECK(comparable(a, true) == comparable(b, false));
}

TEST_CASE("what is made by count and for_each joins, also in unknown number") {
  MemoryFileSystem files;
  files.add("m/main.tf", R"(
variable "zones" { type = list(string) }
resource "aws_vpc" "net" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "known" {
  for_each   = { a = "10.0.1.0/24", b = "10.0.2.0/24" }
  vpc_id     = aws_vpc.net.id
  cidr_block = each.value
}
resource "aws_subnet" "open" {
  count  = length(var.zones)
  vpc_id = aws_vpc.net.id
}
resource "aws_vpc_endpoint" "a" {
  vpc_id     = aws_vpc.net.id
  subnet_ids = [for subnet in aws_subnet.known : subnet.id]
}
resource "aws_vpc_endpoint" "b" {
  vpc_id     = aws_vpc.net.id
  subnet_ids = aws_subnet.open[*].id
}
resource "aws_vpc_endpoint" "c" {
  vpc_id     = aws_vpc.net.id
  subnet_ids = [aws_subnet.open[0].id]
}
)");
  SourceManager sources(files);
  auto configuration = config::terraform::evaluate(sources, "m", {}, config::Limits{});
  const ResourceGraph graph = lower(configuration, configuration.pool->guards().default_world());
  const auto& endpoints = graph.all<Endpoint>();
  REQUIRE(endpoints.size() == 3);
  CHECK(endpoints[0].subnets.complete);
  CHECK(endpoints[0].subnets.items.size() == 2);
  CHECK_FALSE(endpoints[1].subnets.complete);
  REQUIRE(endpoints[1].subnets.items.size() == 1);
  CHECK(graph.get(endpoints[1].subnets.items[0].target).address == "aws_subnet.open");
  CHECK(graph.get(endpoints[1].subnets.items[0].target).is_summary);
  REQUIRE(endpoints[2].subnets.items.size() == 1);
  CHECK(graph.get(endpoints[2].subnets.items[0].target).address == "aws_subnet.open");
}

}  // namespace brn::graph
