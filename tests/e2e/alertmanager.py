#!/usr/bin/env python3
"""Alerts of baro record in a real Alertmanager, and what it tells a receiver of them: they arrive, are sent again and
again, resolve, and come back after its restart; what happens while it is down is known to it afterwards."""

import calendar
import contextlib
import http.server
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
import urllib.request

from checks import Checks, program
from served import served, window_of

PROGRAM = shutil.which("prometheus-alertmanager") or shutil.which("alertmanager")
RESEND = int(os.environ.get("BARO_RESEND_DELAY", "2"))  # seconds; an alert that is not sent again lasts four of them
DOWN = float(os.environ.get("BARO_ALERTMANAGER_DOWN", str(4 * RESEND)))  # seconds
PATIENCE = 4 * RESEND + 30

CONFIG = """route: {{receiver: told, group_by: [alertname], group_wait: 0s, group_interval: 1s, repeat_interval: 1h}}
receivers:
- name: told
  webhook_configs: [{{url: "http://127.0.0.1:{port}/", send_resolved: true}}]
"""


def rules(*holding):
    return "groups:\n- name: mine\n  rules:\n" + "".join(
        f"  - alert: {name}\n    expr: vector({int(name in holding)}) > 0\n    labels: {{severity: info}}\n"
        "    annotations: {summary: 'value {{ $value }} \"<b>\"'}\n" for name in ("First", "Second"))


def until(holds, seconds=PATIENCE):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := holds():
            return found
        time.sleep(0.2)
    return None


def seconds(text):
    return calendar.timegm(time.strptime(text[:19], "%Y-%m-%dT%H:%M:%S"))


class Receiver(http.server.ThreadingHTTPServer):
    """Whom Alertmanager tells. told: each alert of each message, in order."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            self.server.told += body["alerts"]
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            pass

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Receiver.Handler)
        self.told = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def heard(self, name, status):
        return [alert for alert in self.told if alert["labels"]["alertname"] == name and alert["status"] == status]


class Alertmanager:
    def __init__(self, folder, receiver):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.folder, self.config, self.process = folder, os.path.join(folder, "alertmanager.yml"), None
        with open(self.config, "w") as file:
            file.write(CONFIG.format(port=receiver.server_port))

    def start(self):
        self.process = subprocess.Popen(
            [PROGRAM, f"--config.file={self.config}", f"--storage.path={self.folder}/am", "--cluster.listen-address=",
             f"--web.listen-address=127.0.0.1:{self.port}", "--web.route-prefix=/am"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        assert until(lambda: self.alerts() is not None), "Alertmanager does not start"

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=30)

    def alerts(self):
        """By name, those that are active; None when nobody answers."""
        with contextlib.suppress(OSError):
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/am/api/v2/alerts", timeout=5) as answer:
                return {alert["labels"]["alertname"]: alert for alert in json.load(answer)}
        return None

    def alert(self, name):
        return (self.alerts() or {}).get(name)


def ours(server, name):
    """The state of our alert."""
    alerts = json.loads(server.text("/api/v1/alerts"))["data"]["alerts"]
    return next((alert["state"] for alert in alerts if alert["labels"]["alertname"] == name), None)


def counters(server):
    """By name without the beginning that they share."""
    beginning = "prometheus_notifications_"
    lines = (line for line in server.text().splitlines() if line.startswith(beginning))
    return {line[len(beginning):].split("{")[0]: float(line.rsplit(" ", 1)[1]) for line in lines}


def arrives(checks, manager, receiver, write):
    first = until(lambda: manager.alert("First"))
    checks.that("an alert arrives", bool(first), str(manager.alerts()))
    labels = {"alertname": "First", "severity": "info", "instance": os.uname().nodename, "site": "home"}
    checks.that("with its labels and those of this machine", first["labels"] == labels, str(first["labels"]))
    checks.that("with its text", first["annotations"] == {"summary": 'value 1 "<b>"'}, str(first["annotations"]))
    checks.that("it would be over if it were not sent again",
                RESEND < seconds(first["endsAt"]) - time.time() <= 4 * RESEND + 1, first["endsAt"])
    again = until(lambda: (manager.alert("First") or first)["endsAt"] > first["endsAt"])
    checks.that("it is sent again", bool(again), first["endsAt"])
    checks.that("and is still the same one", manager.alert("First")["startsAt"] == first["startsAt"], "")
    checks.that("the receiver is told", bool(until(lambda: receiver.heard("First", "firing"))), str(receiver.told))
    since = time.time()
    write("Second")
    over = until(lambda: receiver.heard("First", "resolved"))
    checks.that("it resolves", bool(over), str(receiver.told))
    checks.that("because that was sent, not because it was forgotten",
                abs(seconds(over[0]["endsAt"]) - since) <= 2 * RESEND, f"{over[0]['endsAt']}, {since}")


def survives_its_restart(checks, manager):
    assert until(lambda: manager.alert("Second"))
    manager.stop()
    manager.start()
    checks.that("after its restart it is told again", bool(until(lambda: manager.alert("Second"))), "")


def down(checks, manager, receiver, server, write):
    manager.stop()
    since = time.time()
    heard = len(receiver.heard("Second", "resolved"))
    write("First")
    checks.that("alerts change while it is down",
                bool(until(lambda: (ours(server, "First"), ours(server, "Second")) == ("firing", None))), "")
    over = time.time()
    time.sleep(max(0.0, DOWN - (over - since)))
    failed = counters(server)
    checks.that("what does not arrive is counted",
                failed["errors_total"] > 0 and failed["dropped_total"] == failed["errors_total"], str(failed))
    manager.start()
    began = until(lambda: manager.alert("First"))
    checks.that("what began while it was down is known to it", bool(began), str(manager.alerts()))
    checks.that("with the time at which it began", since - 1 <= seconds(began["startsAt"]) <= over + 1, began["startsAt"])
    told = until(lambda: receiver.heard("Second", "resolved")[heard:])
    checks.that("what ended while it was down is known to it", bool(told), str(receiver.told))
    checks.that("with the time at which it ended", since - 1 <= seconds(told[0]["endsAt"]) <= over + 1, told[0]["endsAt"])
    # The answer may be counted after the manager has acted on what was sent.
    arrived = lambda: counters(server)["sent_total"] > failed["sent_total"] and counters(server)["queue_length"] == 0
    checks.that("what arrives is counted", bool(until(arrived)), str(counters(server)))


def watches_beside(checks, server, beside):
    checks.that("a window beside watches as well", bool(until(lambda: ours(beside, "First") == "firing")), "")
    sent = counters(server)["sent_total"]
    checks.that("the recorder goes on sending", bool(until(lambda: counters(server)["sent_total"] > sent + 1)), "")
    checks.that("the window leaves it to the recorder", counters(beside)["sent_total"] == 0, str(counters(beside)))


def takes_over(checks, manager, beside):
    checks.that("when the recorder ends, the window sends", bool(until(lambda: counters(beside)["sent_total"] > 0)), "")
    before = manager.alert("First")
    checks.that("and the alert goes on", bool(until(lambda: manager.alert("First")["endsAt"] > before["endsAt"])), str(before))


def main():
    checks, baro = Checks(), program("baro")
    if not PROGRAM:
        print("prometheus-alertmanager is not installed: that alerts arrive there is not checked")
        checks.exit()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "rules.yml")

        def write(*holding):
            with open(path + "~", "w") as file:
                file.write(rules(*holding))
            os.rename(path + "~", path)

        write("First")
        receiver = Receiver()
        manager = Alertmanager(folder, receiver)
        os.environ.update(BAROGRAPH_ALERTS_INTERVAL="1", BAROGRAPH_ALERTS_RESEND_DELAY=str(RESEND),
                          BAROGRAPH_ALERTS_EXTERNAL_LABELS="site=home",
                          BAROGRAPH_ALERTS_ALERTMANAGERS=f"http://user:secret@127.0.0.1:{manager.port}/am/",
                          BAROGRAPH_ALERTS_RULES=path)
        manager.start()
        beside = None
        with contextlib.ExitStack() as stack:
            stack.callback(manager.stop)
            with served(baro, "record", "--data-dir", os.path.join(folder, "record"), "--rules", path,
                        "--listen", "127.0.0.1:0") as server:
                arrives(checks, manager, receiver, write)
                survives_its_restart(checks, manager)
                down(checks, manager, receiver, server, write)
                if os.path.exists(program("barograph")):
                    beside = stack.enter_context(window_of(program("barograph"), folder, "window"))
                    watches_beside(checks, server, beside)
            if beside:
                takes_over(checks, manager, beside)
    checks.exit()


main()
