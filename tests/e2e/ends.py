#!/usr/bin/env python3
"""How windows and recorders end, by each signal in turn, and what their record tells of it. usage: ends.py BIN_DIR"""

import os
import signal
import sqlite3
import subprocess
import tempfile
import time

from checks import Checks, program

PATIENCE = 60  # seconds
ORDERLY = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
checks = Checks()


def environment_in(scratch):
    """Nothing of the user's is read or written, and nobody on a bus is asked."""
    folders = {"XDG_RUNTIME_DIR": "runtime", "XDG_CONFIG_HOME": "config", "XDG_DATA_HOME": "data", "XDG_CACHE_HOME": "cache"}
    own = {variable: os.path.join(scratch, name) for variable, name in folders.items()}
    for folder in own.values():
        os.mkdir(folder, mode=0o700)
    environment = {**os.environ, **own, "HOME": scratch, "QT_QPA_PLATFORM": "offscreen"}
    for variable in ("DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY"):
        environment.pop(variable, None)
    return environment


def usual_signals():
    """Whoever runs this may ignore some (nohup, a job in the background): so would what is started here."""
    for how in ORDERLY:
        signal.signal(how, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ORDERLY)


def starts_told(tail):
    """The tail's number, by which one is told from the next, when what it holds tells of a start."""
    try:
        with open(tail, "rb") as file:
            content = file.read()
    except FileNotFoundError:
        return None
    return content[:16] if b"start" in content else None


def end_in_turn(directory, scratch, command):
    """Each is ended once its start is on the disk. The statuses."""
    environment = {**environment_in(scratch), "BAROGRAPH_DATA_DIR": directory}
    tail = os.path.join(directory, "record.tail")
    statuses = []
    # The last one tells of the one that was killed before it.
    for how in (*ORDERLY, signal.SIGKILL, signal.SIGKILL, signal.SIGTERM):
        before = starts_told(tail)
        process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL, preexec_fn=usual_signals)
        deadline = time.monotonic() + PATIENCE
        while starts_told(tail) in (None, before) and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.05)
        process.send_signal(how)
        if how != signal.SIGKILL and process.poll() is None:
            # Whoever ends a whole group of processes sends several.
            process.send_signal(how)
        try:
            statuses.append(process.wait(timeout=PATIENCE))
        except subprocess.TimeoutExpired:
            process.kill()
            statuses.append(f"none {PATIENCE} s after signal {how}")
            process.wait()
    return statuses


def check(name, command):
    with tempfile.TemporaryDirectory() as scratch:
        directory = os.path.join(scratch, "record")
        statuses = end_in_turn(directory, scratch, command)
        checks.that(f"{name} ends in order by each signal", statuses == [0, 0, 0, -signal.SIGKILL, -signal.SIGKILL, 0], statuses)
        rows = sqlite3.connect(os.path.join(directory, "record.db")).execute(
            "SELECT kind, time FROM event WHERE kind IN ('start', 'stop', 'crash') ORDER BY id").fetchall()
        kinds = [kind for kind, _ in rows]
        told = ["start", "stop"] * len(ORDERLY) + ["start", "crash"] * 2 + ["start", "stop"]
        checks.that("and its record tells which ones did not", kinds == told, kinds)
        times = [moment for _, moment in rows]
        checks.that("one after the other", times == sorted(times), times)


def check_ignored(command):
    """Below nohup it goes on when its terminal is closed."""
    def ignore():
        usual_signals()
        signal.signal(signal.SIGHUP, signal.SIG_IGN)

    with tempfile.TemporaryDirectory() as scratch:
        process = subprocess.Popen([*command, "--no-disk", "--for", "1500ms"], env=environment_in(scratch), stdin=subprocess.DEVNULL,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=ignore)
        started = time.monotonic()
        first = process.stdout.readline()
        process.send_signal(signal.SIGHUP)
        _, told = process.communicate(timeout=PATIENCE)
        checks.that("a recorder below nohup goes on", process.returncode == 0 and first and time.monotonic() - started >= 1.4,
                    (process.returncode, first, told[-200:]))


check_ignored([program("baro"), "record"])
check("a recorder", [program("baro"), "record"])
if os.path.exists(program("barograph")):
    check("a window", [program("barograph")])
checks.exit()
