"""The parser against HashiCorp's own (Go module hashicorp/hcl v2) on every .tf file at hand.

Those are the project's own fixtures, and the files below the folders that BRN_CORPUS names. Compared are the files in
error, attributes and blocks with their byte ranges, and the inside of expressions and templates.
"""

import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

from conformance import main

SOURCE = pathlib.Path(__file__).resolve().parents[2]
REFERENCE = pathlib.Path(__file__).resolve().parent / "hcl_reference"
SUFFIXES = (".tf", ".tofu", ".tfvars", ".hcl")


def reference_program() -> str:
    """Builds the Go program; the test is skipped, saying so, where that cannot be done."""
    if shutil.which("go") is None:
        raise unittest.SkipTest("Go is not installed, so HashiCorp's parser cannot be built")
    folder = pathlib.Path(tempfile.gettempdir()) / f"brn-hcl-reference-{os.getuid()}"
    shutil.copytree(REFERENCE, folder, dirs_exist_ok=True)
    for command in (["go", "build", "-o", "hcl_reference", "."],):
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=600, check=False)
        if done.returncode != 0:
            raise unittest.SkipTest(f"HashiCorp's parser cannot be built: {done.stderr.strip()[-200:]}")
    return str(folder / "hcl_reference")


def files() -> list[str]:
    folders = [SOURCE / "fixtures", SOURCE / "analyzer", *os.environ.get("BRN_CORPUS", "").split(os.pathsep)]
    found = []
    for folder in folders:
        if str(folder):
            found += [str(path) for path in sorted(pathlib.Path(folder).rglob("*"))
                      if path.name.endswith(SUFFIXES) and path.is_file()]
    return found


def dumped(command: str, paths: list[str]) -> dict[str, list[str]]:
    done = subprocess.run([command], input="\n".join(paths) + "\n", capture_output=True, text=True, errors="replace",
                          timeout=900, check=True)
    by_file: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in done.stdout.split("\n"):
        if line.startswith("file "):
            lines = by_file.setdefault(line[5:], [])
        elif line:
            lines.append(line)
    return by_file


class Grammar(unittest.TestCase):
    def test_agreement(self):
        paths = files()
        wanted = dumped(reference_program(), paths)
        got = dumped(os.environ["HCL_DUMP"], paths)
        differing, lines, broken = [], 0, 0
        for path in paths:
            lines += len(wanted[path])
            broken += wanted[path] == ["error"]
            if sorted(wanted[path]) != sorted(got[path]):
                pair = next(((a, b) for a, b in zip(sorted(wanted[path]), sorted(got[path])) if a != b), "length")
                differing.append(f"{path}: {pair}")
        print(f"{len(paths)} files, {broken} in error, {lines} attributes and blocks; {len(differing)} files differ")
        self.assertEqual(differing[:20], [])


if __name__ == "__main__":
    main()
