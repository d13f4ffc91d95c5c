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
