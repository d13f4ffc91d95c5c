# Shared by cost.sh, leak.sh and start.sh, to be sourced: what a process used, and the end of everything that was started.

started=()      # pids, ended in reverse at exit
scratch=$(mktemp -d)
export BAROGRAPH_DATA_DIR=$scratch/record  # never that of whoever measures

end_all() {
    local i
    for ((i = ${#started[@]} - 1; i >= 0; i--)); do
        kill "${started[i]}" 2>/dev/null || true
        wait "${started[i]}" 2>/dev/null || true
    done
    rm -rf "$scratch"
}
trap end_all EXIT
trap 'exit 130' INT TERM

ticks_per_second=$(getconf CLK_TCK)

cpu_ticks() {  # PID: utime + stime
    local stat
    stat=$(<"/proc/$1/stat")
    # shellcheck disable=SC2086  # the fields are to be split
    set -- ${stat##*) }
    echo $((${12} + ${13}))
}

status_kib() {  # PID NAME: a line of status in KiB
    awk -v name="$2:" '$1 == name { print $2 }' "/proc/$1/status"
}

descriptors() {  # PID
    find "/proc/$1/fd" -mindepth 1 -maxdepth 1 | wc -l
}

start() {  # COMMAND...: in the background; its pid is in $pid
    "$@" &
    pid=$!
    started+=("$pid")
}

start_load() {  # IDLE [OPTIONS]: returns when all processes are there
    start "$bin/bench_load" "$@" >"$scratch/load"
    local waited
    for ((waited = 0; waited < 600; waited++)); do
        grep -q ready "$scratch/load" && return
        kill -0 "$pid" 2>/dev/null || break
        sleep 0.1
    done
    echo "bench_load $* did not get ready" >&2
    exit 1
}

stop() {  # PID
    kill "$1" 2>/dev/null || true
    wait "$1" 2>/dev/null || true
    local i
    for i in "${!started[@]}"; do
        [ "${started[i]}" != "$1" ] || unset "started[i]"
    done
    started=("${started[@]}")
}
