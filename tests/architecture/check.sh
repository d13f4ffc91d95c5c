#!/bin/sh
# The rules of docs/architecture.md that a program can check. usage: check.sh SOURCE_FOLDER
# Prints one line per violation and exits with 1 when there is any.
set -u
cd "$1" || exit 2
find core platform ui app tests -name CMakeLists.txt -o -name '*.h' -o -name '*.cpp' | LC_ALL=C sort | xargs awk '
BEGIN {
    # Which folders a folder may include besides itself; what is not here may include any.
    allowed["core/base"] = ""
    allowed["core/model"] = allowed["core/series"] = allowed["core/config"] = "core/base"
    allowed["core/http"] = "core/base"
    allowed["core/connections"] = "core/base core/http core/yaml core/config"
    allowed["core/remotewrite"] = "core/base core/series core/promql core/config core/http core/yaml core/connections"
    allowed["core/prometheus"] = "core/base core/http core/connections core/series core/promql"
    allowed["core/sampling"] = "core/base core/model"
    allowed["core/sharing"] = "core/base core/model core/sampling"
    allowed["core/metrics"] = "core/base core/model core/series"
    allowed["core/promql"] = "core/base core/series"
    allowed["core/templates"] = "core/base core/series core/promql"
    allowed["core/yaml"] = "core/base core/promql"
    allowed["core/rules"] = "core/base core/yaml core/series core/promql core/config core/templates"
    allowed["core/alerts"] = "core/base core/yaml core/model core/series core/promql core/metrics core/rules core/templates"
    allowed["core/telling"] = "core/base core/http core/series core/promql core/config core/alerts"
    allowed["core/history"] = "core/base core/model core/series"
    allowed["core/pages"] = "core/base core/metrics core/promql"
    allowed["core/hosts"] = "core/base core/model core/series core/metrics core/promql core/sampling core/prometheus"
    allowed["core/exports"] = "core/base core/model core/series core/metrics core/history core/alerts"
    allowed["core/server"] = "core/base core/http core/model core/series core/metrics core/sampling core/promql core/alerts core/telling core/rules core/remotewrite"
    allowed["core/remote"] = "core/base core/http"
    allowed["platform/linux"] = allowed["platform/replay"] = allowed["ui"] = "core"
}
function say(text) { print text; found = 1 }
function folderOf(path, parts) {
    split(path, parts, "/")
    return parts[1] == "core" || parts[1] == "platform" ? parts[1] "/" parts[2] : parts[1]
}
function top(path) { sub("/.*", "", path); return path }
function has(words, word) { return index(" " words " ", " " word " ") > 0 }
function finish() {
    if (file == "" || isList) return
    if (file ~ /[.]h$/ && !once) say(file ": no #pragma once")
    if (lines > 500) say(file ": longer than 500 lines")
}

FNR == 1 {
    finish()
    file = FILENAME; own = folderOf(file); lines = 0; once = 0
    isList = file ~ /CMakeLists[.]txt$/
    isTest = top(file) == "tests"
    maySleep = !isTest || file ~ "^tests/(bench|e2e)/"
    noQt = file ~ "^(core|platform)/" && file !~ "^core/remote/"
    if (file ~ /[.]cpp$/) sources[++count] = file
}
isList { sub(/#.*/, ""); folder = file; sub("/[^/]*$", "", folder); listed[folder] = listed[folder] " " $0; next }
{ ++lines }
/^#pragma once$/ { once = 1 }
/^#include "(core|platform|ui|app|tests)\// {
    included = $2; gsub("\"", "", included)
    target = folderOf(included)
    uses[own, target] = 1
    if (own in allowed && target != own && !has(allowed[own], target) && !has(allowed[own], top(target)))
        say(file ": " own " may not include " included)
}
noQt && /^#include <Q/ { say(file ": Qt does not belong here") }
!isTest && /(^|[^A-Za-z0-9_.>:])(system|popen)\(/ { say(file ": starts a shell") }
!isTest && /^using namespace std;/ { say(file ": using namespace std") }
!maySleep && /(sleep_for|QThread::m?sleep|QTest::qSleep|usleep)\(/ { say(file ": tests do not sleep") }

END {
    finish()
    for (i = 1; i <= count; ++i) {
        folder = name = sources[i]
        sub("^.*/", "", name)
        exactly = name
        gsub(/[.]/, "[.]", exactly)
        isListed = 0
        while (!isListed && sub("/[^/]*$", "", folder))
            isListed = match(listed[folder], "(^|[^A-Za-z0-9_])" exactly "($|[^A-Za-z0-9_])") > 0
        if (!isListed) say(sources[i] ": in no CMakeLists.txt")
    }
    for (folder in listed) {
        if (folder ~ "^tests") continue
        count = split(listed[folder], words, "[^A-Za-z0-9_]+")
        for (i = 1; i <= count; ++i) {
            target = words[i]
            if (target !~ "^(core|platform)_[a-z]+$") continue
            sub("_", "/", target)
            own = folderOf(folder)
            if (target != own && !uses[own, target]++) say(folder "/CMakeLists.txt: links " words[i] " and includes nothing of it")
        }
    }
    exit found
}'
found=$?

# A script of the end-to-end checks is run by tests/e2e/run, by its path or as a name of its loop, or another one runs or imports it.
isRun() {  # SCRIPT
    find tests/e2e -type f ! -path "$1" | xargs awk -v name="$(basename "${1%.*}")" -v ending="${1##*.}" '
    { sub("(^|[ \t])#.*", "") }
    $0 ~ "[$\"/][$A-Za-z_{}/.]*/" name "[.]" ending "($|[^A-Za-z0-9_])" { used = 1 }
    (/^(from|import) / || (FILENAME ~ "/run$" && /^for name in /)) && $0 ~ "[ ,]" name "($|[ ,;])" { used = 1 }
    END { exit !used }'
}
for script in tests/e2e/*.py tests/e2e/*.sh; do
    [ ! -e "$script" ] || isRun "$script" || { echo "$script: nothing runs it"; found=1; }
done
[ "$found" = 0 ]
