#!/usr/bin/env bash
# Whether `baro record` grows while processes start and end 50 times a second: prints resident memory and descriptors
# each minute, and fails when the end differs from minute 5 by more than 2 MB, or holds more descriptors.
#
# usage: tests/bench/leak.sh [--build DIR] [--minutes 30] [--rate 50]
set -euo pipefail
cd "$(dirname "$0")/../.."

build=build/release minutes=30 rate=50
while [ $# -gt 0 ]; do
    case $1 in
        --build) build=$2 ;;
        --minutes) minutes=$2 ;;
        --rate) rate=$2 ;;
        *) sed -n '2,5s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
    esac
    shift 2
done
bin=$build/bin
cmake --build "$build" --target baro bench_load -- --quiet
. tests/bench/measure.sh

# A shorter run compares with a sixth of its time.
compared=$((minutes / 6 > 0 ? minutes / 6 : 1))
[ "$minutes" -gt "$compared" ] || { echo "at least 2 minutes" >&2; exit 2; }

start_load 200 --churn "$rate" --seconds $(((minutes + 2) * 60))
start "$bin/baro" record --data-dir "$scratch/record" >/dev/null
baro=$pid

# The number of processes moves by a few from one moment to the next, and each holds two or three descriptors.
descriptor_slack=100
for ((minute = 1; minute <= minutes; minute++)); do
    sleep 60
    resident=$(status_kib "$baro" VmRSS)
    open=$(descriptors "$baro")
    echo "minute $minute: $resident KiB resident, $open descriptors"
    if [ $minute = $compared ]; then
        resident_then=$resident open_then=$open
    fi
done

growth=$((resident - resident_then))
if [ ${growth#-} -gt 2048 ]; then
    echo "resident memory changed by $growth KiB since minute $compared" >&2
    exit 1
fi
if [ "$open" -gt $((open_then + descriptor_slack)) ]; then
    echo "descriptors grew from $open_then to $open since minute $compared" >&2
    exit 1
fi
echo "no growth since minute $compared"
