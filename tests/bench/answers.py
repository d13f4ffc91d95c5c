#!/usr/bin/env python3
"""A server with Prometheus's API whose answers are as large as they are asked to be, for bench_answer.

Prints its port. What an expression names decides: `bytes="50000000"` how long the answer is, `points="1"` how many
samples a series has at most, `pause="0.02"` how long it waits after each 256 kB. All else has an empty answer.
"""
import http.server
import itertools
import random
import re
import sys
import threading
import time
import urllib.parse

PIECE = 256 * 1024
LABELS = '"__name__":"many","instance":"office:9100","job":"node","device":"disk-%06d"'


def wanted(expression, name, usual):
    found = re.search(name + r'="([0-9.]+)"', expression)
    return float(found.group(1)) if found else usual


def moment(time):
    """As Prometheus writes it."""
    return ("%.3f" % time).rstrip("0").rstrip(".")


def series(times):
    """Texts of series without end: few sets of values are used again and again."""
    random.seed(7)
    sets = []
    for _ in range(16):
        value, points = random.uniform(0, 1e6), []
        for time in times:
            value += random.uniform(-1e3, 1e3)
            points.append('[%s,"%.2f"]' % (moment(time), value))
        sets.append(('},"values":[' + ",".join(points) + "]}").encode())
    for number in itertools.count():
        yield b'{"metric":{' + (LABELS % number).encode() + sets[number % len(sets)]


def pieces(length, times):
    text = bytearray(b'{"status":"success","data":{"resultType":"matrix","result":[')
    sent = 0
    for number, one in enumerate(series(times)):
        text += (b"," if number else b"") + one
        if len(text) >= PIECE:
            sent += len(text)
            yield bytes(text)
            text.clear()
        if sent + len(text) >= length:
            break
    yield bytes(text) + b"]}}"


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        pass  # who asked has gone


class Answers(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.answer(urllib.parse.urlsplit(self.path).query)

    def do_POST(self):
        self.answer(self.rfile.read(int(self.headers["Content-Length"])).decode())

    def answer(self, form):
        asked = {name: values[0] for name, values in urllib.parse.parse_qs(form).items()}
        expression = asked.get("query", "")
        length = wanted(expression, "bytes", 0)
        if not length:
            return self.send([b'{"status":"success","data":{"resultType":"vector","result":[]}}'], 0)
        begin, end, step = (float(asked.get(name, asked.get("time", 1))) for name in ("start", "end", "step"))
        times = [begin + i * step for i in range(int((end - begin) / step) + 1)] if "step" in asked else [begin]
        times = times[: int(wanted(expression, "points", len(times)))]
        self.send(pieces(length, times), wanted(expression, "pause", 0))

    def send(self, texts, pause):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        try:
            for text in texts:
                self.wfile.write(b"%x\r\n%s\r\n" % (len(text), text))
                if pause:
                    time.sleep(pause)
            self.wfile.write(b"0\r\n\r\n")
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # who asked wants no more

    def log_message(self, *_):
        pass


server = Server(("127.0.0.1", 0), Answers)
print(server.server_address[1], flush=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
sys.stdin.read()  # it ends with whoever started it
