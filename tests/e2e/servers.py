#!/usr/bin/env python3
"""Servers that baro asks: a real Prometheus by its name in servers.yml, with what it answers compared, and servers that do
everything wrong, each of which must end in one clear sentence and in no crash."""

import base64
import contextlib
import http.server
import json
import os
import resource
import socket
import ssl
import subprocess
import tempfile
import threading
import urllib.parse
import urllib.request

from checks import Checks, program
from prometheus import is_installed, prometheus
from promql_data import START, openmetrics

FIXTURES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "fixtures", "tls")
ONE = b'{"status":"success","data":{"resultType":"vector","result":[{"metric":{"a":"b"},"value":[1,"%s"]}]}}'
SERIES = b'{"metric":{"i":"%d"},"value":[1,"1"]},'
STALLED = threading.Event()


class Wrong(http.server.ThreadingHTTPServer):
    """A server that is wrong in the way its path says: /PATH/api/v1/query. seen: the headers of each request."""

    daemon_threads = True

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.server.seen.append(dict(self.headers))
            getattr(self, self.path.split("/")[1], self.fine)()

        do_POST = do_GET

        def tell(self, status, body, *headers):
            self.send_response(status)
            for name, value in (("Content-Length", str(len(body))), *headers):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def fine(self):
            self.tell(200, ONE % b"7")

        def html(self):
            self.tell(200, b"<!DOCTYPE html><html>hello</html>", ("Content-Type", "text/html"))

        def types(self):
            self.tell(200, b'{"status":"success","data":{"resultType":"vector","result":{"a":1}}}')

        def nan(self):
            self.tell(200, b'{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1,"NaN"]},'
                           b'{"metric":{"a":"b"},"value":[1,"-Inf"]}]}}')

        def refused(self):
            self.tell(401, b"go away", ("WWW-Authenticate", "Basic"))

        def forbidden(self):
            self.tell(403, b"no")

        def nowhere(self):
            self.tell(404, b"404 page not found")

        def bad(self):
            self.tell(400, b'{"status":"error","errorType":"bad_data","error":"parse error \\u001b[31m"}')

        def elsewhere(self):
            self.tell(307, b"", ("Location", f"http://127.0.0.1:{self.server.other.server_port}/fine"))

        def round(self):
            self.tell(302, b"", ("Location", self.path))

        def cut(self):
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(ONE[:40])

        def stalled(self):
            STALLED.wait(60)

        def endless(self):
            self.send_response(200)
            self.end_headers()
            with contextlib.suppress(OSError):
                self.wfile.write(b'{"status":"success","data":{"resultType":"vector","result":[')
                for first in range(0, 10_000_000, 1000):
                    self.wfile.write(b"".join(SERIES % i for i in range(first, first + 1000)))

        def large(self):
            """50 MB."""
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b'{"status":"success","data":{"resultType":"matrix","result":[')
            for series in range(50):
                values = b",".join(b'[%d,"%d.5"]' % (START + i, i) for i in range(50_000))
                self.wfile.write(b'%s{"metric":{"i":"%d"},"values":[%s]}' % (b"," if series else b"", series, values))
            self.wfile.write(b"]}}")

        def log_message(self, *_):
            pass

    def __init__(self, certificate=None, other=None):
        super().__init__(("127.0.0.1", 0), Wrong.Handler)
        self.seen, self.other = [], other
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(os.path.join(FIXTURES, certificate))
            self.socket = context.wrap_socket(self.socket, server_side=True)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, *_):
        pass  # whoever hung up


class Asker:
    """baro with a folder of settings of its own."""

    def __init__(self, baro, folder):
        self.baro, self.folder = baro, os.path.join(folder, "barograph")
        os.makedirs(self.folder, mode=0o700)
        self.environment = {**os.environ, "XDG_CONFIG_HOME": folder, "HOME": folder,
                            "DBUS_SESSION_BUS_ADDRESS": "disabled:",
                            # Of a library that is loaded later, the leak sanitizer knows too little, and dies.
                            "ASAN_OPTIONS": "detect_leaks=0"}

    def servers(self, text, mode=0o600):
        path = os.path.join(self.folder, "servers.yml")
        with open(path, "w") as file:
            file.write("servers:\n" + text)
        os.chmod(path, mode)

    def run(self, *arguments):
        return subprocess.run([self.baro, *arguments], capture_output=True, text=True, timeout=200, env=self.environment)

    def query(self, server, expression="up", *more):
        return self.run("query", expression, "--server", server, *more)


def sentence(answer):
    """What went wrong: one line after the program's name."""
    lines = answer.stderr.splitlines()
    return lines[0].removeprefix("baro query: ") if answer.returncode in (1, 2) and len(lines) == 1 else \
        f"status {answer.returncode}: {answer.stderr[-300:]}"


def says_what_is_wrong(checks, asker):
    other = Wrong()
    server = Wrong(other=other)
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        nobody = closed.getsockname()[1]
    at = f"127.0.0.1:{server.server_port}"
    cases = {"html": "what answers there is not Prometheus but a web page",
             "types": 'its answer is not as Prometheus writes it: "result" is of another type',
             "refused": "it wants a user and password, or a token (status 401)",
             "forbidden": "it denies access (status 403)",
             "nowhere": "there is no Prometheus below this address (status 404); is its path right?",
             "bad": "bad_data: parse error \\x1b[31m",
             "round": "it leads to another address more than 5 times",
             "cut": "its answer was cut",
             "endless": "its answer has more than 100000 series; narrow the expression"}
    for path, expected in cases.items():
        told = sentence(asker.query(f"http://{at}/{path}"))
        checks.that(f"a server that is wrong: {path}", told == f"{at}: {expected}", told)
    told = sentence(asker.query(f"http://127.0.0.1:{nobody}"))
    checks.that("nobody listens", told == f"127.0.0.1:{nobody}: nothing listens there", told)
    told = sentence(asker.query("http://nobody.invalid"))
    checks.that("no such name", told == "nobody.invalid: no host of the name nobody.invalid is known", told)
    asker.servers(f"- {{name: slow, url: 'http://{at}/stalled', remote_timeout: 500ms}}\n")
    told = sentence(asker.query("slow"))
    checks.that("a stalled server", told == "slow: it has not answered within 0.5 s", told)
    STALLED.set()
    answer = asker.query(f"http://{at}/nan")
    values = [series["value"][1] for series in json.loads(answer.stdout)["data"]["result"]]
    checks.that("NaN and infinity are values", values == ["NaN", "-Inf"], answer.stdout + answer.stderr)


def keeps_secrets(checks, asker):
    other = Wrong()
    server = Wrong(other=other)
    asker.servers(f"- name: moved\n  url: http://127.0.0.1:{server.server_port}/elsewhere\n"
                  "  basic_auth: {username: me, password: s3cret}\n  headers: {X-Scope-OrgID: team}\n")
    answer = asker.query("moved")
    checks.that("a redirect is followed", answer.returncode == 0 and '"7"' in answer.stdout, answer.stderr)
    expected = "Basic " + base64.b64encode(b"me:s3cret").decode()
    checks.that("the server gets what authenticates", server.seen[0].get("Authorization") == expected, str(server.seen))
    checks.that("the other host does not", other.seen and not {"Authorization", "X-Scope-OrgID"} & set(other.seen[0]),
                str(other.seen))
    asker.servers(f"- name: it\n  url: http://127.0.0.1:{server.server_port}/refused\n"
                  "  basic_auth: {username: me, password: s3cret}\n", 0o644)
    answer = asker.query("it")
    checks.that("a password in a file for all is refused", "others may read" in answer.stderr and answer.returncode == 2,
                answer.stderr)
    os.chmod(os.path.join(asker.folder, "servers.yml"), 0o600)
    answer = asker.query("it")
    checks.that("a wrong one is told", sentence(answer) == "it: it refuses the user or the password (status 401)",
                answer.stderr)
    told = "".join(text for answer in (answer, asker.run("doctor"), asker.run("--help"))
                   for text in (answer.stdout, answer.stderr))
    checks.that("no secret is told", "s3cret" not in told and expected[6:] not in told, told)


def trusts_few(checks, asker):
    ca = os.path.join(FIXTURES, "authority.pem")
    cases = {"server.pem": "", "expired.pem": "its certificate expired on 2021-01-01T00:00:00Z",
             "elsewhere.pem": "its certificate is for elsewhere.example, not for 127.0.0.1",
             "own.pem": "its certificate is signed by itself; give it as ca_file to trust it"}
    for certificate, problem in cases.items():
        server = Wrong(certificate)
        asker.servers(f"- {{name: tls, url: 'https://127.0.0.1:{server.server_port}', tls_config: {{ca_file: {ca}}}}}\n")
        answer = asker.query("tls")
        ok = answer.returncode == 0 if not problem else sentence(answer) == f"tls: {problem}"
        checks.that(f"TLS with {certificate}", ok, answer.stderr)
        told = sentence(asker.query(f"https://127.0.0.1:{server.server_port}"))
        checks.that(f"{certificate} without its authority", "its certificate is signed by" in told, told)


def stays_small(checks, asker):
    server = Wrong()
    answer = asker.query(f"http://127.0.0.1:{server.server_port}/large")
    size = len(answer.stdout)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    checks.that(f"an answer of {size // 1_000_000} MB arrives; the largest process took {peak} MiB",
                size > 45_000_000 and answer.returncode == 0, answer.stderr)


def like_the_server(checks, asker, folder):
    samples = os.path.join(folder, "samples.om")
    with open(samples, "w") as file:
        file.write(openmetrics())
    with prometheus(folder, samples) as port:
        asker.servers(f"- {{name: real, url: 'http://127.0.0.1:{port}/'}}\n")
        for path, arguments in (("query", ("--time", str(START + 600))),
                                ("query_range", ("--start", str(START), "--end", str(START + 3600), "--step", "60"))):
            fields = dict(zip((a[2:] for a in arguments[::2]), arguments[1::2]))
            expression = '{__name__=~".+"}'
            query = urllib.parse.urlencode({"query": expression, **fields})
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/{path}?{query}", timeout=30) as answer:
                theirs = json.load(answer)
            ours = asker.query("real", expression, *arguments)
            checks.that(f"{path} gives what the server gives",
                        ours.returncode == 0 and json.loads(ours.stdout) == theirs and theirs["data"]["result"],
                        ours.stderr[-300:])
        told = sentence(asker.query("real", "up("))
        checks.that("a mistake is told in the server's words", told.startswith("real: bad_data: "), told)
        long = " or ".join(f"vector({i})" for i in range(400))
        checks.that("long questions are posted", asker.query("real", long).returncode == 0, "")
        doctor = asker.run("doctor").stdout
        checks.that("the doctor names its version", "ok    Prometheus 2." in doctor, doctor)
    doctor = asker.run("doctor").stdout
    checks.that("and says when it is away", "wrong the server real: nothing listens there" in doctor, doctor)


def shows_its_certificate(checks, asker, folder):
    """Beside a server that speaks HTTP/2, and takes nobody without a certificate of its authority."""
    authority, client, theirs = (os.path.join(FIXTURES, f"{name}.pem") for name in ("authority", "client", "server"))
    samples = os.path.join(folder, "tls.om")
    with open(samples, "w") as file:
        file.write(openmetrics())
    web = (f"tls_server_config: {{cert_file: {theirs}, key_file: {theirs}, client_ca_file: {authority},"
           " client_auth_type: RequireAndVerifyClientCert}\n")
    tls = ssl.create_default_context(cafile=authority)
    tls.load_cert_chain(client)
    cases = {f", cert_file: {client}, key_file: {client}": "",
             "": "it may want a client certificate (cert_file)",
             f", cert_file: {os.path.join(FIXTURES, 'own.pem')}, key_file: {os.path.join(FIXTURES, 'own.pem')}":
                 "it may not take the client certificate (cert_file)"}
    inside = os.path.join(folder, "tls")
    os.mkdir(inside)
    with prometheus(inside, samples, web_config=web, tls=tls) as port:
        for ours, problem in cases.items():
            asker.servers(f"- {{name: tls, url: 'https://127.0.0.1:{port}', remote_timeout: 60s,"
                          f" tls_config: {{ca_file: {authority}{ours}}}}}\n")
            answer = asker.query("tls", "vector(1)")
            # At once, not at the end of its patience.
            ok = problem in sentence(answer) and "within" not in answer.stderr if problem else answer.returncode == 0
            checks.that(f"a server that wants a certificate: {problem or 'ours'}", ok, answer.stderr)


def main():
    checks = Checks()
    with tempfile.TemporaryDirectory() as folder:
        asker = Asker(program("baro"), os.path.join(folder, "config"))
        says_what_is_wrong(checks, asker)
        keeps_secrets(checks, asker)
        trusts_few(checks, asker)
        stays_small(checks, asker)
        if is_installed():
            like_the_server(checks, asker, folder)
            shows_its_certificate(checks, asker, folder)
        else:
            print("no Prometheus here: what it answers is not compared", flush=True)
    checks.exit()


main()
