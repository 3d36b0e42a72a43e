#!/usr/bin/env python3
"""Writes ../terraform_types.def: attributes and blocks of the AWS provider's resource types that the analyzer knows.

The schemas are those of the generated bindings in the npm package @cdktn/provider-aws:

    npm pack --ignore-scripts @cdktn/provider-aws@25.7.0
    ./terraform_types.py cdktn-provider-aws-25.7.0.tgz > ../terraform_types.def

One entry for each type: `name:MT` separated by spaces. M is r (required), o (optional), p (optional and computed) or
c (computed); T is s (string), n (number), b (bool), l/e followed by a type (list, set), m (map of strings), or d (any).
A block is `name:bK{…}` with K l (list), e (set) or 1 (single); an attribute of objects `name:MK{…}`.
"""
import re
import sys
import tarfile

WANTED = re.compile(
    r"aws_(vpc(_.*)?|subnet|route|route_table.*|main_route_table_association|security_group.*|network_acl.*|"
    r"network_interface.*|internet_gateway.*|egress_only_internet_gateway|nat_gateway.*|eip.*|default_.*|flow_log|"
    r"ec2_(managed_prefix_list.*|transit_gateway.*|instance_connect_endpoint|instance_state)|customer_gateway|vpn_.*|"
    r"route53_(zone.*|record|resolver_.*|profiles?_.*|vpc_association_authorization)|route53profiles_.*|ram_.*|"
    r"iam_.*|kms_(key|alias|grant|key_policy)|s3_bucket.*|s3_object|s3_access_point|s3control_access_point_policy|"
    r"lambda_.*|instance|launch_template|launch_configuration|autoscaling_group|ecs_.*|eks_.*|ecr_.*|batch_.*|"
    r"sagemaker_.*|sfn_.*|bedrock.*|opensearch.*|opensearchserverless_.*|rds_cluster|db_instance|db_subnet_group|"
    r"secretsmanager_secret.*|cloudwatch_log_group|cloudwatch_event_(rule|target)|api_gateway_(rest_api.*|vpc_link)|"
    r"apigatewayv2_(api|vpc_link|integration)|lb(_.*)?|cloudformation_stack|ssm_parameter|sns_topic|sqs_queue|"
    r"glue_job|glue_connection|codebuild_project|apprunner_.*|mwaa_environment|dx_.*|organizations_policy.*|"
    r"networkfirewall_.*|service_discovery_.*|vpclattice_.*|kendra_index|neptune_cluster|dynamodb_table|emr.*|"
    r"ec2_tag|placement_group|key_pair|acm_certificate|cloudtrail)$")

COMMENT = re.compile(r"^    // (\w+) - computed: (true|false), optional: (true|false), required: (true|false)$")
CLASS = re.compile(r"^class (\w+) extends cdktn\.(\w+)")
NESTED = re.compile(r"= new (\w+?)(List|Map|OutputReference)\(this, \"(\w+)\"(?:, (true|false))?\)")
GETTER = re.compile(r"return (.*);")
FUNCTION = re.compile(r"^function (\w+)ToHclTerraform")
ENTRY = re.compile(r"^ +(\w+): \{$")
KINDS = {"l": "l", "e": "e"}


class Type:
    def __init__(self):
        self.attributes = []  # name, mode, getter text or nested class


def mode_of(computed, optional, required):
    if required == "true":
        return "r"
    if computed == "true":
        return "p" if optional == "true" else "c"
    return "o"


def scalar(getter):
    is_set = getter.startswith("cdktn.Fn.tolist")
    for name, kind in (("getStringAttribute", "s"), ("getNumberAttribute", "n"), ("getBooleanAttribute", "b"),
                       ("getListAttribute", "es" if is_set else "ls"), ("getNumberListAttribute", "en" if is_set else "ln"),
                       ("getStringMapAttribute", "m"), ("getBooleanMapAttribute", "d"), ("getNumberMapAttribute", "d")):
        if name in getter:
            return kind
    return "d"


def read(text):
    """Class name to its attributes, the root class, and what is a block of which kind by class."""
    classes, root, current, waiting = {}, None, None, None
    blocks, function, entry = {}, None, None
    resource = None
    for line in text.split("\n"):
        if found := CLASS.match(line):
            current = classes.setdefault(found[1], [])
            if found[2] == "TerraformResource":
                root = found[1]
            function, waiting = None, None
        elif found := FUNCTION.match(line):
            function = found[1][0].upper() + found[1][1:]
        elif found := COMMENT.match(line):
            waiting = (found[1], mode_of(found[2], found[3], found[4]))
        elif waiting and (found := NESTED.search(line)):
            current.append((*waiting, (found[1], found[2], found[4] == "true")))
            waiting = None
        elif waiting and "return " in line and (found := GETTER.search(line)):
            current.append((*waiting, scalar(found[1])))
            waiting = None
        elif "static tfResourceType" in line:
            resource = line.split('"')[1]
        elif "synthesizeHclAttributes" in line:
            function = root
        elif found := ENTRY.match(line):
            entry = found[1]
        elif "isBlock: true" in line:
            is_block = True
        elif "isBlock: false" in line:
            is_block = False
        elif line.strip().startswith("type: \"") and function and entry:
            blocks[(function, entry)] = (is_block, line.split('"')[1])
            entry = None
    return classes, root, blocks, resource


def write(classes, blocks, name, depth=0):
    struct = name.removesuffix("OutputReference")
    parts = []
    for attribute, mode, kind in classes.get(name, []):
        if isinstance(kind, str):
            is_block, form = blocks.get((struct, attribute), (False, ""))
            if form == "set" and kind.startswith("l"):
                kind = "e" + kind[1:]
            parts.append(f"{attribute}:{mode}{kind}")
            continue
        nested, container, wraps_set = kind
        is_block, form = blocks.get((struct, attribute), (False, ""))
        letter = {"set": "e", "struct": "1", "list": "l", "map": "d"}.get(form, "e" if wraps_set else "l")
        if attribute == "timeouts":
            letter = "1"
        if container == "Map" or depth > 5:
            parts.append(f"{attribute}:{mode}d")
            continue
        inner = write(classes, blocks, nested + "OutputReference", depth + 1)
        is_real_block = is_block and mode in "or"
        parts.append(f"{attribute}:{'b' if is_real_block else mode}{letter}{{{inner}}}")
    return " ".join(parts)


def main():
    entries = {}
    with tarfile.open(sys.argv[1]) as archive:
        for member in archive:
            if not re.fullmatch(r"package/lib/[\w-]+/index\.js", member.name) or "/data-aws-" in member.name:
                continue
            if member.size > 3_000_000:
                continue
            text = archive.extractfile(member).read().decode()
            found = re.search(r'static tfResourceType = "(\w+)"', text)
            if not found or not WANTED.match(found[1]):
                continue
            classes, root, blocks, _ = read(text)
            if root:
                entries[found[1]] = write(classes, blocks, root)
    print("// Generated by generate/terraform_types.py from @cdktn/provider-aws 25.7.0 (hashicorp/aws 6.66.0). Not to be edited.")
    for name in sorted(entries):
        text = entries[name]
        lines = [text[i:i + 1500] for i in range(0, len(text), 1500)]
        body = "\n    ".join('"' + line + '"' for line in lines)
        print(f'BRN_TERRAFORM_TYPE("{name}",\n    {body})')


main()
