#!/usr/bin/env python3
"""Wrong usage, and an output that cannot be written. usage: bad_input.py BIN_DIR"""

import subprocess

from checks import Checks, program, run

BARO = program("baro")
checks = Checks()


def check_usage():
    for arguments in ([], ["recrod"], ["frame", "--jsno"], ["frame", "--procfs"], ["frame", "--procfs="],
                      ["frame", "--interval", "1s"], ["record", "--interval", "0s"], ["record", "--interval", "1"],
                      ["record", "--for", "-1s"], ["record", "--for", "forever"], ["frame", "extra"],
                      ["frame", "\x1b[31m\n--x"]):
        ended = run(BARO, *arguments)
        told = ended.stderr.decode()
        ok = ended.returncode == 2 and not ended.stdout and told.count("\n") == 1 and told.endswith("\n") and "\x1b" not in told
        checks.that(f"refused with one line: baro {' '.join(arguments)!r}", ok, f"status {ended.returncode}, {told!r}")


def check_output():
    for arguments in (["frame"], ["frame", "--json"]):
        with open("/dev/full", "wb") as full:
            ended = subprocess.run([BARO, *arguments], stdout=full, stderr=subprocess.PIPE, timeout=60)
        told = ended.stderr.decode()
        checks.that(f"full output: baro {' '.join(arguments)}", ended.returncode == 1 and told.count("\n") == 1,
                    f"status {ended.returncode}, {told!r}")
        ended = subprocess.run(["sh", "-c", '"$0" "$@" >&-', BARO, *arguments], stderr=subprocess.PIPE, timeout=60)
        told = ended.stderr.decode()
        checks.that(f"closed output: baro {' '.join(arguments)}", ended.returncode == 1 and told.count("\n") == 1,
                    f"status {ended.returncode}, {told!r}")


check_usage()
check_output()
checks.exit()
