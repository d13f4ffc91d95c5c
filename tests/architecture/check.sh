#!/bin/sh
# The rules of docs/architecture.md that a program can check. usage: check.sh SOURCE_FOLDER
# Prints one line per violation and exits with 1 when there is any.
set -u
cd "$1" || exit 2
files=$(find core platform ui app tests -name '*.h' -o -name '*.cpp' | sort)
found=$(mktemp)
trap 'rm -f "$found"' EXIT
say() { echo "$1" >>"$found"; }

# Which folders a folder may include besides itself.
allowed() {
    case $1 in
        core/base) echo "" ;;
        core/model | core/series | core/config) echo "core/base" ;;
        core/sampling) echo "core/base core/model" ;;
        core/metrics) echo "core/base core/model core/series" ;;
        core/promql) echo "core/base core/series" ;;
        core/pages) echo "core/base core/metrics core/promql" ;;
        core/server) echo "core/base core/model core/series core/metrics core/sampling core/promql" ;;
        platform/linux | platform/replay) echo "core" ;;
        ui) echo "core" ;;
        *) echo "any" ;;
    esac
}
folder_of() {
    case $1 in
        core/* | platform/*) echo "$1" | cut -d/ -f1,2 ;;
        *) echo "$1" | cut -d/ -f1 ;;
    esac
}

for file in $files; do
    own=$(folder_of "$file")
    may=$(allowed "$own")
    for included in $(sed -n 's/^#include "\(core\|platform\|ui\|app\|tests\)\/\(.*\)"$/\1\/\2/p' "$file"); do
        target=$(folder_of "$included")
        [ "$may" = any ] || [ "$target" = "$own" ] && continue
        case " $may " in *" $target "* | *" ${target%%/*} "*) continue ;; esac
        say "$file: $own may not include $included"
    done
    case $file in core/remote/*) ;; core/* | platform/*)
        grep -qE '^#include <Q' "$file" && say "$file: Qt does not belong here" ;;
    esac
    case $file in *.h) grep -q '^#pragma once$' "$file" || say "$file: no #pragma once" ;; esac
    case $file in tests/*) ;; *)
        grep -qE '(^|[^[:alnum:]_.>:])(system|popen)\(' "$file" && say "$file: starts a shell"
        grep -q '^using namespace std;' "$file" && say "$file: using namespace std" ;;
    esac
    case $file in tests/bench/* | tests/e2e/*) ;; tests/*)
        grep -qE '(sleep_for|QThread::m?sleep|QTest::qSleep|usleep)\(' "$file" && say "$file: tests do not sleep" ;;
    esac
    [ "$(wc -l <"$file")" -le 500 ] || say "$file: longer than 500 lines"
    case $file in *.cpp)
        folder=$(dirname "$file")
        name=${file##*/}
        listed=no
        while [ "$folder" != . ]; do
            [ -f "$folder/CMakeLists.txt" ] && grep -qF "$name" "$folder/CMakeLists.txt" && listed=yes
            folder=$(dirname "$folder")
        done
        [ $listed = yes ] || say "$file: in no CMakeLists.txt" ;;
    esac
done

cat "$found"
[ ! -s "$found" ]
