#!/usr/bin/env python3
"""Passwords of servers in the desktop's keyring: GNOME's own, on a bus of its own, filled by another program. It is there,
locked, away; and what is kept in the file instead. usage: keyring.py BIN_DIR"""

import base64
import http.server
import json
import os
import shutil
import subprocess
import tempfile
import threading
import time

from checks import Checks, program

SECRET = "s3cret"


class Guarded(http.server.ThreadingHTTPServer):
    """Answers who has the password, and counts the others."""

    daemon_threads = True

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            wanted = "Basic " + base64.b64encode(f"me:{SECRET}".encode()).decode()
            ok = self.headers.get("Authorization") == wanted
            self.server.refused += not ok
            body = b'{"status":"success","data":{"resultType":"vector","result":[]}}' if ok else b"no"
            self.send_response(200 if ok else 401)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Guarded.Handler)
        self.refused = 0
        self.url = f"http://127.0.0.1:{self.server_port}"
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Desktop:
    """A bus of one's own, with a home, and baro there."""

    def __init__(self, folder):
        self.home = folder
        self.folder = os.path.join(folder, "barograph")
        os.makedirs(self.folder, mode=0o700)
        # Of a library that is loaded later, the leak sanitizer knows too little, and dies.
        self.environment = {**os.environ, "HOME": folder, "XDG_CONFIG_HOME": folder, "XDG_RUNTIME_DIR": folder,
                            "XDG_DATA_HOME": folder, "ASAN_OPTIONS": "detect_leaks=0"}
        self.environment.pop("GNOME_KEYRING_CONTROL", None)
        config = os.path.join(folder, "bus.conf")
        with open(config, "w") as file:
            # Without services that the bus would start itself: locked, and in the place of ours.
            file.write(f"<busconfig><type>session</type><listen>unix:dir={folder}</listen><policy context='default'>"
                       "<allow send_destination='*'/><allow eavesdrop='true'/><allow own='*'/></policy></busconfig>")
        self.bus = subprocess.Popen(["dbus-daemon", "--nofork", "--print-address=1", f"--config-file={config}"],
                                    stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=self.environment)
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = self.bus.stdout.readline().strip()

    def start_keyring(self):
        """It goes to the background, and ends with its bus."""
        subprocess.run(["gnome-keyring-daemon", "--unlock", "--components=secrets"], input=b"unlocked", timeout=60,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=self.environment)
        end = time.monotonic() + 30
        while "/collection/" not in self.ask("ReadAlias", "s", "default").stdout and time.monotonic() < end:
            time.sleep(0.05)

    def stop(self):
        self.bus.kill()
        self.bus.wait()

    def run(self, *command):
        return subprocess.run(command, capture_output=True, text=True, timeout=100, env=self.environment)

    def baro(self, *arguments):
        return self.run(program("baro"), *arguments)

    def lock(self):
        return self.ask("Lock", "ao", "1", "/org/freedesktop/secrets/collection/login")

    def ask(self, method, *arguments):
        return self.run("busctl", "--user", "call", "org.freedesktop.secrets", "/org/freedesktop/secrets",
                        "org.freedesktop.Secret.Service", method, *arguments)

    def store(self, url, secret):
        """As another program does it, whose session is encrypted."""
        return subprocess.run(["secret-tool", "store", "--label=Barograph", "xdg:schema", "org.barograph.Server", "url", url,
                               "user", "me"], input=secret.encode(), env=self.environment, capture_output=True, timeout=60)


def keeps(checks, desktop, server):
    path = os.path.join(desktop.folder, "servers.yml")
    with open(path, "w") as file:
        file.write(f"servers:\n- name: office\n  url: {server.url}\n  basic_auth: {{username: me}}\n")
    said = []

    def query():
        answer = desktop.baro("query", "up", "--server", "office")
        said.append(answer.stdout + answer.stderr)
        return answer

    def doctor():
        answer = desktop.baro("doctor").stdout
        said.append(answer)
        return answer

    answer = query()
    checks.that("without a keyring and a file it is not known",
                answer.returncode == 1 and "office: the password of me is not known" in answer.stderr, answer.stderr)
    told = doctor()
    file = os.path.join(desktop.folder, "secrets")
    checks.that("the doctor says where passwords are without a keyring",
                f"passwords of servers are kept in {file}" in told, told)
    with open(file, "w", opener=lambda name, flags: os.open(name, flags, 0o600)) as secrets:
        json.dump([{"url": server.url, "user": "me", "secret": SECRET}], secrets)
    answer = query()
    checks.that("the file has it", answer.returncode == 0, answer.stderr)

    desktop.environment["DBUS_SESSION_BUS_ADDRESS"], bus = "disabled:", desktop.environment["DBUS_SESSION_BUS_ADDRESS"]
    answer = query()
    checks.that("also without a bus", answer.returncode == 0, answer.stderr)
    desktop.environment["DBUS_SESSION_BUS_ADDRESS"] = bus
    desktop.start_keyring()
    told = doctor()
    checks.that("the doctor names the keyring", "passwords of servers are kept in the desktop's keyring" in told, told)
    answer = query()
    checks.that("what the keyring does not have the file has", answer.returncode == 0, answer.stderr)
    stored = desktop.store(server.url, "wrong")
    checks.that("another program keeps one", stored.returncode == 0, stored.stderr.decode())
    answer = query()
    checks.that("the keyring is asked first", "it refuses the user or the password" in answer.stderr, answer.stderr)
    os.remove(file)
    desktop.store(server.url, SECRET)
    answer = query()
    checks.that("the keyring has it", answer.returncode == 0, answer.stderr)
    desktop.lock()
    told = doctor()
    checks.that("the doctor says that it is locked, and asks nobody",
                "the keyring is locked; unlock it" in told and "passwords of servers are kept in the desktop's keyring" in told, told)
    checks.that("no secret is told", SECRET not in "".join(said), "one is")


def main():
    checks = Checks()
    missing = [name for name in ("dbus-daemon", "gnome-keyring-daemon", "secret-tool", "busctl") if not shutil.which(name)]
    if missing:
        print(f"no keyring is tested: {', '.join(missing)} missing", flush=True)
        checks.exit()
    with tempfile.TemporaryDirectory() as folder:
        desktop = Desktop(folder)
        server = Guarded()
        try:
            keeps(checks, desktop, server)
        finally:
            desktop.stop()
    checks.exit()


main()
