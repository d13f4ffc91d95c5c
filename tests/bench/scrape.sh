#!/usr/bin/env bash
# What a scrape costs: processor time of the whole process and time until the answer, for `baro record --listen` and
# for node_exporter where it is installed, in the same run; plain and compressed.
#
# usage: tests/bench/scrape.sh [--build DIR] [--scrapes 500] [--pause 0.05]
#
# Processor time of a scrape is what the process took while it was scraped, less what it takes by itself in the same time,
# by the number of scrapes. With a pause below the sampling interval Barograph answers most scrapes from the text of the
# Frame; --pause 1.05 makes it render for each.
set -euo pipefail
cd "$(dirname "$0")/../.."

build=build/release scrapes=500 pause=0.05
while [ $# -gt 0 ]; do
    case $1 in
        --build) build=$2; shift ;;
        --scrapes) scrapes=$2; shift ;;
        --pause) pause=$2; shift ;;
        *) sed -n '2,9s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
    esac
    shift
done
bin=$build/bin
cmake --build "$build" --target baro -- --quiet
. tests/bench/measure.sh

measure() {  # LABEL PORT COMMAND...
    local label=$1 port=$2
    shift 2
    start "$@" >/dev/null 2>&1
    local waited
    for ((waited = 0; waited < 100; waited++)); do
        curl -sf -o /dev/null "http://127.0.0.1:$port/metrics" && break
        sleep 0.1
    done
    python3 tests/bench/scrape.py "$label" "$pid" "$port" "$scrapes" "$pause"
    stop "$pid"
}

measure barograph 19100 "$bin/baro" record --no-disk --listen 127.0.0.1:19100
if command -v prometheus-node-exporter >/dev/null; then
    measure node_exporter 19101 prometheus-node-exporter --web.listen-address=127.0.0.1:19101
else
    echo "no prometheus-node-exporter here to compare with"
fi
