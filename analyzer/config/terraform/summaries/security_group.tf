# What terraform-aws-modules/security-group/aws makes of its inputs. Written for bedrock-lint: addresses are those of the
# published module; of its named rules those of common services are here, the ports of others are not known.
variable "create" {
  default = true
}
variable "create_sg" {
  default = true
}
variable "security_group_id" {
  default = null
}
variable "vpc_id" {
  default = null
}
variable "name" {
  default = null
}
variable "use_name_prefix" {
  default = true
}
variable "description" {
  default = "Security Group managed by Terraform"
}
variable "revoke_rules_on_delete" {
  default = false
}
variable "tags" {
  default = {}
}
variable "ingress_cidr_blocks" {
  default = []
}
variable "ingress_ipv6_cidr_blocks" {
  default = []
}
variable "ingress_prefix_list_ids" {
  default = []
}
variable "egress_cidr_blocks" {
  default = ["0.0.0.0/0"]
}
variable "egress_ipv6_cidr_blocks" {
  default = ["::/0"]
}
variable "egress_prefix_list_ids" {
  default = []
}
variable "ingress_rules" {
  default = []
}
variable "computed_ingress_rules" {
  default = []
}
variable "number_of_computed_ingress_rules" {
  default = 0
}
variable "ingress_with_source_security_group_id" {
  default = []
}
variable "computed_ingress_with_source_security_group_id" {
  default = []
}
variable "number_of_computed_ingress_with_source_security_group_id" {
  default = 0
}
variable "ingress_with_cidr_blocks" {
  default = []
}
variable "computed_ingress_with_cidr_blocks" {
  default = []
}
variable "number_of_computed_ingress_with_cidr_blocks" {
  default = 0
}
variable "ingress_with_ipv6_cidr_blocks" {
  default = []
}
variable "computed_ingress_with_ipv6_cidr_blocks" {
  default = []
}
variable "number_of_computed_ingress_with_ipv6_cidr_blocks" {
  default = 0
}
variable "ingress_with_self" {
  default = []
}
variable "computed_ingress_with_self" {
  default = []
}
variable "number_of_computed_ingress_with_self" {
  default = 0
}
variable "ingress_with_prefix_list_ids" {
  default = []
}
variable "computed_ingress_with_prefix_list_ids" {
  default = []
}
variable "number_of_computed_ingress_with_prefix_list_ids" {
  default = 0
}
variable "egress_rules" {
  default = []
}
variable "computed_egress_rules" {
  default = []
}
variable "number_of_computed_egress_rules" {
  default = 0
}
variable "egress_with_source_security_group_id" {
  default = []
}
variable "computed_egress_with_source_security_group_id" {
  default = []
}
variable "number_of_computed_egress_with_source_security_group_id" {
  default = 0
}
variable "egress_with_cidr_blocks" {
  default = []
}
variable "computed_egress_with_cidr_blocks" {
  default = []
}
variable "number_of_computed_egress_with_cidr_blocks" {
  default = 0
}
variable "egress_with_ipv6_cidr_blocks" {
  default = []
}
variable "computed_egress_with_ipv6_cidr_blocks" {
  default = []
}
variable "number_of_computed_egress_with_ipv6_cidr_blocks" {
  default = 0
}
variable "egress_with_self" {
  default = []
}
variable "computed_egress_with_self" {
  default = []
}
variable "number_of_computed_egress_with_self" {
  default = 0
}
variable "egress_with_prefix_list_ids" {
  default = []
}
variable "computed_egress_with_prefix_list_ids" {
  default = []
}
variable "number_of_computed_egress_with_prefix_list_ids" {
  default = 0
}

locals {
  id = var.create_sg ? try(aws_security_group.this[0].id, aws_security_group.this_name_prefix[0].id, "") : var.security_group_id
  rules = {
    all-all                = [-1, -1, "-1"]
    all-icmp               = [-1, -1, "icmp"]
    all-ipv6-icmp          = [-1, -1, "58"]
    all-tcp                = [0, 65535, "tcp"]
    all-udp                = [0, 65535, "udp"]
    dns-tcp                = [53, 53, "tcp"]
    dns-udp                = [53, 53, "udp"]
    elasticsearch-rest-tcp = [9200, 9200, "tcp"]
    grafana-tcp            = [3000, 3000, "tcp"]
    http-80-tcp            = [80, 80, "tcp"]
    http-8080-tcp          = [8080, 8080, "tcp"]
    https-443-tcp          = [443, 443, "tcp"]
    https-8443-tcp         = [8443, 8443, "tcp"]
    kubernetes-api-tcp     = [6443, 6443, "tcp"]
    ldap-tcp               = [389, 389, "tcp"]
    ldaps-tcp              = [636, 636, "tcp"]
    memcached-tcp          = [11211, 11211, "tcp"]
    mongodb-27017-tcp      = [27017, 27017, "tcp"]
    mssql-tcp              = [1433, 1433, "tcp"]
    mysql-tcp              = [3306, 3306, "tcp"]
    nfs-tcp                = [2049, 2049, "tcp"]
    ntp-udp                = [123, 123, "udp"]
    oracle-db-tcp          = [1521, 1521, "tcp"]
    postgresql-tcp         = [5432, 5432, "tcp"]
    prometheus-http-tcp    = [9090, 9090, "tcp"]
    rdp-tcp                = [3389, 3389, "tcp"]
    rdp-udp                = [3389, 3389, "udp"]
    redis-tcp              = [6379, 6379, "tcp"]
    redshift-tcp           = [5439, 5439, "tcp"]
    smtp-tcp               = [25, 25, "tcp"]
    ssh-tcp                = [22, 22, "tcp"]
    vault-tcp              = [8200, 8200, "tcp"]
    winrm-http-tcp         = [5985, 5985, "tcp"]
    winrm-https-tcp        = [5986, 5986, "tcp"]
    zookeeper-2181-tcp     = [2181, 2181, "tcp"]
    "_"                    = [null, null, null]
  }
}

resource "aws_security_group" "this" {
  count                  = var.create && var.create_sg && !var.use_name_prefix ? 1 : 0
  name                   = var.name
  description            = var.description
  vpc_id                 = var.vpc_id
  revoke_rules_on_delete = var.revoke_rules_on_delete
  tags                   = merge({ "Name" = var.name }, var.tags)
}

resource "aws_security_group" "this_name_prefix" {
  count                  = var.create && var.create_sg && var.use_name_prefix ? 1 : 0
  name_prefix            = "${var.name}-"
  description            = var.description
  vpc_id                 = var.vpc_id
  revoke_rules_on_delete = var.revoke_rules_on_delete
  tags                   = merge({ "Name" = var.name }, var.tags)
}

resource "aws_security_group_rule" "ingress_rules" {
  count             = var.create ? length(var.ingress_rules) : 0
  security_group_id = local.id
  type              = "ingress"
  cidr_blocks       = var.ingress_cidr_blocks
  ipv6_cidr_blocks  = var.ingress_ipv6_cidr_blocks
  prefix_list_ids   = var.ingress_prefix_list_ids
  from_port         = lookup(local.rules, var.ingress_rules[count.index], local.rules["_"])[0]
  to_port           = lookup(local.rules, var.ingress_rules[count.index], local.rules["_"])[1]
  protocol          = lookup(local.rules, var.ingress_rules[count.index], local.rules["_"])[2]
}

resource "aws_security_group_rule" "computed_ingress_rules" {
  count             = var.create ? var.number_of_computed_ingress_rules : 0
  security_group_id = local.id
  type              = "ingress"
  cidr_blocks       = var.ingress_cidr_blocks
  ipv6_cidr_blocks  = var.ingress_ipv6_cidr_blocks
  prefix_list_ids   = var.ingress_prefix_list_ids
  from_port         = lookup(local.rules, var.computed_ingress_rules[count.index], local.rules["_"])[0]
  to_port           = lookup(local.rules, var.computed_ingress_rules[count.index], local.rules["_"])[1]
  protocol          = lookup(local.rules, var.computed_ingress_rules[count.index], local.rules["_"])[2]
}

resource "aws_security_group_rule" "ingress_with_source_security_group_id" {
  count                    = var.create ? length(var.ingress_with_source_security_group_id) : 0
  security_group_id        = local.id
  type                     = "ingress"
  source_security_group_id = var.ingress_with_source_security_group_id[count.index]["source_security_group_id"]
  prefix_list_ids          = var.ingress_prefix_list_ids
  from_port                = lookup(var.ingress_with_source_security_group_id[count.index], "from_port", lookup(local.rules, lookup(var.ingress_with_source_security_group_id[count.index], "rule", "_"), local.rules["_"])[0])
  to_port                  = lookup(var.ingress_with_source_security_group_id[count.index], "to_port", lookup(local.rules, lookup(var.ingress_with_source_security_group_id[count.index], "rule", "_"), local.rules["_"])[1])
  protocol                 = lookup(var.ingress_with_source_security_group_id[count.index], "protocol", lookup(local.rules, lookup(var.ingress_with_source_security_group_id[count.index], "rule", "_"), local.rules["_"])[2])
}

resource "aws_security_group_rule" "computed_ingress_with_source_security_group_id" {
  count                    = var.create ? var.number_of_computed_ingress_with_source_security_group_id : 0
  security_group_id        = local.id
  type                     = "ingress"
  source_security_group_id = var.computed_ingress_with_source_security_group_id[count.index]["source_security_group_id"]
  prefix_list_ids          = var.ingress_prefix_list_ids
  from_port                = lookup(var.computed_ingress_with_source_security_group_id[count.index], "from_port", lookup(local.rules, lookup(var.computed_ingress_with_source_security_group_id[count.index], "rule", "_"), local.rules["_"])[0])
  to_port                  = lookup(var.computed_ingress_with_source_security_group_id[count.index], "to_port", lookup(local.rules, lookup(var.computed_ingress_with_source_security_group_id[count.index], "rule", "_"), local.rules["_"])[1])
  protocol                 = lookup(var.computed_ingress_with_source_security_group_id[count.index], "protocol", lookup(local.rules, lookup(var.computed_ingress_with_source_security_group_id[count.index], "rule", "_"), local.rules["_"])[2])
}

resource "aws_security_group_rule" "ingress_with_cidr_blocks" {
  count             = var.create ? length(var.ingress_with_cidr_blocks) : 0
  security_group_id = local.id
  type              = "ingress"
  cidr_blocks       = compact(split(",", lookup(var.ingress_with_cidr_blocks[count.index], "cidr_blocks", join(",", var.ingress_cidr_blocks))))
  from_port         = lookup(var.ingress_with_cidr_blocks[count.index], "from_port", lookup(local.rules, lookup(var.ingress_with_cidr_blocks[count.index], "rule", "_"), local.rules["_"])[0])
  to_port           = lookup(var.ingress_with_cidr_blocks[count.index], "to_port", lookup(local.rules, lookup(var.ingress_with_cidr_blocks[count.index], "rule", "_"), local.rules["_"])[1])
  protocol          = lookup(var.ingress_with_cidr_blocks[count.index], "protocol", lookup(local.rules, lookup(var.ingress_with_cidr_blocks[count.index], "rule", "_"), local.rules["_"])[2])
}

resource "aws_security_group_rule" "computed_ingress_with_cidr_blocks" {
  count             = var.create ? var.number_of_computed_ingress_with_cidr_blocks : 0
  security_group_id = local.id
  type              = "ingress"
  cidr_blocks       = compact(split(",", lookup(var.computed_ingress_with_cidr_blocks[count.index], "cidr_blocks", join(",", var.ingress_cidr_blocks))))
  from_port         = lookup(var.computed_ingress_with_cidr_blocks[count.index], "from_port", lookup(local.rules, lookup(var.computed_ingress_with_cidr_blocks[count.index], "rule", "_"), local.rules["_"])[0])
  to_port           = lookup(var.computed_ingress_with_cidr_blocks[count.index], "to_port", lookup(local.rules, lookup(var.computed_ingress_with_cidr_blocks[count.index], "rule", "_"), local.rules["_"])[1])
  protocol          = lookup(var.computed_ingress_with_cidr_blocks[count.index], "protocol", lookup(local.rules, lookup(var.computed_ingress_with_cidr_blocks[count.index], "rule", "_"), local.rules["_"])[2])
}

resource "aws_security_group_rule" "ingress_with_ipv6_cidr_blocks" {
  count             = var.create ? length(var.ingress_with_ipv6_cidr_blocks) : 0
  security_group_id = local.id
  type              = "ingress"
  ipv6_cidr_blocks  = compact(split(",", lookup(var.ingress_with_ipv6_cidr_blocks[count.index], "ipv6_cidr_blocks", join(",", var.ingress_ipv6_cidr_blocks))))
  from_port         = lookup(var.ingress_with_ipv6_cidr_blocks[count.index], "from_port", lookup(local.rules, lookup(var.ingress_with_ipv6_cidr_blocks[count.index], "rule", "_"), local.rules["_"])[0])
  to_port           = lookup(var.ingress_with_ipv6_cidr_blocks[count.index], "to_port", lookup(local.rules, lookup(var.ingress_with_ipv6_cidr_blocks[count.index], "rule", "_"), local.rules["_"])[1])
  protocol          = lookup(var.ingress_with_ipv6_cidr_blocks[count.index], "protocol", lookup(local.rules, lookup(var.ingress_with_ipv6_cidr_blocks[count.index], "rule", "_"), local.rules["_"])[2])
}

resource "aws_security_group_rule" "computed_ingress_with_ipv6_cidr_blocks" {
  count             = var.create ? var.number_of_computed_ingress_with_ipv6_cidr_blocks : 0
  security_group_id = local.id
  type              = "ingress"
  ipv6_cidr_blocks  = compact(split(",", lookup(var.computed_ingress_with_ipv6_cidr_blocks[count.index], "ipv6_cidr_blocks", join(",", var.ingress_ipv6_cidr_blocks))))
  from_port         = lookup(var.computed_ingress_with_ipv6_cidr_blocks[count.index], "from_port", lookup(local.rules, lookup(var.computed_ingress_with_ipv6_cidr_blocks[count.index], "rule", "_"), local.rules["_"])[0])
  to_port           = lookup(var.computed_ingress_with_ipv6_cidr_blocks[count.index], "to_port", lookup(local.rules, lookup(var.computed_ingress_with_ipv6_cidr_blocks[count.index], "rule", "_"), local.rules["_"])[1])
  protocol          = lookup(var.computed_ingress_with_ipv6_cidr_blocks[count.index], "protocol", lookup(local.rules, lookup(var.computed_ingress_with_ipv6_cidr_blocks[count.index], "rule", "_"), local.rules["_"])[2])
}

resource "aws_security_group_rule" "ingress_with_self" {
  count             = var.create ? length(var.ingress_with_self) : 0
  security_group_id = local.id
  type              = "ingress"
  self              = lookup(var.ingress_with_self[count.index], "self", true)
  prefix_list_ids   = var.ingress_prefix_list_ids
  from_port         = lookup(var.ingress_with_self[count.index], "from_port", lookup(local.rules, lookup(var.ingress_with_self[count.index], "rule", "_"), local.rules["_"])[0])
  to_port           = lookup(var.ingress_with_self[count.index], "to_port", lookup(local.rules, lookup(var.ingress_with_self[count.index], "rule", "_"), local.rules["_"])[1])
  protocol          = lookup(var.ingress_with_self[count.index], "protocol", lookup(local.rules, lookup(var.ingress_with_self[count.index], "rule", "_"), local.rules["_"])[2])
}

resource "aws_security_group_rule" "computed_ingress_with_self" {
  count             = var.create ? var.number_of_computed_ingress_with_self : 0
  security_group_id = local.id
  type              = "ingress"
  self              = lookup(var.computed_ingress_with_self[count.index], "self", true)
  prefix_list_ids   = var.ingress_prefix_list_ids
  from_port         = lookup(var.computed_ingress_with_self[count.index], "from_port", lookup(local.rules, lookup(var.computed_ingress_with_self[count.index], "rule", "_"), local.rules["_"])[0])
  to_port           = lookup(var.computed_ingress_with_self[count.index], "to_port", lookup(local.rules, lookup(var.computed_ingress_with_self[count.index], "rule", "_"), local.rules["_"])[1])
  protocol          = lookup(var.computed_ingress_with_self[count.index], "protocol", lookup(local.rules, lookup(var.computed_ingress_with_self[count.index], "rule", "_"), local.rules["_"])[2])
}

resource "aws_security_group_rule" "ingress_with_prefix_list_ids" {
  count             = var.create ? length(var.ingress_with_prefix_list_ids) : 0
  security_group_id = local.id
  type              = "ingress"
  prefix_list_ids   = compact(split(",", lookup(var.ingress_with_prefix_list_ids[count.index], "prefix_list_ids", join(",", var.ingress_prefix_list_ids))))
  from_port         = lookup(var.ingress_with_prefix_list_ids[count.index], "from_port", lookup(local.rules, lookup(var.ingress_with_prefix_list_ids[count.index], "rule", "_"), local.rules["_"])[0])
  to_port           = lookup(var.ingress_with_prefix_list_ids[count.index], "to_port", lookup(local.rules, lookup(var.ingress_with_prefix_list_ids[count.index], "rule", "_"), local.rules["_"])[1])
  protocol          = lookup(var.ingress_with_prefix_list_ids[count.index], "protocol", lookup(local.rules, lookup(var.ingress_with_prefix_list_ids[count.index], "rule", "_"), local.rules["_"])[2])
}

resource "aws_security_group_rule" "computed_ingress_with_prefix_list_ids" {
  count             = var.create ? var.number_of_computed_ingress_with_prefix_list_ids : 0
  security_group_id = local.id
  type              = "ingress"
  prefix_list_ids   = compact(split(",", lookup(var.computed_ingress_with_prefix_list_ids[count.index], "prefix_list_ids", join(",", var.ingress_prefix_list_ids))))
  from_port         = lookup(var.computed_ingress_with_prefix_list_ids[count.index], "from_port", lookup(local.rules, lookup(var.computed_ingress_with_prefix_list_ids[count.index], "rule", "_"), local.rules["_"])[0])
  to_port           = lookup(var.computed_ingress_with_prefix_list_ids[count.index], "to_port", lookup(local.rules, lookup(var.computed_ingress_with_prefix_list_ids[count.index], "rule", "_"), local.rules["_"])[1])
  protocol          = lookup(var.computed_ingress_with_prefix_list_ids[count.index], "protocol", lookup(local.rules, lookup(var.computed_ingress_with_prefix_list_ids[count.index], "rule", "_"), local.rules["_"])[2])
}

resource "aws_security_group_rule" "egress_rules" {
  count             = var.create ? length(var.egress_rules) : 0
  security_group_id = local.id
  type              = "egress"
  cidr_blocks       = var.egress_cidr_blocks
  ipv6_cidr_blocks  = var.egress_ipv6_cidr_blocks
  prefix_list_ids   = var.egress_prefix_list_ids
  from_port         = lookup(local.rules, var.egress_rules[count.index], local.rules["_"])[0]
  to_port           = lookup(local.rules, var.egress_rules[count.index], local.rules["_"])[1]
  protocol          = lookup(local.rules, var.egress_rules[count.index], local.rules["_"])[2]
}

resource "aws_security_group_rule" "computed_egress_rules" {
  count             = var.create ? var.number_of_computed_egress_rules : 0
  security_group_id = local.id
  type              = "egress"
  cidr_blocks       = var.egress_cidr_blocks
  ipv6_cidr_blocks  = var.egress_ipv6_cidr_blocks
  prefix_list_ids   = var.egress_prefix_list_ids
  from_port         = lookup(local.rules, var.computed_egress_rules[count.index], local.rules["_"])[0]
  to_port           = lookup(local.rules, var.computed_egress_rules[count.index], local.rules["_"])[1]
  protocol          = lookup(local.rules, var.computed_egress_rules[count.index], local.rules["_"])[2]
}

resource "aws_security_group_rule" "egress_with_source_security_group_id" {
  count                    = var.create ? length(var.egress_with_source_security_group_id) : 0
  security_group_id        = local.id
  type                     = "egress"
  source_security_group_id = var.egress_with_source_security_group_id[count.index]["source_security_group_id"]
  prefix_list_ids          = var.egress_prefix_list_ids
  from_port                = lookup(var.egress_with_source_security_group_id[count.index], "from_port", lookup(local.rules, lookup(var.egress_with_source_security_group_id[count.index], "rule", "_"), local.rules["_"])[0])
  to_port                  = lookup(var.egress_with_source_security_group_id[count.index], "to_port", lookup(local.rules, lookup(var.egress_with_source_security_group_id[count.index], "rule", "_"), local.rules["_"])[1])
  protocol                 = lookup(var.egress_with_source_security_group_id[count.index], "protocol", lookup(local.rules, lookup(var.egress_with_source_security_group_id[count.index], "rule", "_"), local.rules["_"])[2])
}

resource "aws_security_group_rule" "computed_egress_with_source_security_group_id" {
  count                    = var.create ? var.number_of_computed_egress_with_source_security_group_id : 0
  security_group_id        = local.id
  type                     = "egress"
  source_security_group_id = var.computed_egress_with_source_security_group_id[count.index]["source_security_group_id"]
  prefix_list_ids          = var.egress_prefix_list_ids
  from_port                = lookup(var.computed_egress_with_source_security_group_id[count.index], "from_port", lookup(local.rules, lookup(var.computed_egress_with_source_security_group_id[count.index], "rule", "_"), local.rules["_"])[0])
  to_port                  = lookup(var.computed_egress_with_source_security_group_id[count.index], "to_port", lookup(local.rules, lookup(var.computed_egress_with_source_security_group_id[count.index], "rule", "_"), local.rules["_"])[1])
  protocol                 = lookup(var.computed_egress_with_source_security_group_id[count.index], "protocol", lookup(local.rules, lookup(var.computed_egress_with_source_security_group_id[count.index], "rule", "_"), local.rules["_"])[2])
}

resource "aws_security_group_rule" "egress_with_cidr_blocks" {
  count             = var.create ? length(var.egress_with_cidr_blocks) : 0
  security_group_id = local.id
  type              = "egress"
  cidr_blocks       = compact(split(",", lookup(var.egress_with_cidr_blocks[count.index], "cidr_blocks", join(",", var.egress_cidr_blocks))))
  from_port         = lookup(var.egress_with_cidr_blocks[count.index], "from_port", lookup(local.rules, lookup(var.egress_with_cidr_blocks[count.index], "rule", "_"), local.rules["_"])[0])
  to_port           = lookup(var.egress_with_cidr_blocks[count.index], "to_port", lookup(local.rules, lookup(var.egress_with_cidr_blocks[count.index], "rule", "_"), local.rules["_"])[1])
  protocol          = lookup(var.egress_with_cidr_blocks[count.index], "protocol", lookup(local.rules, lookup(var.egress_with_cidr_blocks[count.index], "rule", "_"), local.rules["_"])[2])
}

resource "aws_security_group_rule" "computed_egress_with_cidr_blocks" {
  count             = var.create ? var.number_of_computed_egress_with_cidr_blocks : 0
  security_group_id = local.id
  type              = "egress"
  cidr_blocks       = compact(split(",", lookup(var.computed_egress_with_cidr_blocks[count.index], "cidr_blocks", join(",", var.egress_cidr_blocks))))
  from_port         = lookup(var.computed_egress_with_cidr_blocks[count.index], "from_port", lookup(local.rules, lookup(var.computed_egress_with_cidr_blocks[count.index], "rule", "_"), local.rules["_"])[0])
  to_port           = lookup(var.computed_egress_with_cidr_blocks[count.index], "to_port", lookup(local.rules, lookup(var.computed_egress_with_cidr_blocks[count.index], "rule", "_"), local.rules["_"])[1])
  protocol          = lookup(var.computed_egress_with_cidr_blocks[count.index], "protocol", lookup(local.rules, lookup(var.computed_egress_with_cidr_blocks[count.index], "rule", "_"), local.rules["_"])[2])
}

resource "aws_security_group_rule" "egress_with_ipv6_cidr_blocks" {
  count             = var.create ? length(var.egress_with_ipv6_cidr_blocks) : 0
  security_group_id = local.id
  type              = "egress"
  ipv6_cidr_blocks  = compact(split(",", lookup(var.egress_with_ipv6_cidr_blocks[count.index], "ipv6_cidr_blocks", join(",", var.egress_ipv6_cidr_blocks))))
  from_port         = lookup(var.egress_with_ipv6_cidr_blocks[count.index], "from_port", lookup(local.rules, lookup(var.egress_with_ipv6_cidr_blocks[count.index], "rule", "_"), local.rules["_"])[0])
  to_port           = lookup(var.egress_with_ipv6_cidr_blocks[count.index], "to_port", lookup(local.rules, lookup(var.egress_with_ipv6_cidr_blocks[count.index], "rule", "_"), local.rules["_"])[1])
  protocol          = lookup(var.egress_with_ipv6_cidr_blocks[count.index], "protocol", lookup(local.rules, lookup(var.egress_with_ipv6_cidr_blocks[count.index], "rule", "_"), local.rules["_"])[2])
}

resource "aws_security_group_rule" "computed_egress_with_ipv6_cidr_blocks" {
  count             = var.create ? var.number_of_computed_egress_with_ipv6_cidr_blocks : 0
  security_group_id = local.id
  type              = "egress"
  ipv6_cidr_blocks  = compact(split(",", lookup(var.computed_egress_with_ipv6_cidr_blocks[count.index], "ipv6_cidr_blocks", join(",", var.egress_ipv6_cidr_blocks))))
  from_port         = lookup(var.computed_egress_with_ipv6_cidr_blocks[count.index], "from_port", lookup(local.rules, lookup(var.computed_egress_with_ipv6_cidr_blocks[count.index], "rule", "_"), local.rules["_"])[0])
  to_port           = lookup(var.computed_egress_with_ipv6_cidr_blocks[count.index], "to_port", lookup(local.rules, lookup(var.computed_egress_with_ipv6_cidr_blocks[count.index], "rule", "_"), local.rules["_"])[1])
  protocol          = lookup(var.computed_egress_with_ipv6_cidr_blocks[count.index], "protocol", lookup(local.rules, lookup(var.computed_egress_with_ipv6_cidr_blocks[count.index], "rule", "_"), local.rules["_"])[2])
}

resource "aws_security_group_rule" "egress_with_self" {
  count             = var.create ? length(var.egress_with_self) : 0
  security_group_id = local.id
  type              = "egress"
  self              = lookup(var.egress_with_self[count.index], "self", true)
  prefix_list_ids   = var.egress_prefix_list_ids
  from_port         = lookup(var.egress_with_self[count.index], "from_port", lookup(local.rules, lookup(var.egress_with_self[count.index], "rule", "_"), local.rules["_"])[0])
  to_port           = lookup(var.egress_with_self[count.index], "to_port", lookup(local.rules, lookup(var.egress_with_self[count.index], "rule", "_"), local.rules["_"])[1])
  protocol          = lookup(var.egress_with_self[count.index], "protocol", lookup(local.rules, lookup(var.egress_with_self[count.index], "rule", "_"), local.rules["_"])[2])
}

resource "aws_security_group_rule" "computed_egress_with_self" {
  count             = var.create ? var.number_of_computed_egress_with_self : 0
  security_group_id = local.id
  type              = "egress"
  self              = lookup(var.computed_egress_with_self[count.index], "self", true)
  prefix_list_ids   = var.egress_prefix_list_ids
  from_port         = lookup(var.computed_egress_with_self[count.index], "from_port", lookup(local.rules, lookup(var.computed_egress_with_self[count.index], "rule", "_"), local.rules["_"])[0])
  to_port           = lookup(var.computed_egress_with_self[count.index], "to_port", lookup(local.rules, lookup(var.computed_egress_with_self[count.index], "rule", "_"), local.rules["_"])[1])
  protocol          = lookup(var.computed_egress_with_self[count.index], "protocol", lookup(local.rules, lookup(var.computed_egress_with_self[count.index], "rule", "_"), local.rules["_"])[2])
}

resource "aws_security_group_rule" "egress_with_prefix_list_ids" {
  count             = var.create ? length(var.egress_with_prefix_list_ids) : 0
  security_group_id = local.id
  type              = "egress"
  prefix_list_ids   = compact(split(",", lookup(var.egress_with_prefix_list_ids[count.index], "prefix_list_ids", join(",", var.egress_prefix_list_ids))))
  from_port         = lookup(var.egress_with_prefix_list_ids[count.index], "from_port", lookup(local.rules, lookup(var.egress_with_prefix_list_ids[count.index], "rule", "_"), local.rules["_"])[0])
  to_port           = lookup(var.egress_with_prefix_list_ids[count.index], "to_port", lookup(local.rules, lookup(var.egress_with_prefix_list_ids[count.index], "rule", "_"), local.rules["_"])[1])
  protocol          = lookup(var.egress_with_prefix_list_ids[count.index], "protocol", lookup(local.rules, lookup(var.egress_with_prefix_list_ids[count.index], "rule", "_"), local.rules["_"])[2])
}

resource "aws_security_group_rule" "computed_egress_with_prefix_list_ids" {
  count             = var.create ? var.number_of_computed_egress_with_prefix_list_ids : 0
  security_group_id = local.id
  type              = "egress"
  prefix_list_ids   = compact(split(",", lookup(var.computed_egress_with_prefix_list_ids[count.index], "prefix_list_ids", join(",", var.egress_prefix_list_ids))))
  from_port         = lookup(var.computed_egress_with_prefix_list_ids[count.index], "from_port", lookup(local.rules, lookup(var.computed_egress_with_prefix_list_ids[count.index], "rule", "_"), local.rules["_"])[0])
  to_port           = lookup(var.computed_egress_with_prefix_list_ids[count.index], "to_port", lookup(local.rules, lookup(var.computed_egress_with_prefix_list_ids[count.index], "rule", "_"), local.rules["_"])[1])
  protocol          = lookup(var.computed_egress_with_prefix_list_ids[count.index], "protocol", lookup(local.rules, lookup(var.computed_egress_with_prefix_list_ids[count.index], "rule", "_"), local.rules["_"])[2])
}
output "security_group_arn" {
  value = try(aws_security_group.this[0].arn, aws_security_group.this_name_prefix[0].arn, "")
}
output "security_group_id" {
  value = try(aws_security_group.this[0].id, aws_security_group.this_name_prefix[0].id, "")
}
output "security_group_vpc_id" {
  value = try(aws_security_group.this[0].vpc_id, aws_security_group.this_name_prefix[0].vpc_id, "")
}
output "security_group_owner_id" {
  value = try(aws_security_group.this[0].owner_id, aws_security_group.this_name_prefix[0].owner_id, "")
}
output "security_group_name" {
  value = try(aws_security_group.this[0].name, aws_security_group.this_name_prefix[0].name, "")
}
output "security_group_description" {
  value = try(aws_security_group.this[0].description, aws_security_group.this_name_prefix[0].description, "")
}
