#!/usr/bin/env python3
"""Generated alerting rules over series that come, go and cross their thresholds: at every instant the same alerts fire
as in Prometheus, which promtool asks. What stays pending is asked for by ALERTS."""

import concurrent.futures
import os
import random
import re
import shutil
import subprocess
import tempfile

from checks import Checks, program

SEED = 20240917
RULES = int(os.environ.get("BARO_GENERATED_RULES", "100"))  # 500 take two minutes under the sanitizers
RULES_A_FILE = 10
STEP = 15  # seconds between two evaluations
STEPS = 60


def duration(seconds):
    return f"{seconds}s"


def points(chance):
    """A series in promtool's notation, with stretches of values, gaps and ends."""
    texts = []
    while len(texts) < STEPS:
        kind = chance.random()
        length = chance.choice((1, 1, 2, 3, 5, 8, 13, 25))
        if kind < 0.12:
            texts += ["_"] * length
        elif kind < 0.2:
            texts += ["stale"]
        else:
            texts += [str(chance.choice((0, 1, 2, 5, 9)))] * length
    return " ".join(texts[:STEPS])


def expression(chance, number):
    metric = f"series_{number}"
    return chance.choice((
        f"{metric} > 4",
        f"{metric} > 4",
        f"sum({metric}) by (zone) > 6",
        f"absent({metric}{{host=\"a\"}})",
        f"max_over_time({metric}[45s]) > 4",
        f"{metric} > 4 and on (host) {metric} offset 30s > 1",
        f"{metric} > 4 unless {metric}{{host=\"b\"}} > 8",
        f"count({metric} > 1) > 1",
    ))


def rule(chance, number):
    lines = [f"  - alert: Alert{number}", f"    expr: {expression(chance, number)!r}"]
    if chance.random() < 0.8:
        lines.append(f"    for: {duration(chance.choice((0, 10, 15, 20, 30, 45, 60, 90, 120, 300)))}")
    if chance.random() < 0.6:
        lines.append(f"    keep_firing_for: {duration(chance.choice((10, 15, 30, 40, 60, 120, 240)))}")
    if chance.random() < 0.4:
        lines.append("    labels: {level: '{{ if gt $value 8.0 }}high{{ else }}low{{ end }}'}")
    if chance.random() < 0.3:
        lines.append("    annotations: {text: '{{ $labels.host }} has {{ $value }}'}")
    return lines


def files(folder, chance, first):
    """A rule file, and a test that expects nothing at every instant: what is there instead is told."""
    numbers = range(first, first + RULES_A_FILE)
    with open(os.path.join(folder, "rules.yml"), "w") as out:
        out.write("groups:\n- name: generated\n  rules:\n")
        for number in numbers:
            out.write("\n".join(rule(chance, number)) + "\n")
    with open(os.path.join(folder, "test.yml"), "w") as out:
        out.write(f"rule_files: [rules.yml]\nevaluation_interval: {STEP}s\ntests:\n- interval: {STEP}s\n  input_series:\n")
        for number in numbers:
            for host, zone in (("a", "x"), ("b", "x"), ("c", "y")):
                out.write(f"  - series: series_{number}{{host=\"{host}\", zone=\"{zone}\"}}\n"
                          f"    values: {points(chance)}\n")
        out.write("  alert_rule_test:\n")
        for step in range(STEPS):
            for number in numbers:
                out.write(f"  - {{eval_time: {step * STEP}s, alertname: Alert{number},"
                          " exp_alerts: [{exp_labels: {nobody: expects}}]}\n")
        out.write("  promql_expr_test:\n")
        for step in range(STEPS):
            for metric in ("ALERTS", "ALERTS_FOR_STATE"):
                out.write(f"  - {{eval_time: {step * STEP}s, expr: {metric}, exp_samples: [{{labels: nobody, value: 1}}]}}\n")


def told(tool, folder):
    """All that a tool says of the test: by rule and time what fires, and by time what ALERTS has."""
    result = subprocess.run([tool, "test", "rules", "test.yml"], cwd=folder, capture_output=True, timeout=240)
    firing, samples = {}, {}
    for block in re.split(r"\n(?=    (?:alertname|expr): )", result.stderr.decode()):
        head, _, got = block.partition("got:")
        alert = re.search(r"alertname: (\w+), time: (\w+)", head)
        sample = re.search(r'expr: "(\w+)", time: (\w+)', head)
        if alert:
            firing.setdefault(alert[1], {})[alert[2]] = got.strip()
        elif sample:
            samples[sample[1], sample[2]] = sorted(re.findall(r"\{[^}]*\} [^,\s]+", got))
    return firing, samples


def both_told(baro, first):
    """What both tools say of the rules from the first on."""
    with tempfile.TemporaryDirectory() as folder:
        files(folder, random.Random(SEED + first), first)
        return *told(baro, folder), *told("promtool", folder)


def main():
    if not shutil.which("promtool"):
        print("no promtool here: the comparison with it is left out")
        return
    checks, baro = Checks(), program("baro")
    agreed, instants, fired, wrong = 0, 0, 0, []
    sampled, wrong_samples = 0, []
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        answers = list(pool.map(lambda first: both_told(baro, first), range(0, RULES, RULES_A_FILE)))
    for ours, our_samples, theirs, their_samples in answers:
        for name, expected in sorted(theirs.items()):
            timeline = ours.get(name, {})
            instants += len(expected)
            fired += any(text != "[]" for text in expected.values())
            if len(expected) == STEPS and timeline == expected:
                agreed += 1
            else:
                at = next((time for time in expected if timeline.get(time) != expected[time]), "nowhere")
                wrong.append(f"{name} at {at}: {timeline.get(at)} instead of {expected.get(at)}")
        sampled += len(their_samples)
        wrong_samples += [f"{key}: {our_samples.get(key)} instead of {their_samples[key]}"
                          for key in their_samples if our_samples.get(key) != their_samples[key]]
    print(f"{agreed} of {RULES} rules have the same timeline over {instants} instants; {fired} of them fire at some time")
    checks.that("every rule was asked for", agreed + len(wrong) == RULES, f"{agreed + len(wrong)} of {RULES}")
    checks.none("Prometheus has the same alerts firing at every instant", wrong)
    checks.that("most generated rules fire", fired > RULES / 2, f"only {fired}")
    checks.none(f"ALERTS and ALERTS_FOR_STATE are the same at {sampled} instants", wrong_samples)
    checks.that("they were asked for", sampled == 2 * STEPS * RULES // RULES_A_FILE, f"{sampled} answers")
    checks.exit()


main()
