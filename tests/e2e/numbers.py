#!/usr/bin/env python3
"""Our numbers against those of the system's own tools.

A counter must lie between what the tool said before and after, give or take the tool's rounding. A gauge may go up
and down in between, so the tool is asked all the while: the value must be within 1 % of what it said around the
moment at which ours was read. usage: numbers.py BIN_DIR
"""

import contextlib
import os
import subprocess
import sys
import threading
import time

from checks import Checks, frame, output
import tools

TAKES = 3  # a gauge that jumped between two looks at it gets another chance; a wrong one is wrong each time
checks = Checks()


class Around:
    """Calls look() over and over on a thread of its own and keeps what it returned, and when."""

    def __init__(self, look):
        self.look, self.seen, self.ending = look, [], threading.Event()
        self.thread = threading.Thread(target=self.go)

    def go(self):
        while not self.ending.wait(0.02):
            began = time.time()
            self.seen.append((began, self.look(), time.time()))

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.ending.set()
        self.thread.join()

    def at(self, moment, slack=0.1):
        """From the last look that ended before the moment to the first that began after it."""
        before = [s for s in self.seen if s[2] < moment - slack][-1:]
        during = [s for s in self.seen if s[2] >= moment - slack and s[0] <= moment + slack]
        after = [s for s in self.seen if s[0] > moment + slack][:1]
        return [values for _, values, _ in before + during + after]


def outside(ours, theirs, relative=0.01, absolute=0.0):
    low, high = min(theirs), max(theirs)
    slack = max(abs(low), abs(high)) * relative + absolute
    return ours is None or not low - slack <= ours <= high + slack


def counters(name, ours, before, after, rounding):
    """Each of the tool's counters must be ours too."""
    problems = [f"{key}: {ours.get(key)}, the tool {before[key]} to {after[key]}"
                for key in before if key in after
                if ours.get(key) is None or not before[key] - rounding <= ours[key] <= after[key] + rounding]
    checks.that(f"{name} ({len(before)} values)", before and not problems, "; ".join(problems[:3]) or "the tool says nothing")


def gauges(name, look, section, ours_of, absolute=0.0):
    for _ in range(TAKES):
        with Around(look) as around:
            readings = frame()["readings"]
            time.sleep(0.3)
        reading = readings[section]
        if "unknownBecause" in reading:
            return checks.that(name, False, reading["unknownBecause"])
        ours = ours_of(readings)
        looks = around.at(reading["takenAt"]["wallSeconds"])
        if not any(looks):  # a container without devices of its own
            return checks.that(f"{name} (the tool has none here)", not ours, f"but we have {sorted(ours)[:3]}")
        keys = set.intersection(*(set(values) for values in looks))
        problems = [f"{key}: {ours.get(key)}, the tool {sorted({values[key] for values in looks})[:4]}"
                    for key in sorted(keys) if outside(ours.get(key), [values[key] for values in looks], absolute=absolute)]
        if not problems:
            break
    checks.that(f"{name} ({len(keys)} values)", keys and not problems, "; ".join(problems[:3]) or "the tool says nothing")


def check_counters():
    looks = [tools.vmstat, tools.iostat, tools.diskstats, tools.ip_link, tools.vmstat_file]
    before = [look() for look in looks]
    taken = frame()
    after = [look() for look in looks]
    readings = taken["readings"]
    ours = [tools.our_vmstat(readings), tools.our_iostat(readings), tools.our_diskstats(readings),
            tools.our_ip_link(readings), readings["virtualMemory"]["counters"]]
    roundings = {"vmstat -s": 1, "iostat -d -k": 1}
    names = ["vmstat -s", "iostat -d -k", "/proc/diskstats", "ip -s link", "/proc/vmstat"]
    for name, mine, old, new in zip(names, ours, before, after):
        counters(name, mine, old, new, roundings.get(name, 0))
    return taken


def check_load():
    before, taken, after = tools.loads(), frame(), tools.loads()
    load = taken["readings"]["load"]
    ours = [load[key] for key in ("oneMinute", "fiveMinutes", "fifteenMinutes")]
    # The kernel computes them every 5 s, so ours are either the ones before or the ones after.
    checks.that("uptime's load averages", ours in (before, after), f"{ours}, uptime {before} or {after}")


def check_processors(readings):
    online = int(output("getconf", "_NPROCESSORS_ONLN"))
    ours = len(readings["cpu"]["cpus"])
    checks.that("getconf's processors", ours == online, f"{ours}, getconf {online}")
    if len(os.sched_getaffinity(0)) == online:
        usable = int(output("env", "-u", "OMP_NUM_THREADS", "-u", "OMP_THREAD_LIMIT", "nproc"))
        checks.that("nproc", ours == usable, f"{ours}, nproc {usable}")
    uptime = float(open("/proc/uptime").read().split()[0])
    host = readings["host"]
    ours = host["uptimeSeconds"] + time.time() - host["takenAt"]["wallSeconds"]
    checks.that("/proc/uptime", abs(ours - uptime) <= 0.1 + uptime * 0.01, f"{ours}, the file {uptime}")


def check_busy_share():
    """Ours from two Frames five seconds apart, vmstat's over the same five seconds; one child keeps a core half busy."""
    spin = "import time\nwhile True:\n e = time.time() + .05\n while time.time() < e: pass\n time.sleep(.05)"
    child = subprocess.Popen([sys.executable, "-c", spin])
    try:
        first = frame()["readings"]["cpu"]
        began = time.time()
        vmstat = subprocess.Popen(["vmstat", "-n", "5", "2"], stdout=subprocess.PIPE, text=True)
        time.sleep(max(0, began + 3.9 - time.time()))
        second = frame()["readings"]["cpu"]
        lines = vmstat.communicate()[0].splitlines()
    finally:
        child.kill()
        child.wait()
    columns = dict(zip(lines[1].split(), map(float, lines[-1].split())))
    theirs = 100 - columns["id"] - columns["wa"]
    spent = {key: second["total"][key] - first["total"][key] for key in second["total"] if "guest" not in key}
    ours = 100 * (1 - (spent["idleSeconds"] + spent["iowaitSeconds"]) / sum(spent.values()))
    start, end = (cpu["takenAt"]["wallSeconds"] for cpu in (first, second))
    # Where the two spans do not overlap, anything may have happened; vmstat rounds two columns to whole points.
    apart = 100 * (abs(start - began) + abs(end - began - 5)) / 5
    checks.that("vmstat's busy share", abs(ours - theirs) <= 1 + max(ours, theirs) * 0.01 + apart,
                f"{ours:.1f} %, vmstat {theirs:.1f} %, spans {apart:.1f} points apart")


def check_rates(rates):
    shares = rates["cpu"]["total"]
    checks.that("processor shares add up to 1", abs(sum(shares.values()) - 1) < 1e-6, str(shares))
    busy = 1 - shares["idle"] - shares["iowait"]
    cores = len(rates["cpu"]["cpus"])
    known = sum(process["cpuSeconds"] for process in rates["processes"]["processes"])
    everything = known + (rates["processes"]["unattributedCpuSeconds"] or 0)
    checks.that("processes and the rest add up to the machine", abs(everything - busy * cores) <= 0.05 * cores + 0.01,
                f"{everything:.3f} processors, the machine {busy * cores:.3f}")


# What the children do that are compared with ps. Each uses more than a second of processor first, and all but the busy one no more.
SPEND = "import os, signal, sys, threading, time\nwhile time.process_time() < 1.1: pass\n"
# The figures of this one are known to stand still, whatever else runs.
SLEEP = SPEND + "os.nice(5)\nkept = bytearray(b'x') * 80_000_000\n" \
    "[threading.Thread(target=threading.Event().wait, daemon=True).start() for _ in range(3)]\n" \
    "print('ready', flush=True)\nsys.stdin.read()"
BUSY = SPEND + "print('ready', flush=True)\nwhile time.process_time() < 60: pass"
STOP = SPEND + "os.kill(os.getpid(), signal.SIGSTOP)"


def is_asleep(pid):
    """With all its threads: the first may be on its way into the read still."""
    tasks = f"/proc/{pid}/task"
    return all(open(f"{tasks}/{task}/stat").read().rsplit(")", 1)[1].split()[0] == "S" for task in os.listdir(tasks))


@contextlib.contextmanager
def process_of_each_state():
    """The pids of children that stay in a state, by its letter: asleep, running, stopped, and ended with nobody who asked."""
    children = {state: subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
                for state, script in (("S", SLEEP), ("R", BUSY), ("T", STOP), ("Z", SPEND))}
    try:
        for state in "SR":
            children[state].stdout.readline()
        for state in "TZ":
            os.waitid(os.P_PID, children[state].pid, os.WSTOPPED | os.WEXITED | os.WNOWAIT)
        while not is_asleep(children["S"].pid):
            time.sleep(0.01)
        yield {state: child.pid for state, child in children.items()}
    finally:
        for child in children.values():
            child.kill()
            child.communicate()


def check_processes():
    with process_of_each_state() as children:
        before, readings, after = tools.ps(), frame()["readings"], tools.ps()
    ours = tools.our_ps(readings)
    standing = {pid: values for pid, values in before.items() if after.get(pid, {}).get("started") == values["started"]}
    checks.none("ps: every process is listed", [f"{pid} {standing[pid]['comm']}" for pid in standing if pid not in ours])
    for column, tolerance in tools.PS_COLUMNS.items():
        # Only what stood still between the two looks can be compared.
        same = [pid for pid in standing if pid in ours and standing[pid][column] == after[pid][column]]
        problems = [f"{pid} {standing[pid]['comm']}: {ours[pid][column]}, ps {standing[pid][column]}" for pid in same
                    if not tools.agree(ours[pid][column], standing[pid][column], tolerance)]
        checks.that(f"ps {column} ({len(same)} processes)", children["S"] in same and not problems,
                    "; ".join(problems[:3]) or "the child did not stand still")
    check_lives(children, ours, standing, after)


def check_lives(children, ours, before, after):
    """States, times and starts. A process may change its state at any moment; those that were started here do not."""
    for state, pid in children.items():
        said = [processes.get(pid, {}).get("state") for processes in (before, ours, after)]
        checks.that(f"ps state {state}", said == [state] * 3, f"ps {said[0]}, we {said[1]}, ps {said[2]}")
    # The time that was used grows; each look rounds down to seconds.
    known = [pid for pid in before if pid in ours]
    problems = [f"{pid} {before[pid]['comm']}: {ours[pid]['cputimes']} s, ps {before[pid]['cputimes']} to {after[pid]['cputimes']} s"
                for pid in known if not before[pid]["cputimes"] <= ours[pid]["cputimes"] <= after[pid]["cputimes"]]
    spent = all(pid in known and ours[pid]["cputimes"] >= 1 for pid in children.values())
    checks.that(f"ps cputimes ({len(known)} processes)", spent and not problems, "; ".join(problems[:3]) or "a child has used none")
    checks.none(f"ps lstart ({len(known)} processes)",
                [f"{pid} {before[pid]['comm']}: {ours[pid]['started']}, ps {before[pid]['started']}" for pid in known
                 if abs(ours[pid]["started"] - before[pid]["started"]) > 1])


taken = check_counters()
gauges("free -b", tools.free, "memory", tools.our_free)
gauges("/proc/meminfo", tools.meminfo, "memory", lambda readings: readings["memory"]["meminfo"], absolute=2**20)
gauges("df -B1", tools.df, "filesystems", tools.our_df, absolute=2**20)
check_load()
check_processors(taken["readings"])
check_rates(taken["rates"])
check_processes()
check_busy_share()
checks.exit()
