"""The GitHub Action and the GitLab example: their form, and what their scripts do, run step by step as the hosts would."""

from __future__ import annotations

import json
import os
import pathlib
import re
import shutil
import subprocess
import unittest

import support

ACTION = support.SOURCE / "action.yml"
EXAMPLES = support.SOURCE / ".ci" / "examples"

SOUND = 'resource "aws_vpc" "main" {\n  cidr_block = "10.0.0.0/16"\n}\n'
ENDPOINT = """
resource "aws_vpc_endpoint" "NAME" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.us-east-1.bedrock-runtime"
  vpc_endpoint_type   = "Interface"
}
"""


def load_yaml(path: pathlib.Path):
    """Through the interpreter that pre-commit's YAML library is installed for."""
    python = pathlib.Path(support.tool("check-jsonschema")).with_name("python")
    script = "import json, sys, yaml; print(json.dumps(yaml.load(open(sys.argv[1]), yaml.BaseLoader)))"
    done = subprocess.run([python, "-c", script, path], check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout)


class Form(unittest.TestCase):
    """Each file against the schema that its reader publishes."""

    def check(self, *command: object) -> None:
        done = subprocess.run([str(one) for one in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_schemas(self) -> None:
        checker = support.tool("check-jsonschema")
        for schema, path, *more in (
            ("vendor.github-actions", ACTION),
            ("vendor.github-workflows", EXAMPLES / "github-workflow.yml"),
            ("vendor.gitlab-ci", EXAMPLES / "gitlab-ci.yml", "--data-transform", "gitlab-ci"),
        ):
            with self.subTest(path=path.name):
                self.check(checker, "--builtin-schema", schema, *more, path)

    def test_hooks(self) -> None:
        self.check(support.tool("pre-commit"), "validate-manifest", support.SOURCE / ".pre-commit-hooks.yaml")
        self.check(support.tool("pre-commit"), "validate-config", support.SOURCE / ".pre-commit-config.yaml")

    def test_container(self) -> None:
        self.check(support.tool("hadolint"), support.SOURCE / "Dockerfile")

    def test_workflow_uses_the_action_as_it_is(self) -> None:
        linter = support.tool("actionlint")
        folder = support.Folder()
        self.addCleanup(folder.close)
        shutil.copy(ACTION, folder.path)
        workflow = (EXAMPLES / "github-workflow.yml").read_text()
        folder.write({".github/workflows/check.yml": re.sub(r"uses: OWNER/\S+", "uses: ./", workflow)})
        done = folder.run(linter, "-no-color")
        self.assertEqual(done.returncode, 0, done.stdout)


class PullRequest(unittest.TestCase):
    """A checkout of the merge of a pull request, as deep as actions/checkout leaves it, and the action's steps in it."""

    def setUp(self) -> None:
        self.upstream = support.Folder()
        self.addCleanup(self.upstream.close)
        self.upstream.git("config", "uploadpack.allowAnySHA1InWant", "true")
        self.upstream.write({"live/main.tf": SOUND + ENDPOINT.replace("NAME", "old")})
        self.upstream.commit()
        self.folder = support.Folder()
        self.addCleanup(self.folder.close)
        self.runner = self.folder.path / ".git" / "runner"
        self.runner.mkdir()
        self.inputs = {name: one.get("default", "") for name, one in load_yaml(ACTION)["inputs"].items()}
        self.inputs |= {"program": str(support.program()), "token": "t"}
        self.outputs: dict[str, dict[str, str]] = {}

    def propose(self, files: dict[str, str]) -> str:
        """Merges a branch with these files into main, whose tip has moved on, and checks the merge out without history."""
        up = self.upstream
        base = up.git("rev-parse", "main").strip()
        up.git("checkout", "--quiet", "-b", "feature")
        up.write(files)
        up.commit()
        up.git("checkout", "--quiet", "main")
        up.write({"live/later.tf": ENDPOINT.replace("NAME", "later")})
        up.commit()
        up.git("checkout", "--quiet", "-b", "merge")
        up.git("merge", "--quiet", "--no-ff", "feature")
        self.folder.git("remote", "add", "origin", f"file://{up.path}")
        self.folder.git("fetch", "--quiet", "--depth=1", "origin", "merge")
        self.folder.git("checkout", "--quiet", "--detach", "FETCH_HEAD")
        return base  # older than the merge's parent, as in an event

    def value(self, text: str, event: dict[str, str]) -> str:
        def one(match: re.Match) -> str:
            name = match[1].strip()
            if name.startswith("inputs."):
                return self.inputs[name[7:]]
            if name.startswith("steps."):
                _, step, _, output = name.split(".")
                return self.outputs.get(step, {}).get(output, "")
            return event[name]
        return re.sub(r"\$\{\{(.*?)\}\}", one, text)

    def step(self, name: str, event: dict[str, str]) -> subprocess.CompletedProcess:
        step = next(one for one in load_yaml(ACTION)["runs"]["steps"] if one["name"] == name)
        environment = dict(self.folder.environment)
        environment |= {key: self.value(text, event) for key, text in step["env"].items()}
        files = {key: self.runner / key for key in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for path in files.values():
            path.write_text("")
        environment |= {key: str(path) for key, path in files.items()}
        environment |= {"RUNNER_TEMP": str(self.runner), "GITHUB_SHA": self.folder.git("rev-parse", "HEAD").strip(),
                        "GITHUB_ACTIONS": "true", "GITHUB_REPOSITORY": "o/r", "GITHUB_WORKSPACE": str(self.folder.path),
                        "PATH": f"{self.runner}{os.pathsep}{environment['PATH']}"}
        script = self.runner / "script.sh"
        script.write_text(step["run"])
        done = subprocess.run(["bash", "--noprofile", "--norc", "-eo", "pipefail", script], cwd=self.folder.path,
                              env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if "id" in step:
            lines = files["GITHUB_OUTPUT"].read_text().splitlines()
            self.outputs[step["id"]] = dict(line.split("=", 1) for line in lines)
        return done

    def check(self, base: str) -> subprocess.CompletedProcess:
        return self.step("Check", {"github.event.pull_request.base.sha": base})

    def results(self) -> list[dict]:
        sarif = json.loads(pathlib.Path(self.outputs["check"]["sarif-file"]).read_text())
        return [result for run in sarif["runs"] for result in run.get("results", [])
                if result.get("kind", "fail") == "fail" and result.get("baselineState") != "absent"
                and not result.get("suppressions")]

    def test_only_what_the_change_brings(self) -> None:
        done = self.check(self.propose({"live/new.tf": ENDPOINT.replace("NAME", "new")}))
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertEqual(self.outputs["check"]["status"], "1", done.stdout)
        self.assertRegex(done.stdout, r"(?m)^::(error|warning) .*file=live/new\.tf")
        self.assertNotIn("file=live/main.tf", done.stdout)
        self.assertNotIn("file=live/later.tf", done.stdout)
        found = {place["physicalLocation"]["artifactLocation"]["uri"] for one in self.results() for place in one["locations"]}
        self.assertEqual(found, {"live/new.tf"})
        self.assertIn("live/new.tf", pathlib.Path(self.outputs["check"]["markdown-file"]).read_text())
        self.assertEqual(self.step("Exit status", {}).returncode, 1)

    def test_a_sound_change(self) -> None:
        done = self.check(self.propose({"README.md": "x\n"}))
        self.assertEqual(self.outputs["check"]["status"], "0", done.stdout)
        self.assertEqual(self.results(), [])
        self.assertEqual(self.step("Exit status", {}).returncode, 0)

    def test_everything_outside_of_pull_requests(self) -> None:
        self.propose({"README.md": "x\n"})
        done = self.check("")
        self.assertEqual(self.outputs["check"]["status"], "1", done.stdout)
        self.assertIn("file=live/main.tf", done.stdout)

    def test_inputs_reach_the_program(self) -> None:
        self.inputs |= {"paths": "live\n", "fail-on": "critical", "arguments": "--select\nendpoint-policies\n", "changed-only": "false"}
        done = self.check(self.propose({"README.md": "x\n"}))
        self.assertEqual(self.outputs["check"]["status"], "0", done.stdout)
        self.assertEqual({one["ruleId"] for one in self.results()}, {"BRN301"})
        self.inputs["paths"] = "nowhere"
        self.check("")
        self.assertEqual(self.outputs["check"]["status"], "2")
        self.assertEqual(self.step("Exit status", {}).returncode, 2)

    def comment(self, known: str) -> str:
        """What is asked of GitHub's client, which a script stands for that knows the comments."""
        calls = self.runner / "calls"
        calls.write_text("")
        gh = self.runner / "gh"
        gh.write_text(f'#!/bin/sh\necho "$*" >> {calls}\ncase "$*" in *--paginate*) printf "%s" "{known}" ;; esac\n')
        gh.chmod(0o755)
        done = self.step("Comment", {"github.event.pull_request.number": "7"})
        self.assertEqual(done.returncode, 0, done.stdout)
        return calls.read_text()

    def test_one_comment(self) -> None:
        base = self.propose({"live/new.tf": ENDPOINT.replace("NAME", "new")})
        self.check(base)
        self.assertIn("--method POST repos/o/r/issues/7/comments", self.comment(""))
        self.assertIn("--method PATCH repos/o/r/issues/comments/12", self.comment("12\n34\n"))
        text = (self.runner / "bedrock-lint-comment.md").read_text()
        self.assertTrue(text.startswith("<!-- bedrock-lint -->\n"))
        self.outputs["check"]["status"] = "0"
        self.assertNotIn("POST", self.comment(""))


class GitLab(unittest.TestCase):
    def test_the_script(self) -> None:
        folder = support.Folder()
        self.addCleanup(folder.close)
        folder.write({"live/main.tf": SOUND + ENDPOINT.replace("NAME", "old")})
        folder.commit()
        base = folder.git("rev-parse", "HEAD").strip()
        folder.write({"live/new.tf": ENDPOINT.replace("NAME", "new")})
        folder.commit()
        job = load_yaml(EXAMPLES / "gitlab-ci.yml")["bedrock-lint"]
        folder.environment["PATH"] = f"{support.program().parent}{os.pathsep}{folder.environment['PATH']}"
        for variables, expected in (({"CI_MERGE_REQUEST_DIFF_BASE_SHA": base}, {"live/new.tf"}), ({}, {"live/new.tf", "live/main.tf"})):
            folder.environment.pop("CI_MERGE_REQUEST_DIFF_BASE_SHA", None)
            folder.environment |= variables
            done = folder.run("sh", "-ec", "\n".join(job["script"]))
            self.assertEqual(done.returncode, 1, done.stdout)
            report = json.loads((folder.path / job["artifacts"]["reports"]["codequality"]).read_text())
            self.assertEqual({one["location"]["path"] for one in report}, expected)
            self.assertIn("<testsuite", (folder.path / job["artifacts"]["reports"]["junit"]).read_text())
            self.assertIn("live/new.tf", (folder.path / job["artifacts"]["paths"][0]).read_text())


if __name__ == "__main__":
    support.main()
