#!/usr/bin/env python3
"""What a range query costs Barograph and a Prometheus that hold the same samples: 500 series of one hour, one sample a
second. Wants an optimised build and a quiet machine.

usage: tests/bench/promql.py [BIN_DIR] [ROUNDS]

Each figure is a median: "answered" is the time until the whole answer is there, over loopback; "evaluated" what
Prometheus itself says it spent on the query, without writing the answer; "processor" what the server's process took."""

import json
import os
import statistics
import sys
import tempfile
import time
import urllib.parse
import urllib.request

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "e2e"))
from prometheus import is_installed, prometheus  # noqa: E402
from served import served  # noqa: E402

START, SECONDS = 1_700_000_000, 3600
QUERIES = ('rate(x_total{group="0"}[1m])', 'sum by (group) (rate(x_total[1m]))', "x_total")


def samples(path):
    with open(path, "w") as file:
        file.write("# TYPE x counter\n")
        for series in range(500):
            labels = f'{{group="{series // 16}",series="{series}"}}'
            total = 0.0
            for second in range(-60, SECONDS + 1):
                total += (series * 7 + second * 13) % 101 / 8
                file.write(f"x_total{labels} {total} {START + second}\n")
        file.write("# EOF\n")


def processor_seconds(pid):
    fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def ask(port, query, **more):
    parameters = {"query": query, "start": START, "end": START + SECONDS, "step": 1, **more}
    url = f"http://127.0.0.1:{port}/api/v1/query_range?" + urllib.parse.urlencode(parameters)
    begin = time.perf_counter()
    with urllib.request.urlopen(url, timeout=60) as answer:
        body = answer.read()
    return time.perf_counter() - begin, body


def measured(port, pid, query, rounds):
    ask(port, query)
    before = processor_seconds(pid)
    answered = statistics.median(ask(port, query)[0] for _ in range(rounds))
    return answered * 1e3, (processor_seconds(pid) - before) / rounds * 1e3


def evaluated(port, query, rounds):
    def once():
        return json.loads(ask(port, query, stats="all")[1])["data"]["stats"]["timings"]["evalTotalTime"]
    return statistics.median(once() for _ in range(rounds)) * 1e3


def listener(port):
    """The process that listens there: the only one with the socket's inode among its descriptors."""
    wanted = next(fields[9] for fields in map(str.split, open("/proc/net/tcp"))
                  if fields[1].endswith(f":{port:04X}") and fields[3] == "0A")
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            if any(os.readlink(f"/proc/{pid}/fd/{fd}") == f"socket:[{wanted}]" for fd in os.listdir(f"/proc/{pid}/fd")):
                return int(pid)
        except OSError:
            continue
    raise RuntimeError(f"nobody listens on {port}")


def main():
    bin_dir = sys.argv[1] if len(sys.argv) > 1 else "build/release/bin"
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 30
    if not is_installed():
        sys.exit("there is no prometheus here to compare with")
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "samples.om")
        samples(path)
        with prometheus(folder, path) as theirs, \
                served(os.path.join(bin_dir, "baro"), "serve", path, "--listen", "127.0.0.1:0") as ours:
            for query in QUERIES:
                our_answer, our_cpu = measured(ours.port, ours.process.pid, query, rounds)
                answer, cpu = measured(theirs, listener(theirs), query, rounds)
                evaluation = evaluated(theirs, query, rounds)
                print(f"{query}\n"
                      f"  barograph   answered {our_answer:7.1f} ms, processor {our_cpu:7.1f} ms\n"
                      f"  prometheus  answered {answer:7.1f} ms, processor {cpu:7.1f} ms, evaluated {evaluation:7.1f} ms\n"
                      f"  {answer / our_answer:.1f} times as fast until the answer, {cpu / our_cpu:.1f} times less processor time,"
                      f" {evaluation / our_answer:.1f} times against its evaluation alone", flush=True)


main()
