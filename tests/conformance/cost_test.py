"""What evaluation costs: linear in instances, and bounded for text that would take all memory.

Times are ratios of one run on one machine, so that they hold on a slow one too.
"""

import pathlib
import resource
import subprocess
import time
import unittest

from conformance import Written, main, program, read

MODULE = """
variable "name" { type = string }
locals {
  upper = upper(var.name)
  full  = "${local.upper}-${var.name}"
}
resource "aws_security_group" "g" {
  name   = local.full
  vpc_id = "vpc-1"
}
resource "aws_vpc_security_group_ingress_rule" "r" {
  security_group_id = aws_security_group.g.id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "10.0.0.0/16"
}
output "id" { value = aws_security_group.g.id }
"""


def calls(count: int) -> dict[str, str]:
    blocks = "".join(f'module "m{i}" {{\n  source = "./m"\n  name   = "n{i}"\n}}\n' for i in range(count))
    return {"main.tf": blocks, "m/main.tf": MODULE}


def counted_calls(count: int) -> dict[str, str]:
    text = f'module "m" {{\n  source = "./m"\n  count  = {count}\n  name   = "n${{count.index}}"\n}}\n'
    text += f'output "ids" {{\n  value = [for i in range({count}) : module.m[i].id]\n}}\n'
    return {"main.tf": text, "m/main.tf": MODULE}


def keyed(count: int) -> dict[str, str]:
    return {"main.tf": f"""
locals {{
  keys = {{ for p in setproduct(range({count // 100}), range(100)) : "k${{p[0]}}-${{p[1]}}" => p[1] }}
}}
resource "aws_security_group" "g" {{
  for_each = local.keys
  name     = "${{each.key}}-${{each.value}}"
  vpc_id   = "vpc-1"
}}
resource "aws_vpc_security_group_ingress_rule" "r" {{
  for_each          = local.keys
  security_group_id = aws_security_group.g[each.key].id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "10.0.0.0/16"
}}
"""}


def chain(count: int) -> dict[str, str]:
    lines = "".join(f"  l{i} = local.l{i - 1} + 1\n" for i in range(1, count))
    return {"main.tf": f"locals {{\n  l0 = 0\n{lines}}}\noutput \"last\" {{\n  value = local.l{count - 1}\n}}\n"}


def encoded(count: int) -> dict[str, str]:
    item = '{ a = "value number ${p[0]} <x>", b = p[1], c = ["x", "y", "z"] }'
    return {"main.tf": f"""
locals {{
  text = jsonencode([for p in setproduct(range({count // 100}), range(100)) : {item}])
}}
output "hash" {{ value = sha256(local.text) }}
output "back" {{ value = length(jsondecode(local.text)) }}
"""}


def doubled(first: str, next_of) -> str:
    lines = "".join(f"  a{i} = {next_of(f'local.a{i - 1}')}\n" for i in range(1, 60))
    return f"locals {{\n  a0 = {first}\n{lines}}}\noutput \"o\" {{\n  value = local.a59\n}}\n"


def output(expression: str) -> str:
    return f"locals {{\n  long = join(\"\", [for i in range(1000) : \"aaaaaaaaaa\"])\n}}\n" \
           f"output \"o\" {{\n  value = {expression}\n}}\n"


# Each would need more memory or time than there is; each must be refused with an error in its place.
HOSTILE = {
    "range": output("range(1e9)"),
    "product": output("setproduct(range(1000), range(1000), range(1000))"),
    "width": output('format("%1000000000s", "x")'),
    "digits": output('format("%.1000000000f", 1)'),
    "replace": output('replace(replace(replace(local.long, "a", local.long), "a", local.long), "a", local.long)'),
    "indent": output('indent(1000000000, "a\\nb")'),
    "nested for": output("length([for i in range(1000) : [for j in range(1000) : [for k in range(1000) : 1]]])"),
    "nested template": output(
        '"%{ for a in range(1000) }%{ for b in range(1000) }%{ for c in range(1000) }x%{ endfor }%{ endfor }%{ endfor }"'),
    "text doubled": doubled('"xxxxxxxxxxxxxxxx"', lambda last: f'"${{{last}}}${{{last}}}"'),
    "list doubled": doubled("[1]", lambda last: f"concat({last}, {last})"),
    "nested doubled": doubled("[1]", lambda last: f"[{last}, {last}]"),
    "instances": 'resource "aws_vpc" "v" {\n  count = 1e9\n}\n',
    "depth": output("[" * 3000 + "]" * 3000),
}


class Run:
    """One run of `resolve`: its answer, seconds of work and the most memory."""

    def __init__(self, files: dict[str, str], timeout: float = 120) -> None:
        with Written(files) as folder:
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            started = time.monotonic()
            done = subprocess.run([program(), "resolve", "."], cwd=folder, capture_output=True, text=True,
                                  timeout=timeout, check=False)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.wall = time.monotonic() - started
        self.seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        self.memory_kb = after.ru_maxrss
        self.answer = read(done.stdout) if done.stdout else None


class Cost(unittest.TestCase):
    def assert_linear(self, make, count: int):
        # Four times as much takes less than six times as long, once the start of the program is past.
        small, large = Run(make(count)), Run(make(4 * count))
        ratio = large.seconds / max(small.seconds, 0.02)
        print(f"{make.__name__}: {4 * count} in {large.seconds:.2f} s, {ratio:.1f} times {count}")
        self.assertLess(ratio, 6)
        self.assertFalse([one for one in large.answer["diagnostics"] if one["severity"] == "error"])
        return large

    def test_module_calls(self):
        self.assertEqual(len(self.assert_linear(calls, 500).answer["resources"]), 4000)

    def test_counted_module(self):
        self.assertEqual(len(self.assert_linear(counted_calls, 250).answer["resources"]), 2000)

    def test_keys(self):
        self.assertEqual(len(self.assert_linear(keyed, 2500).answer["resources"]), 20_000)

    def test_chain_of_locals(self):
        self.assertEqual(self.assert_linear(chain, 2500).answer["outputs"]["last"]["value"], 9999)

    def test_large_json(self):
        self.assertEqual(self.assert_linear(encoded, 20_000).answer["outputs"]["back"]["value"], 80_000)

    def test_hostile_values_are_refused(self):
        for name, text in HOSTILE.items():
            with self.subTest(name):
                run = Run({"main.tf": text, "other.tf": 'output "other" {\n  value = 1 + 1\n}\n'})
                errors = [one for one in run.answer["diagnostics"] if one["severity"] == "error"]
                print(f"{name}: {run.seconds:.2f} s, {run.memory_kb // 1024} MB: {[one['summary'] for one in errors][:1]}")
                self.assertTrue(errors)
                self.assertTrue(all(one["line"] for one in errors))
                self.assertEqual(run.answer["outputs"]["other"]["value"], 2)
                self.assertLess(run.memory_kb, 3 << 20)


if __name__ == "__main__":
    main()
