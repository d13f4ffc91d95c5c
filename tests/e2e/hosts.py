#!/usr/bin/env python3
"""Hosts that a server knows, with the real ones: a node_exporter's scrape becomes a Frame with its numbers, and a
Prometheus that scrapes it answers what Barograph asks of hosts."""

import contextlib
import json
import os
import re
import shutil
import subprocess
import tempfile
import time
import urllib.parse
import urllib.request

from checks import Checks, program
from prometheus import free_port, wait_until_ready

TARGET = {"instance": "office:9100", "job": "node"}

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


def fetched(port, path):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30) as answer:
        return answer.read().decode()


def wait_for(what, act):
    end = time.monotonic() + 60
    while True:
        with contextlib.suppress(OSError):
            if found := act():
                return found
        if time.monotonic() > end:
            raise RuntimeError(f"{what}: not within 60 s")
        time.sleep(0.2)


def samples_of(text):
    found = {}
    for line in text.splitlines():
        if match := re.match(r"(\w+)(?:\{(.*)\})? (\S+)$", line):
            labels = dict(re.findall(r'(\w+)="((?:[^"\\]|\\.)*)"', match[2] or ""))
            found.setdefault(match[1], []).append((labels, float(match[3])))
    return found


def numbers_wanted(samples):
    wanted = {"load1": samples["node_load1"][0][1], "MemTotal": samples["node_memory_MemTotal_bytes"][0][1]}
    for labels, value in samples["node_cpu_seconds_total"]:
        if labels["mode"] == "idle":
            wanted[f"idle {labels['cpu']}"] = value
    for labels, value in samples.get("node_disk_read_bytes_total", []):
        wanted[f"read {labels['device']}"] = value
    for labels, value in samples.get("node_network_receive_bytes_total", []):
        wanted[f"received {labels['device']}"] = value
    return wanted


def check_frame(text):
    shown = subprocess.run([program("show_host")], input=text, capture_output=True, text=True, check=True).stdout
    samples = samples_of(text)
    lines = dict(line.rsplit(" ", 1) for line in shown.splitlines() if re.search(r" [-\d.e+]+$", line))
    wanted = numbers_wanted(samples)
    wrong = [name for name, value in wanted.items() if float(lines.get(name, "nan")) != value]
    checks.that(f"{len(wanted)} numbers of node_exporter's stand in the Frame", not wrong, " ".join(wrong))
    sources = {"cpu": "node_cpu_seconds_total", "kernel": "node_intr_total", "load": "node_load1", "memory": "node_memory_MemTotal_bytes",
               "vmstat": "node_vmstat_pgfault", "pressure": "node_pressure_io_waiting_seconds_total", "disks": "node_disk_read_bytes_total",
               "filesystems": "node_filesystem_size_bytes", "network": "node_network_receive_bytes_total",
               "sockets": "node_sockstat_sockets_used", "host": "node_uname_info"}
    empty = [name for name, source in sources.items() if source in samples and f"{name} known" not in shown.splitlines()]
    checks.that("every subject that it tells is known", not empty, " ".join(empty))
    checks.that("processes are none, and why", "processes office does not tell about processes: only Barograph does" in shown, shown)
    checks.that("the host has its name", f"nodename {samples['node_uname_info'][0][0]['nodename']}" in shown, shown)


def query(port, expression):
    path = "/api/v1/query?" + urllib.parse.urlencode({"query": expression})
    try:
        return json.loads(fetched(port, path))
    except urllib.error.HTTPError as error:
        return json.loads(error.read().decode())


def check_questions(port, text):
    questions = [line.split("\t", 1) for line in
                 subprocess.run([program("show_host"), "--questions"], capture_output=True, text=True, check=True).stdout.splitlines()]
    answers = {name: query(port, expression) for name, expression in questions}
    refused = [f"{name}: {answer.get('error')}" for name, answer in answers.items() if answer["status"] != "success"]
    checks.that(f"Prometheus understands all {len(answers)} questions", not refused, "; ".join(refused))
    foreign = [name for name, answer in answers.items() if name.startswith("overview") and answer["status"] == "success"
               for series in answer["data"]["result"] if series["metric"] != TARGET]
    checks.that("the overview's answers are by instance and job", not foreign, " ".join(foreign))
    data = {name for name, answer in answers.items() if answer["status"] == "success" and answer["data"]["result"]}
    # Processor, memory, network, load and uptime there are on every machine.
    missing = {"overview 0", "overview 1", "overview 4", "overview 7", "overview 8", "barograph_cpu_busy_ratio", "barograph_memory_bytes",
               "barograph_memory_used_ratio"} - data
    checks.that("what every machine has is answered", not missing, " ".join(missing))
    total = samples_of(text)["node_memory_MemTotal_bytes"][0][1]
    parts = sum(float(series["value"][1]) for series in answers["barograph_memory_bytes"]["data"]["result"])
    checks.that("the parts of memory add up to all of it", abs(parts - total) < 0.001 * total, f"{parts} of {total}")


def check_with_prometheus(folder, exporter):
    port, config = free_port(), os.path.join(folder, "prometheus.yml")
    with open(config, "w") as file:
        file.write(f"""global: {{scrape_interval: 1s, scrape_timeout: 1s}}
scrape_configs:
- job_name: node
  static_configs: [{{targets: ["127.0.0.1:{exporter}"], labels: {{instance: "office:9100"}}}}]
""")
    with running(folder, "prometheus.log", "prometheus", f"--config.file={config}", f"--storage.tsdb.path={folder}/data",
                 f"--web.listen-address=127.0.0.1:{port}"):
        wait_until_ready(port)
        wait_for("five scrapes", lambda: float((query(port, "count_over_time(up[1m])")["data"]["result"] or [{"value": [0, "0"]}])[0]["value"][1]) >= 5)
        check_questions(port, fetched(exporter, "/metrics"))


peer = shutil.which("node_exporter") or shutil.which("prometheus-node-exporter")
if not peer:
    print("no node_exporter here: hosts are not checked")
else:
    with tempfile.TemporaryDirectory() as folder:
        exporter = free_port()
        with running(folder, "exporter.log", peer, f"--web.listen-address=127.0.0.1:{exporter}"):
            wait_for("node_exporter", lambda: fetched(exporter, "/metrics"))
            check_frame(fetched(exporter, "/metrics"))
            if shutil.which("prometheus"):
                check_with_prometheus(folder, exporter)
            else:
                print("no prometheus here: what hosts are asked is not checked")
checks.exit()
