#!/usr/bin/env python3
"""Compares `resolve` with what an account said of templates that were deployed in it: which resources exist, what the
outputs are, and what the describe commands tell of properties. A value that is known must be the recorded one; what only
deployment chooses must be unknown.

The records are not part of the project: they are looked for beside it, in ../shared/oracle/plan, or where BRN_PLAN_CASES
says. Without them the test is skipped.
"""
import collections
import json
import os
import pathlib
import subprocess
import sys

SOURCE = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("BEDROCK_LINT", str(SOURCE / "build" / "dev" / "bedrock-lint"))
CASES = pathlib.Path(os.environ.get("BRN_PLAN_CASES", SOURCE.parent / "shared" / "oracle" / "plan"))

# Records that differ from CloudFormation, with the reason: (case, resource, property).
EXPLAINED = {
    ("cfn-sg-rules", "SubnetA", "MapPublicIpOnLaunch"):
        "the emulated account leaves the attribute off although the template turns it on",
}

# Which recorded member a property is compared with, by type: file, list, id, {property: member}.
RECORDED = {
    "AWS::EC2::VPC": ("describe-vpcs", "Vpcs", "VpcId", {"CidrBlock": "CidrBlock"}),
    "AWS::EC2::Subnet": ("describe-subnets", "Subnets", "SubnetId", {
        "VpcId": "VpcId", "CidrBlock": "CidrBlock", "AvailabilityZone": "AvailabilityZone",
        "MapPublicIpOnLaunch": "MapPublicIpOnLaunch"}),
    "AWS::EC2::RouteTable": ("describe-route-tables", "RouteTables", "RouteTableId", {"VpcId": "VpcId"}),
    "AWS::EC2::SecurityGroup": ("describe-security-groups", "SecurityGroups", "GroupId", {
        "GroupDescription": "Description", "GroupName": "GroupName", "VpcId": "VpcId"}),
    "AWS::EC2::VPCEndpoint": ("describe-vpc-endpoints-", "VpcEndpoints", "VpcEndpointId", {
        "ServiceName": "ServiceName", "VpcEndpointType": "VpcEndpointType", "VpcId": "VpcId",
        "PrivateDnsEnabled": "PrivateDnsEnabled", "SubnetIds": "SubnetIds", "RouteTableIds": "RouteTableIds",
        "PolicyDocument": "PolicyDocument"}),
}


def read(path: pathlib.Path):
    return json.loads(path.read_text())


def plain(value):
    """Without the differences that are none: text for numbers and booleans, JSON for documents, sorted lists."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, str) and value.startswith("{"):
        return plain(json.loads(value))
    if isinstance(value, list):
        return sorted((plain(one) for one in value), key=str)
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items()}
    return value


def is_known(unknown) -> bool:
    if isinstance(unknown, dict):
        return all(is_known(one) for one in unknown.values())
    if isinstance(unknown, list):
        return all(is_known(one) for one in unknown)
    return not unknown


class Comparison:
    def __init__(self) -> None:
        self.counts: collections.Counter[str] = collections.Counter()
        self.differences: list[str] = []

    def check(self, case: str, subject: str, name: str, ours, unknown, recorded) -> None:
        if (case, subject, name) in EXPLAINED:
            self.counts["explained"] += 1
        elif not is_known(unknown):
            self.counts["known after deployment only"] += 1
        elif plain(ours) == plain(recorded):
            self.counts["equal"] += 1
        else:
            self.differences.append(f"{case}: {subject}.{name}: {ours!r}, recorded {recorded!r}")


def described(folder: pathlib.Path, resource_type: str) -> dict[str, dict]:
    prefix, list_name, id_name, _ = RECORDED[resource_type]
    found = {}
    for path in sorted(folder.glob(prefix + "*.json")):
        found.update({one[id_name]: one for one in read(path)[list_name]})
    return found


def check_rules(comparison: Comparison, case: str, resource: dict, record: dict) -> None:
    """Rules in the group itself: each is among the recorded ones, by protocol, ports and range."""
    for direction, member in (("SecurityGroupIngress", "IpPermissions"), ("SecurityGroupEgress", "IpPermissionsEgress")):
        known = {(one["IpProtocol"], str(one.get("FromPort", "")), str(one.get("ToPort", "")), span.get("CidrIp"))
                 for one in record[member] for span in one["IpRanges"]}
        rules = resource["values"].get(direction) or []
        for rule in rules if isinstance(rules, list) else []:
            if not isinstance(rule, dict) or not rule.get("CidrIp") or str(rule.get("IpProtocol")) == "-1":
                continue
            ours = (str(rule["IpProtocol"]), str(rule.get("FromPort", "")), str(rule.get("ToPort", "")), rule["CidrIp"])
            comparison.check(case, resource["address"], direction, ours in known, False, True)


def check_template(comparison: Comparison, case: pathlib.Path, template: pathlib.Path) -> None:
    deployed = case / "deployed"
    stack = read(deployed / f"stack-{template.stem}.json")["Stacks"][0]
    command = [PROGRAM, "resolve", str(template), "--region", "us-east-1", "--stack-name", stack["StackName"]]
    if (case / "input" / "parameters.json").exists():
        command += ["--parameters", str(case / "input" / "parameters.json")]
    answer = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=False).stdout)
    name = case.name
    errors = [one["summary"] for one in answer["diagnostics"] if one["severity"] == "error"]
    comparison.differences += [f"{name}: {error}" for error in errors]
    physical = {one["LogicalResourceId"]: one["PhysicalResourceId"]
                for one in read(deployed / f"resources-{template.stem}.json")["StackResourceSummaries"]
                if one["LogicalResourceId"]}
    comparison.check(name, template.name, "resources", sorted(one["address"] for one in answer["resources"]), False,
                     sorted(physical))
    for output in stack.get("Outputs", []):
        ours = answer["outputs"].get(output["OutputKey"], {"value": None, "unknown": False})
        comparison.check(name, template.name, output["OutputKey"], ours["value"], ours["unknown"], output["OutputValue"])
    for resource in answer["resources"]:
        if resource["type"] not in RECORDED:
            continue
        record = described(deployed, resource["type"]).get(physical.get(resource["address"], ""))
        if record is None:
            continue
        for prop, member in RECORDED[resource["type"]][3].items():
            unknown = (resource["unknown"] or {}).get(prop, False)
            if prop in resource["values"] or unknown:
                comparison.check(name, resource["address"], prop, resource["values"].get(prop), unknown, record.get(member))
        if resource["type"] == "AWS::EC2::SecurityGroup":
            check_rules(comparison, name, resource, record)


def main() -> int:
    cases = sorted(CASES.glob("cfn-*")) if CASES.is_dir() else []
    if not cases:
        print(f"skipped: no records of deployed templates in {CASES}")
        return 77
    comparison = Comparison()
    for case in cases:
        for template in sorted((case / "input").glob("*.*")):
            if (case / "deployed" / f"stack-{template.stem}.json").exists():
                comparison.counts["templates"] += 1
                check_template(comparison, case, template)
    print(", ".join(f"{name}: {count}" for name, count in sorted(comparison.counts.items())))
    for line in comparison.differences:
        print("differs: " + line)
    return 1 if comparison.differences else 0


if __name__ == "__main__":
    sys.exit(main())
