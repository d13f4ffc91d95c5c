"""The system's own tools, each read into a dictionary, and the same dictionary made of a Frame."""

import calendar
import json
import os
import time

from checks import output

PS_FORMAT = "pid,ppid,nlwp,ni,rss,vsz,s,cputimes,lstart,user:64,comm"

# Column of ps and by how much ours may differ: a ratio, and an amount in the column's unit.
PS_COLUMNS = {"ppid": (0, 0), "nlwp": (0, 0), "ni": (0, 0), "rss": (0.01, 0), "vsz": (0.01, 0),
              "user": None, "comm": None}


def agree(ours, theirs, tolerance):
    return ours == theirs if tolerance is None else abs(ours - theirs) <= theirs * tolerance[0] + tolerance[1]


def free():
    lines = output("free", "-b", "-w").splitlines()
    names = lines[0].split()
    rows = {line.split(":")[0]: dict(zip(names, map(float, line.split(":")[1].split()))) for line in lines[1:]}
    memory, swap = rows["Mem"], rows["Swap"]
    return {**{key: memory[key] for key in ("total", "free", "shared", "buffers", "cache", "available")},
            "swap total": swap["total"], "swap free": swap["free"]}


def our_free(readings):
    info = readings["memory"]["meminfo"]
    return {"total": info["MemTotal"], "free": info["MemFree"], "shared": info["Shmem"], "buffers": info["Buffers"],
            "cache": info["Cached"] + info["SReclaimable"], "available": info["MemAvailable"],
            "swap total": info["SwapTotal"], "swap free": info["SwapFree"]}


def meminfo():
    values = {}
    for line in open("/proc/meminfo"):
        name, rest = line.split(":")
        number, *unit = rest.split()
        values[name] = float(number) * (1024 if unit else 1)
    return values


def vmstat_file():
    """Only what counts events; the nr_ lines and those below are levels."""
    levels = ("nr_", "workingset_nodes", "thp_zero_page_alloc", "direct_map")
    pairs = (line.split() for line in open("/proc/vmstat"))
    return {name: float(value) for name, value in pairs if not name.startswith(levels)}


# What vmstat -s calls it: (section, path), and what one unit of vmstat's is in ours.
VMSTAT = {
    "non-nice user cpu ticks": (lambda r: r["cpu"]["total"]["userSeconds"] - r["cpu"]["total"]["guestSeconds"], "tick"),
    "nice user cpu ticks": (lambda r: r["cpu"]["total"]["niceSeconds"] - r["cpu"]["total"]["guestNiceSeconds"], "tick"),
    "system cpu ticks": (lambda r: r["cpu"]["total"]["systemSeconds"], "tick"),
    "IRQ cpu ticks": (lambda r: r["cpu"]["total"]["irqSeconds"], "tick"),
    "softirq cpu ticks": (lambda r: r["cpu"]["total"]["softirqSeconds"], "tick"),
    "stolen cpu ticks": (lambda r: r["cpu"]["total"]["stealSeconds"], "tick"),
    "interrupts": (lambda r: r["kernel"]["interrupts"], 1),
    "CPU context switches": (lambda r: r["kernel"]["contextSwitches"], 1),
    "boot time": (lambda r: r["kernel"]["bootTimeSeconds"], 1),
    "forks": (lambda r: r["kernel"]["forks"], 1),
    "K paged in": (lambda r: r["virtualMemory"]["counters"]["pgpgin"], 1),
    "K paged out": (lambda r: r["virtualMemory"]["counters"]["pgpgout"], 1),
    "pages swapped in": (lambda r: r["virtualMemory"]["counters"]["pswpin"], 1),
    "pages swapped out": (lambda r: r["virtualMemory"]["counters"]["pswpout"], 1),
}


def vmstat():
    lines = (line.strip().split(" ", 1) for line in output("vmstat", "-s").splitlines())
    return {name: float(value) for value, name in lines if name in VMSTAT}


def our_vmstat(readings):
    ticks = os.sysconf("SC_CLK_TCK")
    return {name: value(readings) * (ticks if unit == "tick" else 1) for name, (value, unit) in VMSTAT.items()}


def iostat():
    disks = json.loads(output("iostat", "-d", "-k", "-o", "JSON"))["sysstat"]["hosts"][0]["statistics"][0]["disk"]
    return {f"{disk['disk_device']} {what}": disk[what] for disk in disks for what in ("kB_read", "kB_wrtn")}


def our_iostat(readings):
    disks = readings["disks"]["disks"]
    return {**{f"{disk['name']} kB_read": disk["counters"]["readBytes"] / 1024 for disk in disks},
            **{f"{disk['name']} kB_wrtn": disk["counters"]["writtenBytes"] / 1024 for disk in disks}}


# The columns after the name (https://docs.kernel.org/admin-guide/iostats.html), with our unit; None is a level.
DISKSTATS = [("readsCompleted", 1), ("readsMerged", 1), ("readBytes", 512), ("readSeconds", 1e-3),
             ("writesCompleted", 1), ("writesMerged", 1), ("writtenBytes", 512), ("writeSeconds", 1e-3),
             (None, 1), ("busySeconds", 1e-3), ("weightedBusySeconds", 1e-3),
             ("discardsCompleted", 1), ("discardsMerged", 1), ("discardedBytes", 512), ("discardSeconds", 1e-3),
             ("flushesCompleted", 1), ("flushSeconds", 1e-3)]


def diskstats():
    values = {}
    for line in open("/proc/diskstats"):
        _, _, name, *columns = line.split()
        if not any(int(column) for column in columns):
            continue  # a loop or memory device nobody uses: we leave those out
        for (field, unit), column in zip(DISKSTATS, columns):
            if field:
                values[f"{name} {field}"] = round(int(column) * unit, 3)
    return values


def our_diskstats(readings):
    return {f"{disk['name']} {field}": value if value is None else round(value, 3)
            for disk in readings["disks"]["disks"] for field, value in disk["counters"].items()}


def ip_link():
    values = {}
    for link in json.loads(output("ip", "-s", "-s", "-j", "link")):
        for way, stats in link["stats64"].items():
            for what in ("bytes", "packets", "errors"):
                values[f"{link['ifname']} {way} {what}"] = stats[what]
            # The kernel's file adds the packets for which there was no buffer.
            values[f"{link['ifname']} {way} dropped"] = stats["dropped"] + stats.get("missed_errors", 0)
    return values


def our_ip_link(readings):
    return {f"{interface['name']} {way} {what}": interface[field][ours]
            for interface in readings["network"]["interfaces"]
            for way, field in (("rx", "received"), ("tx", "transmitted"))
            for what, ours in (("bytes", "bytes"), ("packets", "packets"), ("errors", "errors"), ("dropped", "drops"))}


def df():
    """By where it is mounted; without the filesystems that are not on a device, which we leave out."""
    values = {}
    for line in output("df", "-B1", "--output=source,size,used,avail,itotal,iavail,target").splitlines()[1:]:
        source, size, used, available, files, files_free, target = line.split(None, 6)
        if not source.startswith("/dev/"):
            continue
        numbers = {"size": size, "used": used, "available": available, "files": files, "files free": files_free}
        values.update({f"{target} {name}": float(value) for name, value in numbers.items() if value != "-"})
    return values


def our_df(readings):
    values = {}
    for filesystem in readings["filesystems"]["filesystems"]:
        space, target = filesystem["space"], filesystem["mountPoint"]
        if space is None:
            continue
        values.update({f"{target} size": space["sizeBytes"], f"{target} used": space["sizeBytes"] - space["freeBytes"],
                       f"{target} available": space["availableBytes"], f"{target} files": space["files"],
                       f"{target} files free": space["filesFree"]})
    return values


def loads():
    return [float(value) for value in output("uptime").rsplit(":", 1)[1].split(",")]


def without_work(comm):
    """A kernel worker's name ends with what it works on at the moment."""
    return comm.split("-")[0].split("+")[0] if comm.startswith("kworker/") else comm


def ps():
    processes = {}
    for line in output("env", "TZ=UTC", "ps", "-e", "-ww", "-o", PS_FORMAT, "--no-headers").splitlines():
        pid, ppid, threads, nice, rss, vsz, state, spent, *started, user, comm = line.split(None, 14)
        if nice == "-":
            continue  # ended meanwhile, or of a scheduling class without niceness
        processes[int(pid)] = {"ppid": int(ppid), "nlwp": int(threads), "ni": int(nice), "rss": int(rss), "vsz": int(vsz),
                               "state": state, "cputimes": int(spent), "user": user, "comm": without_work(comm),
                               "started": calendar.timegm(time.strptime(" ".join(started), "%a %b %d %H:%M:%S %Y"))}
    return processes


def our_ps(readings):
    ticks, boot = os.sysconf("SC_CLK_TCK"), readings["kernel"]["bootTimeSeconds"]
    return {process["identity"]["pid"]: {
        "ppid": process["parentPid"], "nlwp": process["threads"], "ni": process["nice"],
        "rss": process["residentBytes"] // 1024, "vsz": process["virtualBytes"] // 1024, "state": process["state"],
        # Whole seconds, as ps has them; of ticks, for sums of their fractions may lie a little below.
        "cputimes": round((process["userSeconds"] + process["systemSeconds"]) * ticks) // ticks,
        "started": boot + process["identity"]["startTicks"] / ticks,
        "user": process["facts"]["user"], "comm": without_work(process["facts"]["name"]),
    } for process in readings["processes"]["processes"]}
