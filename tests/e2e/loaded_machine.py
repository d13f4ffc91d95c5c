"""A machine in trouble, as /proc and /sys would tell of it: everything that can be short, hot or broken at once. What it
shows depends on the time alone."""

import os

CPUS = 4
TICKS = 100  # a second
GIB = 1 << 20  # of KiB


def cpu_line(name, seconds):
    """Of each second: 0.5 user, 0.12 system, 0.18 iowait, 0.15 steal, the rest idle."""
    shares = (0.5, 0, 0.12, 0.05, 0.18, 0, 0, 0.15, 0, 0)
    return f"{name} " + " ".join(str(int(1000 + seconds * share * TICKS)) for share in shares)


def stat(seconds):
    lines = [cpu_line("cpu ", seconds * CPUS)] + [cpu_line(f"cpu{cpu}", seconds) for cpu in range(CPUS)]
    # The programs begin to fight for processors after a quiet quarter of an hour.
    switches = 2_000 * seconds + 30_000 * max(0, seconds - 900)
    return "\n".join(lines + [f"intr {int(seconds * 900)} 0", f"ctxt {int(switches)}", "btime 1700000000",
                              f"processes {int(5000 + seconds)}", "procs_running 9", "procs_blocked 6"]) + "\n"


def meminfo(_):
    values = {"MemTotal": 16 * GIB, "MemFree": GIB // 8, "MemAvailable": GIB // 2, "Buffers": 1024, "Cached": GIB // 2,
              "SwapCached": 4096, "Active": 12 * GIB, "Inactive": GIB, "SwapTotal": 4 * GIB, "SwapFree": GIB // 4,
              "Dirty": 4096, "Writeback": 1024, "AnonPages": 12 * GIB, "Mapped": GIB, "Shmem": GIB, "Slab": GIB // 4,
              "SReclaimable": GIB // 8, "SUnreclaim": GIB // 8}
    return "".join(f"{name}: {value} kB\n" for name, value in values.items())


def vmstat(seconds):
    counters = {"pgpgin": 50_000, "pgpgout": 90_000, "pswpin": 2_500, "pswpout": 3_000, "pgfault": 9_000,
                "pgmajfault": 1_800, "oom_kill": 1 / 120}
    return "".join(f"{name} {int(1 + rate * seconds)}\n" for name, rate in counters.items())


def diskstats(seconds):
    """20 reads and 40 writes a second, half a second each, by a disk that is never idle."""
    reads, writes = 20 * seconds, 40 * seconds
    counters = (reads, 0, reads * 128, reads * 500, writes, 0, writes * 256, writes * 500, 30, seconds * 990, seconds * 9000)
    return "   8       0 sda " + " ".join(str(int(value)) for value in counters) + "\n"


def net_dev(seconds):
    """A network of a gigabit that is full both ways, and loses one packet in twenty."""
    packets = 90_000 * seconds
    way = (118_000_000 * seconds, packets, packets / 20, packets / 50, 0, 0, 0, 0)
    eth0 = " ".join(str(int(value)) for value in way + way)
    return ("Inter-|   Receive                                                |  Transmit\n"
            " face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier"
            f" compressed\n  eth0: {eth0}\n")


def pressure(seconds, some, full):
    return "".join(f"{name} avg10={share * 100:.2f} avg60={share * 100:.2f} avg300={share * 100:.2f} "
                   f"total={int(share * seconds * 1e6)}\n" for name, share in (("some", some), ("full", full)))


MDSTAT = """Personalities : [raid1]
md0 : active raid1 sdb1[1](F) sdc1[0]
      976630464 blocks super 1.2 [2/1] [U_]

unused devices: <none>
"""

# Of a folder that is not there.
MOUNTS = "36 35 8:1 / /home/that/is/gone rw,relatime shared:1 - ext4 /dev/sda1 rw\n"

# Beside what moves.
STILL = {
    "proc/loadavg": "24.00 22.00 18.00 9/700 4242\n",
    "proc/mdstat": MDSTAT,
    "proc/sys/net/netfilter/nf_conntrack_count": "60000\n",
    "proc/sys/net/netfilter/nf_conntrack_max": "65536\n",
    "sys/class/net/bonding_masters": "bond0\n",
    "sys/class/net/bond0/bonding/slaves": "eth0 eth1\n",
    "sys/class/net/bond0/lower_eth0/bonding_slave/mii_status": "up\n",
    "sys/class/net/bond0/lower_eth1/bonding_slave/mii_status": "down\n",
    "sys/class/net/eth0/speed": "1000\n",
    "sys/class/net/eth0/mtu": "1500\n",
    "sys/class/net/eth0/operstate": "up\n",
    "sys/class/hwmon/hwmon0/name": "coretemp\n",
    "sys/class/hwmon/hwmon0/temp1_input": "99000\n",
    "sys/class/hwmon/hwmon0/temp1_max": "84000\n",
    "sys/class/hwmon/hwmon0/temp1_crit": "98000\n",
    "sys/class/hwmon/hwmon0/temp1_crit_alarm": "1\n",
}


def write(folder, path, text):
    place = os.path.join(folder, path)
    os.makedirs(os.path.dirname(place), exist_ok=True)
    with open(place, "w") as file:
        file.write(text)


def write_machine(folder, seconds):
    """The machine as it is so long after the start: folder/proc and folder/sys."""
    for path, text in STILL.items():
        write(folder, path, text)
    for path in ("proc/1/mountinfo", "proc/self/mountinfo"):
        write(folder, path, MOUNTS)
    for name, make in (("stat", stat), ("meminfo", meminfo), ("vmstat", vmstat), ("diskstats", diskstats),
                       ("net/dev", net_dev)):
        write(folder, "proc/" + name, make(seconds))
    for name, some, full in (("cpu", 0.8, 0.1), ("memory", 0.6, 0.5), ("io", 0.7, 0.5)):
        write(folder, "proc/pressure/" + name, pressure(seconds, some, full))
    for name, rate in (("ce_count", 1 / 20), ("ue_count", 1 / 300)):
        write(folder, "sys/devices/system/edac/mc/mc0/" + name, f"{int(seconds * rate)}\n")
    for name in ("ce_noinfo_count", "ue_noinfo_count"):
        write(folder, "sys/devices/system/edac/mc/mc0/" + name, "0\n")
