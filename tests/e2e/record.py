#!/usr/bin/env python3
"""The record as people meet it: written, served, shared by two, refused and broken. usage: record.py BIN_DIR"""

import json
import os
import signal
import sqlite3
import subprocess
import tempfile
import urllib.parse

from checks import Checks, program, run
from served import served

BARO = program("baro")
checks = Checks()


def recorded(directory, seconds="3s"):
    return run(BARO, "record", "--data-dir", directory, "--for", seconds, "--interval", "200ms", "--report")


def ask(server, expression, **when):
    answer = json.loads(server.text("/api/v1/query?" + urllib.parse.urlencode({"query": expression, **when})))
    return answer["data"]["result"]


def readings(report):
    """How often the collector that was read most often was read, from the table that --report prints: at most once a tick."""
    return max(int(row.split()[1]) for row in report.splitlines() if len(row.split()) > 3 and row.split()[3] == "ms")


def check_written_and_served(directory):
    ended = recorded(directory)
    checks.that("recording ends with 0", ended.returncode == 0, ended.stderr.decode()[-300:])
    with served(BARO, "serve", "--data-dir", directory, "--listen", "127.0.0.1:0") as server:
        loads = [one["values"] for one in ask(server, "node_load1[1h]")]
        times = [time for time, _ in loads[0]] if len(loads) == 1 else []
        ticks = readings(ended.stdout.decode())
        checks.that("the record has a sample of each tick", ticks > 0 and len(times) >= ticks, (times, ticks))
        checks.that("in their order", times == sorted(set(times)), times)
        # asked for the last tick's moment: how long ago that is depends on how busy the machine is
        series = [float(one["value"][1]) for one in ask(server, 'count({__name__!=""})', time=times[-1])]
        checks.that("and all series", len(series) == 1 and series[0] > 200, series)
    again = recorded(directory)
    checks.that("recording goes on", again.returncode == 0, again.stderr.decode()[-300:])
    check = sqlite3.connect(os.path.join(directory, "record.db"))
    checks.that("the database is whole", check.execute("PRAGMA integrity_check").fetchone() == ("ok",))
    runs = check.execute("SELECT count(*) FROM frames").fetchone()[0]
    checks.that("with Frames of both times", runs == 2, runs)
    # Others there may be too: what this machine's collectors cannot read.
    kinds = [row[0] for row in check.execute("SELECT kind FROM event WHERE kind IN ('start', 'stop', 'crash') ORDER BY id")]
    checks.that("and their events", kinds == ["start", "stop"] * 2, kinds)


def check_two(directory):
    first = subprocess.Popen([BARO, "record", "--data-dir", directory], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    first.stdout.readline()
    lock = os.path.join(directory, "record.lock")
    while not os.path.exists(lock) or b"baro record" not in open(lock, "rb").read():
        if first.poll() is not None:
            break
    second = recorded(directory)
    told = second.stderr.decode()
    checks.that("a second recorder follows the first", second.returncode == 0 and f"process {first.pid}" in told, told)
    first.send_signal(signal.SIGTERM)
    _, errors = first.communicate(timeout=60)
    checks.that("the first one ends well", first.returncode == 0 and not errors, errors.decode()[-300:])


def check_refused(folder):
    newer = os.path.join(folder, "newer")
    recorded(newer, "1s")
    database = sqlite3.connect(os.path.join(newer, "record.db"))
    database.execute("PRAGMA user_version = 99")
    database.close()
    told = recorded(newer).stderr.decode()
    checks.that("a newer record is refused with its version", "format 99" in told and "--data-dir" in told, told)
    served_newer = run(BARO, "serve", "--data-dir", newer)
    checks.that("and not served", served_newer.returncode == 1 and b"format 99" in served_newer.stderr)
    nothing = run(BARO, "serve", "--data-dir", os.path.join(folder, "nothing"))
    checks.that("no record, no service", nothing.returncode == 1 and nothing.stderr.count(b"\n") == 1, nothing.stderr)
    in_the_way = os.path.join(folder, "file")
    open(in_the_way, "w").close()
    told = recorded(in_the_way, "1s").stderr.decode()
    checks.that("a file in the way is named", in_the_way in told and "--data-dir" in told, told)


with tempfile.TemporaryDirectory() as folder:
    check_written_and_served(os.path.join(folder, "record"))
    check_two(os.path.join(folder, "record"))
    check_refused(folder)
checks.exit()
