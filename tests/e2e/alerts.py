#!/usr/bin/env python3
"""Alerts while baro records: they fire, are told and recorded; a rule file that breaks does not stop them, and a restart
takes up where they were."""

import calendar
import contextlib
import json
import os
import sqlite3
import tempfile
import time
import urllib.parse

from checks import Checks, program
from served import served

RULES = """groups:
- name: mine
  rules:
  - {record: "my:load", expr: node_load1 + 1}
  - alert: Always
    expr: my:load > 0
    for: 2s
    labels: {severity: info, subject: cpu}
    annotations: {summary: "<b>{{ $labels.nobody }}</b>{{ $value | humanize }}"}
  - {alert: Patient, expr: vector(1), for: 1h}
  - {alert: Explodes, expr: "count_over_time(node_load1[365d:1ms]) > 0"}
"""


def told(server, path):
    return json.loads(server.text("/api/v1/" + path))["data"]


def alerts(server):
    return {alert["labels"]["alertname"]: alert for alert in told(server, "alerts")["alerts"]}


def rules(server):
    return {rule["name"]: rule for group in told(server, "rules")["groups"] for rule in group["rules"]}


def values(server, query):
    return told(server, "query?" + urllib.parse.urlencode({"query": query}))["result"]


def until(holds, seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.2)
    return False


def record(baro, folder, path):
    return served(baro, "record", "--data-dir", os.path.join(folder, "data"), "--rules", path, "--listen", "127.0.0.1:0")


def first_life(checks, baro, folder, path):
    with record(baro, folder, path) as server:
        checks.that("an alert fires after its time",
                    until(lambda: alerts(server).get("Always", {}).get("state") == "firing"), str(alerts(server)))
        checks.that("another one waits", alerts(server)["Patient"]["state"] == "pending", str(alerts(server)))
        checks.that("its text is expanded and stays text",
                    alerts(server)["Always"]["annotations"]["summary"].startswith("<b></b>"), str(alerts(server)))
        bad = rules(server)["Explodes"]
        checks.that("a rule that explodes is marked, alone",
                    bad["health"] == "err" and rules(server)["Always"]["health"] == "ok", str(bad))
        checks.that("ALERTS can be asked for",
                    until(lambda: values(server, 'ALERTS{alertname="Always",alertstate="firing"}')), "")
        checks.that("so can what rules record", until(lambda: values(server, "my:load")), "")
        with open(path, "w") as file:
            file.write(RULES.replace("my:load > 0", "my:load >"))
        time.sleep(2.5)
        checks.that("a broken file changes nothing", alerts(server)["Always"]["state"] == "firing", str(alerts(server)))
        with open(path, "w") as file:
            file.write(RULES.replace("my:load > 0", "my:load < 0"))
        checks.that("a changed file counts", until(lambda: "Always" not in alerts(server)), str(alerts(server)))
        checks.that("what is over ends in ALERTS",
                    until(lambda: not values(server, 'ALERTS{alertname="Always"}')), "")
        return alerts(server)["Patient"]["activeAt"]


def evidence(folder):
    """What the record has of the alerts that fired, by name."""
    with contextlib.closing(sqlite3.connect(os.path.join(folder, "data", "record.db"))) as record:
        about = [json.loads(text) for (text,) in record.execute("SELECT about FROM event WHERE kind = 'alert'")]
    return {event["alert"]: event.get("evidence", {}) for event in about}


def kept(checks, folder):
    always = evidence(folder).get("Always", {})
    values = always.get("values", {})
    checks.that("the record keeps what led to an alert",
                values.get("expression") == "my:load" and values.get("sign") == ">" and values.get("limit") == 0
                and values["values"][-1] and always["labels"]["alertname"] == "Always"
                and always["annotations"]["summary"].startswith("<b></b>"), str(always)[:600])
    checks.that("with the processes and the machine", always.get("processes") and always.get("host"),
                str(always)[:600])
    checks.that("of the moment at which it fired",
                always and 0 <= always["moment"] - always["fired_at"] + 1500 < 20_000, str(always)[:600])


def second_life(checks, baro, folder, path, since):
    with record(baro, folder, path) as server:
        checks.that("ALERTS comes back after a restart", until(lambda: values(server, 'ALERTS{alertname="Patient"}')), "")
        again = alerts(server)["Patient"]["activeAt"]
        checks.that("it waits from where it was, without the time between", since < again, f"{again} after {since}")
        waited = time.time() - calendar.timegm(time.strptime(again[:19], "%Y-%m-%dT%H:%M:%S"))
        checks.that("the time of the first life counts", waited > 5, f"{waited} s")


def main():
    checks, baro = Checks(), program("baro")
    os.environ["BAROGRAPH_ALERTS_INTERVAL"] = "1"
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "rules.yml")
        with open(path, "w") as file:
            file.write(RULES)
        since = first_life(checks, baro, folder, path)
        kept(checks, folder)
        second_life(checks, baro, folder, path, since)
    checks.exit()


main()
