"""Random Terraform expressions: functions and operators over awkward arguments, mostly of the types that they take."""

from __future__ import annotations

import random

# What the expressions refer to. Outputs of terraform_data are known only after deployment.
SURROUNDINGS = """
resource "terraform_data" "u" { input = "x" }
resource "terraform_data" "l" { input = tolist(["a", "b"]) }
resource "terraform_data" "m" { input = tomap({ a = "1" }) }
resource "terraform_data" "n" { input = 5 }
resource "terraform_data" "b" { input = true }
resource "terraform_data" "o" { input = { a = 1, b = ["x"] } }
variable "x" { default = "vx" }
variable "n" {
  type    = number
  default = 7
}
variable "obj" {
  type    = object({ a = optional(string), b = optional(list(number), [1, 2]) })
  default = {}
}
locals { big = 170141183460469231731687303715884105728 }
"""

TEXTS = [
    '"a"', '""', '"1"', '"true"', '"é"', '"e\\u0301"', '"👨‍👩‍👧x"', '"a,b,c"', '"10.0.0.0/8"', '"2024-02-29T13:14:15Z"',
    '"%s-%d"', '"\\n x "', '"[1,2]"', '"{\\"a\\":1}"', '"a: 1"', '"<&>"', '"aXbXc"', '"c29tZQ=="', '"k=v;k2=v2"',
    'sensitive("s")', '"x-${sensitive("y")}"', "null", "tostring(null)", "1", "true", "terraform_data.u.id",
    "terraform_data.u.output", '"p-${terraform_data.u.id}"', '"${terraform_data.u.id}-s"', "var.x", "var.obj.a",
    "local.big",
]
NUMBERS = ["0", "1", "2", "3", "-1", "5", "2.5", '"3"', "terraform_data.n.output", "var.n", "local.big",
           "sensitive(2)", "null", "1e3", "100", "0.1", "-0", "10/3"]
FLAGS = ["true", "false", '"true"', "terraform_data.b.output", "null", 'var.x == "vx"', "sensitive(true)"]
LISTS = [
    "[]", "[1]", "[1, 2, 3]", '["a", "b"]', '["b", "a", "b"]', '[1, "a", true]', "[[1], [2, 3]]", "[null]",
    '["", null, "a"]', "toset([])", 'toset(["b", "a"])', "toset([3, 1, 20])", 'tolist(["1"])', "tolist([1, 2])",
    "[sensitive(1), 2]", 'sensitive(["a", "b"])', '[terraform_data.u.id, "z"]', "terraform_data.l.output",
    "var.obj.b", "tolist([])", 'toset([terraform_data.u.id, "b"])', "[{ a = 1 }, { a = 2, b = 3 }]", "[true, false]",
    '["10", "9", "é"]', "range(3)", "tolist([terraform_data.u.id])", "null", '[["a", "b"], ["c"]]',
]
MAPS = [
    "{}", "{ a = 1 }", "{ a = 1, b = 2 }", '{ a = "x", b = [1] }', "{ a = { b = { c = 1 } } }", '{ "é" = 1 }',
    'tomap({ a = "1" })', "tomap({})", '{ k = sensitive("v") }', "{ a = terraform_data.u.id }",
    "terraform_data.m.output", "terraform_data.o.output", "var.obj", "{ a = null }", "sensitive({ a = 1 })",
    '{ a = ["x", "y"], b = ["y"] }', "null", '{ "1" = true }', '{ b = 1, a = 2, "B" = 3, "_" = 4 }',
]
POOLS = {"s": TEXTS, "n": NUMBERS, "b": FLAGS, "l": LISTS, "m": MAPS}

# Types of the arguments: text, number, bool, list, map, any; `*` for one to three of the same.
FUNCTIONS = {
    "abs": "n", "ceil": "n", "floor": "n", "log": "nn", "max": "n*", "min": "n*", "parseint": "sn", "pow": "nn",
    "signum": "n", "chomp": "s", "endswith": "ss", "indent": "ns", "join": "sl", "lower": "s", "split": "ss",
    "startswith": "ss", "strcontains": "ss", "strrev": "s", "substr": "snn", "title": "s", "trim": "ss",
    "trimprefix": "ss", "trimsuffix": "ss", "trimspace": "s", "upper": "s", "alltrue": "l", "anytrue": "l",
    "chunklist": "ln", "coalesce": "a*", "coalescelist": "l*", "compact": "l", "concat": "l*", "contains": "la",
    "distinct": "l", "element": "ln", "flatten": "l", "index": "la", "keys": "m", "length": "a", "lookup": "msa",
    "matchkeys": "lll", "merge": "m*", "one": "l", "range": "n*", "reverse": "l", "setintersection": "l*",
    "setproduct": "l*", "setsubtract": "ll", "setunion": "l*", "slice": "lnn", "sort": "l", "sum": "l",
    "transpose": "m", "values": "m", "zipmap": "ll", "base64decode": "s", "base64encode": "s", "jsonencode": "a",
    "yamlencode": "a", "jsondecode": "s", "yamldecode": "s", "csvdecode": "s", "urlencode": "s", "timecmp": "ss",
    "md5": "s", "sha256": "s", "can": "a", "try": "a*", "nonsensitive": "a", "sensitive": "a", "issensitive": "a",
    "tobool": "a", "tolist": "a", "tomap": "a", "tonumber": "a", "toset": "a", "tostring": "a", "basename": "s",
    "dirname": "s", "ephemeralasnull": "a",
}
RESULTS = {
    "s": ["join", "lower", "upper", "substr", "title", "trim", "format", "replace", "jsonencode", "yamlencode",
          "tostring", "base64encode", "strrev", "urlencode", "indent", "chomp", "coalesce"],
    "n": ["abs", "ceil", "length", "max", "min", "sum", "parseint", "pow", "signum", "index", "tonumber", "log"],
    "b": ["alltrue", "anytrue", "contains", "startswith", "can", "issensitive", "strcontains", "tobool"],
    "l": ["concat", "compact", "distinct", "flatten", "keys", "values", "range", "reverse", "setunion", "setproduct",
          "slice", "sort", "split", "tolist", "toset", "chunklist", "setintersection", "matchkeys", "regexall"],
    "m": ["merge", "zipmap", "tomap", "transpose"],
}
FORMATS = ['"%s %s"', '"%d-%v"', '"%q %q"', '"%#v %#v"', '"%5s|%-5s|"', '"%05d %x"', '"%t %t"', '"%.2f %g"',
           '"%e %v"', '"%[2]s %[1]s"', '"%+d %10.3f"', '"%X %b"', '"%s"']
PATTERNS = ['"(a)(b)?"', '"(?P<x>[a-z]+)-(?P<y>[0-9]+)"', '"[a-z]+"', '"^$"', '"é+"', '"a|(b)"', '"."']
REPLACED = ['"a"', '"/a(.)/"', '"/(?P<n>x)/"', '""', '"/[0-9]+/"', '"."']
REPLACEMENTS = ['"z"', '"$1"', '"$n"', '""', '"[$0]"']
FORS = ["[for v in %s : v]", "[for k, v in %s : k]", "[for v in %s : v if v != null]", "(%s)[*]", "(%s)[0]",
        '[for v in %s : "${v}"]', "(%s)[*].a", "{ for k, v in %s : k => v }", "{ for v in %s : v => v... }",
        '{ for k, v in %s : "${k}x" => v if k != "a" }']


class Maker:
    """Makes expressions; one seed always makes the same ones."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def one(self, depth: int = 3) -> str:
        if self.random.random() < 0.4:
            return self.call(self.random.choice([*FUNCTIONS, "format", "replace", "regexall"]), depth)
        return self.of("a", depth)

    def of(self, kind: str, depth: int) -> str:
        choose = self.random.choice
        if kind == "a":
            kind = choose("snblm")
        if depth <= 0 or self.random.random() < 0.35:
            return choose(POOLS[kind])
        way = self.random.random()
        if way < 0.55:
            return self.call(choose(RESULTS[kind]), depth)
        if way < 0.65:
            other = kind if self.random.random() < 0.8 else "a"
            return f"({self.of('b', depth - 1)} ? {self.of(kind, depth - 1)} : {self.of(other, depth - 1)})"
        below = lambda wanted: self.of(wanted, depth - 1)  # noqa: E731
        if kind == "s":
            return choose(['"<${' + below("s") + '}>"', '"%{ if ' + below("b") + ' ~} y %{ else }n%{ endif }"',
                           '"%{ for i, x in ' + below("l") + ' ~}[${i}${x}] %{ endfor }"', f"({below('m')}).a"])
        if kind == "n":
            return f"({below('n')} {choose('+-*/%')} {below('n')})"
        if kind == "b":
            return choose([f"({below('n')} {choose(['<', '>', '<=', '>='])} {below('n')})", f"!({below('b')})",
                           f"({below('a')} {choose(['==', '!='])} {below('a')})",
                           f"({below('b')} {choose(['&&', '||'])} {below('b')})"])
        return choose(FORS) % below(choose("lm"))

    def call(self, name: str, depth: int) -> str:
        choose, below = self.random.choice, lambda wanted: self.of(wanted, depth - 1)
        if name == "format":
            return f"format({choose(FORMATS)}, {below('a')}, {below('a')})"
        if name == "replace":
            return f"replace({below('s')}, {choose(REPLACED)}, {choose(REPLACEMENTS)})"
        if name == "regexall":
            return f"regexall({choose(PATTERNS)}, {below('s')})"
        kinds = FUNCTIONS[name]
        if kinds.endswith("*"):
            kinds = kinds[0] * self.random.randint(1, 3)
        return f"{name}({', '.join(below(kind) for kind in kinds)})"
