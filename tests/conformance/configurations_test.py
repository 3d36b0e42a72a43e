"""`resolve` against recorded plans of whole folders by Terraform."""

import unittest

from conformance import Written, differences, main, oracle, read, resolve

# Records that differ, and why; the same table is in README.md.
KNOWN = {
    "config-tfvars-function-call": "one mistake, one error: a value that cannot be read was given all the same",
    "config-resource-cycle": "Terraform names no place for a cycle; here its first member is pointed at",
    "config-syntax-interp-label": "one error for `${` in a label, where Terraform reports two",
    "config-terraform-block-version-fail": "a configuration for another version of Terraform is analysed all the same",
    "config-var-file-missing": "Terraform names no place for a missing variable file; here the file is named",
    "config-unknown-block-nested-module": "all errors are told at once, Terraform stops after those of the first stage",
}


class Configurations(unittest.TestCase):
    def test_recorded_configurations(self):
        wrong, count = [], 0
        for line in oracle("hcl", "configurations.jsonl").read_text(encoding="utf-8").splitlines():
            record = read(line)
            arguments = ["-" + argument for argument in record.get("args") or []]  # `-var` is `--var` here
            with Written(record["files"]) as folder:
                found = differences(record, resolve(*arguments, ".", cwd=folder, env=record.get("env")))
            count += 1
            if found and record["id"] not in KNOWN:
                wrong.append(f"{record['id']}: {found}")
        print(f"{count - len(wrong)} of {count} as recorded or as README.md explains")
        self.assertEqual(wrong, [])


if __name__ == "__main__":
    main()
