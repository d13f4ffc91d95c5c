#!/usr/bin/env python3
"""A window beside a recorder shows its Frames, and goes on when it is killed. usage: follow.py BIN_DIR"""

import contextlib
import json
import os
import signal
import tempfile
import time
import urllib.parse

from checks import Checks, program
from served import served, window_of

BARO, BAROGRAPH = program("baro"), program("barograph")
INTERVAL = 1.0
# Each process counts for itself how long the applications were watched.
COMPARED = '{__name__!="",__name__!~"barograph_application_.*_total"}'
checks = Checks()


def within(seconds, holds):
    """How long it took until it held; None: it did not."""
    begin = time.monotonic()
    while not holds():
        if time.monotonic() - begin > seconds:
            return None
        time.sleep(0.05)
    return time.monotonic() - begin


def collection(server):
    return json.loads(server.text("/api/v1/status/collection"))["data"]


def sampled_by(server):
    return collection(server)["sampledBy"]


def newest_tick(server):
    """In milliseconds; 0: none."""
    values = series(server, "node_load1", "1m")
    return max((time for samples in values.values() for time, _ in samples), default=0)


def series(server, selector, span, at=None):
    parameters = {"query": f"{selector}[{span}]", **({"time": at / 1000} if at else {})}
    answer = json.loads(server.text("/api/v1/query?" + urllib.parse.urlencode(parameters)))
    return {json.dumps(one["metric"], sort_keys=True): [(round(time * 1000), value) for time, value in one["values"]]
            for one in answer["data"]["result"]}


def processor_share(process, over):
    """What the threads of a process take of one core."""
    def used():
        tasks = f"/proc/{process.pid}/task"
        return {task: int(open(f"{tasks}/{task}/schedstat").read().split()[0]) for task in os.listdir(tasks)}
    before, begin = used(), time.monotonic()
    time.sleep(over)
    return sum(now - before.get(task, 0) for task, now in used().items()) / 1e9 / (time.monotonic() - begin)


def of_applications_that_run(told):
    """Without those that have ended: only who saw them tells of them, for as long as it runs."""
    metrics = {name: json.loads(name) for name in told}
    ran = {metrics[name]["application"] for name, samples in told.items()
           if metrics[name]["__name__"] == "barograph_application_processes" and any(value != "0" for _, value in samples)}
    return {name: samples for name, samples in told.items() if metrics[name].get("application", "") in ran | {""}}


def differences(ours, theirs):
    return [f"{name}: {ours.get(name)} here, {theirs.get(name)} there"
            for name in sorted(set(ours) | set(theirs)) if ours.get(name) != theirs.get(name)]


def check_same(recorder, shown):
    time.sleep(6 * INTERVAL)  # so that both have some ticks
    tick = newest_tick(recorder)
    behind = within(10, lambda: newest_tick(shown) >= tick)
    checks.that("the recorder's newest tick is on screen in a fraction of a second", behind is not None and behind < 0.5, behind)
    ours, theirs = (of_applications_that_run(series(server, COMPARED, "3500ms", tick)) for server in (shown, recorder))
    checks.that("several ticks of all series are compared", len(theirs) > 200 and max(map(len, theirs.values())) > 2, len(theirs))
    checks.none("a window shows the recorder's numbers, of the same ticks", differences(ours, theirs))


def check_silent(recorder, shown):
    recorder.process.send_signal(signal.SIGSTOP)
    alone = within(10, lambda: sampled_by(shown) is None)
    recorder.process.send_signal(signal.SIGCONT)
    checks.that("of a recorder that hangs the window is independent", alone is not None, sampled_by(shown))
    again = within(10, lambda: sampled_by(shown) == recorder.process.pid)
    checks.that("and follows it again", again is not None, sampled_by(shown))


def check_killed(recorder, shown):
    recorder.process.kill()
    killed = time.time()
    went_on = within(30, lambda: newest_tick(shown) > killed * 1000)
    checks.that("the window goes on within two intervals", went_on is not None and went_on < 2 * INTERVAL, went_on)
    checks.that("and samples by itself", within(5, lambda: sampled_by(shown) is None) is not None, sampled_by(shown))
    return killed


def check_seam(folder, killed):
    """Of what was recorded by both."""
    with served(BARO, "serve", "--data-dir", os.path.join(folder, "record"), "--listen", "127.0.0.1:0") as server:
        ticks = [time for time, _ in next(iter(series(server, "node_load1", "10m").values()), [])]
    apart = [after - before for before, after in zip(ticks, ticks[1:])]
    checks.that("the record goes on after the recorder", ticks and ticks[-1] > killed * 1000 + 3000, ticks[-3:])
    checks.that("and began before it was killed", ticks and ticks[0] < killed * 1000 - 5000, ticks[:3])
    around = [ms for ms, tick in zip(apart, ticks) if abs(tick - killed * 1000) < 5000]
    checks.that("without a gap around the seam", around and max(around) < 1.5 * INTERVAL * 1000, around)
    # One interval is shorter where two clocks meet; the first two ticks of a process are 100 ms apart.
    checks.that("and no tick twice", min(around) > 0.05 * INTERVAL * 1000, around)


def check_window_follows_window(folder, first):
    with window_of(BAROGRAPH, folder, "second") as second:
        followed = within(20, lambda: sampled_by(second) == first.process.pid)
        checks.that("a second window follows the first", followed is not None, sampled_by(second))


def check_later_recorder(folder, first):
    with served(BARO, "record", "--data-dir", os.path.join(folder, "record"), "--listen", "127.0.0.1:0"):
        time.sleep(2 * INTERVAL)
        checks.that("a recorder that comes later changes nothing", sampled_by(first) is None, sampled_by(first))


with tempfile.TemporaryDirectory() as folder:
    with contextlib.ExitStack() as until_killed:
        recorder = until_killed.enter_context(
            served(BARO, "record", "--data-dir", os.path.join(folder, "record"), "--listen", "127.0.0.1:0"))
        within(20, lambda: os.path.exists(os.path.join(folder, "record", "live.socket")))
        with window_of(BAROGRAPH, folder, "first") as shown:
            followed = within(10, lambda: sampled_by(shown) == recorder.process.pid)
            checks.that("a window says whose Frames it shows", followed is not None, sampled_by(shown))
            check_same(recorder, shown)
            beside = processor_share(shown.process, 8)
            check_silent(recorder, shown)
            time.sleep(6 * INTERVAL)  # the seam that is looked at is the next one
            killed = check_killed(recorder, shown)
            time.sleep(2)
            alone = processor_share(shown.process, 8)
            print(f"  the window takes {beside:.2%} of a core beside a recorder, {alone:.2%} alone")
            check_window_follows_window(folder, shown)
            check_later_recorder(folder, shown)
        check_seam(folder, killed)
checks.exit()
