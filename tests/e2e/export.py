#!/usr/bin/env python3
"""A range of the record taken along: tables, OpenMetrics text, moment files. usage: export.py BIN_DIR"""

import csv
import fcntl
import json
import os
import pty
import resource
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import urllib.parse

from checks import Checks, program, run
from served import served

BARO = program("baro")
checks = Checks()


def exported(*options, **more):
    return run(BARO, "export", "--from", "-1h", *options, **more)


def one_line(ended, status, *words):
    told = ended.stderr.decode()
    return ended.returncode == status and told.count("\n") == 1 and all(word in told for word in words)


def answer(server, expression, **when):
    text = server.text("/api/v1/query?" + urllib.parse.urlencode({"query": expression, **when}))
    return json.loads(text)["data"]["result"]


def queried(file, expression, *options):
    return json.loads(run(BARO, "query", expression, "--data-dir", file, *options, check=True).stdout)["data"]["result"]


def names_in(result):
    return sorted(one["metric"]["__name__"] for one in result)


def check_table(record, folder):
    path = os.path.join(folder, "all.csv")
    ended = exported("--data-dir", record, "--output", path)
    checks.that("a table is written", ended.returncode == 0 and b"samples" in ended.stdout, ended.stderr.decode())
    raw = open(path, "rb").read()
    checks.that("its lines end as RFC 4180 says", raw.count(b"\n") == raw.count(b"\r\n") and raw.endswith(b"\r\n"))
    header, *rows = list(csv.reader(open(path, newline="")))
    checks.that("it has a column for each series", header[0] == "time" and "node_load1" in header and len(header) > 200, header[:3])
    checks.that("with its unit", "node_memory_MemTotal_bytes [bytes]" in header)
    checks.none("rows have as many cells", [row[0] for row in rows if len(row) != len(header)])
    times = [row[0] for row in rows]
    checks.that("times ascend", times == sorted(set(times)) and len(times) > 4, times)
    loads = queried(record, "node_load1[1h]")[0]["values"]
    column = header.index("node_load1")
    checks.that("the values are the record's", [float(row[column]) for row in rows if row[column]] == [float(value) for _, value in loads])
    some = exported("--data-dir", record, "--match", "node_load1", "--match", '{__name__=~"node_load.*"}', "--step", "2")
    lines = some.stdout.decode().split("\r\n")
    checks.that("chosen series go to standard output", lines[0] == "time,node_load1,node_load15,node_load5", lines[:2])
    checks.that("a row for each step", 2 <= len(lines) - 2 <= len(rows) // 2 + 2, lines)


def check_openmetrics(record, folder):
    path = os.path.join(folder, "all.om")
    ended = exported("--data-dir", record, "--format", "openmetrics", "--output", path)
    checks.that("OpenMetrics text is written", ended.returncode == 0, ended.stderr.decode())
    # Applications come and go while it is recorded, and the text cannot say that a series has ended.
    expressions = ['count({__name__!="",__name__!~"barograph_application_.*"})', "node_load1", "sum(node_cpu_seconds_total)"]
    end = queried(record, "node_load1[1h]")[0]["values"][-1][0]
    with served(BARO, "serve", path, "--listen", "127.0.0.1:0") as server:
        for expression in expressions:
            theirs = answer(server, expression, time=end)
            ours = queried(record, expression, "--time", str(end))
            checks.that(f"read back it answers the same: {expression}", theirs == ours and theirs, (theirs, ours))
    if not shutil.which("promtool"):
        print("promtool is not installed: that it takes the text is not checked")
        return
    took = run("promtool", "tsdb", "create-blocks-from", "openmetrics", path, os.path.join(folder, "blocks"))
    checks.that("promtool takes it", took.returncode == 0, (took.stdout + took.stderr).decode()[-300:])


def check_taken_back(folder):
    path, again = os.path.join(folder, "all.om"), os.path.join(folder, "imported")
    ended = run(BARO, "import", path, "--data-dir", again)
    checks.that("the text is imported", ended.returncode == 0 and b"samples of" in ended.stdout, ended.stderr.decode())
    def samples(text):  # what the metrics mean is told by recorded Frames, which text has none of
        return sorted(line for line in text.splitlines() if not line.startswith("#"))
    back = exported("--data-dir", again, "--format", "openmetrics").stdout.decode()
    checks.that("and comes out as it went in", samples(back) == samples(open(path).read()) and len(samples(back)) > 1000)
    told = run(BARO, "import", path, "--data-dir", again)
    checks.that("what is there is not imported twice", one_line(told, 1, "already", "--data-dir"), told.stderr)
    rubbish = os.path.join(folder, "rubbish.om")
    for text, word in (("node_load1 1 1700000000\nnode_load1{ 1\n# EOF\n", "line 2"), ("node_load1 1 1700000000\n", "EOF"),
                       ("node_load1 1 -5\n# EOF\n", "1970"), ("node_load1 1 99999999999999\n# EOF\n", "4000")):
        open(rubbish, "w").write(text)
        told = run(BARO, "import", rubbish, "--data-dir", os.path.join(folder, "empty"))
        checks.that(f"refused with {word}", one_line(told, 1, word), told.stderr)


def check_moment(record, folder):
    path = os.path.join(folder, "file.moment")
    ended = exported("--data-dir", record, "--format", "moment", "--output", path)
    checks.that("a moment file is written", ended.returncode == 0 and b"moments" in ended.stdout, ended.stderr.decode())
    check = sqlite3.connect(path)
    checks.that("it is a whole database", check.execute("PRAGMA integrity_check").fetchone() == ("ok",))
    checks.that("with tables of processes", check.execute("SELECT count(*) FROM frames").fetchone()[0] > 0)
    check.close()
    os.chmod(path, 0o444)
    expression = '{__name__=~"node_.*"}[1h]'
    ours, theirs = queried(record, expression), queried(path, expression)
    checks.that("it has the samples of the record", ours == theirs and len(ours) > 200, (len(ours), len(theirs)))
    with served(BARO, "serve", path, "--listen", "127.0.0.1:0") as server:
        end = ours[0]["values"][-1][0]
        checks.that("and is served", answer(server, "node_load1[1h]", time=end + 60) == queried(record, "node_load1[1h]"))
    again = os.path.join(folder, "again.moment")
    ended = exported("--data-dir", path, "--format", "moment", "--output", again)
    checks.that("a moment can be cut out of it", ended.returncode == 0 and queried(again, expression) == theirs, ended.stderr.decode())
    before = open(path, "rb").read()
    refused = run(BARO, "record", "--data-dir", path, "--for", "1s")
    checks.that("nobody records into it", one_line(refused, 1, path, "--data-dir"), refused.stderr)
    checks.that("nor beside it", open(path, "rb").read() == before and not [name for name in os.listdir(folder) if name.startswith("file.moment-")])


def check_masks(record, folder):
    path = os.path.join(folder, "masked.moment")
    ended = exported("--data-dir", record, "--format", "moment", "--output", path, "--mask", "users,commands,addresses")
    checks.that("a masked file is written", ended.returncode == 0, ended.stderr.decode())
    host = os.uname().nodename
    found = queried(path, "node_uname_info")
    checks.that("the host has a stand-in", found and found[0]["metric"]["nodename"] == "host1" or host == "localhost", found)
    checks.that("all series are there", names_in(queried(path, '{__name__=~".+"}')) == names_in(queried(record, '{__name__=~".+"}')))
    addresses = queried(path, "node_network_info")
    mine = {one["metric"].get("address") for one in queried(record, "node_network_info")} - {"00:00:00:00:00:00", None}
    checks.that("no hardware address is left", not mine & {one["metric"].get("address") for one in addresses}, mine)


def check_refused(record, folder):
    for what, options, status, words in (
            ("no such time", ["--to", "soon"], 2, ["--to", "soon"]),
            ("an end before the beginning", ["--to", "-2h"], 2, ["--to is before --from"]),
            ("no selector", ["--match", "rate(a[5m])"], 2, ["--match"]),
            ("half a selector", ["--match", "a{"], 2, ["--match", "1:3"]),
            ("no such folder", ["--output", os.path.join(folder, "no", "such")], 1, ["no/such", "No such file"]),
            ("a folder", ["--output", folder], 1, [folder, "folder"]),
            ("the record itself", ["--output", os.path.join(record, "record.db")], 1, ["record itself"]),
            ("a full disk", ["--output", "/dev/full"], 1, ["/dev/full", "No space left"])):
        ended = exported("--data-dir", record, *options)
        checks.that(f"{what} is told in one line", one_line(ended, status, *words) and not ended.stdout, ended.stderr)
    ended = run(BARO, "export", "--from", "1000", "--to", "2000", "--data-dir", record)
    checks.that("a range that was not recorded is told", one_line(ended, 1, "it reaches from"), ended.stderr)
    ended = exported("--data-dir", os.path.join(folder, "nothing"))
    checks.that("so is no record", one_line(ended, 1), ended.stderr)
    garbage = os.path.join(folder, "garbage")
    open(garbage, "wb").write(b"SQLite format 3\0" + os.urandom(5000))
    for command in (["serve", garbage], ["query", "up", "--data-dir", garbage], ["export", "--from", "-1h", "--data-dir", garbage]):
        ended = run(BARO, *command)
        checks.that(f"a broken file is refused: baro {command[0]}", one_line(ended, 1, garbage), ended.stderr)


def small_files():
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000))


def check_nothing_is_left(record, folder):
    place = os.path.join(folder, "place")
    os.mkdir(place)
    for form in ("csv", "openmetrics", "moment"):
        path = os.path.join(place, "out")
        ended = exported("--data-dir", record, "--format", form, "--output", path, preexec_fn=small_files)
        checks.that(f"a {form} file that has no room is told in one line", one_line(ended, 1, f"cannot write {path}"), ended.stderr)
        checks.that("and nothing is left of it", os.listdir(place) == [], os.listdir(place))


def check_cancelled(record, folder):
    """Ctrl+C at the very beginning."""
    place = os.path.join(folder, "cancelled")
    os.mkdir(place)
    blocked = {signal.SIGINT}
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)  # what is ignored here would be ignored by the program
    path = os.path.join(place, "out")
    # It is pending before the program asks for the first time, so it is cancelled at the first chance.
    signal.pthread_sigmask(signal.SIG_BLOCK, blocked)
    try:
        for form in ("csv", "openmetrics", "moment"):
            ended = exported("--data-dir", record, "--format", form, "--output", path,
                             preexec_fn=lambda: os.kill(os.getpid(), signal.SIGINT))
            checks.that(f"a cancelled {form} export ends with 1 and one line", one_line(ended, 1, "cancelled", path), ended.stderr)
            checks.that("and leaves nothing", os.listdir(place) == [], os.listdir(place))
    finally:
        signal.signal(signal.SIGINT, before)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, blocked)


def check_progress(record, folder):
    leader, follower = pty.openpty()
    path = os.path.join(folder, "progress.om")
    ended = subprocess.run([BARO, "export", "--from", "-1h", "--format", "openmetrics", "--data-dir", record, "--output", path],
                           stderr=follower, stdout=subprocess.PIPE, timeout=60)
    os.close(follower)
    flags = fcntl.fcntl(leader, fcntl.F_GETFL)
    fcntl.fcntl(leader, fcntl.F_SETFL, flags | os.O_NONBLOCK)
    told = os.read(leader, 100000)
    os.close(leader)
    checks.that("a terminal sees how far it is", ended.returncode == 0 and b"%" in told and b"samples" in told, told[-200:])
    checks.that("and a clean line at the end", told.endswith(b"\r\x1b[K"), told[-50:])


COARSE_DAY = 20_700 * 86400  # a midnight in UTC
COARSE_STEP = 10


def coarse_record(folder):
    """Three days of a sample each 10 s; of the first two only what was summed up is kept, of the first one only the hours."""
    text = os.path.join(folder, "days.om")
    with open(text, "w") as file:
        file.write("# TYPE gauge gauge\n")
        for time in range(COARSE_DAY, COARSE_DAY + 3 * 86400, COARSE_STEP):
            file.write(f"gauge {time % 977} {time}\n")
        file.write("# EOF\n")
    record = os.path.join(folder, "coarse")
    imported = run(BARO, "import", text, "--data-dir", record)
    checks.that("days are imported", imported.returncode == 0, imported.stderr.decode())
    database = sqlite3.connect(os.path.join(record, "record.db"))
    minutes, hours = 1 << 60, 2 << 60
    second = (COARSE_DAY + 86400) << 23
    database.execute("DELETE FROM block WHERE place < ? AND until <= ?", (minutes, (COARSE_DAY + 2 * 86400) * 1000))
    database.execute("DELETE FROM block WHERE place >= ? AND place < ?", (minutes, minutes + second))
    database.commit()
    database.close()
    os.remove(text)
    return record


def last_of_each(seconds, begin, end):
    """What a record still has: the last sample of each (begin, end] of so many seconds."""
    return [(time, float(time % 977)) for time in range(begin + seconds, end + 1, seconds)]


def check_coarse(folder):
    record = coarse_record(folder)
    day = lambda n: str(int(COARSE_DAY + n * 86400))

    def taken(form, begin, end, *options):
        path = os.path.join(folder, "coarse." + form)
        ended = run(BARO, "export", "--from", day(begin), "--to", day(end), "--format", form, "--data-dir", record, "--output", path, *options)
        checks.that(f"{form} is exported of what is summed up", ended.returncode == 0, ended.stderr.decode())
        return path, ended.stderr.decode()

    path, told = taken("csv", 1.25, 1.5)
    checks.that("it is told that there is the last of each minute", "the last of each minute is exported" in told and "max_over_time" in told, told)
    rows = list(csv.reader(open(path, newline="")))[1:]
    expected = last_of_each(60, COARSE_DAY + 108000 - 60, COARSE_DAY + 129600)
    checks.that("and a row for each", [float(row[1]) for row in rows] == [value for _, value in expected], (rows[:2], expected[:2], len(rows), len(expected)))
    path, told = taken("openmetrics", 0.5, 2.5)
    checks.that("hours, minutes and samples are told apart", "before 2026-09-05T00:00:00" in told and "of each hour" in told, told)
    samples = [(int(line.split()[2]), float(line.split()[1])) for line in open(path) if line.startswith("gauge ")]
    noon, first, second = COARSE_DAY + 43200, COARSE_DAY + 86400, COARSE_DAY + 2 * 86400
    single = [(time, float(time % 977)) for time in range(second + COARSE_STEP, second + 43201, COARSE_STEP)]
    expected = last_of_each(3600, noon - 3600, first) + last_of_each(60, first, second) + single
    checks.that("and each is exported as it is", samples == expected, (samples[:3], expected[:3], len(samples), len(expected)))
    path, told = taken("moment", 1.25, 1.5)
    checks.that("a moment file says that it has no processes", "no processes" in told, told)
    counted = queried(path, "count_over_time(gauge[1h])", "--time", day(1.5))
    checks.that("and has the minutes as samples", counted and float(counted[0]["value"][1]) == 60, counted)
    _, told = taken("csv", 2.25, 2.5)
    checks.that("where samples are there is nothing to tell", told == "", told)


with tempfile.TemporaryDirectory() as folder:
    check_coarse(folder)
    record = os.path.join(folder, "record")
    recorded = run(BARO, "record", "--data-dir", record, "--for", "7s", "--interval", "500ms")
    checks.that("there is a record", recorded.returncode == 0, recorded.stderr.decode())
    check_table(record, folder)
    check_openmetrics(record, folder)
    check_taken_back(folder)
    check_moment(record, folder)
    check_masks(record, folder)
    check_refused(record, folder)
    check_nothing_is_left(os.path.join(folder, "file.moment"), folder)  # reading a record needs files of its own
    check_cancelled(record, folder)
    check_progress(record, folder)
checks.exit()
