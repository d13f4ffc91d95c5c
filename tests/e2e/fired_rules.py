#!/usr/bin/env python3
"""Rules of others fire for a machine in trouble: its /proc and /sys are read as on any machine, instant after instant, and
what baro makes of them goes through the rules. promtool, where it is there, says that the same ones fire."""

import concurrent.futures
import os
import re
import shutil
import tempfile

from checks import Checks, program, run
from loaded_machine import write_machine

HERE = os.path.dirname(os.path.abspath(__file__))
DEFAULT = os.path.abspath(os.path.join(HERE, "..", "..", "resources", "rules", "default.yml"))
COMMUNITY = os.path.abspath(
    os.path.join(HERE, "..", "..", "..", "shared", "peer", "rules", "awesome-host-and-hardware.yml"))
STEP = 30  # seconds between two instants, of which rate(x[1m]) needs two
STEPS = 50
# That the machine's troubles are about; the rest need a fuller disk, a clock, systemd, a battery or a week.
LEAST = {DEFAULT: 12, COMMUNITY: 12}


def exposition(baro, folder):
    """What an exporter on the machine would serve, by series."""
    result = run(baro, "metrics", "--collectors", "all", "--procfs", os.path.join(folder, "proc"),
                 "--sysfs", os.path.join(folder, "sys"), check=True)
    samples = {}
    for line in result.stdout.decode().splitlines():
        if not line.startswith("#"):
            series, value = line.rsplit(" ", 1)
            samples[series] = value
    return samples


def watched(baro, folder):
    """Each series' values at all instants, in the notation of rule tests."""
    def instant(index):
        machine = os.path.join(folder, str(index))
        write_machine(machine, 3600 + index * STEP)
        return exposition(baro, machine)

    # An exposition mostly waits: for the second of two readings.
    with concurrent.futures.ThreadPoolExecutor(10) as pool:
        instants = list(pool.map(instant, range(STEPS)))
    return {series: " ".join(instant.get(series, "_") for instant in instants)
            for series in sorted(set().union(*instants))}


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


def names_in(text):
    return re.findall(r"^\s*- alert: (\S+)", text, re.M)


def used(series, rules):
    """The tools need not read what no rule asks for."""
    return re.match(r"[a-zA-Z_:][a-zA-Z0-9_:]*", series).group() in rules


def write_test(path, rules_path, series):
    with open(rules_path) as file:
        rules = file.read()
    names = names_in(rules)
    lines = [f"rule_files: [{rules_path}]", f"evaluation_interval: {STEP}s", "tests:", f"- interval: {STEP}s",
             "  input_series:"]
    lines += [f"  - {{series: {quoted(name)}, values: {quoted(values)}}}" for name, values in series.items()
              if used(name, rules)]
    lines.append("  promql_expr_test:")
    for name in names:
        question = f"vector(1) and on () ALERTS{{alertname=\"{name}\",alertstate=\"firing\"}}"
        lines.append(f"  - {{expr: {quoted(question)}, eval_time: {(STEPS - 1) * STEP}s, "
                     "exp_samples: [{labels: '{}', value: 1}]}")
    with open(path, "w") as file:
        file.write("\n".join(lines) + "\n")
    return names


def fired(tool, test, names):
    """Those of which the test does not complain."""
    result = run(tool, "test", "rules", test)
    text = (result.stdout + result.stderr).decode()
    quiet = set(re.findall(r'alertname=\\?"(\w+)\\?"', text))
    if result.returncode != 0 and not quiet:
        return text[:300]
    return [name for name in names if name not in quiet]


def check(checks, baro, folder, rules_path, series):
    name = os.path.basename(rules_path)
    test = os.path.join(folder, "test.yml")
    names = write_test(test, rules_path, series)
    ours = fired(baro, test, names)
    print(f"{len(ours)} of {len(names)} rules of {name} fire: {', '.join(ours)}")
    checks.that(f"at least {LEAST[rules_path]} rules of {name} fire", len(ours) >= LEAST[rules_path], str(ours))
    if shutil.which("promtool"):
        theirs = fired("promtool", test, names)
        checks.that(f"promtool has the same ones of {name} fire", theirs == ours, f"{theirs} instead of {ours}")
    else:
        print("no promtool here: the comparison with it is left out")


def main():
    checks, baro = Checks(), program("baro")
    with tempfile.TemporaryDirectory() as folder:
        series = watched(baro, folder)
        for rules_path in (DEFAULT, COMMUNITY):
            if os.path.exists(rules_path):
                check(checks, baro, folder, rules_path, series)
            else:
                print(f"{os.path.basename(rules_path)} is not here: its rules are left out")
    checks.exit()


main()
