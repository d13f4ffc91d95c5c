#!/usr/bin/env python3
"""Hosts that a server knows, with the real ones: a node_exporter's scrape becomes a Frame with its numbers, a
Prometheus that scrapes it answers what Barograph asks of hosts, its rules, alerts and targets are read as it tells
them, and the window shows all of it."""

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
    checks.that("processes are none, and why", "processes what is scraped of office has no processes: only Barograph tells of them" in shown, shown)
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
               for series in answer["data"]["result"] if set(series["metric"]) != set(TARGET)]
    checks.that("the overview's answers are by instance and job", not foreign, " ".join(foreign))
    data = {name for name, answer in answers.items() if answer["status"] == "success" and answer["data"]["result"]}
    # Processor, memory, network, load and uptime there are on every machine.
    missing = {"overview 0", "overview 1", "overview 4", "overview 7", "overview 8", "barograph_cpu_busy_ratio", "barograph_memory_bytes",
               "barograph_memory_used_ratio"} - data
    checks.that("what every machine has is answered", not missing, " ".join(missing))
    total = samples_of(text)["node_memory_MemTotal_bytes"][0][1]
    parts = sum(float(series["value"][1]) for series in answers["barograph_memory_bytes"]["data"]["result"])
    checks.that("the parts of memory add up to all of it", abs(parts - total) < 0.001 * total, f"{parts} of {total}")


def read(what, port, path):
    text = fetched(port, path)
    shown = subprocess.run([program("show_host"), what], input=text, capture_output=True, text=True)
    checks.that(f"{path} is read", shown.returncode == 0, shown.stderr)
    return json.loads(text)["data"], [line.split("\t") for line in shown.stdout.splitlines()]


def check_rules(port):
    told, lines = read("--alerts", port, "/api/v1/alerts")
    wanted = [[alert["labels"]["alertname"], alert["state"], alert["labels"].get("instance", ""), f"{float(alert['value']):g}"]
              for alert in told["alerts"]]
    checks.that(f"{len(wanted)} alerts are as Prometheus tells them", wanted and lines == wanted, f"{lines} of {wanted}")
    told, lines = read("--rules", port, "/api/v1/rules")
    wanted = [[group["name"], rule["name"], rule["query"], rule["health"], f"{rule.get('duration', 0):g}", "1"]
              for group in told["groups"] for rule in group["rules"]]
    checks.that(f"{len(wanted)} rules are as Prometheus tells them", wanted and lines == wanted, f"{lines} of {wanted}")
    told, lines = read("--targets", port, "/api/v1/targets")
    wanted = [[target["labels"]["instance"], target["health"], target["lastError"]] for target in told["activeTargets"]]
    checks.that("targets are as Prometheus tells them", wanted and lines == wanted, f"{lines} of {wanted}")


def texts_of_window(folder, port, *options):
    """What the window draws, of a picture whose texts can be read."""
    config, picture = os.path.join(folder, "config"), os.path.join(folder, "window.svg")
    os.makedirs(os.path.join(config, "barograph"), exist_ok=True)
    with open(os.path.join(config, "barograph", "servers.yml"), "w") as file:
        file.write(f"servers:\n- name: lab\n  url: http://127.0.0.1:{port}\n")
    environment = {**os.environ, "XDG_CONFIG_HOME": config, "XDG_DATA_HOME": os.path.join(folder, "share"), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([program("barograph"), "--size", "1600x900", "--theme", "light", "--screenshot", picture, *options],
                          capture_output=True, text=True, timeout=90, env=environment)
    if done.returncode != 0:
        raise RuntimeError(f"barograph {' '.join(options)}: {done.stderr[-2000:]}")
    with open(picture) as file:
        return [re.sub(r"<[^>]*>", "", text).strip() for text in re.findall(r"<text[^>]*>(.*?)</text>", file.read(), re.S)]


def shown_texts(folder, port, wanted, *options):
    """Of the first picture with the wanted text: each is taken after a fixed time, in which a busy machine may not have all answers yet."""
    for _ in range(10):
        shown = texts_of_window(folder, port, *options)
        if any(wanted in text for text in shown):
            break
    return shown


def check_window(folder, port):
    if not os.path.exists(program("barograph")):
        return print("no window here: pages of hosts are not checked")
    name = os.uname().nodename
    shown = shown_texts(folder, port, "connect", "--page", "hosts")
    # This machine, and the same one as Prometheus knows it.
    checks.that("the page of all hosts has this machine and that of the server", shown.count(name) >= 2, " ".join(shown))
    checks.that("what is down is counted", "3 hosts   ·   1 down" in " ".join(shown), " ".join(shown))
    checks.that("and it is said why", any("connection refused" in text or "connect:" in text for text in shown), " ".join(shown))
    shown = shown_texts(folder, port, "broken:join", "--host", name, "--page", "alerts")
    checks.that("a host's alerts are those of its server", "AlwaysFires" in shown and "GoneAway" not in shown[:shown.index("Rules of lab")], " ".join(shown))
    checks.that("its rules are there, with what is wrong with them", "broken:join" in shown and "bad" in shown, " ".join(shown))


RULES = """groups:
- name: machines
  interval: 1s
  rules:
  - {alert: AlwaysFires, expr: 'node_load1 >= 0', labels: {severity: warning}, annotations: {summary: 'Load of {{ $labels.instance }}'}}
  - {alert: Waits, expr: 'node_load1 >= 0', for: 1h}
  - {alert: GoneAway, expr: 'up == 0', for: 0s}
  - {record: 'broken:join', expr: 'node_cpu_seconds_total * on (job) node_cpu_seconds_total'}
"""


def check_with_prometheus(folder, exporter):
    port, config = free_port(), os.path.join(folder, "prometheus.yml")
    with open(os.path.join(folder, "rules.yml"), "w") as file:
        file.write(RULES)
    with open(config, "w") as file:
        file.write(f"""global: {{scrape_interval: 1s, scrape_timeout: 1s}}
rule_files: [rules.yml]
scrape_configs:
- job_name: node
  static_configs: [{{targets: ["127.0.0.1:{exporter}"], labels: {{instance: "office:9100"}}}}]
- job_name: gone
  static_configs: [{{targets: ["127.0.0.1:{exporter}"], labels: {{instance: "attic:9100"}}}}]
  relabel_configs: [{{source_labels: [__address__], regex: "(.*)", target_label: __address__, replacement: "$1"}}]
  metric_relabel_configs: [{{source_labels: [nodename], regex: ".+", target_label: nodename, replacement: "attic"}}]
""")
    with running(folder, "prometheus.log", "prometheus", f"--config.file={config}", f"--storage.tsdb.path={folder}/data",
                 f"--web.listen-address=127.0.0.1:{port}", "--web.enable-lifecycle"):
        wait_until_ready(port)
        wait_for("five scrapes", lambda: float((query(port, "count_over_time(up{job='node'}[1m])")["data"]["result"] or [{"value": [0, "0"]}])[0]["value"][1]) >= 5)
        check_questions(port, fetched(exporter, "/metrics"))
        take_away(port, config)
        wait_for("a host that is gone", lambda: query(port, "ALERTS{alertname='GoneAway',alertstate='firing'}")["data"]["result"])
        check_rules(port)
        check_window(folder, port)


def take_away(port, config):
    """From now on nobody listens where attic is."""
    with open(config) as file:
        text = file.read()
    with open(config, "w") as file:
        file.write(text.replace('replacement: "$1"', f'replacement: "127.0.0.1:{free_port()}"'))
    urllib.request.urlopen(urllib.request.Request(f"http://127.0.0.1:{port}/-/reload", method="POST"), timeout=30).close()


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
