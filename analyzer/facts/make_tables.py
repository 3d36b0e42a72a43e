#!/usr/bin/env python3
"""Writes the tables of policy names from the published list of Bedrock's actions.

    analyzer/facts/make_tables.py bedrock-actions.json

The file has, by action, the resource types that it takes (a Service Authorization Reference scrape), and the condition
keys of each service.
"""
import json
import pathlib
import sys

GLOBAL_KEYS = """aws:CalledVia aws:CalledViaFirst aws:CalledViaLast aws:CurrentTime aws:EpochTime aws:FederatedProvider
aws:MultiFactorAuthAge aws:MultiFactorAuthPresent aws:PrincipalAccount aws:PrincipalArn aws:PrincipalIsAWSService
aws:PrincipalOrgID aws:PrincipalOrgPaths aws:PrincipalServiceName aws:PrincipalServiceNamesList aws:PrincipalType
aws:Referer aws:RequestedRegion aws:ResourceAccount aws:ResourceOrgID aws:ResourceOrgPaths aws:SecureTransport
aws:SourceAccount aws:SourceArn aws:SourceIdentity aws:SourceIp aws:SourceOrgID aws:SourceOrgPaths aws:SourceVpc
aws:SourceVpcArn aws:SourceVpce aws:TagKeys aws:TokenIssueTime aws:UserAgent aws:ViaAWSService aws:VpceAccount
aws:VpceOrgID aws:VpceOrgPaths aws:VpcSourceIp aws:username aws:userid""".split()


def write(path, header, lines):
    path.write_text(header + "".join(line + "\n" for line in sorted(set(lines))))


def main():
    data = json.loads(pathlib.Path(sys.argv[1]).read_text())
    folder = pathlib.Path(__file__).parent
    write(folder / "actions_without_resource.def",
          "// IAM actions of Amazon Bedrock that take no resource type, so that only `*` matches. Sorted; made by\n"
          "// make_tables.py from the Service Authorization Reference, 2026-11.\n",
          [f'BRN_ACTION_WITHOUT_RESOURCE("{name}")' for name, action in data["actions"].items()
           if not action["resources"]])
    keys = list(GLOBAL_KEYS)
    for service in data["condition_keys"].values():
        keys += [entry["key"].split("${")[0] for entry in service]
    keys += ["aws:PrincipalTag/"]
    write(folder / "condition_keys.def",
          "// Condition keys: the global ones, and those of Amazon Bedrock. One that ends in `/` goes on with a name of the\n"
          "// user's. Sorted; made by make_tables.py, 2026-11.\n",
          [f'BRN_CONDITION_KEY("{key}")' for key in keys])


main()
