#!/usr/bin/env bash
# What monitoring costs: utime + stime of `baro record` at a 1 s interval, with 300 and with 2,000 processes, and the
# same for the window and for the other monitors that are installed, in the same run.
#
# usage: tests/bench/cost.sh [--build DIR] [--seconds 60] [--warm-up 5] [--processes "300 2000"] [--no-peers]
#                            [--window] [--page NAME]... [--hidden]
#
# --window measures barograph on Overview, Processes and hidden; --page and --hidden pick. Windows need Xvfb and openbox.
# The exit status is 1 when `baro record` is over its bounds: 0.6 % of a core and 2.5 %, 25 MB.
set -euo pipefail
cd "$(dirname "$0")/../.."

build=build/release seconds=60 warm_up=5 processes="300 2000" peers=yes
windows=()
while [ $# -gt 0 ]; do
    case $1 in
        --build) build=$2; shift ;;
        --seconds) seconds=$2; shift ;;
        --warm-up) warm_up=$2; shift ;;
        --processes) processes=$2; shift ;;
        --no-peers) peers=no ;;
        --window) windows+=(overview processes --hidden) ;;
        --page) windows+=("$2"); shift ;;
        --hidden) windows+=(--hidden) ;;
        *) sed -n '2,9s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
    esac
    shift
done
bin=$build/bin
cmake --build "$build" --target baro bench_load -- --quiet
. tests/bench/measure.sh

# The process that does the work: a terminal program runs below script(1), a window below nothing.
worker_of() {  # PID NAME
    local child
    [ "$(cat "/proc/$1/comm")" != "$2" ] || { echo "$1"; return; }
    for child in $(cat "/proc/$1/task/$1/children"); do
        worker_of "$child" "$2" && return
    done
    return 1
}

failed=no base=
measure() {  # LABEL COMM BOUND COMMAND...: prints one line; BOUND 0 means none
    local label=$1 name=$2 bound=$3 worker before after percent resident
    shift 3
    start "$@" >/dev/null 2>"$scratch/errors" </dev/null
    local outer=$pid
    sleep "$warm_up"
    if ! worker=$(worker_of "$outer" "${name:0:15}"); then
        echo "  $label did not start: $(head -c 200 "$scratch/errors")"
        stop "$outer"
        return
    fi
    before=$(cpu_ticks "$worker")
    sleep "$seconds"
    after=$(cpu_ticks "$worker")
    resident=$(status_kib "$worker" VmHWM)
    percent=$(awk -v t=$((after - before)) -v hz="$ticks_per_second" -v s="$seconds" 'BEGIN { print t / hz / s * 100 }')
    [ -n "$base" ] || base=$percent
    awk -v l="$label" -v p="$percent" -v r="$resident" -v b="$base" \
        'BEGIN { printf "  %-28s %7.2f %% of a core  %7.1f MB resident  %5.1f times baro record\n", l, p, r * 1.024 / 1000, (b > 0 ? p / b : 0) }'
    if [ "$bound" != 0 ] && awk -v p="$percent" -v b="$bound" -v r="$resident" 'BEGIN { exit !(p > b || r * 1024 > 25e6) }'; then
        echo "  over the bound of $bound % and 25 MB"
        failed=yes
    fi
    stop "$outer"
}

have() { command -v "$1" >/dev/null; }

need_screen() {
    [ -z "${screen:-}" ] || return 0
    have Xvfb || { echo "  no Xvfb, so no window is measured"; return 1; }
    start Xvfb -displayfd 3 -screen 0 1920x1080x24 -nolisten tcp 3>"$scratch/display" 2>/dev/null
    sleep 2
    screen=:$(cat "$scratch/display")
    export DISPLAY=$screen QT_QPA_PLATFORM=xcb
    # Without a window manager nothing can be minimised, and a window that was asked to hide would be painted.
    have openbox || { echo "  no openbox, so no window is measured"; return 1; }
    start openbox >/dev/null 2>&1
    sleep 1
}

for count in $processes; do
    base=
    echo "$count processes, $seconds s each"
    start_load "$count" --seconds 7200
    load=$pid
    bound=0
    [ "$count" != 300 ] || bound=0.6
    [ "$count" != 2000 ] || bound=2.5
    measure "baro record --no-disk" baro $bound "$bin/baro" record --no-disk
    measure "baro record" baro 0 "$bin/baro" record --data-dir "$(mktemp -d -p "$scratch")"
    for window in ${windows[@]+"${windows[@]}"}; do
        need_screen || break
        if [ "$window" = --hidden ]; then
            measure "barograph, hidden" barograph 0 "$bin/barograph" --hidden
        else
            measure "barograph, $window" barograph 0 "$bin/barograph" --page "$window"
        fi
    done
    if [ $peers = yes ]; then
        # Each in a terminal of its own, at the same interval where it can be told.
        ! have btop || measure btop btop 0 script -qc "stty cols 200 rows 60; btop --utf-force" /dev/null
        ! have htop || measure htop htop 0 script -qc "stty cols 200 rows 60; TERM=xterm-256color htop -d 10" /dev/null
        for program in gnome-system-monitor plasma-systemmonitor; do
            have $program && need_screen && measure $program $program 0 $program
        done || true
    fi
    stop "$load"
done
[ $failed = no ]
