"""Source archive, wheel and installation, through pip as users call it. Compiles the program once: minutes."""

from __future__ import annotations

import os
import pathlib
import subprocess
import sys
import tarfile
import tempfile
import unittest
import zipfile

import support

EXAMPLE = support.SOURCE / "fixtures" / "example"


def run(*command: object, cwd: pathlib.Path, expected: int = 0) -> str:
    done = subprocess.run([str(one) for one in command], cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != expected:
        raise AssertionError(f"{command}: {done.returncode}\n{done.stdout[-8000:]}")
    return done.stdout


class Package(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        temporary = tempfile.TemporaryDirectory(prefix="brn-package-")
        cls.addClassCleanup(temporary.cleanup)
        cls.folder = pathlib.Path(temporary.name)
        builder = pathlib.Path(support.tool("pyproject-build")).with_name("python")
        with tarfile.open(cls.folder / "clone.tar", "w") as archive:
            for name in support.source_files():
                archive.add(support.SOURCE / name, arcname=f"clone/{name}")
        with tarfile.open(cls.folder / "clone.tar") as archive:
            archive.extractall(cls.folder, filter="data") if sys.version_info >= (3, 12) else archive.extractall(cls.folder)
        # The source archive first, and the wheel from what it contains.
        run(builder, "-m", "build", "--outdir", cls.folder / "dist", cls.folder / "clone", cwd=cls.folder)
        cls.archive = next((cls.folder / "dist").glob("*.tar.gz"))
        cls.wheel = next((cls.folder / "dist").glob("*.whl"))
        # As `.ci/wheel` does: a program without shared libraries is at home on every Linux.
        tag = f"manylinux2014_{os.uname().machine}"
        run(builder, "-m", "wheel", "tags", "--remove", "--platform-tag", tag, cls.wheel, cwd=cls.folder)
        cls.wheel = next((cls.folder / "dist").glob("*.whl"))
        run(sys.executable, "-m", "venv", cls.folder / "venv", cwd=cls.folder)
        cls.bin = cls.folder / "venv" / "bin"
        run(cls.bin / "pip", "install", "--no-index", "--quiet", cls.wheel, cwd=cls.folder)

    def test_sizes(self) -> None:
        program = self.bin / "bedrock-lint"
        for path in (self.archive, self.wheel, program):
            print(f"\n{path.name}: {path.stat().st_size / 1e6:.2f} MB", end="")
        print()
        self.assertLess(self.wheel.stat().st_size, 10e6)

    def test_the_command_works(self) -> None:
        version = run(self.bin / "bedrock-lint", "--version", cwd=self.folder)
        self.assertIn(version.split()[1], self.wheel.name)
        out = run(self.bin / "bedrock-lint", "check", EXAMPLE, cwd=self.folder, expected=1)
        self.assertIn("BRN301", out)
        self.assertEqual(run(self.bin / "python", "-m", "bedrock_lint", "--version", cwd=self.folder), version)

    def test_the_program_needs_nothing(self) -> None:
        """It starts in an empty root folder, where there is no C library."""
        header = (self.bin / "bedrock-lint").read_bytes()
        self.assertNotIn(b"/lib64/ld-linux", header)
        if os.geteuid() != 0:
            self.skipTest("changing the root folder needs root")
        root = self.folder / "root"
        root.mkdir()
        (root / "bedrock-lint").write_bytes(header)
        (root / "bedrock-lint").chmod(0o755)
        run("cp", "-r", EXAMPLE, root / "example", cwd=self.folder)
        out = run("chroot", "--userspec=65532:65532", root, "/bedrock-lint", "check", "/example", cwd=self.folder, expected=1)
        self.assertIn("BRN301", out)

    def test_the_wheel_carries_what_it_should(self) -> None:
        names = zipfile.ZipFile(self.wheel).namelist()
        self.assertTrue(any(name.endswith(".data/scripts/bedrock-lint") for name in names), names)
        self.assertIn("bedrock_lint/__main__.py", names)
        self.assertIn("bedrock_lint/THIRD_PARTY_NOTICES.txt", names)
        self.assertIn("bedrock_lint/bedrock-lint.schema.json", names)
        self.assertTrue(any(name.endswith("LICENSE") for name in names), names)
        self.assertLess(len(names), 20, names)

    def test_the_tag_is_honest(self) -> None:
        """No interpreter, no shared library: nothing of the system's C library is needed, of whatever version."""
        self.assertIn("manylinux2014", self.wheel.name)
        out = run("readelf", "--program-headers", "--dynamic", self.bin / "bedrock-lint", cwd=self.folder)
        self.assertNotIn("INTERP", out)
        self.assertNotIn("(NEEDED)", out)

    def test_cmake_install(self) -> None:
        build = support.program().parent
        run("cmake", "--install", build, "--prefix", self.folder / "prefix", "--strip", cwd=self.folder)
        self.assertIn("bedrock-lint", run(self.folder / "prefix" / "bin" / "bedrock-lint", "--version", cwd=self.folder))
        for name in ("doc/bedrock-lint/LICENSE", "bedrock-lint/bedrock-lint.schema.json"):
            self.assertTrue((self.folder / "prefix" / "share" / name).exists(), name)


if __name__ == "__main__":
    support.main()
