# What terraform-aws-modules/vpc/aws//modules/vpc-endpoints makes of its inputs. Written for bedrock-lint.
variable "create" {
  default = true
}
variable "region" {
  default = null
}
variable "vpc_id" {
  default = null
}
variable "endpoints" {
  default = {}
}
variable "security_group_ids" {
  default = []
}
variable "subnet_ids" {
  default = []
}
variable "tags" {
  default = {}
}
variable "create_security_group" {
  default = false
}
variable "security_group_name" {
  default = null
}
variable "security_group_name_prefix" {
  default = null
}
variable "security_group_description" {
  default = null
}
variable "security_group_rules" {
  default = {}
}

locals {
  endpoints = { for k, v in var.endpoints : k => v if var.create && try(v.create, true) }
  group_ids = var.create && var.create_security_group ? concat(var.security_group_ids, [aws_security_group.this[0].id]) : var.security_group_ids
}

data "aws_vpc_endpoint_service" "this" {
  for_each     = local.endpoints
  service      = try(each.value.service, null)
  service_name = try(each.value.service_name, null)

  filter {
    name   = "service-type"
    values = [try(each.value.service_type, "Interface")]
  }
}

resource "aws_vpc_endpoint" "this" {
  for_each            = local.endpoints
  region              = var.region
  vpc_id              = var.vpc_id
  service_name        = try(each.value.service_endpoint, each.value.service_name, data.aws_vpc_endpoint_service.this[each.key].service_name)
  vpc_endpoint_type   = try(each.value.service_type, "Interface")
  security_group_ids  = try(each.value.service_type, "Interface") == "Interface" ? distinct(concat(local.group_ids, lookup(each.value, "security_group_ids", []))) : null
  subnet_ids          = try(each.value.service_type, "Interface") == "Interface" ? distinct(concat(var.subnet_ids, lookup(each.value, "subnet_ids", []))) : null
  route_table_ids     = try(each.value.service_type, "Interface") == "Gateway" ? lookup(each.value, "route_table_ids", null) : null
  policy              = try(each.value.policy, null)
  private_dns_enabled = try(each.value.service_type, "Interface") == "Interface" ? try(each.value.private_dns_enabled, null) : null
}

resource "aws_security_group" "this" {
  count       = var.create && var.create_security_group ? 1 : 0
  region      = var.region
  name        = var.security_group_name
  name_prefix = var.security_group_name_prefix
  description = var.security_group_description
  vpc_id      = var.vpc_id
}

resource "aws_security_group_rule" "this" {
  for_each                 = { for k, v in var.security_group_rules : k => v if var.create && var.create_security_group }
  region                   = var.region
  security_group_id        = aws_security_group.this[0].id
  protocol                 = try(each.value.protocol, "tcp")
  from_port                = try(each.value.from_port, 443)
  to_port                  = try(each.value.to_port, 443)
  type                     = try(each.value.type, "ingress")
  cidr_blocks              = lookup(each.value, "cidr_blocks", null)
  ipv6_cidr_blocks         = lookup(each.value, "ipv6_cidr_blocks", null)
  prefix_list_ids          = lookup(each.value, "prefix_list_ids", null)
  self                     = try(each.value.self, null)
  source_security_group_id = lookup(each.value, "source_security_group_id", null)
}

output "endpoints" {
  value = aws_vpc_endpoint.this
}
output "security_group_arn" {
  value = try(aws_security_group.this[0].arn, null)
}
output "security_group_id" {
  value = try(aws_security_group.this[0].id, null)
}
