# What terraform-aws-modules/lambda/aws (before 8) makes of its inputs: the function, its network, its role and policies.
# Written for bedrock-lint; packaging, layers, triggers and aliases are left out.
variable "create" {
  default = true
}
variable "create_function" {
  default = true
}
variable "create_layer" {
  default = false
}
variable "create_role" {
  default = true
}
variable "region" {
  default = null
}
variable "function_name" {
  default = ""
}
variable "description" {
  default = ""
}
variable "lambda_role" {
  default = ""
}
variable "handler" {
  default = ""
}
variable "runtime" {
  default = ""
}
variable "memory_size" {
  default = 128
}
variable "timeout" {
  default = 3
}
variable "package_type" {
  default = "Zip"
}
variable "image_uri" {
  default = null
}
variable "kms_key_arn" {
  default = null
}
variable "architectures" {
  default = null
}
variable "layers" {
  default = null
}
variable "environment_variables" {
  default = {}
}
variable "vpc_subnet_ids" {
  default = null
}
variable "vpc_security_group_ids" {
  default = null
}
variable "ipv6_allowed_for_dual_stack" {
  default = null
}
variable "role_name" {
  default = null
}
variable "role_path" {
  default = null
}
variable "role_permissions_boundary" {
  default = null
}
variable "trusted_entities" {
  default = []
}
variable "lambda_at_edge" {
  default = false
}
variable "attach_cloudwatch_logs_policy" {
  default = true
}
variable "attach_network_policy" {
  default = false
}
variable "attach_policy_json" {
  default = false
}
variable "policy_json" {
  default = null
}
variable "attach_policy_jsons" {
  default = false
}
variable "policy_jsons" {
  default = []
}
variable "number_of_policy_jsons" {
  default = 0
}
variable "attach_policy" {
  default = false
}
variable "policy" {
  default = null
}
variable "attach_policies" {
  default = false
}
variable "policies" {
  default = []
}
variable "number_of_policies" {
  default = 0
}
variable "attach_policy_statements" {
  default = false
}
variable "policy_statements" {
  default = {}
}
variable "policy_name" {
  default = null
}
variable "tags" {
  default = {}
}

data "aws_partition" "current" {}

locals {
  has_function = var.create && var.create_function && !var.create_layer
  has_role     = local.has_function && var.create_role
  role_name    = local.has_role ? coalesce(var.role_name, var.function_name, "*") : null
  policy_name  = coalesce(var.policy_name, local.role_name, "*")
  services     = distinct(concat(var.lambda_at_edge ? ["lambda.amazonaws.com", "edgelambda.amazonaws.com"] : ["lambda.amazonaws.com"], [for one in var.trusted_entities : one if can(tostring(one))]))
}

resource "aws_lambda_function" "this" {
  count         = local.has_function ? 1 : 0
  region        = var.region
  function_name = var.function_name
  description   = var.description
  role          = var.create_role ? aws_iam_role.lambda[0].arn : var.lambda_role
  handler       = var.package_type != "Zip" ? null : var.handler
  runtime       = var.package_type != "Zip" ? null : var.runtime
  memory_size   = var.memory_size
  timeout       = var.timeout
  package_type  = var.package_type
  image_uri     = var.image_uri
  kms_key_arn   = var.kms_key_arn
  architectures = var.architectures
  layers        = var.layers

  dynamic "environment" {
    for_each = length(keys(var.environment_variables)) == 0 ? [] : [true]
    content {
      variables = var.environment_variables
    }
  }

  dynamic "vpc_config" {
    for_each = var.vpc_subnet_ids != null && var.vpc_security_group_ids != null ? [true] : []
    content {
      security_group_ids          = var.vpc_security_group_ids
      subnet_ids                  = var.vpc_subnet_ids
      ipv6_allowed_for_dual_stack = var.ipv6_allowed_for_dual_stack
    }
  }
}

data "aws_iam_policy_document" "assume_role" {
  count = local.has_role ? 1 : 0

  statement {
    effect  = "Allow"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = local.services
    }
  }
}

resource "aws_iam_role" "lambda" {
  count                = local.has_role ? 1 : 0
  name                 = local.role_name
  path                 = var.role_path
  permissions_boundary = var.role_permissions_boundary
  assume_role_policy   = data.aws_iam_policy_document.assume_role[0].json
}

data "aws_iam_policy_document" "vpc" {
  count = local.has_role && var.attach_network_policy ? 1 : 0

  statement {
    actions   = ["ec2:CreateNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DeleteNetworkInterface", "ec2:AssignPrivateIpAddresses", "ec2:UnassignPrivateIpAddresses"]
    resources = ["*"]
  }
}

data "aws_iam_policy_document" "additional_inline" {
  count = local.has_role && var.attach_policy_statements ? 1 : 0

  dynamic "statement" {
    for_each = var.policy_statements
    content {
      sid           = try(statement.value.sid, replace(statement.key, "/[^0-9A-Za-z]*/", ""))
      effect        = try(statement.value.effect, null)
      actions       = try(statement.value.actions, null)
      not_actions   = try(statement.value.not_actions, null)
      resources     = try(statement.value.resources, null)
      not_resources = try(statement.value.not_resources, null)

      dynamic "condition" {
        for_each = try(statement.value.condition, [])
        content {
          test     = condition.value.test
          variable = condition.value.variable
          values   = condition.value.values
        }
      }
    }
  }
}

resource "aws_iam_policy" "vpc" {
  count  = local.has_role && var.attach_network_policy ? 1 : 0
  name   = "${local.policy_name}-vpc"
  policy = data.aws_iam_policy_document.vpc[0].json
}

resource "aws_iam_role_policy_attachment" "vpc" {
  count      = local.has_role && var.attach_network_policy ? 1 : 0
  role       = aws_iam_role.lambda[0].name
  policy_arn = aws_iam_policy.vpc[count.index].arn
}

resource "aws_iam_policy" "additional_json" {
  count  = local.has_role && var.attach_policy_json ? 1 : 0
  name   = local.policy_name
  policy = var.policy_json
}

resource "aws_iam_role_policy_attachment" "additional_json" {
  count      = local.has_role && var.attach_policy_json ? 1 : 0
  role       = aws_iam_role.lambda[0].name
  policy_arn = aws_iam_policy.additional_json[count.index].arn
}

resource "aws_iam_policy" "additional_jsons" {
  count  = local.has_role && var.attach_policy_jsons ? var.number_of_policy_jsons : 0
  name   = "${local.policy_name}-${count.index}"
  policy = var.policy_jsons[count.index]
}

resource "aws_iam_role_policy_attachment" "additional_jsons" {
  count      = local.has_role && var.attach_policy_jsons ? var.number_of_policy_jsons : 0
  role       = aws_iam_role.lambda[0].name
  policy_arn = aws_iam_policy.additional_jsons[count.index].arn
}

resource "aws_iam_policy" "additional_inline" {
  count  = local.has_role && var.attach_policy_statements ? 1 : 0
  name   = "${local.policy_name}-inline"
  policy = data.aws_iam_policy_document.additional_inline[0].json
}

resource "aws_iam_role_policy_attachment" "additional_inline" {
  count      = local.has_role && var.attach_policy_statements ? 1 : 0
  role       = aws_iam_role.lambda[0].name
  policy_arn = aws_iam_policy.additional_inline[count.index].arn
}

resource "aws_iam_role_policy_attachment" "additional_one" {
  count      = local.has_role && var.attach_policy ? 1 : 0
  role       = aws_iam_role.lambda[0].name
  policy_arn = var.policy
}

resource "aws_iam_role_policy_attachment" "additional_many" {
  count      = local.has_role && var.attach_policies ? var.number_of_policies : 0
  role       = aws_iam_role.lambda[0].name
  policy_arn = var.policies[count.index]
}

output "lambda_function_arn" {
  value = try(aws_lambda_function.this[0].arn, "")
}
output "lambda_function_name" {
  value = try(aws_lambda_function.this[0].function_name, "")
}
output "lambda_function_invoke_arn" {
  value = try(aws_lambda_function.this[0].invoke_arn, "")
}
output "lambda_function_qualified_arn" {
  value = try(aws_lambda_function.this[0].qualified_arn, "")
}
output "lambda_function_version" {
  value = try(aws_lambda_function.this[0].version, "")
}
output "lambda_role_arn" {
  value = try(aws_iam_role.lambda[0].arn, "")
}
output "lambda_role_name" {
  value = try(aws_iam_role.lambda[0].name, "")
}
