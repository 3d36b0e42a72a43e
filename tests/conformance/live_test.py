"""`eval` against the `terraform` on this machine, over random expressions; skipped where there is none.

One configuration holds many outputs. Those that fail are taken out, with their errors, until a plan succeeds.
`live_test.py FIRST LAST` tries other seeds and prints what differs.
"""

import json
import os
import pathlib
import subprocess
import sys
import unittest

from conformance import Written, evaluate, main, read, shown
from expressions import SURROUNDINGS, Maker
from support import tool

SEEDS = range(1, 7)
BATCH = 60
# What may differ: errors that Terraform finds by types of nested unknowns, and marks inside of sets. See README.md.
LEAST_AGREEMENT = 0.985


class Terraform:
    def __init__(self, folder: str) -> None:
        self.folder = pathlib.Path(folder)
        self.environment = {**os.environ, "TF_IN_AUTOMATION": "1", "CHECKPOINT_DISABLE": "1"}
        self.run("init", "-input=false")

    def run(self, *arguments: str) -> str:
        done = subprocess.run([tool("terraform"), *arguments], cwd=self.folder, env=self.environment, text=True,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
        return done.stdout

    def write(self, expressions: dict[int, str]) -> None:
        text = "".join(f"output \"o{i}\" {{\n  sensitive = true\n  value = {{ v = (\n{one}\n) }}\n}}\n"
                       for i, one in expressions.items())
        (self.folder / "outputs.tf").write_text(text, encoding="utf-8")

    def failing(self, expressions: dict[int, str]) -> set[int]:
        """Outputs that the last run named in an error, by the line of the error."""
        text = (self.folder / "outputs.tf").read_text(encoding="utf-8").split("\n")
        owner, owners = None, []
        for line in text:
            owner = int(line.split('"')[1][1:]) if line.startswith('output "o') else owner
            owners.append(owner)
        failed = set()
        for diagnostic in self.diagnostics():
            place = diagnostic.get("range") or {}
            if diagnostic["severity"] == "error" and place.get("filename") == "outputs.tf":
                failed.add(owners[place["start"]["line"] - 1])
        return failed & set(expressions)

    def diagnostics(self) -> list[dict]:
        found = json.loads(self.run("validate", "-json"))["diagnostics"]
        if any(one["severity"] == "error" for one in found):
            return found
        lines = self.run("plan", "-json", "-input=false", "-out=plan.out").splitlines()
        events = [json.loads(line) for line in lines if line.startswith("{")]
        return [one["diagnostic"] for one in events if one.get("type") == "diagnostic"]

    def answers(self, expressions: list[str]) -> dict[int, object]:
        """The value of each; None for an error. What a plan cannot store (infinity) is left out."""
        left = dict(enumerate(expressions))
        answers: dict[int, object] = {}
        for _ in range(20):
            self.write(left)
            failed = self.failing(left)
            if not failed:
                break
            for i in failed:
                answers[i] = None
                del left[i]
        try:
            changes = read(self.run("show", "-json", "plan.out")).get("output_changes", {})
        except json.JSONDecodeError:
            return answers
        for i in left:
            change = changes.get(f"o{i}")
            if change is not None:
                answers[i] = shown(change["after"], change.get("after_unknown"))
        return answers


def compare(seed: int) -> tuple[int, list[str]]:
    """How many answers were compared, and what differs."""
    maker = Maker(seed)
    expressions = [maker.one() for _ in range(BATCH)]
    files = {"surroundings.tf": SURROUNDINGS}
    with Written(files) as folder:
        wanted = Terraform(folder).answers(expressions)
    requests = [{"id": str(i), "expr": f"{{ v = (\n{one}\n) }}", "files": files} for i, one in enumerate(expressions)]
    wrong = []
    for i, answer in enumerate(evaluate(requests)):
        got = None if "error" in answer else shown(answer["value"], answer["unknown"])
        if i in wanted and wanted[i] != got:
            wrong.append(f"{expressions[i]}\n    wanted {wanted[i]}\n    got {got}")
    return len(wanted), wrong


class Live(unittest.TestCase):
    def test_random_expressions(self):
        tool("terraform")
        count, wrong = 0, []
        for seed in SEEDS:
            compared, differing = compare(seed)
            count += compared
            wrong += differing
        print(f"{count - len(wrong)} of {count} random expressions as Terraform answers", *wrong, sep="\n  ")
        self.assertGreaterEqual(count - len(wrong), LEAST_AGREEMENT * count)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        for one in range(int(sys.argv[1]), int(sys.argv[2])):
            print(one, *compare(one)[1], sep="\n  ")
    else:
        main()
