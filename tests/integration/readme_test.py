"""README.md: every command in it is executed, and the screen that it shows is what the program prints.

Commands are the lines of ```sh blocks. They run in a copy of the fixtures that is a git repository, as a reader would run
them in a clone; exit status 0 and 1 (findings) are right, 2 is not. `HELD_BACK` says which ones are not run as they stand,
and where else they are.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import unittest

import support

README = support.SOURCE / "README.md"
SCREEN = re.compile(r"(<!-- made by: (?P<command>[^\n]+) -->\n```text\n)(?P<text>.*?)(```\n)", re.DOTALL)

HELD_BACK = {
    r"\.ci/(example|test)\b": "they build the program, and this test runs in the second",
    r"cmake ": "the presets built what is tested here; cmake --install is in package_test.py",
    r"(python3 -m )?pip(x)? ": "package_test.py builds, installs and runs the wheel",
    r"pre-commit ": "pre_commit_test.py drives pre-commit",
    r"docker ": "base images come from the network",
    r"tests/compare/": "downloads the scanners that it compares with",
}


def commands() -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    lines = "\n".join(blocks).replace("\\\n", " ").splitlines()
    return [line for line in (re.sub(r"\s+#\s.*$", "", line).strip() for line in lines) if line and not line.startswith("#")]


def is_held_back(command: str) -> bool:
    return any(re.match(pattern, command) for pattern in HELD_BACK)


def printed(command: str) -> str:
    environment = dict(os.environ, PATH=f"{support.program().parent}{os.pathsep}{os.environ['PATH']}", NO_COLOR="1")
    return subprocess.run(command, shell=True, cwd=support.SOURCE, env=environment, stdout=subprocess.PIPE, text=True,
                          check=False).stdout


class Readme(unittest.TestCase):
    def test_every_command_runs(self) -> None:
        folder = support.Folder()
        self.addCleanup(folder.close)
        shutil.copytree(support.SOURCE / "fixtures" / "example", folder.path / "fixtures" / "example")
        folder.commit()
        folder.environment["PATH"] = f"{support.program().parent}{os.pathsep}{folder.environment['PATH']}"
        run = [one for one in commands() if not is_held_back(one)]
        self.assertGreaterEqual(len(run), 5)
        for command in run:
            command = command.replace("build/release/", "")  # the program under test is on the PATH
            with self.subTest(command=command):
                done = folder.run("bash", "-ec", command)
                self.assertIn(done.returncode, (0, 1), done.stdout)
                self.assertTrue(done.stdout or re.search(r"=\S+\.\w+", command), "nothing was printed")
                folder.git("add", "--all")
                folder.git("commit", "--quiet", "--allow-empty", "--message", "after a command")

    def test_what_is_held_back_is_there(self) -> None:
        for pattern in HELD_BACK:
            self.assertTrue(any(re.match(pattern, one) for one in commands()), f"no command matches {pattern}")

    def test_hooks_are_those_of_the_manifest(self) -> None:
        manifest = re.findall(r"(?m)^- id: (\S+)", (support.SOURCE / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
        named = re.findall(r"(?m)^      - id: (\S+)|^\| `(\S+)` \|", README.read_text(encoding="utf-8"))
        self.assertLessEqual({first or second for first, second in named}, set(manifest))

    def test_links_lead_somewhere(self) -> None:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", README.read_text(encoding="utf-8")):
            self.assertTrue((support.SOURCE / target).exists(), target)


class Screen(unittest.TestCase):
    def test_screens_are_what_the_program_prints(self) -> None:
        screens = list(SCREEN.finditer(README.read_text(encoding="utf-8")))
        self.assertTrue(screens)
        for one in screens:
            with self.subTest(command=one["command"]):
                self.assertEqual(one["text"], printed(one["command"]))


def update() -> None:
    text = README.read_text(encoding="utf-8")
    README.write_text(SCREEN.sub(lambda one: one[1] + printed(one["command"]) + one[4], text), encoding="utf-8")


if __name__ == "__main__":
    if "--update" in sys.argv:
        update()
    else:
        support.main()
