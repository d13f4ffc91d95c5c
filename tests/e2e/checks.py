"""What the end-to-end checks share: saying how a check went, and running the programs."""

import json
import os
import subprocess
import sys


class Checks:
    def __init__(self):
        self.failed = 0

    def that(self, name, ok, why=""):
        if ok:
            print(f"pass {name}", flush=True)
        else:
            self.failed += 1
            print(f"FAIL {name}: {why}", flush=True)

    def none(self, name, problems):
        """Passes when the list of problems is empty; else the first few are told."""
        self.that(name, not problems, "; ".join(problems[:3]) + (f" and {len(problems) - 3} more" * (len(problems) > 3)))

    def exit(self):
        # The failures are counted from the lines; a status would count them twice.
        sys.exit(0)


def program(name):
    if len(sys.argv) != 2:
        sys.exit(f"usage: {os.path.basename(sys.argv[0])} BIN_DIR")
    return os.path.join(sys.argv[1], name)


def run(*command, **options):
    return subprocess.run(command, capture_output=True, timeout=60, **options)


def output(*command):
    """The text that a system tool prints."""
    return run(*command, check=True).stdout.decode(errors="surrogateescape")


def frame(*options):
    """One Frame of this machine, or of another tree."""
    return json.loads(run(program("baro"), "frame", "--json", *options, check=True).stdout)
