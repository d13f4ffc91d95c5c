"""Samples as OpenMetrics text, and queries of them, for the comparison with a Prometheus."""

import random

START = 1_700_000_000
SECONDS = 3600
STEP = 15
# No sample lies on a whole second, where a query's ranges begin and end: since Prometheus 3 they are open on the left,
# before they were closed.
FRACTION = 0.234


def times():
    return [START + FRACTION + i * STEP for i in range(SECONDS // STEP)]


def walk(generator, value, spread):
    while True:
        yield round(value, 3)
        value += generator.uniform(-spread, spread)


def counter(generator, speed, resets):
    """Begins so high that a rate before its first sample is not bounded by zero, which version 3 decides anew."""
    value = generator.uniform(1e9, 2e9)
    while True:
        yield round(value, 3)
        value = generator.uniform(1, 9) if generator.random() < resets else value + generator.uniform(0, speed)


def family(name, kind, series):
    """series: (suffix and labels, values); some samples are missing."""
    lines = [f"# TYPE {name} {kind}"]
    for index, (title, values) in enumerate(series):
        gap = random.Random(index).randrange(40, 200)
        for i, (time, value) in enumerate(zip(times(), values)):
            if not gap <= i < gap + index * 3:
                lines.append(f"{name}{title} {value} {time}")
    return lines


def openmetrics():
    generator = random.Random(4)
    hosts, devices, cores = ("alpha", "beta"), ("sda", "sdb", "nvme0n1"), range(4)
    lines = family("node_load1", "gauge", [(f'{{host="{h}"}}', walk(generator, 2, 0.2)) for h in hosts])
    lines += family("node_memory_MemAvailable_bytes", "gauge",
                    [(f'{{host="{h}"}}', walk(generator, 8e9, 5e7)) for h in hosts])
    lines += family("node_memory_MemTotal_bytes", "gauge", [(f'{{host="{h}"}}', walk(generator, 16e9, 0)) for h in hosts])
    lines += family("node_hwmon_temp_celsius", "gauge",
                    [(f'{{host="{h}",chip="c{c}",sensor="temp{s}"}}', walk(generator, 40, 2))
                     for h in hosts for c in range(2) for s in range(2)])
    lines += family("node_disk_read_bytes", "counter",
                    [(f'_total{{host="{h}",device="{d}"}}', counter(generator, 1e6, 0.01)) for h in hosts for d in devices])
    lines += family("node_disk_reads_completed", "counter",
                    [(f'_total{{host="{h}",device="{d}"}}', counter(generator, 200, 0)) for h in hosts for d in devices])
    lines += family("node_cpu_seconds", "counter",
                    [(f'_total{{host="{h}",cpu="{c}",mode="{m}"}}', counter(generator, 15, 0))
                     for h in hosts for c in cores for m in ("user", "system", "idle")])
    lines += family("node_uname_info", "gauge",
                    [(f'{{host="{h}",release="6.{i}"}}', walk(generator, 1, 0)) for i, h in enumerate(hosts)])
    lines += buckets(generator, hosts)
    return "\n".join(lines) + "\n# EOF\n"


def buckets(generator, hosts):
    lines = ["# TYPE wait_seconds histogram"]
    for host in hosts:
        counts = [1_000_000] * 5  # high, as for a counter
        for time in times():
            for i in range(5):
                counts[i] += generator.randrange(0, 20)
            for i, bound in enumerate(("0.01", "0.1", "0.5", "1.0", "+Inf")):
                lines.append(f'wait_seconds_bucket{{host="{host}",le="{bound}"}} {sum(counts[:i + 1])} {time}')
            lines.append(f'wait_seconds_count{{host="{host}"}} {sum(counts)} {time}')
            lines.append(f'wait_seconds_sum{{host="{host}"}} {sum(counts) / 7} {time}')
    return lines


GAUGES = ["node_load1", "node_hwmon_temp_celsius", 'node_hwmon_temp_celsius{chip="c0"}', "node_memory_MemAvailable_bytes"]
COUNTERS = ["node_disk_read_bytes_total", 'node_cpu_seconds_total{mode!="idle"}', "node_disk_reads_completed_total"]

ELEMENT = ["abs", "ceil", "floor", "exp", "ln", "log2", "log10", "sqrt", "sgn", "round", "sin", "cos", "tan", "atan", "sinh",
           "cosh", "tanh", "asinh", "deg", "rad", "sort", "sort_desc", "timestamp", "absent", "minute", "hour", "day_of_week",
           "day_of_month", "day_of_year", "days_in_month", "month", "year"]
OF_RANGE = ["avg_over_time", "min_over_time", "max_over_time", "sum_over_time", "count_over_time", "stddev_over_time",
            "stdvar_over_time", "last_over_time", "present_over_time", "absent_over_time", "changes", "resets", "delta",
            "idelta", "deriv"]
OF_COUNTER = ["rate", "irate", "increase", "resets", "changes"]
AGGREGATIONS = ["sum", "avg", "min", "max", "count", "group", "stddev", "stdvar"]
GROUPINGS = ["", "by (host)", "without (chip)", "by (host, device, mode)", "by (no_such_label)"]

SINGLE = r'''
node_load1
{__name__=~"node_load.*"}
{host="alpha", __name__!~"node_.*"}
node_cpu_seconds_total{cpu=~"[01]", mode!~"idle|user", host="beta"}
no_such_metric
node_load1{host=~".+"} offset 5m
node_load1 offset -5m
node_load1 @ 1700001800
node_load1 @ end() - node_load1 @ start()
node_load1[1m]
rate(node_disk_read_bytes_total[5m] @ 1700001800)
avg_over_time(node_load1[10m:1m])
max_over_time(rate(node_disk_read_bytes_total[2m])[10m:30s])
sum_over_time(node_load1[10m:1m] offset 3m)
min_over_time(sum by (host) (node_hwmon_temp_celsius)[5m:20s])
max_over_time(deriv(node_load1[2m])[10m:1m] @ 1700001800)
quantile_over_time(0.9, node_load1[5m])
quantile_over_time(0.25, node_hwmon_temp_celsius[10m])
quantile_over_time(1.2, node_load1[5m])
predict_linear(node_memory_MemAvailable_bytes[10m], 3600)
predict_linear(node_load1[5m] offset 2m, -600)
clamp(node_hwmon_temp_celsius, 38, 42)
clamp_min(node_load1, 2)
clamp_max(node_load1, 2)
clamp(node_load1, 3, 2)
round(node_memory_MemAvailable_bytes, 1e6)
round(node_load1, 0.1)
time()
vector(time()) - 1e9
scalar(node_load1{host="alpha"}) + 1
scalar(node_load1)
pi() * 2
1e-7
-1 / 0
"a text"
hour()
day_of_week() * 100 + day_of_year()
1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes
(node_memory_MemTotal_bytes - node_memory_MemAvailable_bytes) / 1024 ^ 3
-node_load1
node_load1 ^ 2 % 3
2 ^ node_load1
node_load1 + (2 atan2 1)
node_load1 > 2
node_load1 > bool 2
2 <= node_load1
node_load1 == node_load1
node_load1 != bool 2
1 > bool 2
1 > 2
node_load1 + on (host) node_memory_MemTotal_bytes
node_load1 + ignoring (chip) node_memory_MemTotal_bytes
node_hwmon_temp_celsius + on (host) group_left node_load1
node_hwmon_temp_celsius * on (host) group_left (release) node_uname_info
node_uname_info * on (host) group_right (release) node_load1
node_load1 * on (host) group_right node_hwmon_temp_celsius
node_hwmon_temp_celsius + on (host) node_load1
node_hwmon_temp_celsius + on (chip) group_left node_hwmon_temp_celsius
rate(node_disk_read_bytes_total[5m]) / rate(node_disk_reads_completed_total[5m])
node_load1 and node_memory_MemTotal_bytes
node_load1 and on (host) node_hwmon_temp_celsius > 45
node_hwmon_temp_celsius and on (host) node_load1{host="alpha"}
node_hwmon_temp_celsius unless on (host) node_load1{host="alpha"}
node_load1 or node_memory_MemTotal_bytes
node_load1{host="alpha"} or on (host) node_memory_MemTotal_bytes
node_load1 and vector(1)
node_load1 and on () vector(1)
topk(2, node_hwmon_temp_celsius)
bottomk(3, node_hwmon_temp_celsius)
topk by (host) (1, node_hwmon_temp_celsius)
topk(0, node_load1)
topk(100, node_load1)
quantile(0.5, node_hwmon_temp_celsius)
quantile by (host) (0.9, node_hwmon_temp_celsius)
quantile(-1, node_load1)
count_values("temperature", round(node_hwmon_temp_celsius))
count_values by (host) ("x", node_memory_MemTotal_bytes)
sum by (host) (rate(node_cpu_seconds_total{mode!="idle"}[1m])) / sum by (host) (rate(node_cpu_seconds_total[1m]))
100 * (1 - avg by (host) (rate(node_cpu_seconds_total{mode="idle"}[5m])))
sum(rate(node_disk_read_bytes_total[1m])) by (device)
histogram_quantile(0.9, rate(wait_seconds_bucket[5m]))
histogram_quantile(0.5, sum by (le) (rate(wait_seconds_bucket[5m])))
histogram_quantile(0.99, wait_seconds_bucket)
histogram_quantile(2, wait_seconds_bucket)
histogram_quantile(scalar(node_load1{host="alpha"}) / 10, wait_seconds_bucket)
histogram_quantile(0.9, node_load1)
rate(wait_seconds_sum[5m]) / rate(wait_seconds_count[5m])
label_replace(node_load1, "machine", "$1-x", "host", "(.)(.*)")
label_replace(node_disk_read_bytes_total, "device", "disk", "device", "sd.")
label_replace(node_load1, "host", "", "host", "beta")
label_replace(node_hwmon_temp_celsius, "sensor", "", "sensor", ".*")
label_replace(node_load1, "x", "y", "host", "(")
label_join(node_hwmon_temp_celsius, "where", "/", "host", "chip", "sensor")
label_join(node_load1, "host", ",")
absent(no_such_metric{host="alpha"})
absent(node_load1)
absent_over_time(no_such_metric{host="alpha"}[5m])
sum(no_such_metric)
count(no_such_metric) or vector(0)
sum by (host) (node_load1) > 1 and on (host) node_uname_info
rate(node_load1)
sum(node_load1[5m])
node_load1 +
foo(node_load1)
node_load1{host="alpha"
rate({host="alpha", __name__=~"node_disk_.*"}[5m])
changes({__name__=~"node_load1|node_hwmon_temp_celsius"}[5m])
'''


def queries():
    made = [f"{f}({m})" for f in ELEMENT for m in GAUGES[:2]]
    made += [f"{f}({m}[{r}])" for f in OF_RANGE for m in GAUGES[:3] for r in ("2m", "7m30s")]
    made += [f"{f}({m}[{r}])" for f in OF_COUNTER for m in COUNTERS for r in ("1m", "5m")]
    made += [f"{a} {g} (node_hwmon_temp_celsius)" for a in AGGREGATIONS for g in GROUPINGS]
    made += [f"{a} {g} (rate(node_cpu_seconds_total[2m]))" for a in AGGREGATIONS for g in GROUPINGS[:4]]
    return made + [line for line in SINGLE.splitlines() if line]
