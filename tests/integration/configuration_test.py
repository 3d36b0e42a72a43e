"""The configuration file: the published schema and the program take the same files, and refuse the same."""

from __future__ import annotations

import re
import subprocess
import unittest

import support

SCHEMA = support.SOURCE / "python" / "bedrock_lint" / "bedrock-lint.schema.json"
GOOD = {
    "nothing": "# nothing\n{}\n",
    "profile": "version: 1\nprofile: regulated\nfail-on: low\nfail-on-unknown: false\nperimeter: true\n",
    "rules": "select: [BRN301, subnets]\nignore: BRN403\nlocked: [endpoint-policy-full-access]\nseverity: {BRN401: critical, dns-routes: info}\n",
    "files": "exclude: ['examples/**']\nwaivers: [waivers.yaml]\n",
    "callers": "organization-ids: [o-abcdefghij]\ntrusted-accounts: ['111111111111', 222222222222]\n"
               "trusted-principals: ['arn:aws:iam::111111111111:role/x']\nregions: eu-central-1\n",
    "units": "units:\n  - {path: live, name: dev}\n  - path: live\n    name: prod\n    var-files: [prod.tfvars]\n    vars: {size: 3, zones: [a, b]}\n"
             "    parameters: []\n    region: eu-central-1\n    workspace: prod\n",
    "empty lists": "units:\nselect: []\nassume:\nseverity:\n",
    "sources": "stack-names: {stack.yaml: net}\nmodule-sources:\n  example/vpc/aws: vendor/vpc\n  'git::https://example.com/x.git?ref=v1': vendor/vpc\n",
    "assume": "assume:\n  shared-endpoints: [bedrock-runtime, {service: bedrock, vpc: aws_vpc.main}]\n  client-cidrs: [10.0.0.0/8]\n"
              "  inspected-transit-gateways: true\n  dns-forwarders: aws_vpc.main\n  s3-gateway: [vpc-1]\n"
              "  vpc-made-elsewhere: [{vpc: vpc-1, endpoints: [bedrock], s3-gateway: true, dns-forwarders: false}]\n",
    "extends": "extends: policy.yaml\n",
}
BAD = {
    "unknown key": "fail_on: high\n",
    "unknown level": "fail-on: info\n",
    "unknown profile": "profile: strict\n",
    "a list is needed": "select: {a: b}\n",
    "true or false": "perimeter: maybe\n",
    "severity by rule": "severity: [BRN301]\n",
    "unknown severity": "severity: {BRN301: grave}\n",
    "a unit without path": "units: [{name: prod}]\n",
    "unknown key of a unit": "units: [{path: live, var-file: x}]\n",
    "unknown assumption": "assume: {s3-gatway: true}\n",
    "an endpoint without service": "assume: {shared-endpoints: [{vpc: vpc-1}]}\n",
    "a network in CIDR form": "assume: {client-cidrs: [ten]}\n",
    "a VPC without name": "assume: {vpc-made-elsewhere: [{s3-gateway: true}]}\n",
    "module sources are a mapping": "module-sources: [vendor/vpc]\n",
    "a folder is a text": "module-sources: {example/vpc/aws: [a, b]}\n",
    "another version": "version: 2\n",
    "no mapping": "- a\n",
}


class Configuration(unittest.TestCase):
    def setUp(self) -> None:
        self.folder = support.Folder()
        self.addCleanup(self.folder.close)
        self.folder.write({"live/main.tf": 'variable "size" {\n  default = 1\n}\nvariable "zones" {\n  default = []\n}\n', "live/prod.tfvars": "",
                           "vendor/vpc/main.tf": "", "stack.yaml": "Resources: {}\n", "policy.yaml": "fail-on: high\n",
                           "waivers.yaml": "waivers: []\n"})

    def schema_takes(self) -> bool:
        checker = support.tool("check-jsonschema")
        done = self.folder.run(checker, "--schemafile", str(SCHEMA), ".bedrock-lint.yaml")
        return done.returncode == 0

    def program_takes(self) -> tuple[bool, str]:
        done = self.folder.run(str(support.program()), "check")
        return done.returncode != 2, done.stdout

    def test_what_is_right(self) -> None:
        for name, text in GOOD.items():
            with self.subTest(name):
                self.folder.write({".bedrock-lint.yaml": text})
                takes, out = self.program_takes()
                self.assertTrue(takes, out)
                self.assertTrue(self.schema_takes())

    def test_what_is_wrong(self) -> None:
        for name, text in BAD.items():
            with self.subTest(name):
                self.folder.write({".bedrock-lint.yaml": text})
                takes, out = self.program_takes()
                self.assertFalse(takes, out)
                self.assertIn(".bedrock-lint.yaml:1:", out)
                self.assertFalse(self.schema_takes())

    def test_what_init_writes_with_all_comments_taken_off(self) -> None:
        self.folder.write({"live/env/prod.tfvars": "size = 3\n", "live/env/test.tfvars": "size = 1\n"})
        done = self.folder.run(str(support.program()), "init")
        self.assertEqual(done.returncode, 0, done.stdout)
        file = self.folder.path / ".bedrock-lint.yaml"
        self.assertIn("live-prod", file.read_text())
        takes, out = self.program_takes()
        self.assertTrue(takes, out)
        self.assertTrue(self.schema_takes())
        # Every example in the comments is a setting that the schema knows.
        bare = re.sub(r"^# ?(?=[a-z-]+:( |$)(?!fails)|  )", "", file.read_text(), flags=re.MULTILINE)
        bare = re.sub(r"^(sandbox|standard|regulated): .*$", "", bare, flags=re.MULTILINE)
        file.write_text(bare)
        done = self.folder.run(support.tool("check-jsonschema"), "--schemafile", str(SCHEMA), ".bedrock-lint.yaml")
        self.assertEqual(done.returncode, 0, done.stdout + bare)
        for key in ("ignore:", "organization-ids:", "module-sources:", "assume:", "baseline:", "extends:"):
            self.assertIn(f"\n{key}", bare)


if __name__ == "__main__":
    support.main()
