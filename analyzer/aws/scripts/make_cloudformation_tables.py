#!/usr/bin/env python3
"""Writes the tables of CloudFormation that analyzer/aws keeps, reduced from what two PyPI packages carry.

    pip install cfn-lint aws-sam-translator
    analyzer/aws/scripts/make_cloudformation_tables.py

cloudformation_properties.def: names and kinds of the properties of the resource types that the graph models.
sam_policies.def: the statements of the policy templates of AWS::Serverless.
managed_policies.def: paths of the managed policies that a role of the source can have.
"""
import glob
import importlib.metadata
import json
import pathlib
import re

import cfnlint
import samtranslator

AWS = pathlib.Path(__file__).resolve().parent.parent
GRAPH = AWS.parent / "graph"
MAX_DEPTH = 6
OPEN = {"AWS::CloudFormation::CustomResource"}


def modelled_types():
    found = set()
    for source in GRAPH.glob("*.cpp"):
        found |= set(re.findall(r'"(AWS::[A-Za-z0-9]+::[A-Za-z0-9]+)"', source.read_text()))
    return sorted(found - OPEN)


def schemas():
    by_type = {}
    folder = pathlib.Path(cfnlint.__file__).parent / "data" / "schemas" / "resources"
    for name in glob.glob(str(folder / "*.json")):
        schema = json.loads(pathlib.Path(name).read_text())
        kept = by_type.get(schema["typeName"])
        if kept is None or len(schema["properties"]) > len(kept["properties"]):
            by_type[schema["typeName"]] = schema
    return by_type


def resolved(schema, part):
    while "$ref" in part:
        target = schema
        for step in part["$ref"].lstrip("#/").split("/"):
            target = target[step]
        part = target
    return part


def kind_of(part):
    kind = part.get("type")
    kinds = {kind} if isinstance(kind, str) else set(kind or [])
    if "oneOf" in part or "anyOf" in part:
        return "any"
    if kinds == {"array"}:
        return "list"
    if kinds == {"object"}:
        return "object"
    if kinds and kinds <= {"string", "integer", "number", "boolean"}:
        return "scalar"
    return "any"


def walk(schema, part, path, rows, seen):
    """One row for each object: its path and its properties."""
    names = part.get("properties")
    if not names or part.get("patternProperties"):
        return
    row = []
    made = {name.rsplit("/", 1)[-1] for name in schema.get("readOnlyProperties", []) if not path}
    for name, member in sorted(names.items()):
        if name in made:
            continue
        key = member.get("$ref")
        member = resolved(schema, member)
        kind = kind_of(member)
        inner, inner_key = member, key
        if kind == "list":
            items = member.get("items", {})
            inner_key = items.get("$ref")
            inner = resolved(schema, items)
            kind = "list-" + kind_of(inner) if kind_of(inner) in ("object", "scalar") else "list"
        row.append(f"{name}:{kind}")
        if kind in ("object", "list-object") and inner_key not in seen and path.count(".") < MAX_DEPTH:
            walk(schema, inner, f"{path}.{name}" if path else name, rows, seen | {inner_key})
    rows.append((path, row))


def write_properties(out):
    known = schemas()
    lines = []
    for type_name in modelled_types():
        schema = known.get(type_name)
        if schema is None:
            continue
        rows = []
        walk(schema, schema, "", rows, set())
        lines += [f'OBJECT("{type_name}", "{path}", "{" ".join(row)}")' for path, row in sorted(rows)]
    out.write_text(f"// Made by scripts/make_cloudformation_tables.py from cfn-lint {importlib.metadata.version('cfn-lint')}.\n"
                   "// OBJECT(resource type, path of an object in its properties, its properties with their kinds)\n"
                   + "\n".join(lines) + "\n")


def text_of(value):
    """The text of a Fn::Sub with its variables, which are parameters of the template, written in place."""
    if isinstance(value, str):
        return value
    if isinstance(value["Fn::Sub"], str):
        return value["Fn::Sub"]
    text, variables = value["Fn::Sub"]
    for name, reference in variables.items():
        text = text.replace("${%s}" % name, "${%s}" % reference["Ref"])
    return text


def write_policies(out):
    data = pathlib.Path(samtranslator.__file__).parent / "policy_templates_data" / "policy_templates.json"
    lines = []
    for name, template in sorted(json.loads(data.read_text())["Templates"].items()):
        for statement in template["Definition"]["Statement"]:
            resources = statement["Resource"]
            actions = statement["Action"]
            actions = [actions] if isinstance(actions, str) else actions
            texts = [text_of(resource) for resource in (resources if isinstance(resources, list) else [resources])]
            condition = [""] * 3
            for operator, keys in statement.get("Condition", {}).items():
                for key, value in keys.items():
                    condition = [operator, key, text_of(value)]
            fields = [name, " ".join(actions), " ".join(texts), *condition]
            lines.append("STATEMENT(%s)" % ", ".join(f'"{field}"' for field in fields))
    out.write_text("// Made by scripts/make_cloudformation_tables.py from aws-sam-translator "
                   f"{importlib.metadata.version('aws-sam-translator')}.\n"
                   "// STATEMENT(policy template, actions, resources, condition's operator, key, value)\n"
                   + "\n".join(lines) + "\n")


def write_managed(out):
    data = pathlib.Path(samtranslator.__file__).parent / "internal" / "data" / "aws_managed_policies.json"
    lines = []
    for name, arn in sorted(json.loads(data.read_text())["aws"].items()):
        path = arn.split(":policy/")[1].removesuffix(name)
        if path in ("service-role/", "job-function/"):
            lines.append(f'POLICY("{name}", "{path}")')
    out.write_text("// Made by scripts/make_cloudformation_tables.py from aws-sam-translator "
                   f"{importlib.metadata.version('aws-sam-translator')}.\n"
                   "// POLICY(name, its path in the ARN), by name\n" + "\n".join(lines) + "\n")


write_properties(AWS / "cloudformation_properties.def")
write_policies(AWS / "sam_policies.def")
write_managed(AWS / "managed_policies.def")
