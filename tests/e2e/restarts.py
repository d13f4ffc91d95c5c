#!/usr/bin/env python3
"""Alerts through restarts: a Prometheus lives three times, with a short and a long time between, and the same rules,
evaluated at the same instants, have the same alerts pending and firing at each of them."""

import json
import os
import random
import shutil
import subprocess
import tempfile
import time
import urllib.parse
import urllib.request

from checks import Checks, program
from prometheus import free_port, wait_until_ready

SEED = 20241103
RULES = 120
# Seconds of each life, and of the time before the next; beyond the tolerance nothing comes back.
LIVES = ((16, 2), (14, 12), (10, 0))
# Half seconds: Prometheus restores a moment after the evaluation, which must not decide.
TOLERANCE, GRACE = "10s500ms", "2s500ms"
METRICS = ("ALERTS", "ALERTS_FOR_STATE")


def rule(chance, number):
    """What holds for a part of each period, by the clock alone."""
    period = chance.choice((7, 20, 30, 45, 70))
    holds = f"vector(time() + {chance.randrange(period)}) % {period} < {chance.randrange(2, period + 2)}"
    expression = chance.choice((
        holds,
        f"label_replace({holds}, \"host\", \"a\", \"\", \"\")",
        f"label_replace({holds}, \"host\", \"a\", \"\", \"\") or label_replace(vector(time()), \"host\", \"b\", \"\", \"\")",
        "vector(time())",
    ))
    lines = [f"  - alert: Alert{number}", f"    expr: {expression!r}"]
    if chance.random() < 0.9:
        lines.append(f"    for: {chance.choice((0, 1, 2, 3, 4, 6, 9, 13, 19, 27))}s500ms")
    if chance.random() < 0.4:
        lines.append(f"    keep_firing_for: {chance.choice((1, 3, 8))}s500ms")
    if chance.random() < 0.3:
        lines.append("    labels: {level: high}")
    return lines


def write_rules(path):
    chance = random.Random(SEED)
    with open(path, "w") as out:
        out.write("groups:\n- name: generated\n  interval: 1s\n  rules:\n"
                  "  - {record: instant, expr: vector(time())}\n")
        for number in range(RULES):
            out.write("\n".join(rule(chance, number)) + "\n")


def samples(port, metric):
    """Of each series, by its text: the value at each time, in milliseconds."""
    query = urllib.parse.urlencode({"query": f"{metric}[10m]"})
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/query?{query}", timeout=20) as answer:
        result = json.load(answer)["data"]["result"]
    told = {}
    for series in result:
        name = series["metric"].pop("__name__")
        labels = ", ".join(f'{label}="{value}"' for label, value in sorted(series["metric"].items()))
        told[f"{name}{{{labels}}}"] = {round(at * 1000): float(value) for at, value in series["values"]}
    return told


def wait_between_instants(port):
    """Half a second after the rules were evaluated, and before they are again."""
    newest = max(at for series in samples(port, "instant").values() for at in series)
    time.sleep((newest + 500 - time.time() * 1000) % 1000 / 1000)


def lived(folder, rules):
    """What it has of the alerts in the end, and the instants of each of its lives."""
    config, port, ends = os.path.join(folder, "prometheus.yml"), free_port(), []
    with open(config, "w") as file:
        file.write(f"rule_files: [{rules}]\n")
    for life, (seconds, pause) in enumerate(LIVES):
        with open(os.path.join(folder, "log"), "a") as log:
            process = subprocess.Popen(
                ["prometheus", f"--config.file={config}", f"--storage.tsdb.path={folder}/data",
                 f"--rules.alert.for-outage-tolerance={TOLERANCE}", f"--rules.alert.for-grace-period={GRACE}",
                 f"--web.listen-address=127.0.0.1:{port}"], stdout=log, stderr=log)
        try:
            wait_until_ready(port)
            time.sleep(seconds)
            wait_between_instants(port)
            ends.append(time.time() * 1000)
            if life == len(LIVES) - 1:
                return {metric: samples(port, metric) for metric in METRICS + ("instant",)}, ends
        finally:
            process.terminate()
            process.wait(timeout=60)
        time.sleep(pause)


def replayed(tool, rules, instants, ends):
    lines, life = [], 0
    for at in instants:
        while at > ends[life] and life < len(ends) - 1:
            life += 1
            lines.append("restart")
        lines.append(str(at))
    milliseconds = ("10500", "2500")
    told = subprocess.run([tool, rules, *milliseconds], input="\n".join(lines) + "\n", capture_output=True, text=True,
                          check=True, timeout=60).stdout
    series = {}
    for line in told.splitlines():
        name, at, value = line.split("\t")
        series.setdefault(name, {})[int(at)] = float(value)
    return series, lines.count("restart")


def differences(ours, theirs, tolerance):
    wrong = []
    for name in sorted(set(ours) | set(theirs)):
        mine, other = ours.get(name, {}), theirs.get(name, {})
        at = next((at for at in sorted(set(mine) | set(other))
                   if at not in mine or at not in other or abs(mine[at] - other[at]) > tolerance), None)
        if at is not None:
            wrong.append(f"{name} at {at}: {mine.get(at)} instead of {other.get(at)}")
    return wrong


def main():
    checks, tool = Checks(), program("replay_rules")
    if not shutil.which("prometheus") or not os.path.exists(tool):
        print("no prometheus or no replay_rules here: restarts are not compared")
        return
    with tempfile.TemporaryDirectory() as folder:
        rules = os.path.join(folder, "rules.yml")
        write_rules(rules)
        theirs, ends = lived(folder, rules)
        instants = sorted(at for series in theirs.pop("instant").values() for at in series)
        ours, restarts = replayed(tool, rules, instants, ends)
    checks.that("it was restarted twice", restarts == len(LIVES) - 1, f"{restarts} times")
    states = {kind: sum(kind in name for name in theirs["ALERTS"]) for kind in ("pending", "firing")}
    print(f"{RULES} rules at {len(instants)} instants of {len(LIVES)} lives: {states['pending']} series pending, "
          f"{states['firing']} firing at some time")
    checks.that("many alerts wait and fire", min(states.values()) > RULES / 2, str(states))
    for metric, tolerance in zip(METRICS, (0, 1)):
        mine = {name: series for name, series in ours.items() if name.startswith(metric + "{")}
        checks.none(f"{metric} is the same through restarts", differences(mine, theirs[metric], tolerance))
    checks.exit()


main()
