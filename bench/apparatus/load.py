"""wrk from Debian: how many requests a second, how long the slowest of a hundred took, and what processor time the server spent on each."""
import dataclasses
import math
import os
import re
import tempfile

from apparatus import processes
from apparatus.report import run

SECONDS = os.environ.get("BENCH_SECONDS", "10")
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


@dataclasses.dataclass
class Load:
    rate: float
    median: float  # ms
    slowest: float  # ms, 99th percentile
    wrong: int  # answers
    cpu: float  # ms of the server's for each request


def time_of(said, percent):
    number, unit = re.search(rf"{percent}%\s+([\d.]+)(us|ms|s|m)\b", said).groups()
    return float(number) * UNITS[unit]


def spent_by(pids, count_family):
    return sum(processes.cpu_seconds(pid, count_family) for pid in (pids if isinstance(pids, list) else [pids]))


def load(port, path, connections, pids, *, seconds=SECONDS, headers=(), post="", post_type="application/json", count_family=False):
    more = [word for header in headers for word in ("-H", header)]
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        if post:
            script.write(f"wrk.method = 'POST'\nwrk.body = [==[{post}]==]\nwrk.headers['Content-Type'] = '{post_type}'\n")
            script.flush()
            more += ["-s", script.name]
        before = spent_by(pids, count_family)
        said = run(
            "wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s", "--latency", *more, f"http://localhost:{port}{path}"
        )
        spent = spent_by(pids, count_family) - before
    requests = int(re.search(r"(\d+) requests in", said)[1])
    wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    lost = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", said)
    return Load(
        rate=float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]),
        median=time_of(said, 50),
        slowest=time_of(said, 99),
        wrong=int(wrong[1] if wrong else 0) + sum(map(int, lost.groups() if lost else ())),
        cpu=1000 * spent / requests if requests else math.nan,
    )
