#!/usr/bin/env python3
"""Files of the kernel that are missing, cut or full of garbage: unknown with a reason, never made up, never a crash.
usage: broken_files.py BIN_DIR"""

import json
import os
import re
import tempfile
from concurrent.futures import ThreadPoolExecutor

from checks import Checks, program, run
from whole_machine import FILES, LINKS

BARO = program("baro")
NO_SYSFS = "/nonexistent/sys"
WHOLE = {name: text.encode() for name, text in FILES.items()}
checks = Checks()

# What may stand in any file that is read. 1 MB is more than any of them has.
GARBAGE = {
    "empty": b"",
    "NUL bytes": bytes(5000),
    "one long line": b"x" * 1_000_000 + b"\n",
    "a long line of digits": b"9" * 1_000_000 + b"\n",
    "scattered bytes": bytes((i * 7919 + i // 13) % 256 for i in range(20_000)),
    "a negative number": b"-5\n",
    "negative numbers": b"cpu -1 -2 -3 -4 -5 -6 -7 -8 -9 -10\nMemTotal: -5 kB\n-1 -2 -3 -4/-5 -6\n",
    "words": b"Inter-| Receive\n face |bytes\n lo: many few none\nMemTotal: lots kB\ncpu a b c d\n",
}
# This machine's own, which the checks cut.
OWN_FILES = ["stat", "meminfo", "vmstat", "loadavg", "diskstats", "net/dev"]

# Read neither below /proc nor below /sys: /etc, the clock, and a folder that nobody named.
FROM_ELSEWHERE = ["os", "time", "textfile"]
# What may be below zero.
SIGNED = re.compile(r"^sensors/.*/(value|critical)$|_celsius/|/node_thermal_zone_temp/")
NO_NUMBERS = ["filesystems"]  # which of them there are is recorded, their space is not
# Not there for another machine: what this process costs, whose connections are whose, what no file tells.
NOT_RECORDED = ["self", "socketTraffic", "systemd", "timex"]
# What says with a 1 that a folder is there, beside the texts in its files.
# Whatever the files of these hold is their text. The others say what is wrong with a file.
TEXTS = ["host", "families of dmi", "families of cpuVulnerabilities"]
NO_BONDS = ["families of bonding"]  # an empty list of them
NAMING = re.compile(r"/node_(\w+_info|hwmon_chip_names|hwmon_sensor_label)/")


def frame_of(procfs, sysfs=NO_SYSFS):
    """A Frame of another tree, and why there is none when the program broke down."""
    ended = run(BARO, "frame", "--json", "--collectors", "all", "--procfs", procfs, "--sysfs", sysfs)
    if ended.returncode != 0:
        return None, f"status {ended.returncode}, {ended.stderr[-200:]!r}"
    return json.loads(ended.stdout), ""


def sections_in(frame):
    """By name."""
    families = frame["readings"]["families"]
    own = {name: section for name, section in frame["readings"].items() if name != "families"}
    return {**own, **{"families of " + name: section for name, section in families.items()}}


def sections_of(procfs, sysfs=NO_SYSFS):
    frame, why = frame_of(procfs, sysfs)
    return frame and sections_in(frame), why


def problems_in(piece):
    """What a section says is wrong with parts of it."""
    if isinstance(piece, dict):
        for key, inner in piece.items():
            if key.lower().endswith("problem"):
                yield inner
            else:
                yield from problems_in(inner)
    elif isinstance(piece, list):
        for inner in piece:
            yield from problems_in(inner)


def says_why(frame, name):
    """Whether it is told that a section, or a part of it, could not be read."""
    sections = sections_in(frame)
    short = name.removeprefix("families of ")
    reasons = [health["reason"] for health in frame["health"] if health["name"] == short]
    # One collector reads both, and tells it of each sensor.
    return any([sections[name].get("unknownBecause"), *reasons, *problems_in(sections["sensors" if short == "hwmon" else name])])


def frame_with(files):
    """Of a tree with those files: texts by their path."""
    with tempfile.TemporaryDirectory() as root:
        for name, content in files.items():
            path = os.path.join(root, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(content)
        for name, target in LINKS.items():
            path = os.path.join(root, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            os.symlink(target, path)
        return frame_of(os.path.join(root, "proc"), os.path.join(root, "sys"))


def sections_with(files):
    frame, why = frame_with(files)
    return frame and sections_in(frame), why


def name_in(piece, at):
    """What an element of a list is called."""
    if not isinstance(piece, dict):
        return at
    if "labelValues" not in piece:
        return piece.get("name", piece.get("cpu", at))
    # Some have a path, of which the root is another one each time.
    return ",".join(value.removeprefix(tempfile.gettempdir()).partition("/sys/")[2] or value for value in piece["labelValues"])


def values(piece, path=""):
    """Every number of a section with its path; elements of lists go by their name."""
    if isinstance(piece, dict):
        for key, inner in piece.items():
            if key != "takenAt":
                yield from values(inner, f"{path}/{key}")
    elif isinstance(piece, list):
        for at, inner in enumerate(piece):
            yield from values(inner, f"{path}/{name_in(inner, at)}")
    elif isinstance(piece, (int, float)) and not isinstance(piece, bool):
        yield path, piece


def is_elsewhere(name):
    return name.removeprefix("families of ") in FROM_ELSEWHERE


def all_values(sections):
    """Of every section; of what names a device only that it is there, which is no number."""
    return {path: value for name, section in sections.items() if not is_elsewhere(name)
            for path, value in values(section, name) if not NAMING.search(path)}


def known(sections):
    return [name for name, section in sections.items() if not section.get("unknownBecause")]


def check_missing():
    sections, why = sections_of("/nonexistent/proc")
    if sections is None:
        return checks.that("missing trees", False, why)
    made_up = [name for name in known(sections) if not is_elsewhere(name)]
    checks.that("missing trees: every section says why", not made_up, f"{made_up} claim to be known")
    told = run(BARO, "frame", "--procfs", "/nonexistent/proc", "--sysfs", NO_SYSFS)
    checks.that("missing trees: so does the text", told.returncode == 0 and b"/nonexistent/proc" in told.stdout
                and b"0.00" not in told.stdout, repr(told.stdout[:200]))


def check_whole():
    """Without this the others would pass for a section that has no file here."""
    sections, why = sections_with(WHOLE)
    if sections is None:
        return checks.that("whole files", False, why)
    unknown = [name for name in sections.keys() - known(sections) if name.removeprefix("families of ") not in NOT_RECORDED]
    checks.none("whole files: every section is known", [f"{name}: {sections[name]['unknownBecause']}" for name in sorted(unknown)])
    numbers = all_values(sections)
    silent = [name for name in known(sections)
              if not is_elsewhere(name) and name not in NO_NUMBERS and not any(path.startswith(name + "/") for path in numbers)
              and not any(NAMING.search(path) for path, _ in values(sections[name], name))]
    checks.none("whole files: every section says something", silent)


def check_garbage(pool):
    trees = ({name: content for name in WHOLE} for content in GARBAGE.values())
    for what, (frame, why) in zip(GARBAGE, pool.map(frame_with, trees)):
        if frame is None:
            checks.that(f"{what} in every file", False, why)
            continue
        sections = sections_in(frame)
        checks.none(f"{what} in every file: nothing is made up",
                    [f"{path[:100]} is {value}" for path, value in all_values(sections).items()
                     if not (what == "a negative number" and SIGNED.search(path))])
        whatever = TEXTS + NO_BONDS * (what == "empty")
        checks.none(f"{what} in every file: each reason is said",
                    [name for name in sections if not is_elsewhere(name) and name not in whatever and not says_why(frame, name)])


def can_be_cut(name, content):
    """Attributes of sysfs and files of one line come in one piece. Recorded ones of pressure and of ZFS lack the end of their last
    line now and then, so it is not missed there."""
    return name.startswith("proc/") and not name.startswith(("proc/pressure/", "proc/spl/")) and content.count(b"\n") > 1


def check_cut(pool, whose, files):
    """Tables that end somewhere: what is still said must be what the whole ones say."""
    whole, why = sections_with(files)
    if whole is None:
        return checks.that(f"{whose} files", False, why)
    reference = all_values(whole)
    checks.that(f"{whose} files", len(reference) > 100, f"only {len(reference)} values")
    parts = [0.01, 0.03, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99]
    trees = [{name: content[:int(len(content) * part)] if can_be_cut(name, content) else content for name, content in files.items()}
             for part in parts]
    for part, (sections, why) in zip(parts, pool.map(sections_with, trees)):
        if sections is None:
            checks.that(f"{whose} files cut at {part:.0%}", False, why)
            continue
        checks.none(f"{whose} files cut at {part:.0%} say nothing else than whole ones",
                    [f"{path} is {value}, whole {reference.get(path)}"
                     for path, value in all_values(sections).items() if value != reference.get(path)])


def own_files():
    files = {}
    for name in OWN_FILES:
        with open(f"/proc/{name}", "rb") as file:
            files["proc/" + name] = file.read()
    return files


with ThreadPoolExecutor(8) as pool:
    check_missing()
    check_whole()
    check_garbage(pool)
    check_cut(pool, "this machine's", own_files())
    check_cut(pool, "all", WHOLE)
checks.exit()
