"""Where the instructions of the hottest paths go, now and before what was done about them, told by our own functions."""
import http.client
import json
import os
import pathlib

from apparatus import report
from apparatus.browser import staff_session
from apparatus.profile import REQUESTS, Counted
from apparatus.report import ROOT
from apparatus.town import Town
from subjects.public import AS_BROWSER, SERVICE, form_page
from subjects.submissions import one_by_api

# Counted by the same subject in an earlier program: BENCH_PROGRAM=… BENCH_BEFORE=commit bench/run profiles.
BEFORE = ROOT / "bench/profiles_before.json"
MOST_ROWS, LEAST_PART = 22, 0.02
# What every request passes through says nothing of the path.
ALWAYS = 0.9


def notes():
    """What was or could be done about a function: lines "function: words" in bench/profile_notes.txt."""
    lines = (ROOT / "bench/profile_notes.txt").read_text().splitlines()
    return dict(line.split(": ", 1) for line in lines if line and not line.startswith("#"))


def page(town, path, **headers):
    """As it is asked for each time anew, without the cookie that an answer may give."""
    connection = http.client.HTTPConnection("localhost", town.port, timeout=60)

    def get():
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        if answer.read() == b"" or answer.status != 200:
            raise RuntimeError(f"GET {path} was answered {answer.status}")

    return get


def counted(data):
    with Town(data, 1) as town:
        town.until_no_job_waits()
    with Counted(data) as town:
        address, cookie = form_page(town)
        key = town.token()
        brotli = {"Accept-Encoding": AS_BROWSER}
        return {
            "An application by the API": town.costs(lambda: one_by_api(town, key), town.until_no_job_waits),
            "The form page, brotli": town.costs(page(town, address, Cookie=cookie, **brotli)),
            "The service page, brotli": town.costs(page(town, SERVICE, **brotli)),
            "The officer's list of all": town.costs(page(town, "/handlaggning/alla", Cookie=staff_session(town.port, "officer"))),
        }


def table_of(now, before, said):
    def part(name):
        return max(now.get(name, 0) / now[""], before.get(name, 0) / before[""])

    chosen = [name for name in sorted(now | before, key=part, reverse=True) if name and LEAST_PART <= part(name) < ALWAYS][:MOST_ROWS]
    return report.table(
        ["function, with all it calls", "before", "now", "now, %", "what was or could be done"],
        [
            (f"`{name}`", report.rate(before.get(name, 0)), report.rate(now.get(name, 0)), f"{100 * now.get(name, 0) / now['']:.1f}", said.get(name, ""))
            for name in chosen
        ],
    )


def measure(data):
    paths = counted(pathlib.Path(data) / "profiled")
    if commit := os.environ.get("BENCH_BEFORE"):
        kept = {name: {function: round(count, 1) for function, count in costs.items() if count >= 1} for name, costs in paths.items()}
        BEFORE.write_text(json.dumps({"commit": commit, "paths": kept}, indent=0, sort_keys=True) + "\n")
    before, said = json.loads(BEFORE.read_text()), notes()
    parts = [
        f"**{name}**: {report.rate(before['paths'][name][''])} thousand instructions before, **{report.rate(costs[''])}** now.\n\n"
        + table_of(costs, before["paths"][name], said)
        for name, costs in paths.items()
    ]
    return (
        f"Thousands of instructions a request, counted by callgrind over {REQUESTS} requests one after the other; the same on a busy machine. *Before* is "
        f"commit {before['commit']}. What a library does is counted to whoever of ours called it; the kernel and waiting for the disk are not counted. The jobs that an "
        f"application queues are in its sum. Functions with at least {100 * LEAST_PART:.0f} per cent then or now; those that {100 * ALWAYS:.0f} per cent passes "
        "through are left out.\n\n" + "\n\n".join(parts)
    )
