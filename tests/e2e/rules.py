#!/usr/bin/env python3
"""Rule files and their unit tests: baro says of each file what promtool says, to the letter where rules were evaluated."""

import os
import re
import shutil
import tempfile

from checks import Checks, program, run

HERE = os.path.dirname(os.path.abspath(__file__))
FIXTURES = os.path.join(HERE, "..", "fixtures", "rules")
PEER = os.path.join(HERE, "..", "..", "..", "shared", "peer", "rules")
RESOURCES = os.path.join(HERE, "..", "..", "resources", "rules")

# Mistakes that promtool words in its own way: only the verdict is compared.
OWN_WORDS = ("broken_test.yml",)

BAD_RULES = {
    "an unknown field": "groups: [{name: g, rules: [{alert: A, expr: up, fro: 1m}]}]",
    "a group twice": "groups: [{name: g}, {name: g}]",
    "a group without a name": "groups: [{rules: []}]",
    "both names": "groups: [{name: g, rules: [{alert: A, record: b, expr: up}]}]",
    "no name": "groups: [{name: g, rules: [{expr: up}]}]",
    "no expression": "groups: [{name: g, rules: [{alert: A}]}]",
    "a broken expression": "groups: [{name: g, rules: [{alert: A, expr: 'sum('}]}]",
    "a broken template": "groups: [{name: g, rules: [{alert: A, expr: up, labels: {a: '{{ nope }}'}}]}]",
    "a recording that waits": "groups: [{name: g, rules: [{record: a, expr: up, for: 1m}]}]",
    "a bad label": "groups: [{name: g, rules: [{alert: A, expr: up, labels: {a-b: c}}]}]",
    "a bad duration": "groups: [{name: g, interval: often}]",
    "a bad limit": "groups: [{name: g, limit: many}]",
    "a key twice": "groups: []\ngroups: []",
    "no YAML": "groups: [",
    "a list": "- groups",
}
GOOD_RULES = {
    "nothing": "",
    "no groups": "groups:",
    "no rules": "groups: [{name: g, rules: }]",
    "durations": "groups: [{name: g, interval: 1h30m, rules: [{alert: A, expr: up, for: 0}]}]",
    "an anchor": "groups:\n- name: g\n  rules:\n  - &a {alert: A, expr: up}\n  - {<<: *a, for: 1m}",
    "a template of a recording": "groups: [{name: g, rules: [{record: a, expr: up, labels: {a: '{{ nope }}'}}]}]",
}


def outcome(result, folder):
    """The exit status, and what was said without blank lines."""
    text = (result.stdout + result.stderr).decode()
    return result.returncode, [line.rstrip() for line in text.replace(folder, "").splitlines() if line.strip()]


def compared_tests(checks, baro):
    for name in sorted(os.listdir(FIXTURES)):
        if not name.endswith("_test.yml"):
            continue
        ours = outcome(run(baro, "test", "rules", name, cwd=FIXTURES), FIXTURES)
        theirs = outcome(run("promtool", "test", "rules", name, cwd=FIXTURES), FIXTURES)
        same = ours[0] == theirs[0] if name in OWN_WORDS else ours == theirs
        checks.that(f"promtool says the same of the tests in {name}", same, f"{ours} instead of {theirs}")


def compared_files(checks, baro, folder):
    path = os.path.join(folder, "rules.yml")
    for expected, files in ((1, BAD_RULES), (0, GOOD_RULES)):
        for name, text in files.items():
            with open(path, "w") as file:
                file.write(text + "\n")
            ours, theirs = run(baro, "check", "rules", path), run("promtool", "check", "rules", path)
            checks.that(f"promtool and baro agree on a rule file: {name}",
                        ours.returncode == theirs.returncode == expected,
                        f"{ours.returncode} and {theirs.returncode} instead of {expected}: {ours.stderr}")
            lines = [line for line in ours.stderr.decode().splitlines() if not line.startswith("warning: ")]
            placed = all(re.match(re.escape(path) + r":\d+: ", line) for line in lines)
            checks.that(f"each mistake has its place: {name}", placed and bool(lines) == bool(expected), str(lines))


def own_rules(checks, baro):
    """What ships: the default rules, and their tests."""
    rules = [os.path.join(RESOURCES, name) for name in sorted(os.listdir(RESOURCES)) if name.endswith(".yml")]
    tests = os.path.join(RESOURCES, "tests")
    for path in rules:
        for tool in ([baro], ["promtool"] * bool(shutil.which("promtool"))):
            if tool:
                result = run(*tool, "check", "rules", path)
                checks.that(f"{os.path.basename(tool[0])} takes {os.path.basename(path)}", result.returncode == 0,
                            str(result.stderr))
    for name in sorted(os.listdir(tests)):
        result = run(baro, "test", "rules", os.path.join(tests, name))
        checks.that(f"the default rules pass {name}", result.returncode == 0, str(result.stderr)[:600])


def peer_rules(checks, baro, folder):
    """The community's rules load as they are, and every expression evaluates."""
    for name in sorted(os.listdir(PEER)):
        path = os.path.abspath(os.path.join(PEER, name))
        loaded = run(baro, "check", "rules", path)
        checks.that(f"the peer's rules load: {name}", loaded.returncode == 0, str(loaded.stderr))
        test = os.path.join(folder, "peer_test.yml")
        with open(test, "w") as file:
            file.write(f"rule_files: [{path}]\ntests:\n- promql_expr_test:\n"
                       "  - {expr: '1', eval_time: 5m, exp_samples: [{labels: '{}', value: 1}]}\n")
        evaluated = run(baro, "test", "rules", test)
        checks.that(f"the peer's rules evaluate: {name}", evaluated.returncode == 0, str(evaluated.stderr))


def edited_rules(checks, baro, folder):
    """What the editor writes, with the worst of names, is a rule file for all."""
    writer, path = program("tests_core_rules"), os.path.join(folder, "desk.yml")
    if not os.path.exists(writer):
        return print("no tests_core_rules here: what the editor writes is not checked")
    run(writer, "ThresholdRuleTest", env=dict(os.environ, BAROGRAPH_TEST_RULES=path))
    for tool in [baro] + ["promtool"] * bool(shutil.which("promtool")):
        result = run(tool, "check", "rules", path)
        checks.that(f"{os.path.basename(tool)} takes what the editor writes", result.returncode == 0,
                    str(result.stderr)[:600])


def main():
    checks, baro = Checks(), program("baro")
    own_rules(checks, baro)
    with tempfile.TemporaryDirectory() as folder:
        edited_rules(checks, baro, folder)
        if os.path.isdir(PEER):
            peer_rules(checks, baro, folder)
        if shutil.which("promtool"):
            compared_tests(checks, baro)
            compared_files(checks, baro, folder)
        else:
            print("no promtool here: the comparison with it is left out")
    checks.exit()


main()
