"""What the conformance tests share: recorded answers of Terraform, the program's answers, and how they are compared."""

from __future__ import annotations

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest
from decimal import Decimal

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "integration"))
from support import main, program  # noqa: E402,F401

ORACLE = pathlib.Path(__file__).resolve().parents[3] / "shared" / "oracle"
UNKNOWN = "(unknown)"


def oracle(*parts: str) -> pathlib.Path:
    """A path in the oracle beside the project; the test is skipped, saying so, where there is none."""
    found = ORACLE.joinpath(*parts)
    if not found.exists():
        raise unittest.SkipTest(f"no recorded answers of Terraform beside the project ({found})")
    return found


def read(text: str):
    """JSON with numbers as they are written."""
    return json.loads(text, parse_int=Decimal, parse_float=Decimal)


def shown(value, unknown=None):
    """A value and its `after_unknown` as one structure."""
    if unknown is True:
        return UNKNOWN
    if isinstance(value, dict) or (value is None and isinstance(unknown, dict)):
        flags = unknown if isinstance(unknown, dict) else {}
        members = {name: shown(member, flags.get(name)) for name, member in (value or {}).items()}
        for name, flag in flags.items():
            if name not in members and flag is not False:
                members[name] = shown(None, flag)
        return members
    if isinstance(value, list):
        flags = unknown if isinstance(unknown, list) else []
        return [shown(item, flags[i] if i < len(flags) else None) for i, item in enumerate(value)]
    return value


def resolve(*arguments: str, cwd: str | None = None, env: dict | None = None):
    """What `bedrock-lint resolve` answers."""
    done = subprocess.run([program(), "resolve", *arguments], cwd=cwd, env={**os.environ, **(env or {})},
                          capture_output=True, text=True, timeout=300, check=False)
    try:
        return read(done.stdout)
    except json.JSONDecodeError:
        raise AssertionError(f"resolve {arguments}: {done.stdout[:300]} {done.stderr[:300]}") from None


def evaluate(requests: list[dict]) -> list[dict]:
    """What `bedrock-lint eval` answers, in the order of the requests."""
    lines = "".join(json.dumps(request) + "\n" for request in requests)
    done = subprocess.run([program(), "eval"], input=lines, capture_output=True, text=True, timeout=600, check=False)
    answers = [read(line) for line in done.stdout.splitlines()]
    assert len(answers) == len(requests), f"eval ended early: {done.stderr[:300]}"
    return answers


class Written(tempfile.TemporaryDirectory):
    """A temporary folder with these files."""

    def __init__(self, files: dict[str, str]) -> None:
        super().__init__(prefix="brn-conformance-")
        for name, text in files.items():
            target = pathlib.Path(self.name, name)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")


def error_places(diagnostics: list[dict]) -> set:
    """File, line and column of every error; of a record or of `resolve`."""
    places = set()
    for one in diagnostics:
        if one["severity"] == "error":
            start = one.get("start") or {"line": one.get("line") or 0, "column": one.get("column") or 0}
            places.add((one.get("file") or "", int(start["line"]), int(start["column"])))
    return places


def differences(record: dict, answer: dict) -> list[str]:
    """How the answer of `resolve` differs from a recorded plan of one folder."""
    errors = error_places(answer["diagnostics"])
    if record.get("errors"):
        wanted = error_places(record["errors"])
        return [] if wanted == errors else [f"errors: wanted {sorted(wanted)}, got {sorted(errors)}"]
    if errors:
        return [f"errors that Terraform has not: {sorted(errors)}"]
    found = []

    def compare(what, wanted, got):
        if wanted != got:
            found.append(f"{what}: wanted {wanted}, got {got}")

    outputs = {name: shown(one.get("value"), one.get("after_unknown")) for name, one in record["outputs"].items()}
    given = {name: shown(one["value"], one["unknown"]) for name, one in answer["outputs"].items()}
    for name in outputs.keys() | given.keys():
        compare(f"output {name}", outputs.get(name), given.get(name))  # Terraform drops outputs that are null
    resources = {one["address"]: one for one in record.get("resources") or []}
    made = {one["address"]: one for one in answer["resources"] if one["mode"] == "managed" or one["address"] in resources}
    compare("resources", sorted(resources), sorted(made))
    for address in resources.keys() & made.keys():
        wanted, got = resources[address], made[address]
        for key in ("mode", "type", "name", "index"):
            compare(f"{address} {key}", wanted.get(key), got.get(key))
        compare(address, shown(wanted["values"], wanted.get("after_unknown")), shown(got["values"], got["unknown"]))
    warnings = [one for one in answer["diagnostics"] if one["severity"] == "warning"]
    compare("number of warnings", len(record.get("warnings") or []), len(warnings))
    return found
