#!/usr/bin/env bash
# How fast the window starts, warm, while 300 processes idle: the time from just before exec until its first picture with
# rates, ten times, and the medians. Other monitors' windows, where installed, until xdotool finds them.
#
# usage: tests/bench/start.sh [--build DIR] [--runs 10] [--processes 300] [--no-peers] [--data-dir DIR]
#
# DIR: a record to open, such as bench_long_record's, which is recorded on; else each start begins an empty one.
#
# Each is started once before, so that its files are in memory. Exit status 1: a start failed, or the median is over 1 s.
set -euo pipefail
cd "$(dirname "$0")/../.."

build=build/release data= runs=10 processes=300 peers=yes
while [ $# -gt 0 ]; do
    case $1 in
        --build) build=$2; shift ;;
        --runs) runs=$2; shift ;;
        --processes) processes=$2; shift ;;
        --no-peers) peers=no ;;
        --data-dir) data=$(realpath "$2"); shift ;;
        *) sed -n '2,9s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
    esac
    shift
done
bin=$build/bin
cmake --build "$build" --target barograph bench_load -- --quiet
. tests/bench/measure.sh

# Nothing of the user's is read, and no instance that runs already is asked.
mkdir -m 700 "$scratch"/{runtime,config,data,cache}
export XDG_RUNTIME_DIR=$scratch/runtime XDG_CONFIG_HOME=$scratch/config XDG_DATA_HOME=$scratch/data
export XDG_CACHE_HOME=$scratch/cache QT_QPA_PLATFORM=xcb
unset WAYLAND_DISPLAY
[ -z "$data" ] || export BAROGRAPH_DATA_DIR=$data

until_true() {  # COMMAND...: looks every 10 ms, for 30 s
    local deadline=$((SECONDS + 30))
    until "$@"; do
        [ $SECONDS -lt $deadline ] || return 1
        sleep 0.01
    done
}

open_screen() {
    : >"$scratch/display"
    start Xvfb -displayfd 3 -screen 0 1920x1080x24 -nolisten tcp 3>"$scratch/display" 2>/dev/null
    until_true test -s "$scratch/display" || { echo "Xvfb does not start" >&2; exit 1; }
    DISPLAY=:$(cat "$scratch/display")
    export DISPLAY
    start openbox >/dev/null 2>&1
    until_true xdotool get_num_desktops >/dev/null 2>&1 || { echo "openbox does not start" >&2; exit 1; }
}

milliseconds() { awk -v from="$1" -v to="$2" 'BEGIN { printf "%.0f", (to - from) / 1e6 }'; }
median() { sort -n | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }
moment() { awk -v what="$1" '$1 == "barograph-start" && $3 == what { print $2; exit }' "$scratch/trace"; }
is_said() { [ -n "$(moment "$1")" ]; }
# The class of a peer's window is the program's name.
is_open() { xdotool search --onlyvisible --class "$1" >/dev/null 2>&1; }

barograph_once() {  # sets $shown and $painted, in milliseconds, and $resident, in MiB at most
    local before
    : >"$scratch/trace"
    before=$(date +%s%N)
    BAROGRAPH_TRACE_START=1 start "$bin/barograph" >/dev/null 2>"$scratch/trace" </dev/null
    if ! until_true is_said first-paint-with-rates; then
        echo "barograph drew nothing: $(head -c 300 "$scratch/trace")" >&2
        exit 1
    fi
    sleep 2  # what the first picture did not wait for
    resident=$(awk '$1 == "VmHWM:" { printf "%.1f", $2 / 1024 }' "/proc/$pid/status")
    stop "$pid"
    shown=$(milliseconds "$before" "$(moment window-shown)")
    painted=$(milliseconds "$before" "$(moment first-paint-with-rates)")
}

peer_once() {  # PROGRAM: sets $shown
    local before
    before=$(date +%s%N)
    start "$1" >/dev/null 2>&1 </dev/null
    until_true is_open "$1" || { echo "$1 opened no window" >&2; stop "$pid"; return 1; }
    shown=$(milliseconds "$before" "$(date +%s%N)")
    stop "$pid"
}

open_screen
start_load "$processes" --seconds 1200

echo "barograph with $processes processes, milliseconds from exec"
barograph_once
for ((run = 1; run <= runs; run++)); do
    barograph_once
    echo "  run $run: window shown $shown, first picture with rates $painted, $resident MiB resident at most"
    echo "$shown" >>"$scratch/shown"
    echo "$painted" >>"$scratch/painted"
done
painted=$(median <"$scratch/painted")
echo "  median: window shown $(median <"$scratch/shown"), first picture with rates $painted"

for program in gnome-system-monitor plasma-systemmonitor; do
    if [ $peers = no ] || ! command -v $program >/dev/null; then continue; fi
    echo "$program, milliseconds until its window is there; what it shows by then is not known"
    : >"$scratch/shown"
    peer_once $program || continue
    for ((run = 1; run <= runs; run++)); do
        peer_once $program || continue
        echo "$shown" | tee -a "$scratch/shown" | sed "s/^/  run $run: /"
    done
    echo "  median: $(median <"$scratch/shown")"
done

awk -v p="$painted" 'BEGIN { exit !(p <= 1000) }'
