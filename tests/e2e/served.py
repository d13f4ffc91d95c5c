"""A program of ours that serves, started on a free port and ended again."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import urllib.request


class Served:
    def __init__(self, process, port):
        self.process, self.port = process, port

    def text(self, path="/metrics"):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=30) as answer:
            return answer.read().decode()


@contextlib.contextmanager
def served(*command):
    """Yields once the program says where it serves; after the block, the program has ended by SIGTERM."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    said = []
    try:
        for line in process.stdout:
            said.append(line)
            if found := re.search(r"http://127\.0\.0\.1:(\d+)", line):
                yield Served(process, int(found[1]))
                break
        else:
            raise RuntimeError(f"{os.path.basename(command[0])} ended without serving: {''.join(said)[-500:]}")
    finally:
        process.send_signal(signal.SIGTERM)
        rest, _ = process.communicate(timeout=60)
        sys.stderr.write(rest if "Sanitizer" in rest else "")


@contextlib.contextmanager
def window_of(program, folder, name):
    """A window with a home of its own, which serves what it shows."""
    home = os.path.join(folder, name)
    os.makedirs(home, mode=0o700)
    # The folders of Qt and of the settings; no session bus, so nothing here reaches whoever runs this.
    places = {"HOME": home, "XDG_RUNTIME_DIR": home, "XDG_CONFIG_HOME": home, "XDG_CACHE_HOME": home,
              "QT_QPA_PLATFORM": "offscreen", "DBUS_SESSION_BUS_ADDRESS": "disabled:",
              "BAROGRAPH_ENDPOINT_ON": "true", "BAROGRAPH_ENDPOINT_ADDRESS": "127.0.0.1:0"}
    before = dict(os.environ)
    os.environ.update(places)
    try:
        with served(program, "--data-dir", os.path.join(folder, "record")) as server:
            os.environ.clear()
            os.environ.update(before)
            yield server
    finally:
        os.environ.clear()
        os.environ.update(before)
