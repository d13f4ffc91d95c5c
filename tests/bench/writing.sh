#!/usr/bin/env bash
# What writing to another server takes of memory: `baro record` beside the same with a Prometheus in servers.yml, on the
# same machine at the same time. Prints resident memory each minute, at the end what is its own and what is of files.
#
# usage: tests/bench/writing.sh [--build DIR] [--minutes 5] [--late 0] [--rows 0]
#
# The bar: 10 MB more that are its own. --late: the server comes so many minutes later, and all is sent then; --rows:
# the largest mappings of both are shown. Needs prometheus and python3.
set -euo pipefail
cd "$(dirname "$0")/../.."

build=build/release minutes=5 late=0 rows=0
while [ $# -gt 0 ]; do
    case $1 in
        --build) build=$2 ;;
        --minutes) minutes=$2 ;;
        --late) late=$2 ;;
        --rows) rows=$2 ;;
        *) sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
    esac
    shift 2
done
bin=$build/bin
cmake --build "$build" --target baro barograph_remote -- --quiet
. tests/bench/measure.sh

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
echo 'global: {scrape_interval: 1h}' >"$scratch/prometheus.yml"
server() {
    start prometheus --web.enable-remote-write-receiver --web.listen-address="127.0.0.1:$port" \
        --config.file="$scratch/prometheus.yml" --storage.tsdb.path="$scratch/tsdb" --log.level=error
}
[ "$late" -gt 0 ] || server
mkdir -p "$scratch/alone/barograph" "$scratch/writes/barograph"
echo "remote_write: [{name: here, url: \"http://127.0.0.1:$port/api/v1/write\"}]" >"$scratch/writes/barograph/servers.yml"
start env XDG_CONFIG_HOME="$scratch/alone" "$bin/baro" record --data-dir "$scratch/record-alone"
alone=$pid
start env XDG_CONFIG_HOME="$scratch/writes" "$bin/baro" record --data-dir "$scratch/record-writes"
writes=$pid

own() {  # PID: kB of no file
    awk '$1 == "Private_Dirty:" { sum += $2 } END { print sum }' "/proc/$1/smaps_rollup"
}
printf '%8s %12s %12s %12s   kB resident\n' minute alone writes more
for ((minute = 1; minute <= minutes; minute++)); do
    sleep 60
    [ "$minute" -ne "$late" ] || server
    a=$(status_kib "$alone" VmRSS) w=$(status_kib "$writes" VmRSS)
    printf '%8d %12d %12d %12d\n' "$minute" "$a" "$w" $((w - a))
done
sent=$(python3 - "$port" <<'PYTHON'
import json, sys, urllib.request
url = f"http://127.0.0.1:{sys.argv[1]}/api/v1/query?query=count(%7Bjob%3D%22barograph%22%7D)"
result = json.load(urllib.request.urlopen(url))["data"]["result"]
print(result[0]["value"][1] if result else 0)
PYTHON
)
[ "$sent" != 0 ] || { echo "nothing has arrived there" >&2; exit 1; }
echo "series that arrived: $sent"
echo "at most (VmHWM): $(status_kib "$alone" VmHWM) kB alone, $(status_kib "$writes" VmHWM) kB where it writes"
echo "its own (private, dirty): $(own "$alone") kB alone, $(own "$writes") kB where it writes"
if [ "$rows" -gt 0 ]; then
    for process in "$alone" "$writes"; do
        python3 tests/bench/mappings.py "$process" "$rows"
    done
fi
more=$(($(own "$writes") - $(own "$alone")))
echo "more of its own: $more kB [10240]"
[ "$more" -le 10240 ]
