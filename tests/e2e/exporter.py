#!/usr/bin/env python3
"""baro record --listen over the wire: clients that dawdle, clients that send rubbish, and the same machine as
node_exporter tells it, where that is installed."""

import http.client
import json
import os
import random
import re
import shutil
import socket
import tempfile
import threading
import time

from checks import Checks, program, run
from served import served

REQUESTS = int(os.environ.get("BARO_REQUESTS", "2000"))
TAKES = 5
# What is of the exporter itself, and differs for that reason.
OWN = ("go_", "process_", "promhttp_", "node_exporter_build_info", "node_scrape_collector_")
# node_exporter reads them while the scrape's own connection is open; Barograph read them before.
SCRAPE_ITSELF = {"node_netstat_Tcp_CurrEstab", "node_sockstat_TCP_alloc", "node_sockstat_TCP_inuse", "node_sockstat_TCP_mem",
                 "node_sockstat_TCP_mem_bytes", "node_sockstat_sockets_used"}

checks = Checks()


def scrape(port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    begin = time.perf_counter()
    connection.request("GET", "/metrics")
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return (time.perf_counter() - begin) * 1e3, answer.status


def read_slowly(port, stop):
    with socket.create_connection(("127.0.0.1", port)) as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
        client.settimeout(0.5)
        client.sendall(b"GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n")
        while not stop.wait(1):
            try:
                client.recv(1)
            except TimeoutError:
                pass
            except OSError:
                return


def check_dawdlers(port):
    alone = sorted(scrape(port)[0] for _ in range(30))
    idle = [socket.create_connection(("127.0.0.1", port)) for _ in range(200)]
    for client in idle[::2]:
        client.sendall(b"GET /metrics HTTP/1.1\r\nHost: loc")
    stop = threading.Event()
    slow = threading.Thread(target=read_slowly, args=(port, stop))
    slow.start()
    beside = [scrape(port) for _ in range(30)]
    times = sorted(took for took, _ in beside)
    print(f"a scrape took {alone[15]:.2f} ms alone, {times[15]:.2f} ms (at most {times[-1]:.2f}) beside 200 idle and"
          " half-sent connections and a slow reader")
    checks.that("every scrape beside 200 idle connections is answered", all(status == 200 for _, status in beside),
                str(beside))
    answers = []
    scrapers = [threading.Thread(target=lambda: answers.append(scrape(port)[1])) for _ in range(64)]
    for scraper in scrapers:
        scraper.start()
    for scraper in scrapers:
        scraper.join()
    checks.that("64 scrapers at once are answered", answers.count(200) == 64, str(answers))
    stop.set()
    slow.join()
    for client in idle:
        client.close()


METHODS = [b"GET", b"HEAD", b"POST", b"PUT", b"OPTIONS", b"BREW", b"", b"get", b"\xff\xfe"]
PATHS = [b"/metrics", b"/", b"/-/ready", b"/-/healthy", b"/x", b"*", b"//", b"/metrics?collect[]=cpu",
         b"/metrics?collect[]=nope", b"/%00", b"/%zz", b"/../..", b"/api/v1/query?query=up", b"/api/v1/query?query=((",
         b"/api/v1/query_range?query=up&start=0&end=1&step=0", b"/api/v1/series?match[]={", b"/api/v1/labels",
         b"/api/v1/label/%ff/values"]
HEADERS = [b"Host: localhost", b"Host: evil.example", b"Host:", b"Accept: */*", b"Accept-Encoding: gzip",
           b"Accept: application/openmetrics-text;version=1.0.0", b"Content-Length: 5", b"Content-Length: -1",
           b"Content-Type: application/x-www-form-urlencoded", b"Transfer-Encoding: chunked", b"X: " + b"a" * 3000,
           b"Connection: close", b"\x00\x01", b"Expect: 100-continue", b": x"]


def generated(chance):
    request = (chance.choice(METHODS) + b" " + chance.choice(PATHS) + b" HTTP/1." + chance.choice([b"0", b"1", b"9"])
               + b"\r\n" + b"".join(line + b"\r\n" for line in chance.sample(HEADERS, chance.randint(0, 5))) + b"\r\n")
    if chance.random() < 0.3:
        at = chance.randrange(len(request))
        request = request[:at] + bytes([chance.randrange(256)]) + request[at + 1:]
    return request[:chance.randrange(len(request))] if chance.random() < 0.1 else request


def status_of(port, request):
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
            client.sendall(request)
            client.shutdown(socket.SHUT_WR)
            client.settimeout(0.03)  # a request that is not whole gets no answer
            return client.recv(64)[9:12].decode("latin1") or "closed"
    except TimeoutError:
        return "waits"
    except OSError:
        return "closed"


def check_rubbish(process, port):
    chance = random.Random(7)
    answers = {}
    for _ in range(REQUESTS):
        status = status_of(port, generated(chance))
        answers[status] = answers.get(status, 0) + 1
    wrong = {status: count for status, count in answers.items() if status[0] not in "24cw" and status not in ("100", "505")}
    print(f"{REQUESTS} generated requests: {dict(sorted(answers.items()))}")
    # 505: a byte of the version was twisted into another one.
    checks.that("generated requests are answered with 100, 2xx, 4xx or 505, closed, or waited for", not wrong, str(wrong))
    checks.that("it goes on serving after them", process.poll() is None and scrape(port)[1] == 200)


def samples(text):
    types, values = {}, {}
    for line in text.splitlines():
        if line.startswith("# TYPE "):
            _, _, name, kind = line.split()
            types[name] = kind
        elif not line.startswith("#"):
            name, labels, value = re.match(r"([a-zA-Z_:][\w:]*)(?:\{(.*)\})?\s+(\S+)", line).groups()
            pairs = re.findall(r'([a-zA-Z_]\w*)="((?:\\.|[^"\\])*)"', labels or "")
            values[name, tuple(sorted(pair for pair in pairs if pair[1]))] = float(value)
    return types, {key: value for key, value in values.items() if not key[0].startswith(OWN)}


def value_in(values, key):
    """Newer versions of node_exporter tell more labels of a sample (adminstate), never other ones."""
    return values.get(key, next((value for (name, labels), value in values.items()
                                 if name == key[0] and set(labels) >= set(key[1])), None))


def compared(ours, theirs):
    """Missing families, and the samples that differ, of one take between two scrapes of node_exporter."""
    types, before = samples(theirs.text())
    time.sleep(1.2)  # a Frame a second: the next one lies between the two
    _, own = samples(ours.text())
    time.sleep(1.2)
    _, after = samples(theirs.text())
    missing = {name for name, _ in after} - {name for name, _ in own}
    different, looked_at = {}, 0
    for key in before.keys() & after.keys():
        stood = before[key] == after[key]
        if key[0] in missing | SCRAPE_ITSELF or (types.get(key[0]) != "counter" and not stood):
            continue
        looked_at += 1
        low, high = sorted((before[key], after[key]))
        slack = 1e-9 * max(abs(low), abs(high))
        value = value_in(own, key)
        if value is None or not low - slack <= value <= high + slack:
            different[key] = f"{key[0]}{dict(key[1])}: {value}, node_exporter {before[key]} to {after[key]}"
    return missing, different, looked_at


# The kernel's own words in names that node_exporter gave; which of them there are depends on its version.
KERNEL_WORDS = re.compile(r"node_(memory|netstat)_\w+ metric names should be written in 'snake_case' not 'camelCase'")


def complaints(text):
    """What promtool says of a text, a line each."""
    told = run("promtool", "check", "metrics", input=text.encode())
    return {line for line in (told.stdout + told.stderr).decode().splitlines() if not KERNEL_WORDS.fullmatch(line)}


def check_words_of_promtool(ours, theirs):
    """It dislikes some of node_exporter's own names; of ours it says nothing else."""
    if not shutil.which("promtool"):
        return print("promtool is not installed: what it says of the text is not compared")
    own, beside = complaints(ours.text()), complaints(theirs.text())
    checks.none("promtool says nothing that it does not say of node_exporter", sorted(own - beside))


def check_beside_node_exporter(ours):
    peer = shutil.which("node_exporter") or shutil.which("prometheus-node-exporter")
    if not peer:
        return print("node_exporter is not installed: the same machine as it tells it is not compared")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"127.0.0.1:{port}"
    # It logs the address without a scheme: the last word of the line is made a URL for served().
    start = ["sh", "-c", f'"$0" --web.listen-address={address} 2>&1 & echo http://{address}; '
             'trap "kill $!" TERM; wait', peer]
    with served(*start) as theirs:
        for _ in range(50):
            try:
                theirs.text()
                break
            except OSError:
                time.sleep(0.1)
        kept, takes = None, 0
        for takes in range(1, TAKES + 1):  # what moved there and back between two scrapes is not wrong for it
            missing, different, looked_at = compared(ours, theirs)
            kept = different if kept is None else {key: text for key, text in different.items() if key in kept}
            if not kept:
                break
        checks.none("node_exporter has no family that is missing here", sorted(missing))
        checks.none(f"{looked_at} samples are node_exporter's (take {takes})", list(kept.values()))
        check_words_of_promtool(ours, theirs)


def collection(server):
    return json.loads(server.text("/api/v1/status/collection"))["data"]


def check_collection(ours):
    told = json.loads(ours.text("/api/v1/status/collection"))
    data = told["data"]
    collectors = {one["name"]: one for one in data["collectors"]}
    checks.that("the state of the collection is told", told["status"] == "success" and "cpu" in collectors, told["status"])
    failing = [name for name, one in collectors.items() if one["state"] == "failed"]
    checks.that("what is degraded has a reason", (data["health"] == "healthy") == (data["reason"] == ""), data["reason"])
    checks.that("a collector that fails is one", not failing or data["health"] == "degraded", failing)
    late = [name for name, one in collectors.items()
            if one["lastReading"] and one["nextReading"] and not one["lastReading"] < one["nextReading"]]
    checks.none("each next reading comes after the last", late)


def check_failures_before_the_start():
    """The record knows of five failures of an hour ago, and of a restart after them."""
    with tempfile.TemporaryDirectory() as folder:
        text, begun = os.path.join(folder, "past.om"), int(time.time()) - 7200
        counted = [(begun, 0), (begun + 60, 3), (begun + 120, 3), (begun + 180, 0), (begun + 240, 2)]
        with open(text, "w") as file:
            file.write("# TYPE barograph_collector_failures counter\n")
            file.writelines(f'barograph_collector_failures_total{{collector="cpu"}} {value} {at}\n' for at, value in counted)
            file.write("# EOF\n")
        record = os.path.join(folder, "record")
        imported = run(program("baro"), "import", text, "--data-dir", record)
        checks.that("failures of the past are recorded", imported.returncode == 0, imported.stderr.decode())
        with served(program("baro"), "record", "--data-dir", record, "--listen", "127.0.0.1:0") as running:
            told, until = {}, time.monotonic() + 20
            while told.get("failures") != 5 and time.monotonic() < until:
                time.sleep(0.1)
                told = collection(running)
            cpu = [one["failures"] for one in told["collectors"] if one["name"] == "cpu"]
            checks.that("a start knows of them", cpu == [5], told)
            checks.that("and since when it counts", told["failuresCountedSince"] == time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(begun)), told["failuresCountedSince"])


check_failures_before_the_start()
with served(program("baro"), "record", "--listen", "127.0.0.1:0") as running:
    until = time.monotonic() + 60
    while not collection(running)["nextCollection"] and time.monotonic() < until:
        time.sleep(0.1)  # two Frames, so that rates are there
    check_collection(running)
    check_beside_node_exporter(running)
    check_dawdlers(running.port)
    check_rubbish(running.process, running.port)
checks.that("it ends in order", running.process.returncode == 0, f"status {running.process.returncode}")
checks.exit()
