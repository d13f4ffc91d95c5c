#!/usr/bin/env bash
# What recording costs beside sampling: processor time and memory of `baro record` with and without a record, in turns, and
# what goes to disk, with N processes of which a few are busy. A block is written each 900 s, first to SQLite's log and when that has
# 4 MB to the database: what the log holds at the end is counted a second time, for it will be.
#
# usage: tests/bench/record.sh [--build DIR] [--seconds 300] [--processes 300]
set -euo pipefail
cd "$(dirname "$0")/../.."
build=build/release seconds=300 processes=300
while [ $# -gt 0 ]; do
    case $1 in
        --build) build=$2; shift ;;
        --seconds) seconds=$2; shift ;;
        --processes) processes=$2; shift ;;
        *) sed -n 6p "$0" >&2; exit 2 ;;
    esac
    shift
done
bin=$build/bin
cmake --build "$build" --target baro bench_load -- --quiet
source tests/bench/measure.sh
start_load "$processes" --seconds 7200

measure() {  # LABEL ARGUMENTS...: sets percent, resident, written
    local label=$1 before after
    shift
    start "$bin/baro" record "$@" >/dev/null
    sleep 20
    before=$(cpu_ticks "$pid")
    local io=$(awk '/^write_bytes/ {print $2}' "/proc/$pid/io")
    sleep "$seconds"
    after=$(cpu_ticks "$pid")
    written=$(($(awk '/^write_bytes/ {print $2}' "/proc/$pid/io") - io + $(stat -c %s "$scratch/record/record.db-wal" 2>/dev/null || echo 0)))
    resident=$(status_kib "$pid" VmHWM)
    percent=$(awk -v t=$((after - before)) -v hz="$ticks_per_second" -v s="$seconds" 'BEGIN { print t / hz / s * 100 }')
    printf '  %-12s %6.2f %% of a core  %6.1f MB resident  %6.1f MB written a day\n' "$label" "$percent" \
        "$(awk -v r="$resident" 'BEGIN { print r * 1.024 / 1000 }')" \
        "$(awk -v w="$written" -v s="$seconds" 'BEGIN { print w / s * 86400 / 1e6 }')"
    stop "$pid"
}

echo "$processes processes, $seconds s each"
[ "$seconds" -ge 1800 ] || echo "  what is written a day wants 1800 s or more, for it comes with the blocks"
measure "sampling" --no-disk
base=$percent plain=$resident
measure "recording" --data-dir "$scratch/record"
awk -v p="$percent" -v b="$base" -v r="$resident" -v a="$plain" \
    'BEGIN { printf "  recording costs %.2f %% of a core and %.1f MB more\n", p - b, (r - a) * 1.024 / 1000 }'
find "$scratch/record" -type f -printf '  %-20P %9s bytes\n' | sort
