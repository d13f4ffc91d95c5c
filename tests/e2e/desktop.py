#!/usr/bin/env python3
"""An alert on a desktop: a program that hogs a processor is told of by a notification, a click on Show opens the window at
that moment with the program in the table, and without a notification service and a tray the window tells it itself.
With BARO_PICTURES=FOLDER a picture of each is kept there. BARO_NOTIFIERS="PROGRAM ..." and BARO_TRAY=PROGRAM try another
desktop's: the notification service comes last, after what it needs."""

import concurrent.futures
import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

from checks import Checks, program

DAEMONS = tuple(os.environ.get("BARO_NOTIFIERS", "").split()[-1:]) or ("/usr/lib/notification-daemon/notification-daemon", "/usr/libexec/notification-daemon")
BEFORE_DAEMON = os.environ.get("BARO_NOTIFIERS", "").split()[:-1]
TRAY = os.environ.get("BARO_TRAY", "trayer")
PROGRAMS = ("dbus-run-session", "dbus-monitor", "Xvfb", "openbox", "xdotool", "xclip", TRAY, "timeout", "sha512sum",
            "sha384sum")
HOG_SECONDS = 14
START_SECONDS = 3  # with two Frames, and the rules read
BANNER_SHOW = (280, 65)  # from the right and the top of the window
PART = "BARO_DESKTOP_PART"
# Nobody is started who was not asked for: a desktop's own services must not tell anything here.
BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""
RULES = """groups:
- name: desktop
  rules:
  - alert: ProcessorHog
    expr: increase(barograph_application_cpu_seconds_total{application="HOG"}[30s]) > 0.3
    labels: {severity: critical, subject: cpu}
    annotations: {summary: "A <b>hog</b> is at work", description: "<i>{{ $labels.application }}</i>"}
"""


def until(holds, seconds=20):
    end = time.monotonic() + seconds
    while True:
        found = holds()
        if found or time.monotonic() > end:
            return found
        time.sleep(0.2)


def told(*command):
    """What a tool of the screen says; empty when it has nothing to say."""
    result = subprocess.run(command, capture_output=True, timeout=20)
    return result.stdout.decode(errors="replace").strip()


class Desktop:
    """A screen, a window manager and whoever else is wanted; all of them end with it."""

    def __init__(self, scratch):
        self.scratch = scratch
        self.stack = contextlib.ExitStack()

    def __enter__(self):
        read, write = os.pipe()
        self.start("Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp", pass_fds=(write,))
        os.close(write)
        with os.fdopen(read) as number:
            os.environ["DISPLAY"] = ":" + number.readline().strip()
        self.start("openbox")
        until(lambda: told("xdotool", "getdisplaygeometry"))
        return self

    def __exit__(self, *_):
        self.stack.close()

    def start(self, *command, **options):
        log = open(os.path.join(self.scratch, os.path.basename(command[0]) + ".log"), "ab")
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, **options)

        def end():
            process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=15)
            process.kill()
            log.close()

        self.stack.callback(end)
        return process

    def said(self, name):
        with open(os.path.join(self.scratch, name + ".log"), "rb") as log:
            return log.read().decode(errors="replace")

    def picture(self, name):
        if folder := os.environ.get("BARO_PICTURES"):
            told("import", "-window", "root", os.path.join(folder, name + ".png"))

    def window_of(self, process):
        """The largest one, for it may have an icon in the tray, too; empty when there is none."""
        windows = told("xdotool", "search", "--onlyvisible", "--pid", str(process.pid)).split()
        return max((window for window in windows if self.size_of(window)[0] > 100), key=self.size_of, default="")

    def size_of(self, window):
        lines = dict(line.split("=") for line in told("xdotool", "getwindowgeometry", "--shell", window).splitlines())
        return int(lines.get("WIDTH", 0)), int(lines.get("HEIGHT", 0))

    def click(self, window, x, y):
        told("xdotool", "mousemove", "--window", window, str(x), str(y))
        time.sleep(0.3)
        told("xdotool", "click", "1")


def prepare(scratch, hog):
    """Nothing of the user's is read or written."""
    folders = {"XDG_RUNTIME_DIR": "runtime", "XDG_CONFIG_HOME": "config", "XDG_DATA_HOME": "data", "XDG_CACHE_HOME": "cache"}
    for variable, name in folders.items():
        os.environ[variable] = os.path.join(scratch, name)
        os.mkdir(os.environ[variable], mode=0o700)
    rules = os.path.join(scratch, "rules.yml")
    with open(rules, "w") as file:
        file.write(RULES.replace("HOG", hog))
    os.environ.update(HOME=scratch, BAROGRAPH_ALERTS_INTERVAL="1", BAROGRAPH_ALERTS_RULES=rules, QT_QPA_PLATFORM="xcb")
    os.environ.pop("WAYLAND_DISPLAY", None)


def start_hogging(desktop, bin_folder, hog):
    """The window's process, and the one of the hog, which ends by itself."""
    app = desktop.start(os.path.join(bin_folder, "barograph"), "--size", "1000x600")
    window = until(lambda: desktop.window_of(app))
    until(lambda: os.path.exists(os.path.join(os.environ["XDG_DATA_HOME"], "barograph", "record.lock")))
    time.sleep(START_SECONDS)
    return window, desktop.start("timeout", str(HOG_SECONDS), hog, "/dev/zero")


def rows_shown(desktop, window):
    """Of the table of processes that the window shows."""
    width, height = desktop.size_of(window)
    desktop.click(window, width * 6 // 10, height * 6 // 10)
    told("xdotool", "key", "ctrl+a", "ctrl+c")
    time.sleep(0.5)
    return told("xclip", "-o", "-selection", "clipboard").splitlines()


def hog_in(rows, hog):
    """Its row, if it used a processor: the name stands first, its share of the machine is the first number with a point."""
    for row in rows:
        shares = [cell for cell in row.split("\t") if re.fullmatch(r"[0-9]+\.[0-9]+", cell)]
        if row.startswith(hog + "\t") and shares and float(shares[0]) > 1:
            return row
    return ""


def check_moment(checks, desktop, window, process, hog, what):
    # At the newest moment it is gone.
    process.wait()
    time.sleep(2)
    row = until(lambda: hog_in(rows_shown(desktop, window), hog), 8)
    desktop.picture(what.replace(" ", "-") + "-shown")
    checks.that(f"{what}: Show opens the moment with the hog in the table", bool(row),
                " / ".join(row[:60] for row in rows_shown(desktop, window)[:4]))


def with_notifications(checks, scratch, bin_folder):
    what, hog = "a notification", "sha512sum"
    prepare(scratch, hog)
    with Desktop(scratch) as desktop:
        for needed in BEFORE_DAEMON:
            desktop.start(needed)
        daemon = desktop.start(next(path for path in DAEMONS if os.path.exists(path)))
        desktop.start(TRAY)
        desktop.start("dbus-monitor", "--session", "interface='org.freedesktop.Notifications'")
        window, process = start_hogging(desktop, bin_folder, hog)
        said = until(lambda: "member=Notify" in desktop.said("dbus-monitor"), 15) and desktop.said("dbus-monitor")
        checks.that("a hog is told of by a notification", said, desktop.said("barograph")[-300:])
        checks.that("it names who is at fault, and markup stays text",
                    said and re.search(rf"&lt;i&gt;{hog}&lt;/i&gt;.*Most of it: \S+ [0-9]", said, re.S), said or "")
        bubble = until(lambda: desktop.window_of(daemon), 5)
        if not bubble:
            return checks.that("the notification is on the screen", False, desktop.said("dbus-monitor")[-300:])
        time.sleep(1)
        desktop.picture("a-notification-told")
        width, height = desktop.size_of(bubble)
        # Where this service has its first button; elsewhere a click does the same.
        for place in ((width * 485 // 1000, height - 39), (width // 2, height // 3)):
            desktop.click(bubble, *place)
            if until(lambda: "member=ActionInvoked" in desktop.said("dbus-monitor"), 2):
                break
        checks.that("a click on Show is told", "member=ActionInvoked" in desktop.said("dbus-monitor"))
        check_moment(checks, desktop, window, process, hog, what)


def without_notifications(checks, scratch, bin_folder):
    what, hog = "the banner", "sha384sum"
    prepare(scratch, hog)
    with Desktop(scratch) as desktop:
        window, process = start_hogging(desktop, bin_folder, hog)
        # It stays when its cause is gone.
        process.wait()
        time.sleep(2)
        desktop.picture("the-banner-told")
        desktop.click(window, desktop.size_of(window)[0] - BANNER_SHOW[0], BANNER_SHOW[1])
        check_moment(checks, desktop, window, process, hog, what)


def missing():
    programs = [name for name in PROGRAMS if not shutil.which(name)]
    return programs + ["notification-daemon"] * (not any(map(os.path.exists, DAEMONS)))


def run_part(name):
    """In a session of its own. What it prints."""
    with tempfile.TemporaryDirectory() as scratch:
        config = os.path.join(scratch, "bus.conf")
        with open(config, "w") as file:
            file.write(BUS)
        result = subprocess.run(["dbus-run-session", f"--config-file={config}", "--", sys.executable, *sys.argv],
                                env={**os.environ, PART: f"{name}:{scratch}"}, stdout=subprocess.PIPE,
                                stderr=subprocess.DEVNULL, timeout=120)
    text = result.stdout.decode()
    return text if result.returncode == 0 else text + f"FAIL {name}: ended with status {result.returncode}\n"


PARTS = {part.__name__: part for part in (with_notifications, without_notifications)}


def main():
    bin_folder = os.path.dirname(program("barograph"))
    if part := os.environ.get(PART):
        name, scratch = part.split(":", 1)
        checks = Checks()
        PARTS[name](checks, scratch, bin_folder)
        checks.exit()
    if left_out := missing():
        print(f"no {', '.join(left_out)} here: the desktop is left out")
        return
    with concurrent.futures.ThreadPoolExecutor() as pool:
        for text in pool.map(run_part, PARTS):
            print(text, end="")


main()
