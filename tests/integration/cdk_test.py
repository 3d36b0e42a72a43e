#!/usr/bin/env python3
"""Stacks that the CDK synthesises, with known faults: each is found, names its construct, and is found at the same place in
the plain template and in the same template as YAML.

Needs node and aws-cdk-lib: `npm install --prefix build/tools/cdk aws-cdk-lib@2.276.0 constructs@10.8.1`.
"""

from __future__ import annotations

import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

import support

MODULES = support.SOURCE / "build" / "tools" / "cdk" / "node_modules"
# Rule and construct, of the stacks by themselves; in the stage they are below `Prod/`.
FAULTS = {
    ("BRN401", "Net/Vpc/Runtime/Resource"),
    ("BRN301", "Net/Vpc/Runtime/Resource"),
    ("BRN701", "Net/Vpc/Agent/Resource"),
    ("BRN304", "Net/Vpc/Agent/Resource"),
    ("BRN104", "App/Outside/Resource"),
    ("BRN104", "App/Nested/Inner/Resource"),
    ("BRN102", "App/Access"),
    ("BRN103", "App/Runtime"),
}


def check(folder: pathlib.Path) -> dict:
    done = subprocess.run([support.program(), "check", "--format", "json", str(folder)], stdout=subprocess.PIPE, check=False)
    return json.loads(done.stdout)


def faults(result: dict) -> set[tuple[str, str]]:
    prefix = "made by the construct `"
    return {(one["rule"], related["message"].removeprefix(prefix).rstrip("`"))
            for one in result["findings"] for related in one["related"] if related["message"].startswith(prefix)}


class Cdk(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        modules = pathlib.Path(os.environ.get("BRN_CDK_MODULES", MODULES))
        node = support.tool("node")
        if not (modules / "aws-cdk-lib").is_dir():
            raise unittest.SkipTest(f"aws-cdk-lib is not in {modules}")
        cls._temporary = tempfile.TemporaryDirectory(prefix="brn-cdk-")
        cls.folder = pathlib.Path(cls._temporary.name)
        app = pathlib.Path(__file__).parent / "cdk" / "app.js"
        subprocess.run([node, str(app), str(cls.folder / "cdk.out")], check=True,
                       env=dict(os.environ, NODE_PATH=str(modules)), stdout=subprocess.DEVNULL)
        cls.result = check(cls.folder / "cdk.out")

    @classmethod
    def tearDownClass(cls) -> None:
        cls._temporary.cleanup()

    def test_every_fault_names_its_construct(self) -> None:
        self.assertEqual([], self.result["errors"])
        found = faults(self.result)
        self.assertEqual(set(), FAULTS - found)
        self.assertEqual(set(), {(rule, f"Prod/{path}") for rule, path in FAULTS} - found)

    def test_nested_stacks_belong_to_their_parents(self) -> None:
        self.assertEqual([], [one["message"] for one in self.result["warnings"]])
        inner = [one for one in self.result["findings"] if "Inner" in one["resource"] and one["rule"] == "BRN104"]
        self.assertEqual(2, len(inner))
        for one in inner:
            self.assertTrue(one["location"]["file"].endswith(".nested.template.json"))
            self.assertEqual(1, len(one["units"]))

    def test_plain_templates_and_yaml_have_the_same_faults(self) -> None:
        templates = [path for path in (self.folder / "cdk.out").glob("*.template.json") if ".nested." not in path.name]

        def essence(result: dict, with_lines: bool) -> set:
            return {(one["rule"], one["resource"], one["severity"], one["location"]["start"]["line"] if with_lines else 0)
                    for one in result["findings"] if "Nested" not in one["resource"] and "assembly-" not in one["location"]["file"]}

        plain = self.folder / "plain"
        plain.mkdir()
        for path in templates:
            shutil.copy(path, plain / path.name)
        self.assertEqual(essence(self.result, True), essence(check(plain), True))
        try:
            import yaml
        except ImportError:
            self.skipTest("PyYAML is not there: YAML is not compared")
        written = self.folder / "yaml"
        written.mkdir()
        for path in templates:
            (written / path.with_suffix(".yaml").name).write_text(yaml.safe_dump(json.loads(path.read_text())))
        self.assertEqual(essence(self.result, False), essence(check(written), False))


if __name__ == "__main__":
    support.main()
