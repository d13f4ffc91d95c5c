#!/usr/bin/env python3
"""Asks the same of a Prometheus and of "baro serve", which hold the same samples: the answers must be the same, their
values within 1e-9. Errors must be of the same kind; their words differ between versions of Prometheus."""

import json
import math
import os
import tempfile
import urllib.error
import urllib.parse
import urllib.request

from checks import Checks, program
from prometheus import is_installed, prometheus
from promql_data import START, openmetrics, queries
from served import served

# Never at a subquery's step, for the same reason as no sample lies on a whole second.
INSTANTS = (START + 97, START + 1807, START + 3709)
RANGES = ((START + 7, START + 3607, 60), (START + 301, START + 421, 20))


def ask(port, path, **parameters):
    url = f"http://127.0.0.1:{port}/api/v1/{path}?" + urllib.parse.urlencode(parameters)
    try:
        with urllib.request.urlopen(url, timeout=60) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def same_number(a, b):
    a, b = float(a), float(b)
    return a == b or (math.isnan(a) and math.isnan(b)) or abs(a - b) <= 1e-9 * max(abs(a), abs(b))


def same_points(ours, theirs):
    return len(ours) == len(theirs) and all(a[0] == b[0] and same_number(a[1], b[1]) for a, b in zip(ours, theirs))


def by_labels(result):
    return {json.dumps(series["metric"], sort_keys=True): series.get("values") or [series["value"]] for series in result}


def difference(ours, theirs, ordered):
    """None when both answers, each a code and a body, say the same."""
    if ours[0] != theirs[0] or ours[1].get("errorType") != theirs[1].get("errorType"):
        return f"{ours[0]} {json.dumps(ours[1])[:200]} instead of {theirs[0]} {json.dumps(theirs[1])[:200]}"
    if ours[1]["status"] != "success":
        return None
    ours, theirs = ours[1]["data"], theirs[1]["data"]
    if ours["resultType"] != theirs["resultType"]:
        return f"a {ours['resultType']} instead of a {theirs['resultType']}"
    ours, theirs, kind = ours["result"], theirs["result"], ours["resultType"]
    if kind == "string":
        return None if ours == theirs else f"{ours} instead of {theirs}"
    if kind == "scalar":
        return None if same_points([ours], [theirs]) else f"{ours} instead of {theirs}"
    if ordered and [series["metric"] for series in ours] != [series["metric"] for series in theirs]:
        return "another order"
    ours, theirs = by_labels(ours), by_labels(theirs)
    if ours.keys() != theirs.keys():
        return f"other series: {sorted(ours.keys() ^ theirs.keys())[:2]}"
    wrong = next((key for key in ours if not same_points(ours[key], theirs[key])), None)
    return wrong and f"{wrong}: {str(ours[wrong])[:150]} instead of {str(theirs[wrong])[:150]}"


def compared(checks, our_port, their_port):
    asked = 0
    for query in queries():
        forms = [("query", {"query": query, "time": at}) for at in INSTANTS]
        forms += [("query_range", {"query": query, "start": s, "end": e, "step": d}) for s, e, d in RANGES]
        problems = []
        for path, parameters in forms:
            asked += 1
            ordered = path == "query_range" or query.startswith(("sort", "topk", "bottomk"))
            problem = difference(ask(our_port, path, **parameters), ask(their_port, path, **parameters), ordered)
            if problem:
                problems.append(f"{path} at {parameters.get('time', parameters.get('start'))}: {problem}")
        checks.none(f"Prometheus answers the same: {query}", problems)
    print(f"asked {asked} times")


def main():
    if not is_installed():
        print("no prometheus here: the comparison with it is left out")
        return
    checks = Checks()
    with tempfile.TemporaryDirectory() as folder:
        samples = os.path.join(folder, "samples.om")
        with open(samples, "w") as file:
            file.write(openmetrics())
        with prometheus(folder, samples) as their_port, \
                served(program("baro"), "serve", samples, "--listen", "127.0.0.1:0") as ours:
            compared(checks, ours.port, their_port)
    checks.exit()


main()
