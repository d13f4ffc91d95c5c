#!/usr/bin/env python3
"""Files of the kernel that are missing, cut or full of garbage: unknown with a reason, never made up, never a crash.
usage: broken_files.py BIN_DIR"""

import json
import os
import tempfile
from concurrent.futures import ThreadPoolExecutor

from checks import Checks, program, run

BARO = program("baro")
NO_SYSFS = "/nonexistent/sys"
checks = Checks()

# What may stand in any file that is read. 1 MB is more than any of them has.
GARBAGE = {
    "empty": b"",
    "NUL bytes": bytes(5000),
    "one long line": b"x" * 1_000_000 + b"\n",
    "a long line of digits": b"9" * 1_000_000 + b"\n",
    "scattered bytes": bytes((i * 7919 + i // 13) % 256 for i in range(20_000)),
    "negative numbers": b"cpu -1 -2 -3 -4 -5 -6 -7 -8 -9 -10\nMemTotal: -5 kB\n-1 -2 -3 -4/-5 -6\n",
    "words": b"Inter-| Receive\n face |bytes\n lo: many few none\nMemTotal: lots kB\ncpu a b c d\n",
}
MACHINE_FILES = ["stat", "meminfo", "vmstat", "loadavg", "diskstats", "net/dev"]
OTHER_FILES = ["net/snmp", "net/netstat", "net/sockstat", "uptime", "cpuinfo", "self/mountinfo", "1/mountinfo", "1/stat",
               "1/status", "1/cmdline", "1/comm", "1/cgroup", "1/io", "1/statm", "42/stat", "42/cmdline", "pressure/cpu",
               "pressure/io", "pressure/memory", "sys/kernel/osrelease"]
# The sections that come of MACHINE_FILES alone.
MACHINE_SECTIONS = ["cpu", "kernel", "load", "memory", "virtualMemory", "disks", "network"]

# Read neither below /proc nor below /sys: /etc, the clock, and a folder that nobody named.
FROM_ELSEWHERE = ["os", "time", "textfile"]


def readings_of(procfs, sysfs=NO_SYSFS):
    """A Frame's readings of another tree, and why there are none when the program broke down."""
    ended = run(BARO, "frame", "--json", "--procfs", procfs, "--sysfs", sysfs)
    if ended.returncode != 0:
        return None, f"status {ended.returncode}, {ended.stderr[-200:]!r}"
    return json.loads(ended.stdout)["readings"], ""


def readings_with(files):
    with tempfile.TemporaryDirectory() as root:
        for name, content in files.items():
            path = os.path.join(root, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(content)
        return readings_of(root)


def values(piece, path=""):
    """Every number of a section with its path; elements of lists go by their name."""
    if isinstance(piece, dict):
        for key, inner in piece.items():
            if key != "takenAt":
                yield from values(inner, f"{path}/{key}")
    elif isinstance(piece, list):
        for at, inner in enumerate(piece):
            name = inner.get("name", inner.get("cpu", at)) if isinstance(inner, dict) else at
            yield from values(inner, f"{path}/{name}")
    elif isinstance(piece, (int, float)) and not isinstance(piece, bool):
        yield path, piece


def machine_values(readings):
    return {path: value for name in MACHINE_SECTIONS for path, value in values(readings[name], name)}


def check_missing():
    readings, why = readings_of("/nonexistent/proc")
    if readings is None:
        return checks.that("missing trees", False, why)
    families = readings.pop("families")
    sections = {**readings, **families}
    known = [name for name, section in sections.items()
             if not section.get("unknownBecause") and name not in FROM_ELSEWHERE]
    checks.that("missing trees: every section says why", not known, f"{known} claim to be known")
    told = run(BARO, "frame", "--procfs", "/nonexistent/proc", "--sysfs", NO_SYSFS)
    checks.that("missing trees: so does the text", told.returncode == 0 and b"/nonexistent/proc" in told.stdout
                and b"0.00" not in told.stdout, repr(told.stdout[:200]))


def check_garbage(pool):
    trees = ({name: content for name in MACHINE_FILES + OTHER_FILES} for content in GARBAGE.values())
    for what, (readings, why) in zip(GARBAGE, pool.map(readings_with, trees)):
        if readings is None:
            checks.that(f"{what} in every file", False, why)
            continue
        checks.none(f"{what} in every file: nothing is made up",
                    [f"{path} is {value}" for path, value in machine_values(readings).items()])
        checks.none(f"{what} in every file: each reason is said",
                    [name for name, section in readings.items() if section.get("unknownBecause") == ""])


def check_cut(pool):
    """This machine's own files, cut somewhere: what is still said must be what the whole files say."""
    files = {}
    for name in MACHINE_FILES:
        with open(f"/proc/{name}", "rb") as file:
            files[name] = file.read()
    whole, why = readings_with(files)
    if whole is None:
        return checks.that("a copy of this machine's files", False, why)
    reference = machine_values(whole)
    checks.that("a copy of this machine's files", len(reference) > 100, f"only {len(reference)} values")
    parts = [0.01, 0.03, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99]
    trees = [{name: content[:int(len(content) * part)] for name, content in files.items()} for part in parts]
    for part, (readings, why) in zip(parts, pool.map(readings_with, trees)):
        if readings is None:
            checks.that(f"files cut at {part:.0%}", False, why)
            continue
        checks.none(f"files cut at {part:.0%} say nothing else than whole ones",
                    [f"{path} is {value}, whole {reference.get(path)}"
                     for path, value in machine_values(readings).items() if value != reference.get(path)])


with ThreadPoolExecutor(8) as pool:
    check_missing()
    check_garbage(pool)
    check_cut(pool)
checks.exit()
