"""Half of what it can carry, for MINUTES=30: memory, latency and open files stay where they are, and nothing on the disk grows but the data."""
import collections
import json
import os
import pathlib
import sqlite3
import statistics
import tempfile
import time

from apparatus import chart, processes, report
from apparatus.browser import staff_session
from apparatus.programs import measured_by
from apparatus.report import ROOT
from apparatus.town import Town
from subjects.submissions import API, APPLICATION, ENTRY, PAGES, RECEIPT, SENDING, scenario

MINUTES = float(os.environ.get("MINUTES", "30"))
SLICE = 20 if MINUTES >= 5 else 5  # seconds between two samples
CLIENTS = 32
CHART = ROOT / "docs/performance-soak.svg"
FLAT = 1.1


def scenarios(folder, town):
    """What a town hall's program does in a working day, the rare things seldom."""
    officer, key = staff_session(town.port, "officer"), town.token()
    reading = [
        f"GET {path}" for path in ("/", "/e-tjanster", "/e-tjanster/skolskjuts", "/diarium", "/diarium?q=avlopp", "/e-tjanster?q=skolbuss")
    ]
    work = [f"GET {path}" for path in ("/handlaggning", "/handlaggning/ofordelade", "/handlaggning/alla", "/handlaggning/sok?q=skol")]
    return [
        f"{scenario(folder, 'reading', reading)}:6",
        f"{scenario(folder, 'work', [f'HEADER Cookie: {officer}'] + work)}:3",
        f"{scenario(folder, 'form', ENTRY + PAGES + SENDING + RECEIPT)}:1",
        f"{scenario(folder, 'api', [f'HEADER Authorization: Bearer {key}', f'POST {API} ' + json.dumps({'answers': APPLICATION})])}:2",
    ]


def on_disk(town):
    """Bytes by kind: the database, its log, and each folder of the data."""
    sizes = collections.Counter()
    for file in town.data.rglob("*"):
        try:
            if file.is_file():
                inside = file.relative_to(town.data)
                sizes[inside.name.split(".", 1)[-1] if inside.parts[0] == "tenants" else inside.parts[0]] += file.stat().st_size
        except FileNotFoundError:
            continue
    return sizes


def cases(town):
    with sqlite3.connect(f"file:{town.database}?mode=ro", uri=True) as db:
        return db.execute("SELECT COUNT(*) FROM cases_case").fetchone()[0]


def sample(town, minute, said):
    requests = said["requests"].values()
    count = sum(request["count"] for request in requests)
    return {
        "minute": minute,
        "memory": town.memory_mb(),
        "own": processes.own_memory_mb(town.pid),
        "files": processes.open_files(town.pid),
        "threads": len(os.listdir(f"/proc/{town.pid}/task")),
        "visits": said["visits"] / said["seconds"],
        "wrong": sum(request["wrong"] for request in requests),
        "p50": sum(request["p50"] * request["count"] for request in requests) / max(1, count),
        "p99": max((request["p99"] for request in requests), default=0),
        "disk": on_disk(town),
        "cases": cases(town),
    }


def measure(data):
    with tempfile.TemporaryDirectory(prefix="torg-bench-") as folder, Town(pathlib.Path(data) / "soak", 1) as town:
        mix = scenarios(folder, town)
        most = measured_by("visitors", "loop", town.port, CLIENTS, 10, 0, *mix)
        rate = most["visits"] / most["seconds"] / 2
        samples, began = [sample(town, 0, measured_by("visitors", "loop", town.port, CLIENTS, SLICE, rate, *mix))], time.monotonic()
        while time.monotonic() - began < 60 * MINUTES:
            said = measured_by("visitors", "loop", town.port, CLIENTS, SLICE, rate, *mix)
            samples.append(sample(town, (time.monotonic() - began) / 60, said))
    return told(samples, rate)


def third(samples, key, which):
    part = max(1, len(samples) // 3)
    return statistics.median(one[key] for one in (samples[part : 2 * part] if which == 2 else samples[-part:]))


def told(samples, rate):
    CHART.write_text(
        chart.svg(
            "The soak: memory, latency, open files and database over time",
            [
                ("Own memory", "MB", [(one["minute"], one["own"]) for one in samples]),
                ("Slowest of a hundred, the slowest kind of request", "ms", [(one["minute"], one["p99"]) for one in samples]),
                ("Open files and sockets", "", [(one["minute"], one["files"]) for one in samples]),
                ("Database", "MB", [(one["minute"], one["disk"]["db"] / 2**20) for one in samples]),
            ],
            max(samples[-1]["minute"], 0.1),
        )
    )
    first, last = samples[0], samples[-1]
    new_cases = last["cases"] - first["cases"]
    rows = [
        (
            name,
            *(
                f"{value:.{digits}f}"
                for value in (first[key], third(samples, key, 2), third(samples, key, 3), max(one[key] for one in samples))
            ),
        )
        for name, key, digits in (
            ("own memory, MB", "own", 0),
            ("resident memory with the mapped pages of the database, MB", "memory", 0),
            ("open files and sockets", "files", 0),
            ("threads", "threads", 0),
            ("mean of the kinds' medians, ms", "p50", 2),
            ("99th percentile of the slowest kind of request, ms", "p99", 1),
            ("visits a second", "visits", 1),
        )
    ]
    disk = [
        (
            name,
            f"{first['disk'][name] / 2**20:.1f}",
            f"{last['disk'][name] / 2**20:.1f}",
            f"{(last['disk'][name] - first['disk'][name]) / 1024 / max(1, new_cases):.2f}",
        )
        for name in sorted(last["disk"])
    ]
    wrong = sum(one["wrong"] for one in samples)
    aims = [
        report.at_most(
            "soak: own memory, last third to the middle third", third(samples, "own", 3), FLAT * third(samples, "own", 2), "MB"
        ),
        report.at_most(
            "soak: 99th percentile, last third to the middle third", third(samples, "p99", 3), FLAT * third(samples, "p99", 2) + 2, "ms"
        ),
        report.at_most("soak: open files, last third to the middle third", third(samples, "files", 3), third(samples, "files", 2) + 2, ""),
    ]
    return (
        f"{last['minute']:.0f} minutes, {CLIENTS} clients, {rate:.0f} visits a second, which is half of what they got when they did not wait: readers of public pages (6 of 12), officers at "
        f"their lists and search (3), applications by the API (2) and by the form (1). {report.thousands(new_cases)} cases came in; {wrong} wrong answers.\n\n"
        f"![Memory, latency, open files and the database's size over the soak]({CHART.name})\n\n"
        + report.table(["", "at the start", "median, middle third", "median, last third", "highest"], rows)
        + "\n\n"
        + report.table(["on disk", "MB at the start", "MB at the end", "kB a new case"], disk)
        + "\n\n"
        + report.aims(aims)
    )
