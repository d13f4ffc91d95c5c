#!/bin/sh
# The checker must find what it is there to find: each case is a small tree with one violation.
# usage: check_test.sh CHECKER
set -u
failures=0

# expect STATUS NAME FILE TEXT: the checker's exit status for a tree that holds just that file, listed for building.
expect() {
    tree=$(mktemp -d)
    mkdir -p "$tree/core" "$tree/platform" "$tree/ui" "$tree/app" "$tree/tests" "$tree/$(dirname "$3")"
    printf '%b\n' "$4" >"$tree/$3"
    case $2 in
        "unlisted file") ;;
        "end of a listed name") echo "Of${3##*/}" >"$tree/$(dirname "$3")/CMakeLists.txt" ;;
        *) echo "${3##*/}" >"$tree/$(dirname "$3")/CMakeLists.txt" ;;
    esac
    "$checker" "$tree" >/dev/null
    status=$?
    rm -rf "$tree"
    [ "$status" = "$1" ] && return
    echo "$2: exit status $status, not $1"
    failures=$((failures + 1))
}

# expectTree STATUS NAME [FILE TEXT]...: the same for several files, none of them listed but by what they say.
expectTree() {
    expected=$1
    case=$2
    shift 2
    tree=$(mktemp -d)
    mkdir -p "$tree/core" "$tree/platform" "$tree/ui" "$tree/app" "$tree/tests"
    while [ $# -gt 0 ]; do
        mkdir -p "$tree/$(dirname "$1")"
        printf '%b\n' "$2" >"$tree/$1"
        shift 2
    done
    "$checker" "$tree" >/dev/null
    status=$?
    rm -rf "$tree"
    [ "$status" = "$expected" ] && return
    echo "$case: exit status $status, not $expected"
    failures=$((failures + 1))
}

checker=$1
expect 0 "allowed arrow" core/model/A.cpp '#include "core/base/B.h"'
expect 0 "own folder" core/model/A.cpp '#include "core/model/B.h"'
expect 0 "platform to core" platform/linux/A.cpp '#include "core/model/B.h"'
expect 0 "metrics to series" core/metrics/A.cpp '#include "core/series/B.h"'
expect 1 "arrow up" core/model/A.cpp '#include "core/sampling/B.h"'
expect 1 "core to platform" core/sampling/A.cpp '#include "platform/linux/B.h"'
expect 1 "ui to platform" ui/A.cpp '#include "platform/linux/B.h"'
expect 1 "linux to replay" platform/linux/A.cpp '#include "platform/replay/B.h"'
expect 1 "Qt in core" core/model/A.cpp '#include <QString>'
expect 0 "Qt in core/remote" core/remote/A.cpp '#include <QString>'
expect 1 "alerts to remote" core/alerts/A.cpp '#include "core/remote/B.h"'
expect 1 "no pragma once" core/model/A.h 'int a;'
expect 1 "shell" platform/linux/A.cpp 'int a = system("x");'
expect 1 "using namespace std" core/base/A.cpp 'using namespace std;'
expect 1 "sleeping test" tests/A.cpp 'void f() { std::this_thread::sleep_for(1); }'
expect 1 "unlisted file" core/base/A.cpp 'int a;'
expect 1 "end of a listed name" core/base/A.cpp 'int a;'
expect 1 "long file" core/base/A.cpp "$(seq 501)"
linking='add_library(core_model A.cpp)\ntarget_link_libraries(core_model PUBLIC core_base fmt::fmt)'
expectTree 0 "link that is used" core/model/CMakeLists.txt "$linking" core/model/A.cpp '#include "core/base/B.h"'
expectTree 1 "link that is not used" core/model/CMakeLists.txt "$linking" core/model/A.cpp '#include "core/model/A.h"'
expectTree 1 "script that nothing runs" tests/e2e/a.py 'usage: a.py BIN_DIR' tests/e2e/run '# a.py' tests/e2e/bb.py '# import a'
running='"$here/a.sh" "$bin"\nfor name in bb c; do group "$here/$name.py"; done'
expectTree 1 "script with the end of a name that is run" tests/e2e/run "$running" tests/e2e/b.py 'print(1)'
expectTree 0 "scripts that are run" tests/e2e/run "$running" tests/e2e/a.sh 'exec "$here/d.py"' tests/e2e/bb.py 'import c' tests/e2e/c.py 'print(1)' \
    tests/e2e/d.py 'from e import f' tests/e2e/e.py 'print(1)'
[ $failures = 0 ]
