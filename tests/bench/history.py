#!/usr/bin/env python3
"""What questions about a month cost Barograph's record and a Prometheus that hold the same samples: 30 days of 500
series, one sample every 15 s. Wants an optimised build, a quiet machine, 8 GB of disk and a quarter of an hour.

usage: tests/bench/history.py [BIN_DIR] [SERIES] [DAYS] [ROUNDS]

Each figure is a median: "answered" is the time until the whole answer is there, over loopback; "evaluated" what
the server itself says it spent on the query, without writing the answer."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "e2e"))
from prometheus import is_installed, prometheus  # noqa: E402
from served import served  # noqa: E402

DAY, EVERY = 86_400, 15
START = 1_700_006_400  # a midnight
HOUR, MINUTE = 3600, 60


def questions(days):
    end = START + days * DAY
    return (
        ("1 series, all days, 1 h step", 'x{series="3"}', START, end, HOUR),
        ("20 series, 24 h, 60 s step", 'x{twenty="1"}', end - 2 * DAY, end - DAY, MINUTE),
        ("rate of 16 series, 24 h, 60 s step", 'rate(y_total{group="1"}[1m])', end - 2 * DAY, end - DAY, MINUTE),
        ("max_over_time(x[1h]) of 16 series, all days, 1 h step", 'max_over_time(x{group="1"}[1h])', START, end, HOUR),
        ("rate(y_total[1h]) of 16 series, all days, 1 h step", 'rate(y_total{group="1"}[1h])', START, end, HOUR),
    )


def samples(path, count, days):
    """Half gauges that walk, half counters."""
    # Not on the edges of windows: whether those belong to a window differs between Prometheus's versions.
    times = [str(START + 7 + step * EVERY) + "\n" for step in range(days * DAY // EVERY)]
    with open(path, "w") as file:
        for kind, name in (("gauge", "x"), ("counter", "y_total")):
            file.write(f"# TYPE {name[0]} {kind}\n")
            for series in range(count // 2):
                labels = f'{name}{{group="{series // 16}",twenty="{series // 20}",series="{series}"}} '
                value, state, lines = 500, series * 7919 + 1, []
                for at in times:
                    state = (state * 1103515245 + 12345) & 0x7FFFFFFF
                    value = value + (state >> 16) % 21 - 10 if kind == "gauge" else value + (state >> 16) % 512
                    lines.append(f"{labels}{value / 8 if kind == 'gauge' else value} {at}")
                file.write("".join(lines))
        file.write("# EOF\n")


def ask(port, query, start, end, step, **more):
    url = f"http://127.0.0.1:{port}/api/v1/query_range?" + urllib.parse.urlencode(
        {"query": query, "start": start, "end": end, "step": step, **more})
    begin = time.perf_counter()
    with urllib.request.urlopen(url, timeout=120) as answer:
        body = answer.read()
    return time.perf_counter() - begin, json.loads(body)["data"]


def measured(port, rounds, *question):
    ask(port, *question)
    return statistics.median(ask(port, *question)[0] for _ in range(rounds)) * 1e3


def evaluated(port, rounds, *question):
    def once():
        return ask(port, *question, stats="all")[1]["stats"]["timings"]["evalTotalTime"]
    return statistics.median(once() for _ in range(rounds)) * 1e3


def differing(ours, theirs):
    """How many values of two answers are not the same within 1e-9."""
    def keyed(result):
        return {json.dumps(one["metric"], sort_keys=True): one["values"] for one in result}
    one, other = keyed(ours["result"]), keyed(theirs["result"])
    if one.keys() != other.keys() or not one:
        return "other series"
    count = 0
    for key, values in one.items():
        if [at for at, _ in values] != [at for at, _ in other[key]]:
            return "other times"
        count += sum(abs(float(a) - float(b)) > 1e-9 * abs(float(b)) for (_, a), (_, b) in zip(values, other[key]))
    return count


def folder_bytes(folder):
    return sum(os.path.getsize(os.path.join(at, name)) for at, _, names in os.walk(folder) for name in names)


def main():
    given = sys.argv[1:] + [None] * 4
    bin_dir = given[0] or "build/release/bin"
    count, days, rounds = int(given[1] or 500), int(given[2] or 30), int(given[3] or 15)
    if not is_installed():
        sys.exit("there is no prometheus here to compare with")
    baro = os.path.join(bin_dir, "baro")
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR", "/var/tmp")) as folder:
        path, record = os.path.join(folder, "samples.om"), os.path.join(folder, "record")
        samples(path, count, days)
        print(f"{os.path.getsize(path) / 1e6:.0f} MB of text", flush=True)
        begin = time.perf_counter()
        subprocess.run([baro, "import", path, "--data-dir", record], check=True)
        total = days * DAY // EVERY * (count // 2 * 2)
        print(f"  in {time.perf_counter() - begin:.0f} s; {folder_bytes(record) / 1e6:.1f} MB,"
              f" {folder_bytes(record) / total:.3f} bytes a sample, minutes and hours included", flush=True)
        with prometheus(folder, path, f"--max-block-duration={(days + 1) * 24}h", patience=3600) as theirs, \
                served(baro, "serve", "--data-dir", record, "--listen", "127.0.0.1:0") as ours:
            for name, *question in questions(days):
                our_answer = measured(ours.port, rounds, *question)
                answer = measured(theirs, rounds, *question)
                our_evaluation = evaluated(ours.port, rounds, *question)
                evaluation = evaluated(theirs, rounds, *question)
                wrong = differing(ask(ours.port, *question)[1], ask(theirs, *question)[1])
                print(f"{name}: {wrong} values differ\n"
                      f"  barograph   answered {our_answer:7.2f} ms, evaluated {our_evaluation:7.2f} ms\n"
                      f"  prometheus  answered {answer:7.2f} ms, evaluated {evaluation:7.2f} ms\n"
                      f"  {answer / our_answer:.1f} times as fast until the answer,"
                      f" {evaluation / our_evaluation:.1f} times as fast evaluated", flush=True)


main()
