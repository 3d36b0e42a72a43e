"""Summaries of registry modules against the published sources: every example of a module, evaluated both ways.

BRN_MODULES names a folder with `terraform-aws-modules+terraform-aws-vpc` and so on; without it the test is skipped.
"""

import os
import pathlib
import re
import shutil
import tempfile
import unittest

from conformance import main, resolve, shown

MODULES = {
    "terraform-aws-vpc": {"": "terraform-aws-modules/vpc/aws",
                          "modules/vpc-endpoints": "terraform-aws-modules/vpc/aws//modules/vpc-endpoints"},
    "terraform-aws-security-group": {"": "terraform-aws-modules/security-group/aws"},
    "terraform-aws-lambda": {"": "terraform-aws-modules/lambda/aws"},
}
# What the network and who may call it are made of. Summaries leave out the rest (packages, log groups, caches …), and
# subnets on Outposts.
COMPARED_TYPES = re.compile(r"aws_(vpc|subnet|route|route_table|route_table_association|internet_gateway|nat_gateway|"
                            r"security_group|security_group_rule|vpc_endpoint|lambda_function|iam_role)$")
COMPARED = ["vpc_id", "subnet_id", "subnet_ids", "security_group_ids", "route_table_id", "route_table_ids", "cidr_block",
            "gateway_id", "nat_gateway_id", "destination_cidr_block", "enable_dns_hostnames", "enable_dns_support",
            "map_public_ip_on_launch", "availability_zone", "service_name", "vpc_endpoint_type", "private_dns_enabled",
            "type", "from_port", "to_port", "protocol", "cidr_blocks", "security_group_id", "self", "role",
            "source_security_group_id", "vpc_config", "ingress", "egress"]
LEFT_OUT = re.compile(r"\.(outpost\w*|private_dns64_nat_gateway)(\[|$)")


def by_summary(text: str, sources: dict[str, str]) -> str:
    def registry(found: re.Match) -> str:
        key = found.group(1).replace("../../", "").strip("/")
        return f'source = "{sources[key]}"' if key in sources else found.group(0)

    return re.sub(r'source\s*=\s*"(\.\./\.\./?[^"]*)"', registry, text)


def compared(answer: dict) -> dict[str, dict]:
    resources = {}
    for one in answer["resources"]:
        if one["mode"] == "managed" and COMPARED_TYPES.match(one["type"]) and not LEFT_OUT.search(one["address"]):
            values = shown(one["values"], one["unknown"])
            resources[one["address"]] = {name: values.get(name) for name in COMPARED}
    return resources


def example_both_ways(module: pathlib.Path, name: str, sources: dict[str, str]):
    """Resources by source and by summary; nothing for an example that calls the module by another path."""
    with tempfile.TemporaryDirectory(prefix="brn-summaries-") as folder:
        copy = pathlib.Path(folder, "module")
        shutil.copytree(module, copy, ignore=shutil.ignore_patterns(".git"))
        pathlib.Path(folder, ".git").mkdir()
        example = copy / "examples" / name
        real = resolve("--region", "eu-west-1", str(example))
        is_changed = False
        for file in example.glob("*.tf"):
            text = file.read_text(encoding="utf-8")
            changed = by_summary(text, sources)
            is_changed = is_changed or changed != text
            file.write_text(changed, encoding="utf-8")
        return (compared(real), compared(resolve("--region", "eu-west-1", str(example)))) if is_changed else None


class Summaries(unittest.TestCase):
    def test_examples_of_the_published_modules(self):
        published = os.environ.get("BRN_MODULES")
        if published is None:
            self.skipTest("BRN_MODULES names no folder of published modules")
        for repository, sources in MODULES.items():
            module = pathlib.Path(published, f"terraform-aws-modules+{repository}")
            if not module.exists():
                self.skipTest(f"no {module}")
            for example in sorted(path.parent.name for path in module.glob("examples/*/main.tf")):
                with self.subTest(f"{repository} {example}"):
                    both = example_both_ways(module, example, sources)
                    if both is None:
                        continue
                    real, summary = both
                    print(f"{repository} {example}: {len(real)} resources")
                    self.assertEqual(sorted(real), sorted(summary))
                    for address, values in real.items():
                        self.assertEqual(values, summary[address], address)


if __name__ == "__main__":
    main()
