"""`resolve` and `eval` against whole plans by Terraform with AWS resource schemas: from source, from the plan, and both."""

import json
import unittest

from conformance import UNKNOWN, evaluate, main, oracle, read, resolve, shown

# Who runs the plan is read from AWS: not known from source alone, and so neither what is made of it.
ACCOUNT = "123456789012"


def resources(module: dict):
    yield from module.get("resources", [])
    for child in module.get("child_modules", []):
        yield from resources(child)


def same(wanted, got) -> bool:
    """Sets have no order in a plan."""
    if isinstance(wanted, list) and isinstance(got, list):
        return sorted(map(repr, wanted)) == sorted(map(repr, got))
    return wanted == got


class Plans(unittest.TestCase):
    def compare(self, case, answer, needs_account: bool):
        plan = read((case / "plan.json").read_text(encoding="utf-8"))
        flags = {one["address"]: one["change"].get("after_unknown") for one in plan["resource_changes"]}
        made = {one["address"]: one for one in answer["resources"]}
        wrong, count = [], 0
        for one in resources(plan["planned_values"]["root_module"]):
            if one["mode"] != "managed":
                continue
            wanted = shown(one["values"], flags.get(one["address"]) or {})
            got = made.get(one["address"])
            self.assertIsNotNone(got, one["address"])
            got = shown(got["values"], got["unknown"])
            for name in wanted.keys() | got.keys():
                count += 1
                if same(wanted.get(name), got.get(name)):
                    continue
                is_account = needs_account and UNKNOWN in repr(got.get(name)) and ACCOUNT in repr(wanted.get(name))
                if not is_account:
                    wrong.append(f"{one['address']} {name}: wanted {wanted.get(name)}, got {got.get(name)}")
        for name, change in (plan.get("output_changes") or {}).items():
            count += 1
            got = answer["outputs"].get(name) or {"value": None, "unknown": False}
            wanted = shown(change.get("after"), change.get("after_unknown"))
            if wanted != shown(got["value"], got["unknown"]):
                wrong.append(f"output {name}: wanted {wanted}, got {got}")
        return wrong, count

    def run_cases(self, arguments, needs_account=False):
        total = 0
        for case in sorted(oracle("plan").glob("tf-*")):
            with self.subTest(case.name):
                answer = resolve("--region", "us-east-1", *arguments(case))
                wrong, count = self.compare(case, answer, needs_account)
                total += count
                self.assertEqual(wrong, [])
        print(f"{total} attributes and outputs")

    def test_source(self):
        self.run_cases(lambda case: [str(case / "input")], needs_account=True)

    def test_plan_alone(self):
        self.run_cases(lambda case: [str(case / "show.json")])

    def test_plan_with_source(self):
        self.run_cases(lambda case: ["-C", str(case / "input"), str(case / "show.json")])

    def test_expressions(self):
        # The record holds `1 / 3` as a binary double; compressed bytes hinge on the version of the compressor.
        known = {"1 / 3", 'base64gzip("") == base64gzip("")'}
        records = read(oracle("plan", "expressions", "expressions.json").read_text(encoding="utf-8"))
        answers = evaluate([{"id": str(i), "expr": one["expr"]} for i, one in enumerate(records)])
        wrong = []
        for record, answer in zip(records, answers):
            if "error" in record or "error" in answer:
                is_right = "error" in record and "error" in answer
            else:
                is_right = (answer["value"], answer["type"]) == (record["value"], record["type"])
            if not is_right and record["expr"] not in known:
                wrong.append(f"{record['expr']}: {json.dumps(answer, default=str)}")
        print(f"{len(records) - len(wrong)} of {len(records)} expressions")
        self.assertEqual(wrong, [])


if __name__ == "__main__":
    main()
