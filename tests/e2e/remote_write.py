#!/usr/bin/env python3
"""The record of baro record in a real Prometheus: hours of it that were recorded while the server was away, with baro
record killed and Prometheus restarted meanwhile, and servers that are down, busy, stalled or refuse. usage:
remote_write.py BIN_DIR

BARO_WRITE_HOURS, BARO_WRITE_SERIES, BARO_WRITE_STEP (seconds between two samples of the simulated record) make it large:
9, 500 and 15 or 1 are the hours offline that it is about."""

import contextlib
import http.server
import json
import os
import shutil
import signal
import socket
import struct
import subprocess
import tempfile
import threading
import time
import urllib.parse
import urllib.request

from checks import Checks, program
from prometheus import free_port, wait_until_ready

HOURS = float(os.environ.get("BARO_WRITE_HOURS", "3"))
SERIES = int(os.environ.get("BARO_WRITE_SERIES", "30"))
STEP = int(os.environ.get("BARO_WRITE_STEP", "5"))
INTERVAL = int(os.environ.get("BARO_WRITE_INTERVAL", "15"))
PATIENCE = 120
BARO = program("baro")
checks = Checks()


def until(holds, seconds=PATIENCE, every=0.2):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := holds():
            return found
        time.sleep(every)
    return None


class Prometheus:
    def __init__(self, folder, out_of_order):
        self.folder, self.port, self.process = folder, free_port(), None
        os.makedirs(folder)
        self.config = os.path.join(folder, "prometheus.yml")
        with open(self.config, "w") as file:
            file.write(f"storage: {{tsdb: {{out_of_order_time_window: {out_of_order}}}}}\n" if out_of_order else "")

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}/api/v1/write"

    def start(self):
        with open(os.path.join(self.folder, "log"), "a") as log:
            self.process = subprocess.Popen(
                ["prometheus", f"--config.file={self.config}", f"--storage.tsdb.path={self.folder}/data",
                 "--storage.tsdb.retention.time=100y", "--web.enable-remote-write-receiver",
                 f"--web.listen-address=127.0.0.1:{self.port}"], stdout=log, stderr=log)
        wait_until_ready(self.port)

    def stop(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        self.process.wait(timeout=60)

    def ask(self, query, when=None):
        parameters = urllib.parse.urlencode({"query": query, **({"time": when} if when else {})})
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/api/v1/query?{parameters}", timeout=60) as answer:
            return json.load(answer)["data"]["result"]

    def newest(self, query):
        """Its time in seconds; None when there is none."""
        found = self.ask(f"max(timestamp({query}))")
        return float(found[0]["value"][1]) if found else None


class Recorder:
    """baro record with a folder of settings of its own."""

    def __init__(self, folder, servers):
        self.folder, self.process = folder, None
        self.data = os.path.join(folder, "record")
        self.port = free_port()
        place = os.path.join(folder, "config", "barograph")
        os.makedirs(place)
        with open(os.path.join(place, "servers.yml"), "w") as file:
            file.write(servers)
        self.environment = {**os.environ, "XDG_CONFIG_HOME": os.path.join(folder, "config")}

    def start(self):
        self.log = open(os.path.join(self.folder, "baro.log"), "a")
        self.process = subprocess.Popen([BARO, "record", "--data-dir", self.data, "--listen", f"127.0.0.1:{self.port}"],
                                        env=self.environment, stdout=self.log, stderr=self.log)

    def stop(self, how=signal.SIGTERM):
        began = time.monotonic()
        self.process.send_signal(how)
        status = self.process.wait(timeout=60)
        self.log.close()
        return status, time.monotonic() - began

    def said(self):
        with open(os.path.join(self.folder, "baro.log")) as log:
            return log.read()

    def metrics(self):
        """Of remote write, by name without its beginning and by destination; empty while nobody listens."""
        beginning, values = "barograph_remote_write_", {}
        with contextlib.suppress(OSError):
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/metrics", timeout=10) as answer:
                for line in answer.read().decode().splitlines():
                    if line.startswith(beginning):
                        name, rest = line[len(beginning):].split('{destination="', 1)
                        values[name, rest.split('"')[0]] = float(line.rsplit(" ", 1)[1])
        return values

    def metric(self, name, destination="main"):
        return self.metrics().get((name, destination))


def simulated(folder, begin, end):
    """A record's samples as a file: counters, and a series that comes and goes. Gives what a server has of it."""
    path, expected = os.path.join(folder, "simulated.om"), {}
    with open(path, "w") as file:
        file.write("# TYPE sim_work counter\n")
        for number in range(SERIES):
            windows = {}
            for at in range(begin, end, STEP):
                value = (at - begin) * (number + 1) + number
                file.write(f'sim_work_total{{n="{number}"}} {value} {at}.25\n')
                windows[at // INTERVAL] = (at + 0.25, value)
            expected[str(number)] = [windows[window] for window in sorted(windows)]
        file.write("# EOF\n")
    return path, expected


def imported(recorder, path):
    told = subprocess.run([BARO, "import", "--data-dir", recorder.data, path], capture_output=True, timeout=600)
    checks.that("hours are put into the record", told.returncode == 0, told.stderr.decode()[-300:])


def raw(server, selector, window, when):
    """Every sample that the server has: by series, (time, value)."""
    return {series["metric"]["n"]: [(time, float(value)) for time, value in series["values"]]
            for series in server.ask(f"{selector}[{window}]", when)}


def nine_hours(folder):
    """What the issue is about."""
    end = int(time.time()) - 60
    begin = end - int(HOURS * 3600)
    server = Prometheus(os.path.join(folder, "server"), "24h")
    recorder = Recorder(folder, f"global: {{external_labels: {{site: home}}}}\nremote_write:\n- name: main\n  url: {server.url}\n"
                                f"  interval: {INTERVAL}s\n  since: beginning\n")
    path, expected = simulated(folder, begin, end)
    imported(recorder, path)
    os.remove(path)
    recorder.start()
    down = until(lambda: recorder.metric("failing") == 1)
    checks.that("a server that is away is told", bool(down), str(recorder.metrics()))
    missing = recorder.metric("missing_seconds")
    checks.that("and how much it lacks", missing and missing >= HOURS * 3600 - 60, str(missing))
    server.start()
    samples = sum(len(each) for each in expected.values())
    began, lags = time.monotonic(), []

    def done():
        return recorder.metric("missing_seconds") == 0

    def catching_up(part):
        return lambda: (recorder.metric("samples_total") or 0) >= samples * part or done()

    for kill in (1, 2):
        until(catching_up(0.2), every=0.02)
        recorder.stop(signal.SIGKILL)
        if kill == 1:
            server.stop(signal.SIGTERM)
            server.start()
        recorder.start()

    def watched():
        with contextlib.suppress(OSError):
            if newest := server.newest('node_load1{job="barograph"}'):
                lags.append(time.time() - newest)
        return done()

    checks.that("all is caught up with", bool(until(watched, 300, 0.5)), str(recorder.metrics()))
    took = time.monotonic() - began
    if HOURS >= 9:
        checks.that("nine hours take less than a minute", took < 60, f"{took:.1f} s")
    # Live data go on while the record of hours is there.
    end_watch = time.monotonic() + 45
    while time.monotonic() < end_watch:
        watched()
        time.sleep(0.5)
    print(f"note {samples} samples of {SERIES} series caught up with in {took:.1f} s with 2 kills; "
          f"live data lagged {max(lags[1:], default=-1):.1f} s at most", flush=True)
    checks.that("live data lag at most 30 s", lags and max(lags[1:]) <= 30, str(max(lags, default=None)))
    status, ended = recorder.stop()
    checks.that("it ends at once and well", status == 0 and ended < 10, f"{status}, {ended:.1f} s")

    window = f"{int(HOURS * 3600) + 120}s"
    counts = {one["metric"]["n"]: int(one["value"][1])
              for one in server.ask(f"count_over_time(sim_work_total[{window}])", end + 60)}
    wrong = [f"series {n}: {counts.get(n)} samples instead of {len(each)}" for n, each in expected.items()
             if counts.get(n) != len(each)]
    checks.none("count_over_time is what the record has", wrong)
    some = [str(n) for n in range(0, SERIES, max(1, SERIES // 20))]
    have = raw(server, f'sim_work_total{{n=~"{"|".join(some)}"}}', window, end + 60)
    wrong = [f"series {n}" for n in some if have.get(n) != expected[n]]
    checks.none("sample by sample: none is missing, none is there twice", wrong)
    labels = server.ask('sim_work_total{n="0"}', end)[0]["metric"]
    checks.that("labels of this machine are on them", labels == {
        "__name__": "sim_work_total", "n": "0", "job": "barograph", "instance": os.uname().nodename, "site": "home"},
        str(labels))
    gone = server.ask('count({job="barograph"})')
    checks.that("what ended is not there any more", not gone or time.time() - end < 300, str(gone))
    server.stop()
    return recorder


def resumes(folder):
    """An orderly end and a start: live series have no gap and no sample twice."""
    server = Prometheus(os.path.join(folder, "server"), None)
    recorder = Recorder(folder, f"remote_write:\n- {{name: main, url: '{server.url}', interval: 1s, since: now}}\n")
    server.start()
    recorder.start()
    checks.that("samples arrive at a server without a window for old ones",
                bool(until(lambda: server.newest("node_load1"))), recorder.said()[-300:])
    time.sleep(12)
    recorder.stop()
    recorder.start()
    began = time.time()
    until(lambda: (server.newest("node_load1") or 0) > began + 1)
    recorder.stop()
    samples = server.ask("node_load1[5m]")[0]["values"]
    times = [at for at, _ in samples]
    local = record_times(recorder, "node_load1")
    sent = [at for at in local if times[0] <= at <= times[-1]]
    newest_of_second = {int(at): at for at in sent}
    checks.that("after a start nothing is missing and nothing twice", times == sorted(newest_of_second.values()),
                f"{len(times)} of {len(newest_of_second)}")
    server.stop()


def record_times(recorder, metric):
    told = subprocess.run([BARO, "query", f"{metric}[10m]", "--data-dir", recorder.data],
                          capture_output=True, timeout=60)
    return [at for at, _ in json.loads(told.stdout)["data"]["result"][0]["values"]]


def snappy(body):
    """Uncompressed (google/snappy, format_description.txt)."""
    at, shift, length, out = 0, 0, 0, bytearray()
    while True:
        length |= (body[at] & 0x7F) << shift
        shift, at = shift + 7, at + 1
        if body[at - 1] < 0x80:
            break
    while at < len(body):
        tag, kind = body[at], body[at] & 3
        if kind == 0:
            size, at = tag >> 2, at + 1
            if size >= 60:
                extra = size - 59
                size, at = int.from_bytes(body[at:at + extra], "little"), at + extra
            out += body[at:at + size + 1]
            at += size + 1
            continue
        if kind == 1:
            size, offset, at = (tag >> 2 & 7) + 4, tag >> 5 << 8 | body[at + 1], at + 2
        else:
            wide = 2 if kind == 2 else 4
            size, offset, at = (tag >> 2) + 1, int.from_bytes(body[at + 1:at + 1 + wide], "little"), at + 1 + wide
        for _ in range(size):
            out.append(out[-offset])
    assert len(out) == length
    return bytes(out)


def fields(message):
    """Number and value of each field (protobuf.dev, "Encoding")."""
    at = 0

    def varint():
        nonlocal at
        number = shift = 0
        while True:
            byte = message[at]
            number, shift, at = number | (byte & 0x7F) << shift, shift + 7, at + 1
            if byte < 0x80:
                return number

    while at < len(message):
        tag = varint()
        if tag & 7 == 0:
            yield tag >> 3, varint()
        elif tag & 7 == 1:
            yield tag >> 3, struct.unpack("<d", message[at:at + 8])[0]
            at += 8
        else:
            size = varint()
            yield tag >> 3, message[at:at + size]
            at += size


class FakeServer(http.server.ThreadingHTTPServer):
    """Takes samples, or answers as the test says. answers: of the next requests (status, headers, body), or "stall"."""
    daemon_threads = True

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            server, body = self.server, self.rfile.read(int(self.headers["Content-Length"]))
            with server.lock:
                server.asked.append((time.monotonic(), dict(self.headers)))
                answer = server.answers.pop(0) if server.answers else server.usual
            if answer == "stall":
                server.released.wait(60)
                return
            status, headers, text = answer
            if status == 204:
                server.take(body)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_):
            pass

    def __init__(self):
        super().__init__(("127.0.0.1", 0), FakeServer.Handler)
        self.lock, self.released = threading.Lock(), threading.Event()
        self.asked, self.answers, self.samples, self.usual, self.metadata = [], [], {}, (204, {}, ""), {}
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def take(self, body):
        for kind, series in fields(snappy(body)):
            parts = list(fields(series))
            if kind == 3:
                known = dict(parts)
                self.metadata[known[2].decode()] = (known.get(1, 0), known[4].decode())
                continue
            labels = tuple(tuple(text.decode() for _, text in fields(part)) for number, part in parts if number == 1)
            for number, part in parts:
                if number == 2:
                    sample = dict(fields(part))
                    self.samples.setdefault(labels, {})[sample[2]] = sample.get(1, 0.0)

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}/write"

    def loads(self):
        """Times of node_load1."""
        return next((sorted(times) for labels, times in self.samples.items() if ("__name__", "node_load1") in labels), [])


def unwell(folder):
    """Servers in all their moods, beside one that is well."""
    well, busy, broken, stalled, refusing, locked = (FakeServer() for _ in range(6))
    busy.answers = [(429, {"Retry-After": "6"}, "slow down")]
    broken.answers = [(500, {}, "no space left")] * 5 + [(503, {}, "")] * 2
    stalled.answers = ["stall"]
    refusing.usual = (400, {}, "too old sample")
    locked.answers = [(401, {}, "")] * 3
    servers = {"well": well, "busy": busy, "broken": broken, "stalled": stalled, "refusing": refusing, "locked": locked}
    recorder = Recorder(folder, "remote_write:\n" + "".join(
        f"- {{name: {name}, url: '{server.url}', interval: 1s, remote_timeout: 5s, basic_auth: {{username: me, "
        f"password_file: secret}}, write_relabel_configs: [{{source_labels: [__name__], regex: 'node_load.*', "
        f"action: keep}}]}}\n" for name, server in servers.items()))
    with open(os.path.join(folder, "config", "barograph", "secret"), "w") as file:
        file.write("geheim\n")
    recorder.start()
    checks.that("a server that is well has all of it though others are not",
                bool(until(lambda: len(well.loads()) > 15)), recorder.said()[-500:])
    headers = {name.lower(): value for name, value in well.asked[0][1].items()}
    checks.that("requests say what they are", (headers.get("content-encoding"), headers.get("content-type"), headers.get(
        "x-prometheus-remote-write-version")) == ("snappy", "application/x-protobuf", "0.1.0") and
        headers.get("user-agent", "").startswith("Barograph/"), str(headers))
    checks.that("and who asks", headers.get("authorization") == "Basic bWU6Z2VoZWlt", str(headers))
    checks.that("of the names that are kept alone", {dict(labels)["__name__"] for labels in well.samples} ==
                {"node_load1", "node_load5", "node_load15"}, str(list(well.samples)[:5]))
    checks.that("what is known of them is told", set(well.metadata) == {"node_load1", "node_load5", "node_load15"} and
                all(kind == 2 and help for kind, help in well.metadata.values()), str(well.metadata))
    checks.that("Retry-After is honoured", busy.asked[1][0] - busy.asked[0][0] >= 6, str(busy.asked[:2]))
    for name in ("busy", "broken", "stalled", "locked"):
        behind = until(lambda: set(well.loads()[:10]) <= set(servers[name].loads()), 90)
        checks.that(f"nothing is missing where it was {name}", bool(behind), str(recorder.metrics()))
    checks.that("what is refused is counted", (recorder.metric("samples_dropped_total", "refusing") or 0) > 10 and
                recorder.metric("samples_total", "refusing") == 0, str(recorder.metrics()))
    stalled.answers = ["stall"] * 10
    time.sleep(2)
    status, took = recorder.stop()
    checks.that("it ends at once though a server stalls", status == 0 and took < 10, f"{status}, {took:.1f} s")
    told = recorder.said()
    checks.that("each mood is told once", told.count("samples do not reach busy") == 1 and "status 429" in told, told[-800:])
    checks.that("no password is in what it says", "geheim" not in told and "bWU6" not in told, "")
    for server in servers.values():
        server.released.set()
        server.shutdown()


def follows(folder):
    """servers.yml while baro record runs: a server that comes, changes, goes and comes back."""
    first, second = FakeServer(), FakeServer()
    recorder = Recorder(folder, "# nothing yet\n")
    path = os.path.join(folder, "config", "barograph", "servers.yml")
    keeps = "write_relabel_configs: [{source_labels: [__name__], regex: 'node_load.*', action: keep}]"

    def say(*servers):
        with open(path + ".new", "w") as file:
            file.write("remote_write:\n" + "".join(f"- {{name: {name}, url: '{server.url}', interval: 1s, {keeps}}}\n"
                                                   for name, server in servers) if servers else "servers: []\n")
        os.replace(path + ".new", path)

    recorder.start()
    until(lambda: "Sampling" in recorder.said() or recorder.metrics() or os.path.exists(os.path.join(recorder.data, "lock")), 5)
    say(("main", first))
    checks.that("a server that comes while it runs is written to", bool(until(lambda: len(first.loads()) > 5, 60)),
                recorder.said()[-300:])
    say(("main", second))
    checks.that("one that moves goes on elsewhere", bool(until(lambda: len(second.loads()) > 5, 60)), recorder.said()[-300:])
    say()
    checks.that("one that is taken out is left alone", bool(until(lambda: recorder.metric("samples_total") is None, 60)),
                str(recorder.metrics()))
    time.sleep(2)  # what was under way when it was taken out arrives
    quiet, last = len(second.asked), second.loads()[-1]
    time.sleep(12)
    checks.that("and gets nothing", len(second.asked) == quiet, "")
    say(("main", second))
    checks.that("one that is back gets what it missed", bool(until(lambda: second.loads()[-1] > last + 15_000, 60)), "")
    recorder.stop()
    times = sorted(first.loads() + second.loads())
    gaps = [later - earlier for earlier, later in zip(times, times[1:])]
    checks.that("nothing is missing, and nothing there twice", len(set(times)) == len(times) and max(gaps) < 2500,
                f"{len(times)} samples, {len(set(times))} times, gap {max(gaps)} ms")
    for server in (first, second):
        server.shutdown()


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.makedirs(os.path.join(folder, "unwell"))
        unwell(os.path.join(folder, "unwell"))
        os.makedirs(os.path.join(folder, "follows"))
        follows(os.path.join(folder, "follows"))
        if not shutil.which("prometheus"):
            print("prometheus is not installed: that the record arrives there is not checked")
            checks.exit()
        for check in (resumes, nine_hours):
            place = os.path.join(folder, check.__name__)
            os.makedirs(place)
            check(place)
    checks.exit()


main()
