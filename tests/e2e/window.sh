#!/usr/bin/env bash
# The window: it opens, obeys keys, closes, makes pictures of its pages, and there is one of it.
# usage: window.sh BIN_DIR
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
barograph=$(cd "$1" && pwd)/barograph

# With a session bus of its own, so that nothing here reaches, or waits for, the one of whoever runs this.
[ "${2:-}" = in-session ] || exec dbus-run-session -- "$here/window.sh" "$1" in-session

scratch=$(mktemp -d)
started=()
end_all() {
    local i
    for ((i = ${#started[@]} - 1; i >= 0; i--)); do
        kill "${started[i]}" 2>/dev/null
        wait "${started[i]}" 2>/dev/null
    done
    rm -rf "$scratch"
}
trap end_all EXIT
trap 'exit 130' INT TERM

# Nothing of the user's is read or written.
mkdir -m 700 "$scratch"/{runtime,config,data,cache}
export HOME=$scratch XDG_RUNTIME_DIR=$scratch/runtime XDG_CONFIG_HOME=$scratch/config
export XDG_DATA_HOME=$scratch/data XDG_CACHE_HOME=$scratch/cache
unset DISPLAY WAYLAND_DISPLAY QT_QPA_PLATFORM

pass() { echo "pass $1"; }
fail() { echo "FAIL $1: $2"; }
expect() {  # NAME WHY CONDITION...
    local name=$1 why=$2
    shift 2
    if "$@"; then pass "$name"; else fail "$name" "$why"; fi
}

within() {  # SECONDS COMMAND...: polls until the command succeeds
    local deadline=$((SECONDS + $1))
    shift
    until "$@"; do
        [ $SECONDS -lt $deadline ] || return 1
        sleep 0.1
    done
}
gone() { ! kill -0 "$1" 2>/dev/null; }
lines() { wc -l <"$1"; }
said() { head -c 300 "$1" | tr '\n' ' '; }

start() {  # NAME COMMAND...: in the background; its pid is in $pid, what it says in NAME.err
    local name=$1
    shift
    "$@" >"$scratch/$name.out" 2>"$scratch/$name.err" </dev/null &
    pid=$!
    started+=("$pid")
}
window_of() {  # PID: sets $window
    window=$(xdotool search --onlyvisible --pid "$1" 2>/dev/null | tail -n 1)
    [ -n "$window" ]
}
is_active() { [ "$(xdotool getactivewindow 2>/dev/null)" = "$1" ]; }
ended_well() {  # NAME PID WHAT: ends by itself within 20 s, with 0, without a word
    local status
    if ! within 20 gone "$2"; then
        fail "$3" "still runs"
        return
    fi
    wait "$2"
    status=$?
    expect "$3" "status $status, $(said "$scratch/$1.err")" [ "$status" = 0 -a ! -s "$scratch/$1.err" ]
}

# --- without a screen -------------------------------------------------------------------------------------------------

timeout 20 "$barograph" >"$scratch/none.out" 2>"$scratch/none.err"
status=$?
expect "no screen: one line and status 1" "status $status, $(said "$scratch/none.err")" \
    [ $status = 1 -a "$(lines "$scratch/none.err")" = 1 ]

for wrong in "--frobnicate" "--page nowhere" "--size big" "--interval 5" "cpu" "--demo --replay x" "--from -1h" \
    "--report r.pdf --from nonsense"; do
    # shellcheck disable=SC2086  # several words are several arguments
    timeout 20 "$barograph" $wrong >"$scratch/wrong.out" 2>"$scratch/wrong.err"
    status=$?
    expect "refused with one line: barograph $wrong" "status $status, $(said "$scratch/wrong.err")" \
        [ $status = 2 -a "$(lines "$scratch/wrong.err")" = 1 -a ! -s "$scratch/wrong.out" ]
done

# The beginning of the demo: all of it is decoded for each picture.
head -c 60000 "$here/../../resources/demo.baroframes" >"$scratch/short.baroframes"
for page in overview cpu memory disks network gpu sensors processes alerts hosts history settings; do
    png=$scratch/$page.png
    timeout 60 "$barograph" --replay "$scratch/short.baroframes" --page $page --size 1000x700 --screenshot "$png" >/dev/null 2>"$scratch/picture.err"
    status=$?
    colours=$("$here/picture.py" "$png" 2>/dev/null || echo 0)
    expect "a picture of $page" "status $status, $colours colours, $(said "$scratch/picture.err")" \
        [ $status = 0 -a "$colours" -gt 50 -a ! -s "$scratch/picture.err" ]
done

for kind in svg pdf; do
    timeout 60 "$barograph" --demo --page cpu --screenshot "$scratch/cpu.$kind" >/dev/null 2>"$scratch/picture.err"
    status=$?
    begin=$(head -c 5 "$scratch/cpu.$kind" 2>/dev/null)
    expect "a picture as $kind" "status $status, begins with $begin, $(said "$scratch/picture.err")" \
        [ $status = 0 -a \( "$begin" = "<?xml" -o "$begin" = "%PDF-" \) -a ! -s "$scratch/picture.err" ]
done

# A picture has the words of the window as text.
timeout 60 "$barograph" --data-dir "$scratch/unrecorded" --page cpu --at -30m --screenshot "$scratch/at.svg" >/dev/null 2>"$scratch/picture.err"
status=$?
expect "a moment that nobody recorded is said to be one" "status $status, $(said "$scratch/picture.err")" \
    [ $status = 0 -a "$(grep -c "nothing was recorded at this moment" "$scratch/at.svg")" = 1 -a "$(grep -c ">Live<" "$scratch/at.svg")" = 0 ]
timeout 60 "$barograph" --data-dir "$scratch/unrecorded" --page cpu --at sometime --screenshot "$scratch/at.svg" >/dev/null 2>"$scratch/picture.err"
expect "what is no moment is named, and the window is live" "$(said "$scratch/picture.err")" \
    [ "$(grep -c "sometime is no moment" "$scratch/picture.err")" = 1 -a "$(grep -c ">Live<" "$scratch/at.svg")" = 1 ]

timeout 60 "$(dirname "$barograph")/baro" record --data-dir "$scratch/reported" --for 3s --interval 200ms >/dev/null 2>&1
timeout 60 "$barograph" --report "$scratch/report.pdf" --from -5m --data-dir "$scratch/reported" \
    >"$scratch/report.out" 2>"$scratch/report.err"
status=$?
expect "a report of the record" "status $status, $(said "$scratch/report.err")" \
    [ $status = 0 -a "$(head -c 5 "$scratch/report.pdf" 2>/dev/null)" = "%PDF-" -a "$(lines "$scratch/report.out")" = 1 ]
timeout 60 "$barograph" --report "$scratch/report.pdf" --data-dir "$scratch/nothing" >/dev/null 2>"$scratch/report.err"
status=$?
expect "no report without a record" "status $status, $(said "$scratch/report.err")" \
    [ $status = 1 -a "$(lines "$scratch/report.err")" = 1 ]

# --- on a screen ------------------------------------------------------------------------------------------------------

: >"$scratch/display"
Xvfb -displayfd 3 -screen 0 1600x1000x24 -nolisten tcp 3>"$scratch/display" 2>/dev/null &
started+=("$!")
within 20 test -s "$scratch/display" || { fail "a screen" "Xvfb does not start"; exit 0; }
DISPLAY=:$(cat "$scratch/display")
export DISPLAY
start openbox openbox
within 20 xdotool get_num_desktops >/dev/null 2>&1 || { fail "a screen" "openbox does not start"; exit 0; }

start demo "$barograph" --demo
demo=$pid
if within 30 window_of "$demo" && within 10 is_active "$window"; then
    pass "the window opens"
    for key in ctrl+1 ctrl+2 ctrl+3 ctrl+4 ctrl+5 ctrl+6 ctrl+7 ctrl+8 ctrl+9 ctrl+1 space Left Escape; do
        xdotool key "$key"
    done
    # Alt+F4 is openbox's; behind the other keys in the queue, it arrives after them.
    xdotool key alt+F4
    ended_well demo "$demo" "the window obeys keys and closes"
else
    fail "the window opens" "$(said "$scratch/demo.err")"
fi

start first "$barograph"
first=$pid
if within 30 window_of "$first"; then
    raised=$window
    start above "$barograph" --demo
    above=$pid
    within 30 window_of "$above" && within 10 is_active "$window"
    timeout 20 "$barograph" >/dev/null 2>"$scratch/second.err"
    status=$?
    expect "a second start ends with status 0" "status $status, $(said "$scratch/second.err")" [ $status = 0 ]
    expect "a second start raises the first" "the active window is $(xdotool getactivewindow 2>&1)" \
        within 10 is_active "$raised"
    kill "$above"
    within 20 gone "$above"
    within 10 is_active "$raised"
    xdotool key ctrl+q
    ended_well first "$first" "Ctrl+Q quits"
else
    fail "the window of this machine opens" "$(said "$scratch/first.err")"
fi
exit 0
