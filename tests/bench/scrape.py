"""One line for each encoding: CPU of the whole process for a scrape, and p50 and p99 of its time.

usage: scrape.py LABEL PID PORT SCRAPES PAUSE
"""

import http.client
import sys
import time

label, pid, port, scrapes, pause = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]), float(sys.argv[5])


def cpu_seconds():
    """From schedstat of each thread: nanoseconds, where /proc/PID/stat has ticks of 10 ms."""
    import os
    total = 0
    for task in os.listdir(f"/proc/{pid}/task"):
        try:
            total += int(open(f"/proc/{pid}/task/{task}/schedstat").read().split()[0])
        except OSError:
            pass
    return total / 1e9


def scrape(headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    began = time.perf_counter()
    connection.request("GET", "/metrics", headers=headers)
    body = connection.getresponse().read()
    taken = time.perf_counter() - began
    connection.close()
    return taken, len(body)


def idle(seconds):
    before, began = cpu_seconds(), time.perf_counter()
    time.sleep(seconds)
    return (cpu_seconds() - before) / (time.perf_counter() - began)


for name, headers in (("plain", {}), ("gzip", {"Accept-Encoding": "gzip"})):
    by_itself = idle(5)
    before, began, times, size = cpu_seconds(), time.perf_counter(), [], 0
    for _ in range(scrapes):
        taken, size = scrape(headers)
        times.append(taken)
        time.sleep(pause)
    spent = cpu_seconds() - before - by_itself * (time.perf_counter() - began)
    times.sort()
    print(f"  {label:14} {name:5}  {spent / scrapes * 1e3:7.3f} ms of CPU a scrape   p50 {times[scrapes // 2] * 1e3:6.2f} ms"
          f"   p99 {times[scrapes * 99 // 100] * 1e3:6.2f} ms   {size} bytes")
