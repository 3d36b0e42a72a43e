# What terraform-aws-modules/vpc/aws makes of its inputs, as far as networks are concerned. Written for bedrock-lint:
# names and addresses are those of the published module, tags and subnets on Outposts are left out.
variable "create_vpc" {
  default = true
}
variable "name" {
  default = ""
}
variable "cidr" {
  default = "10.0.0.0/16"
}
variable "region" {
  default = null
}
variable "secondary_cidr_blocks" {
  default = []
}
variable "use_ipam_pool" {
  default = false
}
variable "ipv4_ipam_pool_id" {
  default = null
}
variable "ipv4_netmask_length" {
  default = null
}
variable "instance_tenancy" {
  default = "default"
}
variable "enable_dns_hostnames" {
  default = true
}
variable "enable_dns_support" {
  default = true
}
variable "enable_ipv6" {
  default = false
}
variable "azs" {
  default = []
}
variable "tags" {
  default = {}
}
variable "vpc_tags" {
  default = {}
}
variable "enable_dhcp_options" {
  default = false
}
variable "dhcp_options_domain_name" {
  default = ""
}
variable "dhcp_options_domain_name_servers" {
  default = ["AmazonProvidedDNS"]
}
variable "map_public_ip_on_launch" {
  default = false
}
variable "create_igw" {
  default = true
}
variable "create_egress_only_igw" {
  default = true
}
variable "create_multiple_public_route_tables" {
  default = false
}
variable "create_multiple_intra_route_tables" {
  default = false
}
variable "enable_nat_gateway" {
  default = false
}
variable "single_nat_gateway" {
  default = false
}
variable "one_nat_gateway_per_az" {
  default = false
}
variable "reuse_nat_ips" {
  default = false
}
variable "external_nat_ip_ids" {
  default = []
}
variable "create_private_nat_gateway_route" {
  default = true
}
variable "nat_gateway_destination_cidr_block" {
  default = "0.0.0.0/0"
}
variable "create_database_subnet_route_table" {
  default = false
}
variable "create_database_internet_gateway_route" {
  default = false
}
variable "create_database_nat_gateway_route" {
  default = false
}
variable "create_redshift_subnet_route_table" {
  default = false
}
variable "create_elasticache_subnet_route_table" {
  default = false
}
variable "enable_public_redshift" {
  default = false
}
variable "create_database_subnet_group" {
  default = true
}
variable "manage_default_security_group" {
  default = true
}
variable "default_security_group_ingress" {
  default = []
}
variable "default_security_group_egress" {
  default = []
}
variable "manage_default_network_acl" {
  default = true
}
variable "manage_default_route_table" {
  default = true
}
variable "default_route_table_routes" {
  default = []
}
variable "default_network_acl_ingress" {
  default = [
    { rule_no = 100, action = "allow", from_port = 0, to_port = 0, protocol = "-1", cidr_block = "0.0.0.0/0" },
    { rule_no = 101, action = "allow", from_port = 0, to_port = 0, protocol = "-1", ipv6_cidr_block = "::/0" },
  ]
}
variable "default_network_acl_egress" {
  default = [
    { rule_no = 100, action = "allow", from_port = 0, to_port = 0, protocol = "-1", cidr_block = "0.0.0.0/0" },
    { rule_no = 101, action = "allow", from_port = 0, to_port = 0, protocol = "-1", ipv6_cidr_block = "::/0" },
  ]
}
variable "enable_vpn_gateway" {
  default = false
}
variable "vpn_gateway_id" {
  default = ""
}
variable "amazon_side_asn" {
  default = "64512"
}
variable "public_subnets" {
  default = []
}
variable "public_subnet_tags" {
  default = {}
}
variable "public_dedicated_network_acl" {
  default = false
}
variable "public_inbound_acl_rules" {
  default = [
    { rule_number = 100, rule_action = "allow", from_port = 0, to_port = 0, protocol = "-1", cidr_block = "0.0.0.0/0" },
  ]
}
variable "public_outbound_acl_rules" {
  default = [
    { rule_number = 100, rule_action = "allow", from_port = 0, to_port = 0, protocol = "-1", cidr_block = "0.0.0.0/0" },
  ]
}
variable "private_subnets" {
  default = []
}
variable "private_subnet_tags" {
  default = {}
}
variable "private_dedicated_network_acl" {
  default = false
}
variable "private_inbound_acl_rules" {
  default = [
    { rule_number = 100, rule_action = "allow", from_port = 0, to_port = 0, protocol = "-1", cidr_block = "0.0.0.0/0" },
  ]
}
variable "private_outbound_acl_rules" {
  default = [
    { rule_number = 100, rule_action = "allow", from_port = 0, to_port = 0, protocol = "-1", cidr_block = "0.0.0.0/0" },
  ]
}
variable "database_subnets" {
  default = []
}
variable "database_subnet_tags" {
  default = {}
}
variable "database_dedicated_network_acl" {
  default = false
}
variable "database_inbound_acl_rules" {
  default = [
    { rule_number = 100, rule_action = "allow", from_port = 0, to_port = 0, protocol = "-1", cidr_block = "0.0.0.0/0" },
  ]
}
variable "database_outbound_acl_rules" {
  default = [
    { rule_number = 100, rule_action = "allow", from_port = 0, to_port = 0, protocol = "-1", cidr_block = "0.0.0.0/0" },
  ]
}
variable "redshift_subnets" {
  default = []
}
variable "redshift_subnet_tags" {
  default = {}
}
variable "redshift_dedicated_network_acl" {
  default = false
}
variable "redshift_inbound_acl_rules" {
  default = [
    { rule_number = 100, rule_action = "allow", from_port = 0, to_port = 0, protocol = "-1", cidr_block = "0.0.0.0/0" },
  ]
}
variable "redshift_outbound_acl_rules" {
  default = [
    { rule_number = 100, rule_action = "allow", from_port = 0, to_port = 0, protocol = "-1", cidr_block = "0.0.0.0/0" },
  ]
}
variable "elasticache_subnets" {
  default = []
}
variable "elasticache_subnet_tags" {
  default = {}
}
variable "elasticache_dedicated_network_acl" {
  default = false
}
variable "elasticache_inbound_acl_rules" {
  default = [
    { rule_number = 100, rule_action = "allow", from_port = 0, to_port = 0, protocol = "-1", cidr_block = "0.0.0.0/0" },
  ]
}
variable "elasticache_outbound_acl_rules" {
  default = [
    { rule_number = 100, rule_action = "allow", from_port = 0, to_port = 0, protocol = "-1", cidr_block = "0.0.0.0/0" },
  ]
}
variable "intra_subnets" {
  default = []
}
variable "intra_subnet_tags" {
  default = {}
}
variable "intra_dedicated_network_acl" {
  default = false
}
variable "intra_inbound_acl_rules" {
  default = [
    { rule_number = 100, rule_action = "allow", from_port = 0, to_port = 0, protocol = "-1", cidr_block = "0.0.0.0/0" },
  ]
}
variable "intra_outbound_acl_rules" {
  default = [
    { rule_number = 100, rule_action = "allow", from_port = 0, to_port = 0, protocol = "-1", cidr_block = "0.0.0.0/0" },
  ]
}

locals {
  create                = var.create_vpc
  vpc_id                = try(aws_vpc_ipv4_cidr_block_association.this[0].vpc_id, aws_vpc.this[0].id, "")
  most                  = max(length(var.private_subnets), length(var.public_subnets), length(var.elasticache_subnets), length(var.database_subnets), length(var.redshift_subnets))
  nat_count             = var.single_nat_gateway ? 1 : var.one_nat_gateway_per_az ? length(var.azs) : local.most
  nat_ip_ids            = var.reuse_nat_ips ? var.external_nat_ip_ids : aws_eip.nat[*].id
  has_public            = local.create && length(var.public_subnets) > 0
  has_private           = local.create && length(var.private_subnets) > 0
  public_tables         = var.create_multiple_public_route_tables ? length(var.public_subnets) : 1
  intra_tables          = var.create_multiple_intra_route_tables ? length(var.intra_subnets) : 1
  own_database_table    = local.create && var.create_database_subnet_route_table && length(var.database_subnets) > 0
  own_redshift_table    = local.create && var.create_redshift_subnet_route_table && length(var.redshift_subnets) > 0
  own_elasticache_table = local.create && var.create_elasticache_subnet_route_table && length(var.elasticache_subnets) > 0
}

resource "aws_vpc" "this" {
  count                            = local.create ? 1 : 0
  region                           = var.region
  cidr_block                       = var.use_ipam_pool ? null : var.cidr
  ipv4_ipam_pool_id                = var.ipv4_ipam_pool_id
  ipv4_netmask_length              = var.ipv4_netmask_length
  assign_generated_ipv6_cidr_block = var.enable_ipv6 && !var.use_ipam_pool ? true : null
  instance_tenancy                 = var.instance_tenancy
  enable_dns_hostnames             = var.enable_dns_hostnames
  enable_dns_support               = var.enable_dns_support
  tags                             = merge({ "Name" = var.name }, var.tags, var.vpc_tags)
}

resource "aws_vpc_ipv4_cidr_block_association" "this" {
  count      = local.create ? length(var.secondary_cidr_blocks) : 0
  region     = var.region
  vpc_id     = aws_vpc.this[0].id
  cidr_block = element(var.secondary_cidr_blocks, count.index)
}

resource "aws_vpc_dhcp_options" "this" {
  count               = local.create && var.enable_dhcp_options ? 1 : 0
  region              = var.region
  domain_name         = var.dhcp_options_domain_name
  domain_name_servers = var.dhcp_options_domain_name_servers
}

resource "aws_vpc_dhcp_options_association" "this" {
  count           = local.create && var.enable_dhcp_options ? 1 : 0
  region          = var.region
  vpc_id          = local.vpc_id
  dhcp_options_id = aws_vpc_dhcp_options.this[0].id
}

resource "aws_subnet" "public" {
  count                   = local.create && (!var.one_nat_gateway_per_az || length(var.public_subnets) >= length(var.azs)) ? length(var.public_subnets) : 0
  region                  = var.region
  vpc_id                  = local.vpc_id
  availability_zone       = try(length(regexall("^[a-z]{2}-", element(var.azs, count.index))), 1) > 0 ? element(var.azs, count.index) : null
  availability_zone_id    = try(length(regexall("^[a-z]{2}-", element(var.azs, count.index))), 1) == 0 ? element(var.azs, count.index) : null
  cidr_block              = element(concat(var.public_subnets, [""]), count.index)
  map_public_ip_on_launch = var.map_public_ip_on_launch
  tags                    = merge(var.tags, var.public_subnet_tags)
}

resource "aws_network_acl" "public" {
  count      = local.create && length(var.public_subnets) > 0 && var.public_dedicated_network_acl ? 1 : 0
  region     = var.region
  vpc_id     = local.vpc_id
  subnet_ids = aws_subnet.public[*].id
}

resource "aws_network_acl_rule" "public_inbound" {
  count           = local.create && length(var.public_subnets) > 0 && var.public_dedicated_network_acl ? length(var.public_inbound_acl_rules) : 0
  region          = var.region
  network_acl_id  = aws_network_acl.public[0].id
  egress          = false
  rule_number     = var.public_inbound_acl_rules[count.index]["rule_number"]
  rule_action     = var.public_inbound_acl_rules[count.index]["rule_action"]
  from_port       = lookup(var.public_inbound_acl_rules[count.index], "from_port", null)
  to_port         = lookup(var.public_inbound_acl_rules[count.index], "to_port", null)
  icmp_code       = lookup(var.public_inbound_acl_rules[count.index], "icmp_code", null)
  icmp_type       = lookup(var.public_inbound_acl_rules[count.index], "icmp_type", null)
  protocol        = var.public_inbound_acl_rules[count.index]["protocol"]
  cidr_block      = lookup(var.public_inbound_acl_rules[count.index], "cidr_block", null)
  ipv6_cidr_block = lookup(var.public_inbound_acl_rules[count.index], "ipv6_cidr_block", null)
}

resource "aws_network_acl_rule" "public_outbound" {
  count           = local.create && length(var.public_subnets) > 0 && var.public_dedicated_network_acl ? length(var.public_outbound_acl_rules) : 0
  region          = var.region
  network_acl_id  = aws_network_acl.public[0].id
  egress          = true
  rule_number     = var.public_outbound_acl_rules[count.index]["rule_number"]
  rule_action     = var.public_outbound_acl_rules[count.index]["rule_action"]
  from_port       = lookup(var.public_outbound_acl_rules[count.index], "from_port", null)
  to_port         = lookup(var.public_outbound_acl_rules[count.index], "to_port", null)
  icmp_code       = lookup(var.public_outbound_acl_rules[count.index], "icmp_code", null)
  icmp_type       = lookup(var.public_outbound_acl_rules[count.index], "icmp_type", null)
  protocol        = var.public_outbound_acl_rules[count.index]["protocol"]
  cidr_block      = lookup(var.public_outbound_acl_rules[count.index], "cidr_block", null)
  ipv6_cidr_block = lookup(var.public_outbound_acl_rules[count.index], "ipv6_cidr_block", null)
}

resource "aws_subnet" "private" {
  count                = local.create ? length(var.private_subnets) : 0
  region               = var.region
  vpc_id               = local.vpc_id
  availability_zone    = try(length(regexall("^[a-z]{2}-", element(var.azs, count.index))), 1) > 0 ? element(var.azs, count.index) : null
  availability_zone_id = try(length(regexall("^[a-z]{2}-", element(var.azs, count.index))), 1) == 0 ? element(var.azs, count.index) : null
  cidr_block           = element(concat(var.private_subnets, [""]), count.index)
  tags                 = merge(var.tags, var.private_subnet_tags)
}

resource "aws_network_acl" "private" {
  count      = local.create && length(var.private_subnets) > 0 && var.private_dedicated_network_acl ? 1 : 0
  region     = var.region
  vpc_id     = local.vpc_id
  subnet_ids = aws_subnet.private[*].id
}

resource "aws_network_acl_rule" "private_inbound" {
  count           = local.create && length(var.private_subnets) > 0 && var.private_dedicated_network_acl ? length(var.private_inbound_acl_rules) : 0
  region          = var.region
  network_acl_id  = aws_network_acl.private[0].id
  egress          = false
  rule_number     = var.private_inbound_acl_rules[count.index]["rule_number"]
  rule_action     = var.private_inbound_acl_rules[count.index]["rule_action"]
  from_port       = lookup(var.private_inbound_acl_rules[count.index], "from_port", null)
  to_port         = lookup(var.private_inbound_acl_rules[count.index], "to_port", null)
  icmp_code       = lookup(var.private_inbound_acl_rules[count.index], "icmp_code", null)
  icmp_type       = lookup(var.private_inbound_acl_rules[count.index], "icmp_type", null)
  protocol        = var.private_inbound_acl_rules[count.index]["protocol"]
  cidr_block      = lookup(var.private_inbound_acl_rules[count.index], "cidr_block", null)
  ipv6_cidr_block = lookup(var.private_inbound_acl_rules[count.index], "ipv6_cidr_block", null)
}

resource "aws_network_acl_rule" "private_outbound" {
  count           = local.create && length(var.private_subnets) > 0 && var.private_dedicated_network_acl ? length(var.private_outbound_acl_rules) : 0
  region          = var.region
  network_acl_id  = aws_network_acl.private[0].id
  egress          = true
  rule_number     = var.private_outbound_acl_rules[count.index]["rule_number"]
  rule_action     = var.private_outbound_acl_rules[count.index]["rule_action"]
  from_port       = lookup(var.private_outbound_acl_rules[count.index], "from_port", null)
  to_port         = lookup(var.private_outbound_acl_rules[count.index], "to_port", null)
  icmp_code       = lookup(var.private_outbound_acl_rules[count.index], "icmp_code", null)
  icmp_type       = lookup(var.private_outbound_acl_rules[count.index], "icmp_type", null)
  protocol        = var.private_outbound_acl_rules[count.index]["protocol"]
  cidr_block      = lookup(var.private_outbound_acl_rules[count.index], "cidr_block", null)
  ipv6_cidr_block = lookup(var.private_outbound_acl_rules[count.index], "ipv6_cidr_block", null)
}

resource "aws_subnet" "database" {
  count                = local.create ? length(var.database_subnets) : 0
  region               = var.region
  vpc_id               = local.vpc_id
  availability_zone    = try(length(regexall("^[a-z]{2}-", element(var.azs, count.index))), 1) > 0 ? element(var.azs, count.index) : null
  availability_zone_id = try(length(regexall("^[a-z]{2}-", element(var.azs, count.index))), 1) == 0 ? element(var.azs, count.index) : null
  cidr_block           = element(concat(var.database_subnets, [""]), count.index)
  tags                 = merge(var.tags, var.database_subnet_tags)
}

resource "aws_network_acl" "database" {
  count      = local.create && length(var.database_subnets) > 0 && var.database_dedicated_network_acl ? 1 : 0
  region     = var.region
  vpc_id     = local.vpc_id
  subnet_ids = aws_subnet.database[*].id
}

resource "aws_network_acl_rule" "database_inbound" {
  count           = local.create && length(var.database_subnets) > 0 && var.database_dedicated_network_acl ? length(var.database_inbound_acl_rules) : 0
  region          = var.region
  network_acl_id  = aws_network_acl.database[0].id
  egress          = false
  rule_number     = var.database_inbound_acl_rules[count.index]["rule_number"]
  rule_action     = var.database_inbound_acl_rules[count.index]["rule_action"]
  from_port       = lookup(var.database_inbound_acl_rules[count.index], "from_port", null)
  to_port         = lookup(var.database_inbound_acl_rules[count.index], "to_port", null)
  icmp_code       = lookup(var.database_inbound_acl_rules[count.index], "icmp_code", null)
  icmp_type       = lookup(var.database_inbound_acl_rules[count.index], "icmp_type", null)
  protocol        = var.database_inbound_acl_rules[count.index]["protocol"]
  cidr_block      = lookup(var.database_inbound_acl_rules[count.index], "cidr_block", null)
  ipv6_cidr_block = lookup(var.database_inbound_acl_rules[count.index], "ipv6_cidr_block", null)
}

resource "aws_network_acl_rule" "database_outbound" {
  count           = local.create && length(var.database_subnets) > 0 && var.database_dedicated_network_acl ? length(var.database_outbound_acl_rules) : 0
  region          = var.region
  network_acl_id  = aws_network_acl.database[0].id
  egress          = true
  rule_number     = var.database_outbound_acl_rules[count.index]["rule_number"]
  rule_action     = var.database_outbound_acl_rules[count.index]["rule_action"]
  from_port       = lookup(var.database_outbound_acl_rules[count.index], "from_port", null)
  to_port         = lookup(var.database_outbound_acl_rules[count.index], "to_port", null)
  icmp_code       = lookup(var.database_outbound_acl_rules[count.index], "icmp_code", null)
  icmp_type       = lookup(var.database_outbound_acl_rules[count.index], "icmp_type", null)
  protocol        = var.database_outbound_acl_rules[count.index]["protocol"]
  cidr_block      = lookup(var.database_outbound_acl_rules[count.index], "cidr_block", null)
  ipv6_cidr_block = lookup(var.database_outbound_acl_rules[count.index], "ipv6_cidr_block", null)
}

resource "aws_subnet" "redshift" {
  count                = local.create ? length(var.redshift_subnets) : 0
  region               = var.region
  vpc_id               = local.vpc_id
  availability_zone    = try(length(regexall("^[a-z]{2}-", element(var.azs, count.index))), 1) > 0 ? element(var.azs, count.index) : null
  availability_zone_id = try(length(regexall("^[a-z]{2}-", element(var.azs, count.index))), 1) == 0 ? element(var.azs, count.index) : null
  cidr_block           = element(concat(var.redshift_subnets, [""]), count.index)
  tags                 = merge(var.tags, var.redshift_subnet_tags)
}

resource "aws_network_acl" "redshift" {
  count      = local.create && length(var.redshift_subnets) > 0 && var.redshift_dedicated_network_acl ? 1 : 0
  region     = var.region
  vpc_id     = local.vpc_id
  subnet_ids = aws_subnet.redshift[*].id
}

resource "aws_network_acl_rule" "redshift_inbound" {
  count           = local.create && length(var.redshift_subnets) > 0 && var.redshift_dedicated_network_acl ? length(var.redshift_inbound_acl_rules) : 0
  region          = var.region
  network_acl_id  = aws_network_acl.redshift[0].id
  egress          = false
  rule_number     = var.redshift_inbound_acl_rules[count.index]["rule_number"]
  rule_action     = var.redshift_inbound_acl_rules[count.index]["rule_action"]
  from_port       = lookup(var.redshift_inbound_acl_rules[count.index], "from_port", null)
  to_port         = lookup(var.redshift_inbound_acl_rules[count.index], "to_port", null)
  icmp_code       = lookup(var.redshift_inbound_acl_rules[count.index], "icmp_code", null)
  icmp_type       = lookup(var.redshift_inbound_acl_rules[count.index], "icmp_type", null)
  protocol        = var.redshift_inbound_acl_rules[count.index]["protocol"]
  cidr_block      = lookup(var.redshift_inbound_acl_rules[count.index], "cidr_block", null)
  ipv6_cidr_block = lookup(var.redshift_inbound_acl_rules[count.index], "ipv6_cidr_block", null)
}

resource "aws_network_acl_rule" "redshift_outbound" {
  count           = local.create && length(var.redshift_subnets) > 0 && var.redshift_dedicated_network_acl ? length(var.redshift_outbound_acl_rules) : 0
  region          = var.region
  network_acl_id  = aws_network_acl.redshift[0].id
  egress          = true
  rule_number     = var.redshift_outbound_acl_rules[count.index]["rule_number"]
  rule_action     = var.redshift_outbound_acl_rules[count.index]["rule_action"]
  from_port       = lookup(var.redshift_outbound_acl_rules[count.index], "from_port", null)
  to_port         = lookup(var.redshift_outbound_acl_rules[count.index], "to_port", null)
  icmp_code       = lookup(var.redshift_outbound_acl_rules[count.index], "icmp_code", null)
  icmp_type       = lookup(var.redshift_outbound_acl_rules[count.index], "icmp_type", null)
  protocol        = var.redshift_outbound_acl_rules[count.index]["protocol"]
  cidr_block      = lookup(var.redshift_outbound_acl_rules[count.index], "cidr_block", null)
  ipv6_cidr_block = lookup(var.redshift_outbound_acl_rules[count.index], "ipv6_cidr_block", null)
}

resource "aws_subnet" "elasticache" {
  count                = local.create ? length(var.elasticache_subnets) : 0
  region               = var.region
  vpc_id               = local.vpc_id
  availability_zone    = try(length(regexall("^[a-z]{2}-", element(var.azs, count.index))), 1) > 0 ? element(var.azs, count.index) : null
  availability_zone_id = try(length(regexall("^[a-z]{2}-", element(var.azs, count.index))), 1) == 0 ? element(var.azs, count.index) : null
  cidr_block           = element(concat(var.elasticache_subnets, [""]), count.index)
  tags                 = merge(var.tags, var.elasticache_subnet_tags)
}

resource "aws_network_acl" "elasticache" {
  count      = local.create && length(var.elasticache_subnets) > 0 && var.elasticache_dedicated_network_acl ? 1 : 0
  region     = var.region
  vpc_id     = local.vpc_id
  subnet_ids = aws_subnet.elasticache[*].id
}

resource "aws_network_acl_rule" "elasticache_inbound" {
  count           = local.create && length(var.elasticache_subnets) > 0 && var.elasticache_dedicated_network_acl ? length(var.elasticache_inbound_acl_rules) : 0
  region          = var.region
  network_acl_id  = aws_network_acl.elasticache[0].id
  egress          = false
  rule_number     = var.elasticache_inbound_acl_rules[count.index]["rule_number"]
  rule_action     = var.elasticache_inbound_acl_rules[count.index]["rule_action"]
  from_port       = lookup(var.elasticache_inbound_acl_rules[count.index], "from_port", null)
  to_port         = lookup(var.elasticache_inbound_acl_rules[count.index], "to_port", null)
  icmp_code       = lookup(var.elasticache_inbound_acl_rules[count.index], "icmp_code", null)
  icmp_type       = lookup(var.elasticache_inbound_acl_rules[count.index], "icmp_type", null)
  protocol        = var.elasticache_inbound_acl_rules[count.index]["protocol"]
  cidr_block      = lookup(var.elasticache_inbound_acl_rules[count.index], "cidr_block", null)
  ipv6_cidr_block = lookup(var.elasticache_inbound_acl_rules[count.index], "ipv6_cidr_block", null)
}

resource "aws_network_acl_rule" "elasticache_outbound" {
  count           = local.create && length(var.elasticache_subnets) > 0 && var.elasticache_dedicated_network_acl ? length(var.elasticache_outbound_acl_rules) : 0
  region          = var.region
  network_acl_id  = aws_network_acl.elasticache[0].id
  egress          = true
  rule_number     = var.elasticache_outbound_acl_rules[count.index]["rule_number"]
  rule_action     = var.elasticache_outbound_acl_rules[count.index]["rule_action"]
  from_port       = lookup(var.elasticache_outbound_acl_rules[count.index], "from_port", null)
  to_port         = lookup(var.elasticache_outbound_acl_rules[count.index], "to_port", null)
  icmp_code       = lookup(var.elasticache_outbound_acl_rules[count.index], "icmp_code", null)
  icmp_type       = lookup(var.elasticache_outbound_acl_rules[count.index], "icmp_type", null)
  protocol        = var.elasticache_outbound_acl_rules[count.index]["protocol"]
  cidr_block      = lookup(var.elasticache_outbound_acl_rules[count.index], "cidr_block", null)
  ipv6_cidr_block = lookup(var.elasticache_outbound_acl_rules[count.index], "ipv6_cidr_block", null)
}

resource "aws_subnet" "intra" {
  count                = local.create ? length(var.intra_subnets) : 0
  region               = var.region
  vpc_id               = local.vpc_id
  availability_zone    = try(length(regexall("^[a-z]{2}-", element(var.azs, count.index))), 1) > 0 ? element(var.azs, count.index) : null
  availability_zone_id = try(length(regexall("^[a-z]{2}-", element(var.azs, count.index))), 1) == 0 ? element(var.azs, count.index) : null
  cidr_block           = element(concat(var.intra_subnets, [""]), count.index)
  tags                 = merge(var.tags, var.intra_subnet_tags)
}

resource "aws_network_acl" "intra" {
  count      = local.create && length(var.intra_subnets) > 0 && var.intra_dedicated_network_acl ? 1 : 0
  region     = var.region
  vpc_id     = local.vpc_id
  subnet_ids = aws_subnet.intra[*].id
}

resource "aws_network_acl_rule" "intra_inbound" {
  count           = local.create && length(var.intra_subnets) > 0 && var.intra_dedicated_network_acl ? length(var.intra_inbound_acl_rules) : 0
  region          = var.region
  network_acl_id  = aws_network_acl.intra[0].id
  egress          = false
  rule_number     = var.intra_inbound_acl_rules[count.index]["rule_number"]
  rule_action     = var.intra_inbound_acl_rules[count.index]["rule_action"]
  from_port       = lookup(var.intra_inbound_acl_rules[count.index], "from_port", null)
  to_port         = lookup(var.intra_inbound_acl_rules[count.index], "to_port", null)
  icmp_code       = lookup(var.intra_inbound_acl_rules[count.index], "icmp_code", null)
  icmp_type       = lookup(var.intra_inbound_acl_rules[count.index], "icmp_type", null)
  protocol        = var.intra_inbound_acl_rules[count.index]["protocol"]
  cidr_block      = lookup(var.intra_inbound_acl_rules[count.index], "cidr_block", null)
  ipv6_cidr_block = lookup(var.intra_inbound_acl_rules[count.index], "ipv6_cidr_block", null)
}

resource "aws_network_acl_rule" "intra_outbound" {
  count           = local.create && length(var.intra_subnets) > 0 && var.intra_dedicated_network_acl ? length(var.intra_outbound_acl_rules) : 0
  region          = var.region
  network_acl_id  = aws_network_acl.intra[0].id
  egress          = true
  rule_number     = var.intra_outbound_acl_rules[count.index]["rule_number"]
  rule_action     = var.intra_outbound_acl_rules[count.index]["rule_action"]
  from_port       = lookup(var.intra_outbound_acl_rules[count.index], "from_port", null)
  to_port         = lookup(var.intra_outbound_acl_rules[count.index], "to_port", null)
  icmp_code       = lookup(var.intra_outbound_acl_rules[count.index], "icmp_code", null)
  icmp_type       = lookup(var.intra_outbound_acl_rules[count.index], "icmp_type", null)
  protocol        = var.intra_outbound_acl_rules[count.index]["protocol"]
  cidr_block      = lookup(var.intra_outbound_acl_rules[count.index], "cidr_block", null)
  ipv6_cidr_block = lookup(var.intra_outbound_acl_rules[count.index], "ipv6_cidr_block", null)
}

resource "aws_route_table" "public" {
  count  = local.has_public ? local.public_tables : 0
  region = var.region
  vpc_id = local.vpc_id
}

resource "aws_route_table_association" "public" {
  count          = local.has_public ? length(var.public_subnets) : 0
  region         = var.region
  subnet_id      = element(aws_subnet.public[*].id, count.index)
  route_table_id = element(aws_route_table.public[*].id, var.create_multiple_public_route_tables ? count.index : 0)
}

resource "aws_route" "public_internet_gateway" {
  count                  = local.has_public && var.create_igw ? local.public_tables : 0
  region                 = var.region
  route_table_id         = aws_route_table.public[count.index].id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.this[0].id
}

resource "aws_route" "public_internet_gateway_ipv6" {
  count                       = local.has_public && var.create_igw && var.enable_ipv6 ? local.public_tables : 0
  region                      = var.region
  route_table_id              = aws_route_table.public[count.index].id
  destination_ipv6_cidr_block = "::/0"
  gateway_id                  = aws_internet_gateway.this[0].id
}

resource "aws_route_table" "private" {
  count  = local.has_private && local.most > 0 ? local.nat_count : 0
  region = var.region
  vpc_id = local.vpc_id
}

resource "aws_route_table_association" "private" {
  count          = local.has_private ? length(var.private_subnets) : 0
  region         = var.region
  subnet_id      = element(aws_subnet.private[*].id, count.index)
  route_table_id = element(aws_route_table.private[*].id, var.single_nat_gateway ? 0 : count.index)
}

resource "aws_route_table" "database" {
  count  = local.own_database_table ? (var.single_nat_gateway || var.create_database_internet_gateway_route ? 1 : length(var.database_subnets)) : 0
  region = var.region
  vpc_id = local.vpc_id
}

resource "aws_route_table_association" "database" {
  count          = local.create ? length(var.database_subnets) : 0
  region         = var.region
  subnet_id      = element(aws_subnet.database[*].id, count.index)
  route_table_id = element(coalescelist(aws_route_table.database[*].id, aws_route_table.private[*].id), var.create_database_subnet_route_table ? (var.single_nat_gateway || var.create_database_internet_gateway_route ? 0 : count.index) : count.index)
}

resource "aws_route" "database_internet_gateway" {
  count                  = local.own_database_table && var.create_igw && var.create_database_internet_gateway_route && !var.create_database_nat_gateway_route ? 1 : 0
  region                 = var.region
  route_table_id         = aws_route_table.database[0].id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.this[0].id
}

resource "aws_route" "database_nat_gateway" {
  count                  = local.own_database_table && !var.create_database_internet_gateway_route && var.create_database_nat_gateway_route && var.enable_nat_gateway ? (var.single_nat_gateway ? 1 : length(var.database_subnets)) : 0
  region                 = var.region
  route_table_id         = element(aws_route_table.database[*].id, count.index)
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = element(aws_nat_gateway.this[*].id, count.index)
}

resource "aws_db_subnet_group" "database" {
  count      = local.create && length(var.database_subnets) > 0 && var.create_database_subnet_group ? 1 : 0
  region     = var.region
  subnet_ids = aws_subnet.database[*].id
}

resource "aws_route_table" "redshift" {
  count  = local.own_redshift_table ? 1 : 0
  region = var.region
  vpc_id = local.vpc_id
}

resource "aws_route_table_association" "redshift" {
  count          = local.create && !var.enable_public_redshift ? length(var.redshift_subnets) : 0
  region         = var.region
  subnet_id      = element(aws_subnet.redshift[*].id, count.index)
  route_table_id = element(coalescelist(aws_route_table.redshift[*].id, aws_route_table.private[*].id), var.single_nat_gateway || var.create_redshift_subnet_route_table ? 0 : count.index)
}

resource "aws_route_table_association" "redshift_public" {
  count          = local.create && var.enable_public_redshift ? length(var.redshift_subnets) : 0
  region         = var.region
  subnet_id      = element(aws_subnet.redshift[*].id, count.index)
  route_table_id = element(coalescelist(aws_route_table.redshift[*].id, aws_route_table.public[*].id), var.single_nat_gateway || var.create_redshift_subnet_route_table ? 0 : count.index)
}

resource "aws_route_table" "elasticache" {
  count  = local.own_elasticache_table ? 1 : 0
  region = var.region
  vpc_id = local.vpc_id
}

resource "aws_route_table_association" "elasticache" {
  count          = local.create ? length(var.elasticache_subnets) : 0
  region         = var.region
  subnet_id      = element(aws_subnet.elasticache[*].id, count.index)
  route_table_id = element(coalescelist(aws_route_table.elasticache[*].id, aws_route_table.private[*].id), var.single_nat_gateway || var.create_elasticache_subnet_route_table ? 0 : count.index)
}

resource "aws_route_table" "intra" {
  count  = local.create && length(var.intra_subnets) > 0 ? local.intra_tables : 0
  region = var.region
  vpc_id = local.vpc_id
}

resource "aws_route_table_association" "intra" {
  count          = local.create ? length(var.intra_subnets) : 0
  region         = var.region
  subnet_id      = element(aws_subnet.intra[*].id, count.index)
  route_table_id = element(aws_route_table.intra[*].id, var.create_multiple_intra_route_tables ? count.index : 0)
}

resource "aws_internet_gateway" "this" {
  count  = local.has_public && var.create_igw ? 1 : 0
  region = var.region
  vpc_id = local.vpc_id
}

resource "aws_egress_only_internet_gateway" "this" {
  count  = local.create && var.create_egress_only_igw && var.enable_ipv6 && local.most > 0 ? 1 : 0
  region = var.region
  vpc_id = local.vpc_id
}

resource "aws_route" "private_ipv6_egress" {
  count                       = local.create && var.create_egress_only_igw && var.enable_ipv6 && length(var.private_subnets) > 0 ? local.nat_count : 0
  region                      = var.region
  route_table_id              = element(aws_route_table.private[*].id, count.index)
  destination_ipv6_cidr_block = "::/0"
  egress_only_gateway_id      = element(aws_egress_only_internet_gateway.this[*].id, 0)
}

resource "aws_eip" "nat" {
  count  = local.create && var.enable_nat_gateway && !var.reuse_nat_ips ? local.nat_count : 0
  region = var.region
  domain = "vpc"
}

resource "aws_nat_gateway" "this" {
  count         = local.create && var.enable_nat_gateway ? local.nat_count : 0
  region        = var.region
  allocation_id = element(local.nat_ip_ids, var.single_nat_gateway ? 0 : count.index)
  subnet_id     = element(aws_subnet.public[*].id, var.single_nat_gateway ? 0 : count.index)
}

resource "aws_route" "private_nat_gateway" {
  count                  = local.create && var.enable_nat_gateway && var.create_private_nat_gateway_route ? local.nat_count : 0
  region                 = var.region
  route_table_id         = element(aws_route_table.private[*].id, count.index)
  destination_cidr_block = var.nat_gateway_destination_cidr_block
  nat_gateway_id         = element(aws_nat_gateway.this[*].id, count.index)
}

resource "aws_vpn_gateway" "this" {
  count           = local.create && var.enable_vpn_gateway ? 1 : 0
  region          = var.region
  vpc_id          = local.vpc_id
  amazon_side_asn = var.amazon_side_asn
}

resource "aws_default_security_group" "this" {
  count  = local.create && var.manage_default_security_group ? 1 : 0
  region = var.region
  vpc_id = aws_vpc.this[0].id

  dynamic "ingress" {
    for_each = var.default_security_group_ingress
    content {
      self             = lookup(ingress.value, "self", null)
      cidr_blocks      = compact(split(",", lookup(ingress.value, "cidr_blocks", "")))
      ipv6_cidr_blocks = compact(split(",", lookup(ingress.value, "ipv6_cidr_blocks", "")))
      prefix_list_ids  = compact(split(",", lookup(ingress.value, "prefix_list_ids", "")))
      security_groups  = compact(split(",", lookup(ingress.value, "security_groups", "")))
      from_port        = lookup(ingress.value, "from_port", 0)
      to_port          = lookup(ingress.value, "to_port", 0)
      protocol         = lookup(ingress.value, "protocol", "-1")
    }
  }

  dynamic "egress" {
    for_each = var.default_security_group_egress
    content {
      self             = lookup(egress.value, "self", null)
      cidr_blocks      = compact(split(",", lookup(egress.value, "cidr_blocks", "")))
      ipv6_cidr_blocks = compact(split(",", lookup(egress.value, "ipv6_cidr_blocks", "")))
      prefix_list_ids  = compact(split(",", lookup(egress.value, "prefix_list_ids", "")))
      security_groups  = compact(split(",", lookup(egress.value, "security_groups", "")))
      from_port        = lookup(egress.value, "from_port", 0)
      to_port          = lookup(egress.value, "to_port", 0)
      protocol         = lookup(egress.value, "protocol", "-1")
    }
  }
}

resource "aws_default_network_acl" "this" {
  count                  = local.create && var.manage_default_network_acl ? 1 : 0
  region                 = var.region
  default_network_acl_id = aws_vpc.this[0].default_network_acl_id
  subnet_ids             = null

  dynamic "ingress" {
    for_each = var.default_network_acl_ingress
    content {
      action          = ingress.value.action
      cidr_block      = lookup(ingress.value, "cidr_block", null)
      ipv6_cidr_block = lookup(ingress.value, "ipv6_cidr_block", null)
      from_port       = ingress.value.from_port
      to_port         = ingress.value.to_port
      protocol        = ingress.value.protocol
      rule_no         = ingress.value.rule_no
    }
  }

  dynamic "egress" {
    for_each = var.default_network_acl_egress
    content {
      action          = egress.value.action
      cidr_block      = lookup(egress.value, "cidr_block", null)
      ipv6_cidr_block = lookup(egress.value, "ipv6_cidr_block", null)
      from_port       = egress.value.from_port
      to_port         = egress.value.to_port
      protocol        = egress.value.protocol
      rule_no         = egress.value.rule_no
    }
  }
}

resource "aws_default_route_table" "default" {
  count                  = local.create && var.manage_default_route_table ? 1 : 0
  region                 = var.region
  default_route_table_id = aws_vpc.this[0].default_route_table_id

  dynamic "route" {
    for_each = var.default_route_table_routes
    content {
      cidr_block                = lookup(route.value, "cidr_block", null)
      ipv6_cidr_block           = lookup(route.value, "ipv6_cidr_block", null)
      egress_only_gateway_id    = lookup(route.value, "egress_only_gateway_id", null)
      gateway_id                = lookup(route.value, "gateway_id", null)
      nat_gateway_id            = lookup(route.value, "nat_gateway_id", null)
      network_interface_id      = lookup(route.value, "network_interface_id", null)
      transit_gateway_id        = lookup(route.value, "transit_gateway_id", null)
      vpc_endpoint_id           = lookup(route.value, "vpc_endpoint_id", null)
      vpc_peering_connection_id = lookup(route.value, "vpc_peering_connection_id", null)
    }
  }
}
output "vpc_id" {
  value = try(aws_vpc.this[0].id, null)
}
output "vpc_arn" {
  value = try(aws_vpc.this[0].arn, null)
}
output "vpc_cidr_block" {
  value = try(aws_vpc.this[0].cidr_block, null)
}
output "vpc_secondary_cidr_blocks" {
  value = compact(aws_vpc_ipv4_cidr_block_association.this[*].cidr_block)
}
output "default_security_group_id" {
  value = try(aws_vpc.this[0].default_security_group_id, null)
}
output "default_network_acl_id" {
  value = try(aws_vpc.this[0].default_network_acl_id, null)
}
output "default_route_table_id" {
  value = try(aws_vpc.this[0].default_route_table_id, null)
}
output "vpc_main_route_table_id" {
  value = try(aws_vpc.this[0].main_route_table_id, null)
}
output "vpc_enable_dns_support" {
  value = try(aws_vpc.this[0].enable_dns_support, null)
}
output "vpc_enable_dns_hostnames" {
  value = try(aws_vpc.this[0].enable_dns_hostnames, null)
}
output "vpc_owner_id" {
  value = try(aws_vpc.this[0].owner_id, null)
}
output "vpc_ipv6_cidr_block" {
  value = try(aws_vpc.this[0].ipv6_cidr_block, null)
}
output "igw_id" {
  value = try(aws_internet_gateway.this[0].id, null)
}
output "nat_ids" {
  value = aws_eip.nat[*].id
}
output "nat_public_ips" {
  value = aws_eip.nat[*].public_ip
}
output "natgw_ids" {
  value = aws_nat_gateway.this[*].id
}
output "vgw_id" {
  value = try(aws_vpn_gateway.this[0].id, null)
}
output "egress_only_internet_gateway_id" {
  value = try(aws_egress_only_internet_gateway.this[0].id, null)
}
output "azs" {
  value = var.azs
}
output "name" {
  value = var.name
}
output "database_subnet_group" {
  value = try(aws_db_subnet_group.database[0].id, null)
}
output "database_subnet_group_name" {
  value = try(aws_db_subnet_group.database[0].name, null)
}
output "public_subnets" {
  value = aws_subnet.public[*].id
}
output "public_subnet_arns" {
  value = aws_subnet.public[*].arn
}
output "public_subnets_cidr_blocks" {
  value = compact(aws_subnet.public[*].cidr_block)
}
output "public_subnet_objects" {
  value = aws_subnet.public
}
output "public_network_acl_id" {
  value = try(aws_network_acl.public[0].id, null)
}
output "private_subnets" {
  value = aws_subnet.private[*].id
}
output "private_subnet_arns" {
  value = aws_subnet.private[*].arn
}
output "private_subnets_cidr_blocks" {
  value = compact(aws_subnet.private[*].cidr_block)
}
output "private_subnet_objects" {
  value = aws_subnet.private
}
output "private_network_acl_id" {
  value = try(aws_network_acl.private[0].id, null)
}
output "database_subnets" {
  value = aws_subnet.database[*].id
}
output "database_subnet_arns" {
  value = aws_subnet.database[*].arn
}
output "database_subnets_cidr_blocks" {
  value = compact(aws_subnet.database[*].cidr_block)
}
output "database_subnet_objects" {
  value = aws_subnet.database
}
output "database_network_acl_id" {
  value = try(aws_network_acl.database[0].id, null)
}
output "redshift_subnets" {
  value = aws_subnet.redshift[*].id
}
output "redshift_subnet_arns" {
  value = aws_subnet.redshift[*].arn
}
output "redshift_subnets_cidr_blocks" {
  value = compact(aws_subnet.redshift[*].cidr_block)
}
output "redshift_subnet_objects" {
  value = aws_subnet.redshift
}
output "redshift_network_acl_id" {
  value = try(aws_network_acl.redshift[0].id, null)
}
output "elasticache_subnets" {
  value = aws_subnet.elasticache[*].id
}
output "elasticache_subnet_arns" {
  value = aws_subnet.elasticache[*].arn
}
output "elasticache_subnets_cidr_blocks" {
  value = compact(aws_subnet.elasticache[*].cidr_block)
}
output "elasticache_subnet_objects" {
  value = aws_subnet.elasticache
}
output "elasticache_network_acl_id" {
  value = try(aws_network_acl.elasticache[0].id, null)
}
output "intra_subnets" {
  value = aws_subnet.intra[*].id
}
output "intra_subnet_arns" {
  value = aws_subnet.intra[*].arn
}
output "intra_subnets_cidr_blocks" {
  value = compact(aws_subnet.intra[*].cidr_block)
}
output "intra_subnet_objects" {
  value = aws_subnet.intra
}
output "intra_network_acl_id" {
  value = try(aws_network_acl.intra[0].id, null)
}
output "public_route_table_ids" {
  value = aws_route_table.public[*].id
}
output "private_route_table_ids" {
  value = aws_route_table.private[*].id
}
output "intra_route_table_ids" {
  value = aws_route_table.intra[*].id
}
output "database_route_table_ids" {
  value = length(aws_route_table.database[*].id) > 0 ? aws_route_table.database[*].id : aws_route_table.private[*].id
}
output "elasticache_route_table_ids" {
  value = length(aws_route_table.elasticache[*].id) > 0 ? aws_route_table.elasticache[*].id : aws_route_table.private[*].id
}
output "redshift_route_table_ids" {
  value = length(aws_route_table.redshift[*].id) > 0 ? aws_route_table.redshift[*].id : aws_route_table.private[*].id
}
