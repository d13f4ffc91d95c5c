#!/usr/bin/env python3
"""Names that processes give themselves are text, whatever is in them. usage: names.py BIN_DIR"""

import re
import subprocess
import sys

from checks import Checks, frame, program, run

# Called with its name, which becomes its argv[0]; gives it to the kernel too, and waits to be ended.
CHILD = """
import ctypes, os, sys
ctypes.CDLL(None).prctl(15, os.fsencode(sys.argv[1])) or print('ready', flush=True)
sys.stdin.read()
"""

KOREAN = "한글편집기".encode()
NAMES = {
    "markup": b"<b>x</b>",
    "an escape sequence": b"\x1b[31mred",
    "Korean": KOREAN,  # 15 bytes, as long as the kernel keeps
    "Korean cut within a character": b"x" + KOREAN,
    "a parenthesis and a new line": b") R 1\n(x",
    "quotes": b"\"\\'&",
}


def shown(raw):
    """Bytes that are no UTF-8 become one U+FFFD each; JSON cannot carry them."""
    return "".join("\ufffd" if "\udc80" <= c <= "\udcff" else c for c in raw.decode(errors="surrogateescape"))


def start(name):
    child = subprocess.Popen([name, "-c", CHILD, name], executable=sys.executable,
                             stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    child.stdout.readline()
    return child


checks = Checks()
children = {what: start(name) for what, name in NAMES.items()}
try:
    processes = {p["identity"]["pid"]: p["facts"] for p in frame()["readings"]["processes"]["processes"]}
    text = run(program("baro"), "frame", check=True).stdout
finally:
    for child in children.values():
        child.communicate()

for what, name in NAMES.items():
    facts = processes.get(children[what].pid, {"name": None, "commandLine": ""})
    checks.that(f"{what}: the name in JSON", facts["name"] == shown(name[:15]), f"{facts['name']!r}")
    checks.that(f"{what}: the command line in JSON", facts["commandLine"].startswith(shown(name) + " -c "),
                repr(facts["commandLine"][:40]))

control = sorted(set(re.findall(rb"[\x00-\x09\x0b-\x1f\x7f]|\xc2[\x80-\x9f]", text)))
checks.that("no control character in the text", not control, repr(control))
lines = text.decode(errors="replace").splitlines()
checks.that("the text is UTF-8", "\ufffd" not in text.decode(errors="replace"))
for what, visible in (("an escape sequence", r"\x1b[31mred"), ("markup", "<b>x</b>"), ("Korean", "한글편집기")):
    mine = [line for line in lines if line.split()[:1] == [str(children[what].pid)]]
    checks.that(f"{what}: shown in the text", len(mine) == 1 and mine[0].endswith(visible), repr(mine))
checks.exit()
