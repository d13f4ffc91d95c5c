"""The files of a machine that has everything: below its proc and sys, each section of a Frame that can be read of a recorded
machine finds something there. What has more than one line is a table."""

STAT = "1 (init) S 0 1 1 0 -1 4194560 3000 90000 40 200 250 330 900 400 20 0 1 0 12 170000000 3000 18446744073709551615" \
    " 1 1 0 0 0 0 671173123 4096 1260 0 0 0 17 1 0 0 15 0 0 0 0 0 0 0 0 0 0\n"

UDP = """   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
 1082: 00000000:0044 00000000:0000 07 00000200:00000120 00:00000000 00000000     0        0 1234 2 0000000000000000 0
"""
TCP = """  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 5678 1 0000000000000000 100 0
"""
NETSTAT = """TcpExt: SyncookiesSent SyncookiesRecv TCPTimeouts
TcpExt: 11 12 13
IpExt: InNoRoutes InOctets
IpExt: 14 15
"""
SNMP = """Ip: Forwarding DefaultTTL InReceives
Ip: 2 64 210
Tcp: RtoAlgorithm RtoMin RtoMax MaxConn ActiveOpens CurrEstab
Tcp: 1 200 120000 -1 220 23
"""
CPUINFO = """processor\t: 0
vendor_id\t: GenuineIntel
cpu family\t: 6
model\t\t: 154
model name\t: A processor
stepping\t: 3
microcode\t: 0x421
cpu MHz\t\t: 2419.200
cache size\t: 24576 KB
physical id\t: 0
siblings\t: 1
core id\t\t: 0
cpu cores\t: 1
flags\t\t: fpu vme
bugs\t\t: spectre_v1

"""
ARCSTATS = """13 1 0x01 96 26112 4716000000 5000000000000
name                            type data
hits                            4    4096
misses                          4    512
c_min                           4    1048576
size                            4    33554432
"""
POOL_IO = """12 3 0x00 1 80 4716000000 5000000000000
nread    nwritten reads    writes   wtime    wlentime wupdate  rtime    rlentime rupdate  wcnt     rcnt
1884160  3206144  22       132      7155162  1040     7500000  7168768  5124     7500001  0        0
"""

PROC = {
    "stat": "cpu  1000 20 300 40000 50 6 70 8 9 1\ncpu0 1000 20 300 40000 50 6 70 8 9 1\nintr 900 0 5\nctxt 2000\nbtime 1700000000\n"
            "processes 500\nprocs_running 2\nprocs_blocked 1\nsoftirq 660 11 22 33 44 55 66 77 88 99 165\n",
    "meminfo": "MemTotal:       16384000 kB\nMemFree:         2048000 kB\nMemAvailable:    8192000 kB\nBuffers:          102400 kB\n"
               "Cached:          4096000 kB\nShmem:            204800 kB\nSReclaimable:     307200 kB\nSwapTotal:       2097152 kB\n"
               "SwapFree:        1048576 kB\n",
    "vmstat": "nr_free_pages 512000\npgpgin 12345\npgpgout 23456\npswpin 34\npswpout 45\npgfault 567890\npgmajfault 678\noom_kill 1\n",
    "loadavg": "1.25 1.50 1.75 3/719 19737\n",
    "uptime": "12345.67 23456.78\n",
    "cpuinfo": CPUINFO,
    "diskstats": "   8       0 sda 1200 34 56000 780 900 12 34000 560 2 1230 4560 71 8 9100 12 130 14\n",
    "swaps": "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n/dev/sda2                               partition\t2097148\t\t1024\t\t-2\n",
    "interrupts": "           CPU0\n  1:        123   IO-APIC   1-edge      i8042\nLOC:    4567890   Local timer interrupts\n",
    "softirqs": "                    CPU0\n          HI:         12\n       TIMER:       3456\n",
    "schedstat": "version 15\ntimestamp 4295000000\ncpu0 0 0 12 34 56 78 9000000000 8000000000 765\n",
    "mdstat": "Personalities : [raid1]\nmd0 : active raid1 sdb1[1] sdc1[0]\n      976630464 blocks super 1.2 [2/2] [UU]\n\nunused devices: <none>\n",
    "net/dev": "Inter-|   Receive                                                |  Transmit\n"
               " face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed\n"
               "  eth0: 123456 789 12 13 14 15 16 17 234567 890 21 22 23 24 25 26\n",
    "net/wireless": "Inter-| sta-|   Quality        |   Discarded packets               | Missed | WE\n"
                    " face | tus | link level noise |  nwid  crypt   frag  retry   misc | beacon | 22\n"
                    " eth0: 0000   50.  -60.  -256        0      0      0      0      0        0\n",
    "net/arp": "IP address       HW type     Flags       HW address            Mask     Device\n"
               "192.168.0.1      0x1         0x2         52:54:00:12:34:56     *        eth0\n",
    "net/snmp": SNMP, "net/netstat": NETSTAT, "net/snmp6": "Ip6InReceives                   \t310\nIp6InOctets                     \t32000\n",
    "net/sockstat": "sockets: used 290\nTCP: inuse 16 orphan 0 tw 3 alloc 18 mem 2\nUDP: inuse 5 mem 1\n",
    "net/sockstat6": "TCP6: inuse 7\nUDP6: inuse 3\n", "net/udp": UDP, "net/udp6": UDP, "net/tcp": TCP, "net/tcp6": TCP,
    "net/softnet_stat": "00015c73 00000002 00000003 00000000 00000000 00000000 00000000 00000000 00000000 00000005 00000000 00000000 00000000\n",
    "net/stat/nf_conntrack": "entries  searched found new invalid ignore delete delete_list insert insert_failed drop early_drop icmp_error "
                             " expect_new expect_create expect_delete search_restart\n"
                             "00000021  00000000 00000001 00000000 00000003 00000004 00000000 00000000 00000005 00000006 00000007 00000008 "
                             "00000000  00000000 00000000 00000000 00000009\n",
    "sys/net/netfilter/nf_conntrack_count": "33\n", "sys/net/netfilter/nf_conntrack_max": "65536\n",
    "sys/fs/file-nr": "2048\t0\t9223372036854775807\n", "sys/kernel/random/entropy_avail": "255\n",
    "sys/kernel/random/poolsize": "256\n", "sys/kernel/threads-max": "12345\n", "sys/kernel/pid_max": "32768\n",
    "sys/kernel/hostname": "everything\n", "sys/kernel/osrelease": "6.1.0\n",
    "pressure/cpu": "some avg10=1.50 avg60=2.50 avg300=3.50 total=4500000\n",
    "pressure/io": "some avg10=1.50 avg60=2.50 avg300=3.50 total=4500000\nfull avg10=0.50 avg60=0.60 avg300=0.70 total=800000\n",
    "pressure/memory": "some avg10=1.50 avg60=2.50 avg300=3.50 total=4500000\nfull avg10=0.50 avg60=0.60 avg300=0.70 total=800000\n",
    "self/mountinfo": "36 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n",
    "1/mountinfo": "36 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n",
    "1/stat": STAT, "1/statm": "41503 3000 2000 1 0 5000 0\n", "1/cmdline": "/sbin/init\0splash\0", "1/cgroup": "0::/init.scope\n",
    "1/status": "Name:\tinit\nUid:\t0\t0\t0\t0\nVmSwap:\t      12 kB\nThreads:\t1\n", "1/comm": "init\n",
    "1/io": "rchar: 1\nwchar: 2\nsyscr: 3\nsyscw: 4\nread_bytes: 4096\nwrite_bytes: 8192\ncancelled_write_bytes: 0\n",
    "1/task/1/stat": STAT,
    "spl/kstat/zfs/arcstats": ARCSTATS, "spl/kstat/zfs/tank/state": "ONLINE\n", "spl/kstat/zfs/tank/io": POOL_IO,
}

CPU = "devices/system/cpu/"
GPU = "devices/pci0000:00/0000:03:00.0/"
SYS = {
    "class/net/bonding_masters": "bond0\n", "class/net/bond0/bonding/slaves": "eth0\n",
    "class/net/bond0/lower_eth0/bonding_slave/mii_status": "up\n",
    "class/net/eth0/speed": "1000\n", "class/net/eth0/mtu": "1500\n", "class/net/eth0/operstate": "up\n",
    "class/net/eth0/flags": "0x1003\n", "class/net/eth0/carrier": "1\n", "class/net/eth0/ifindex": "2\n",
    "class/hwmon/hwmon0/name": "coretemp\n", "class/hwmon/hwmon0/temp1_input": "54000\n", "class/hwmon/hwmon0/temp1_crit": "98000\n",
    "class/hwmon/hwmon0/fan1_input": "1200\n", "class/hwmon/hwmon0/temp1_label": "Package\n",
    "class/thermal/thermal_zone0/type": "acpitz\n", "class/thermal/thermal_zone0/temp": "48000\n",
    "class/thermal/cooling_device0/type": "Fan\n", "class/thermal/cooling_device0/cur_state": "1\n",
    "class/powercap/intel-rapl:0/name": "package-0\n", "class/powercap/intel-rapl:0/max_energy_range_uj": "262143328850\n",
    "class/powercap/intel-rapl:0/energy_uj": "123456789\n",
    "class/power_supply/BAT0/uevent": "POWER_SUPPLY_NAME=BAT0\nPOWER_SUPPLY_TYPE=Battery\nPOWER_SUPPLY_STATUS=Discharging\n"
                                      "POWER_SUPPLY_CAPACITY=81\nPOWER_SUPPLY_ENERGY_FULL=50000000\nPOWER_SUPPLY_ENERGY_NOW=36580000\n",
    "class/watchdog/watchdog0/timeout": "60\n", "class/watchdog/watchdog0/state": "active\n",
    "class/nvme/nvme0/model": "A drive\n", "class/nvme/nvme0/state": "live\n", "class/nvme/nvme0/nvme0n1/size": "2000409264\n",
    "class/nvme/nvme0/nvme0n1/nuse": "1000204632\n", "class/nvme/nvme0/nvme0n1/queue/logical_block_size": "512\n",
    "class/dmi/id/sys_vendor": "A maker\n", "class/dmi/id/product_name": "A machine\n",
    "class/block/sda/size": "1953525168\n", "class/block/sda/queue/rotational": "1\n", "block/sda/queue/rotational": "1\n",
    "block/md0/md/raid_disks": "2\n", "block/md0/md/degraded": "0\n",
    "fs/btrfs/u/label": "data\n", "fs/btrfs/u/allocation/global_rsv_size": "536870912\n", "fs/btrfs/u/devices/sda/size": "1953525168\n",
    "fs/btrfs/u/commit_stats": "commits 12\nlast_commit_ms 3\nmax_commit_ms 45\ntotal_commit_ms 678\n",
    "fs/btrfs/u/allocation/data/single/used_bytes": "1073741824\n", "fs/btrfs/u/allocation/data/single/total_bytes": "2147483648\n",
    "fs/selinux/enforce": "1\n", "kernel/mm/ksm/run": "1\n", "kernel/mm/ksm/pages_shared": "12\n",
    "devices/system/edac/mc/mc0/ce_count": "3\n", "devices/system/edac/mc/mc0/csrow0/ue_count": "1\n",
    "devices/system/clocksource/clocksource0/available_clocksource": "tsc hpet\n",
    "devices/system/clocksource/clocksource0/current_clocksource": "tsc\n",
    "devices/system/node/node0/meminfo": "Node 0 MemTotal:       16384000 kB\nNode 0 MemFree:         2048000 kB\n",
    "devices/system/node/node0/numastat": "numa_hit 1234\nnuma_miss 5\n", "devices/system/node/node0/cpulist": "0\n",
    CPU + "vulnerabilities/meltdown": "Mitigation: PTI\n", CPU + "online": "0\n", CPU + "cpufreq/policy0/affected_cpus": "0\n",
    CPU + "cpufreq/policy0/scaling_cur_freq": "2400000\n", CPU + "cpufreq/policy0/scaling_max_freq": "4800000\n",
    CPU + "cpu0/topology/core_id": "0\n", CPU + "cpu0/cache/index0/level": "1\n", CPU + "cpu0/cache/index0/size": "48K\n",
    CPU + "cpu0/cache/index0/shared_cpu_list": "0\n", CPU + "cpu0/thermal_throttle/core_throttle_count": "7\n",
    GPU + "vendor": "0x1002\n", GPU + "device": "0x744c\n", GPU + "gpu_busy_percent": "37\n", GPU + "mem_info_vram_used": "1073741824\n",
    GPU + "mem_info_vram_total": "8573157376\n", GPU + "pp_dpm_sclk": "0: 500Mhz \n1: 2526Mhz *\n", GPU + "drm/card0/dev": "226:0\n",
}

FILES = {**{"proc/" + name: text for name, text in PROC.items()}, **{"sys/" + name: text for name, text in SYS.items()}}
# How the graphics processor is found, from where and to where.
LINKS = {"sys/" + GPU + "driver": "../../../bus/pci/drivers/amdgpu", "sys/" + GPU + "drm/card0/device": "../..",
         "sys/class/drm/card0": "../../" + GPU + "drm/card0"}
