#!/usr/bin/env python3
"""The window beside a real Prometheus that scrapes this machine: what is not recorded is asked there, for this machine alone, and Explore
sends what is written to it. What was asked is read from Prometheus's own log of queries."""

import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.parse
import urllib.request

from checks import Checks, program
from prometheus import free_port, wait_until_ready

checks = Checks()


@contextlib.contextmanager
def running(folder, name, *command):
    with open(os.path.join(folder, name), "w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=60)


def wait_for(what, act):
    end = time.monotonic() + 60
    while True:
        with contextlib.suppress(OSError, ValueError):
            if found := act():
                return found
        if time.monotonic() > end:
            raise RuntimeError(f"{what}: not within 60 s")
        time.sleep(0.2)


def value(port, expression):
    path = f"http://127.0.0.1:{port}/api/v1/query?" + urllib.parse.urlencode({"query": expression})
    with urllib.request.urlopen(path, timeout=30) as answer:
        found = json.loads(answer.read())["data"]["result"]
    return float(found[0]["value"][1]) if found else 0


def asked(folder):
    """The expressions in Prometheus's log of queries."""
    with contextlib.suppress(FileNotFoundError):
        with open(os.path.join(folder, "queries.log")) as log:
            return [json.loads(line)["params"]["query"] for line in log if line.endswith("\n")]
    return []


def picture(folder, name, *options):
    """Of the window, as somebody who has only the settings of the folder."""
    home = {variable: os.path.join(folder, "home") for variable in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR")}
    environment = {key: text for key, text in os.environ.items() if not key.startswith("BAROGRAPH_")} | home
    path = os.path.join(folder, name + ".png")
    done = subprocess.run([program("barograph"), "--data-dir", os.path.join(folder, "record"), "--screenshot", path, *options],
                          capture_output=True, text=True, timeout=120, env=environment)
    checks.that(f"{name}: there is a picture", done.returncode == 0 and os.path.getsize(path) > 10_000, done.stderr[-300:])
    return done.stderr


def pictures(folder, name, found, *options):
    """Pictures until something is found: each is taken after a fixed time, in which a busy machine may not have asked yet."""
    for _ in range(10):
        picture(folder, name, *options)
        if result := found():
            return result
    return []


def name_server(folder, port, more=""):
    config = os.path.join(folder, "home", "barograph")
    os.makedirs(config, exist_ok=True)
    with open(os.path.join(config, "servers.yml"), "w") as file:
        file.write(f"servers:\n- name: lab\n  url: http://127.0.0.1:{port}\n{more}")


def check_one_axis(folder, port):
    picture(folder, "without a server", "--page", "history", "--search", "1h")
    checks.that("without a server nobody is asked", not [text for text in asked(folder) if "instance" in text], "; ".join(asked(folder)))
    name_server(folder, port)
    busy = pictures(folder, "with a server", lambda: [text for text in asked(folder) if "node_cpu_seconds_total" in text],
                    "--page", "history", "--search", "1h")
    checks.that("what is not recorded is asked of the server", busy, "; ".join(asked(folder))[-500:])
    target = 'instance="desk:9100",job="node"'
    foreign = [text for text in busy if target not in text.replace(" ", "")]
    checks.that("of this machine alone", not foreign, "; ".join(foreign)[:500])


def check_moment(folder, port):
    """A moment of before this machine was recorded: its figures are the server's."""
    before = len(asked(folder))
    moments = pictures(folder, "a moment that is not recorded", lambda: [text for text in asked(folder)[before:] if "[300000ms]" in text.replace("[5m]", "[300000ms]")],
                       "--at", "-20s")
    target = 'instance="desk:9100",job="node"'
    checks.that("is asked of the server, of this machine alone", moments and all(target in text.replace(" ", "") for text in moments), "; ".join(asked(folder)[before:])[-500:])


def check_named_target(folder, port):
    name_server(folder, port, "  this_machine: {instance: 'elsewhere:9100', job: node}\n")
    before = len(asked(folder))
    named = pictures(folder, "a target that the file names", lambda: [text for text in asked(folder)[before:] if "elsewhere:9100" in text],
                     "--page", "history", "--search", "1h")
    queries = asked(folder)[before:]
    checks.that("is asked, and no other", named and not any("desk:9100" in text for text in queries),
                "; ".join(queries)[:500])
    name_server(folder, port)


def names(text, number):
    """As a number of its own: a range of 3438 ms has no 43."""
    return re.search(rf"\b{number}\b", text)


def check_explore(folder, port):
    before = len(asked(folder))
    picture(folder, "Explore on this machine", "--page", "explore", "--search", "up + 41")
    checks.that("asks no server", not [text for text in asked(folder)[before:] if names(text, 41)], "; ".join(asked(folder)[before:]))
    sent = pictures(folder, "Explore on a host", lambda: [text for text in asked(folder)[before:] if names(text, 43)],
                    "--host", socket.gethostname(), "--page", "explore", "--search", "up * 43")
    checks.that("sends its server what is written, whole", set(sent) == {"up * 43"}, "; ".join(sent))


def check_failing_server(folder):
    name_server(folder, free_port())
    picture(folder, "a server that is away", "--page", "history", "--search", "1h")


def check(folder, peer):
    exporter, port, config = free_port(), free_port(), os.path.join(folder, "prometheus.yml")
    with open(config, "w") as file:
        file.write(f"""global: {{scrape_interval: 1s, scrape_timeout: 1s, query_log_file: {folder}/queries.log}}
scrape_configs:
- job_name: node
  static_configs: [{{targets: ["127.0.0.1:{exporter}"], labels: {{instance: "desk:9100"}}}}]
- job_name: other
  static_configs: [{{targets: ["127.0.0.1:{port}"]}}]
""")
    with running(folder, "exporter.log", peer, f"--web.listen-address=127.0.0.1:{exporter}"), \
         running(folder, "prometheus.log", "prometheus", f"--config.file={config}", f"--storage.tsdb.path={folder}/data",
                 f"--web.listen-address=127.0.0.1:{port}"):
        wait_until_ready(port)
        wait_for("five scrapes", lambda: value(port, 'count_over_time(up{job="node"}[1m])') >= 5)
        check_one_axis(folder, port)
        check_moment(folder, port)
        check_named_target(folder, port)
        check_explore(folder, port)
        check_failing_server(folder)


peer = shutil.which("node_exporter") or shutil.which("prometheus-node-exporter")
if not os.path.exists(program("barograph")):
    print("no barograph here: its window is not checked")
elif not peer or not shutil.which("prometheus"):
    print("no prometheus with node_exporter here: one axis is not checked")
else:
    with tempfile.TemporaryDirectory() as scratch:
        os.makedirs(os.path.join(scratch, "home"), mode=0o700)
        check(scratch, peer)
checks.exit()
