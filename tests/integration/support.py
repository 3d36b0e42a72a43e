"""What the integration tests share: the program under test, other programs that may be absent, git repositories."""

from __future__ import annotations

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

SOURCE = pathlib.Path(__file__).resolve().parents[2]
TOOLS = SOURCE / "build" / "tools" / "bin"  # made by `.ci/install dev`
SKIPPED = 77  # the exit status that ctest takes for a skipped test


def program() -> pathlib.Path:
    """The built program, named by the environment variable that CMake sets."""
    return pathlib.Path(os.environ["BEDROCK_LINT"]).resolve()


def tool(name: str) -> str:
    """The path of another program; the test is skipped, saying so, where it is not installed."""
    found = shutil.which(name, path=f"{TOOLS}{os.pathsep}{os.environ['PATH']}")
    if found is None:
        raise unittest.SkipTest(f"{name} is not installed; `.ci/install dev` installs it")
    return found


def source_files() -> list[str]:
    """The files of this project as a clone has them: what is ignored or not yet known to git does not count."""
    done = subprocess.run([tool("git"), "ls-files", "--cached", "--others", "--exclude-standard", "-z"], cwd=SOURCE, check=True,
                          stdout=subprocess.PIPE, text=True)
    return [name for name in done.stdout.split("\0") if name and (SOURCE / name).exists()]


class Folder:
    """A temporary folder with a git repository in it."""

    def __init__(self) -> None:
        self._temporary = tempfile.TemporaryDirectory(prefix="brn-integration-")
        self.path = pathlib.Path(self._temporary.name)
        self.environment = dict(os.environ)
        for name in [one for one in self.environment if one.startswith(("GIT_", "GITHUB_", "PRE_COMMIT", "TF_"))]:
            del self.environment[name]
        self.environment |= {
            "GIT_AUTHOR_NAME": "Test", "GIT_AUTHOR_EMAIL": "test@example.com",
            "GIT_COMMITTER_NAME": "Test", "GIT_COMMITTER_EMAIL": "test@example.com",
            "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1",
        }
        self.git("init", "--quiet", "--initial-branch=main", ".")

    def close(self) -> None:
        self._temporary.cleanup()

    def write(self, files: dict[str, str]) -> None:
        for name, text in files.items():
            target = self.path / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")

    def run(self, *command: str, **options) -> subprocess.CompletedProcess:
        return subprocess.run(command, cwd=self.path, env=self.environment, text=True, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, **options)

    def git(self, *arguments: str, fails: bool = False) -> str:
        done = self.run(tool("git"), *arguments)
        if done.returncode != 0 and not fails:
            raise AssertionError(f"git {' '.join(arguments)}: {done.stdout}")
        return done.stdout

    def commit(self, message: str = "change") -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--no-verify", "--message", message)


def main() -> None:
    """Runs the tests of the calling module; exit status 77 when all of them were skipped."""
    run = unittest.main(module="__main__", exit=False, verbosity=2).result
    if not run.wasSuccessful():
        sys.exit(1)
    sys.exit(SKIPPED if run.skipped and run.testsRun <= len(run.skipped) else 0)
