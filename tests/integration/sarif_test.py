"""SARIF as code hosts take it: Microsoft's SARIF Multitool, with its own rules and those of GitHub, finds no error."""

from __future__ import annotations

import json
import os
import pathlib
import subprocess
import unittest

import support

RULE_KINDS = ("Sarif", "Ghas")
BROKEN = 'resource "aws_vpc" "x" {\n  cidr_block = \n}\n'
STACK = "Resources:\n  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: !Ref Absent}}\n"
ENDPOINT = """variable "policy" {}
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}
# bedrock-lint: ignore[BRN301] a sandbox until 2099-01-31 ticket NET-1
resource "aws_vpc_endpoint" "open" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.us-east-1.bedrock-runtime"
  vpc_endpoint_type = "Interface"
}
resource "aws_vpc_endpoint" "asked" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.us-east-1.bedrock"
  vpc_endpoint_type = "Interface"
  policy            = var.policy
}
module "absent" {
  source = "example/network/aws"
}
"""


class Sarif(unittest.TestCase):
    def setUp(self) -> None:
        self.folder = support.Folder()
        self.addCleanup(self.folder.close)

    def sarif_of(self, path: pathlib.Path, *arguments: str) -> pathlib.Path:
        out = self.folder.path / "out.sarif"
        done = self.folder.run(str(support.program()), "check", str(path), "--format", f"sarif={out}", *arguments)
        self.assertTrue(out.exists(), done.stdout)
        return out

    def validate(self, sarif: pathlib.Path) -> None:
        tool = support.tool("sarif-multitool")
        for kind in RULE_KINDS:
            report = self.folder.path / "report.sarif"
            done = subprocess.run([tool, "validate", str(sarif), "--rule-kind", kind, "--level", "Error", "--output", str(report),
                                   "--log", "ForceOverwrite"], env=os.environ | {"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"},
                                  text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
            self.assertIn("Analysis completed successfully", done.stdout)
            results = json.loads(report.read_text(encoding="utf-8-sig"))["runs"][0].get("results", [])
            errors = [one for one in results if one.get("level", "warning") == "error"]
            self.assertEqual(errors, [], f"{kind}\n{done.stdout}")

    def runs(self, sarif: pathlib.Path) -> list[dict]:
        return json.loads(sarif.read_text(encoding="utf-8"))["runs"]

    def test_a_result_with_one_of_everything(self) -> None:
        copy = self.folder.path / "sample.sarif"
        copy.write_bytes((support.SOURCE / "fixtures" / "formats" / "sample.sarif.golden").read_bytes())
        self.validate(copy)

    def test_estates(self) -> None:
        for path in ("example", "twins/private"):
            with self.subTest(path=path):
                self.validate(self.sarif_of(support.SOURCE / "fixtures" / path))

    def test_many_units(self) -> None:
        self.folder.write({f"live/r{i}/main.tf": ENDPOINT for i in range(25)})
        sarif = self.sarif_of(self.folder.path)
        self.assertEqual(len(self.runs(sarif)), 1)
        self.validate(sarif)

    def test_a_broken_repository(self) -> None:
        self.folder.write({"a/main.tf": BROKEN, "b/main.tf": ENDPOINT, "c.yaml": STACK, "d e/ü.yaml": STACK})
        sarif = self.sarif_of(self.folder.path)
        self.validate(sarif)
        runs = {run["automationDetails"]["id"]: run for run in self.runs(sarif)}
        self.assertEqual(len(runs), 4, runs.keys())
        run = next(run for name, run in runs.items() if name.startswith("bedrock-lint/b"))
        self.assertTrue(any(one.get("kind") == "open" for one in run["results"]))
        suppressed = [one for one in run["results"] if one.get("suppressions")]
        self.assertEqual(suppressed[0]["suppressions"][0]["kind"], "inSource")
        rule = run["tool"]["driver"]["rules"][suppressed[0]["ruleIndex"]]
        self.assertTrue(rule["help"]["markdown"])
        self.assertTrue(rule["properties"]["security-severity"])
        self.assertTrue(rule["relationships"])
        self.assertTrue(all(one["partialFingerprints"] for one in run["results"]))
        said = [one for run in runs.values() for call in run["invocations"] for one in call["toolExecutionNotifications"]]
        self.assertTrue({"error", "warning"} <= {one["level"] for one in said})


if __name__ == "__main__":
    support.main()
