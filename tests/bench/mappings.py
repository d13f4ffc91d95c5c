#!/usr/bin/env python3
"""What makes up the resident memory of a process, by file: kB that are its own, and kB that others may share.

usage: mappings.py PID [ROWS]
"""
import collections
import os
import re
import sys

pid, rows = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 14
sums = collections.defaultdict(lambda: [0, 0, 0])  # private dirty, private clean, shared
name = ""
with open(f"/proc/{pid}/smaps") as smaps:
    for line in smaps:
        head = re.match(r"[0-9a-f]+-[0-9a-f]+ \S+ \S+ \S+ \S+ *(.*)$", line)
        if head:
            name = os.path.basename(head.group(1)) or "(anonymous)"
            continue
        key, value = line.split(":", 1)
        place = {"Private_Dirty": 0, "Private_Clean": 1, "Shared_Clean": 2, "Shared_Dirty": 2}.get(key)
        if place is not None:
            sums[name][place] += int(value.split()[0])
# Pages of a file that nobody else has mapped at the moment are private and clean: they are the file's all the same.
print(f"{'':34} {'own':>8} {'of files':>8} {'shared':>8}  kB")
for name, values in sorted(sums.items(), key=lambda item: -sum(item[1]))[:rows]:
    if sum(values):
        print(f"{name[:34]:34} {values[0]:8} {values[1]:8} {values[2]:8}")
total = [sum(values[i] for values in sums.values()) for i in range(3)]
print(f"{'all':34} {total[0]:8} {total[1]:8} {total[2]:8}")
