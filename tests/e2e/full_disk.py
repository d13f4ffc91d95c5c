#!/usr/bin/env python3
"""A disk that runs full while a record is written to it: a filesystem of 16 MB in memory. usage: full_disk.py BIN_DIR"""

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

from checks import Checks, program, run

BARO = program("baro")
PATIENCE = 90  # seconds; the disk is touched every 10
checks = Checks()


def is_inside():
    return os.environ.get("BARO_TEST_INSIDE") == "1"


def enter_namespace():
    """Where this user may mount: a namespace of his own."""
    inside = dict(os.environ, BARO_TEST_INSIDE="1")
    allowed = run("unshare", "--map-root-user", "--mount", "true")
    if allowed.returncode != 0:
        print("SKIPPED full_disk: no filesystem can be mounted here: " + allowed.stderr.decode().strip(), flush=True)
        checks.exit()
    os.execvpe("unshare", ["unshare", "--map-root-user", "--mount", sys.executable, os.path.abspath(__file__), sys.argv[1]], inside)


class Recording:
    def __init__(self, directory, **settings):
        environment = dict(os.environ, **settings)
        self.process = subprocess.Popen([BARO, "record", "--data-dir", directory, "--interval", "200ms"], env=environment,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        self.told, self.reader = "", threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def read(self):
        for line in self.process.stderr:
            self.told += line

    def end(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(timeout=60)
        self.reader.join()
        return status


def until(condition):
    deadline = time.monotonic() + PATIENCE
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.2)
    return condition()


def size(path):
    return os.path.getsize(path) if os.path.exists(path) else 0


def fill(path):
    file = os.open(path, os.O_WRONLY | os.O_CREAT)
    for amount in (1 << 16, 1 << 10, 1):
        try:
            while True:
                os.write(file, b"x" * amount)
        except OSError:
            continue
    os.close(file)


def longest_gap(directory):
    """Between two samples, in seconds; nothing when there are none."""
    asked = run(BARO, "query", "node_load1[1h]", "--data-dir", directory)
    series = json.loads(asked.stdout)["data"]["result"] if asked.returncode == 0 else []
    times = [at for at, _ in series[0]["values"]] if series else []
    return max((b - a for a, b in zip(times, times[1:])), default=None)


def check_runs_full(folder):
    directory = os.path.join(folder, "record")
    recording = Recording(directory, BAROGRAPH_RECORD_FREE_MEGABYTES="0")
    try:
        check_full_and_freed(folder, directory, recording)
    finally:
        status = recording.end()
    checks.that("and it ends well", status == 0, recording.told)
    database = sqlite3.connect(os.path.join(directory, "record.db"))
    checks.that("the record is whole", database.execute("PRAGMA integrity_check").fetchone() == ("ok",))
    gap = longest_gap(directory)
    checks.that("nothing is missing of the time when it was full", gap is not None and gap < 3, gap)


def check_full_and_freed(folder, directory, recording):
    tail = os.path.join(directory, "record.tail")
    checks.that("a record is begun on a small disk", until(lambda: size(tail) > 4096), recording.told)
    filler = os.path.join(folder, "filler")
    fill(filler)
    checks.that("that it is full is told", until(lambda: re.search("not recording: .*record", recording.told)), recording.told)
    checks.that("with the reason", "No space left on device" in recording.told or "full" in recording.told, recording.told)
    checks.that("and the recorder goes on", recording.process.poll() is None)
    os.remove(filler)
    written = size(tail)
    checks.that("when there is room again it is recorded", until(lambda: size(tail) > written), (written, size(tail)))


def check_too_little(folder):
    recording = Recording(os.path.join(folder, "small"))
    checks.that("below 500 MB nothing is recorded", until(lambda: "MB left, less than 500 MB" in recording.told), recording.told)
    recording.end()
    checks.that("and nothing is written", size(os.path.join(folder, "small", "record.tail")) == 0)


if not is_inside():
    enter_namespace()
with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", folder], check=True)
    try:
        check_runs_full(folder)
        check_too_little(folder)
    finally:
        subprocess.run(["umount", "--lazy", folder], check=False)
checks.exit()
