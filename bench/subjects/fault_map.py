"""The map and the figures of fault reports with very many of them: what is seen, asked through HTTP, beside the same cells asked of the database alone.

BENCH_REPORTS=1000000 is how many came in within a year; every third is mended. They lie around the town as crooked as real ones: most near its middle. Takes some 2 GB of disk."""
import contextlib
import math
import os
import pathlib
import random
import sqlite3
import statistics
import time

from apparatus import report
from apparatus.browser import staff_session
from apparatus.load import SECONDS, load
from apparatus.town import Town

REPORTS = int(os.environ.get("BENCH_REPORTS", "1000000"))
AIM = 20  # ms, the issue's
AIM_FIGURES = 100  # ms, of PEERS 3.10
FIGURES = "figures of every category"
SCALE = 0.1
DAY = 86_400_000_000  # µs
MENDED, DISTRICTS = "mended", ("Centrum", "Norr", "Söder", "Öster", "Väster")
LEVELS = (0, 2, 4, 6, 8, 10)  # of cases_place_cell, as in places.cpp: cells of level n are 2^n finest ones high and wide
MOST_CELLS = 256
SQUARE = (60.021, 15.3537)
# What somebody looks at: half of the height and width, in degrees north. A degree east is half as long here.
VIEWS = {"the whole municipality": 0.25, "the town": 0.06, "a district": 0.015, "a street": 0.003}


def cell_of(latitude, longitude):
    """row_of and column_of in places.cpp."""
    return math.floor(latitude * 1000), math.floor(longitude * 500)


def multiply(file, reports):
    """Rows as they would have been written, without what hangs on a case: the map reads nothing of that."""
    chance = random.Random(7)
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as db:
        db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -262144;")
        columns = [row[1] for row in db.execute("PRAGMA table_info(cases_case)")]
        base = dict(zip(columns, db.execute("SELECT c.* FROM cases_case c JOIN cases_place p ON p.case_id = c.id WHERE p.is_open = 1 LIMIT 1").fetchone()))
        first, began = db.execute("SELECT MAX(id) + 1 FROM cases_case").fetchone()[0], int(time.time() * 1_000_000)
        services = [row[0] for row in db.execute("SELECT DISTINCT service FROM cases_place ORDER BY service")]
        db.execute("BEGIN")
        cases, places = [], []
        for i in range(reports):
            at = (SQUARE[0] + chance.gauss(0, 0.06), SQUARE[1] + chance.gauss(0, 0.12))
            received = began - i * 30_000_000
            service, state, closed = chance.choice(services), base["state"], None
            if i % 3 == 0:
                state, closed = MENDED, min(began, received + int(chance.expovariate(1 / 6) * DAY))
            case = base | {"id": first + i, "number": f"BEN-2026-{i}", "series": "BEN", "year": 2026, "ordinal": i, "service": service,
                           "received_at": received, "closed_at": closed, "state": state, "state_kind": "closed" if closed else base["state_kind"]}
            cases.append([case[column] for column in columns])
            places.append((first + i, service, *at, *cell_of(*at), "", chance.choice(DISTRICTS), state, 0 if closed else 1, received, closed or received, closed))
            if len(cases) == 10_000 or i == reports - 1:
                db.executemany(f"INSERT INTO cases_case VALUES ({','.join('?' * len(columns))})", cases)
                db.executemany(
                    "INSERT INTO cases_place(case_id, service, latitude, longitude, row_no, col_no, road, district, state, is_open, received_at, "
                    "updated_at, closed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    places,
                )
                cases, places = [], []
        db.execute("DELETE FROM cases_place_cell")
        for level in LEVELS:
            db.execute(
                f"INSERT INTO cases_place_cell(level_no, row_no, col_no, service, number) SELECT {level}, row_no >> {level}, col_no >> {level}, service, "
                "COUNT(*) FROM cases_place WHERE is_open = 1 GROUP BY 2, 3, 4"
            )
        db.execute("DELETE FROM cases_place_day")
        db.execute(
            "INSERT INTO cases_place_day(service, received_on, received, still_open) "
            f"SELECT service, received_at / {DAY}, COUNT(*), SUM(is_open) FROM cases_place GROUP BY 1, 2"
        )
        db.execute("COMMIT")
        db.execute("ANALYZE")
        db.execute("PRAGMA journal_mode = WAL")


def box(half):
    return SQUARE[0] - half, SQUARE[1] - 2 * half, SQUARE[0] + half, SQUARE[1] + 2 * half


def bare(file, half, times=200):
    """The limit: the counted cells of the same view by SQLite alone, at the finest size of which few enough cells are seen."""
    south, west, north, east = box(half)
    (bottom, left), (top, right) = cell_of(south, west), cell_of(north, east)
    seen = ((level, bottom >> level, left >> level, top >> level, right >> level) for level in LEVELS)
    level, bottom, left, top, right = next(cells for cells in seen if (cells[3] - cells[1] + 1) * (cells[4] - cells[2] + 1) <= MOST_CELLS)
    took = []
    with contextlib.closing(sqlite3.connect(file)) as db:
        for _ in range(times):
            began = time.perf_counter()
            for row in range(bottom, top + 1):
                db.execute(
                    "SELECT col_no, SUM(number) AS n FROM cases_place_cell WHERE level_no = ? AND row_no = ? AND col_no BETWEEN ? AND ? "
                    "GROUP BY col_no ORDER BY col_no",
                    (level, row, left, right),
                ).fetchall()
            took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


def measure(folder):
    made = pathlib.Path(folder) / "fault-map"
    with Town(made, SCALE) as town:
        town.until_no_job_waits()
        file = town.database
    began = time.monotonic()
    multiply(file, REPORTS)
    took = time.monotonic() - began
    rows, aims = [], []
    with Town(made, SCALE) as town:
        officer = staff_session(town.port, "officer")
        asked = {name: "/felanmalan/karta.geojson?ruta=" + ",".join(f"{degrees:.5f}" for degrees in box(half)) for name, half in VIEWS.items()}
        for name, path in {**asked, "the page of the town": "/felanmalan/karta", FIGURES: "/handlaggning/felanmalningar/statistik"}.items():
            cookie = {"Cookie": officer} if name == FIGURES else {}
            size = len(town.get(path, **cookie)[1])
            got = load(town.port, path, 1, town.pid, headers=[f"{head}: {value}" for head, value in cookie.items()])
            if got.wrong:
                raise RuntimeError(f"{path}: {got.wrong} wrong answers")
            limit = report.milliseconds(bare(file, VIEWS[name])) if name in VIEWS else ""
            rows.append((name, report.thousands(size), report.milliseconds(got.median), report.milliseconds(got.slowest), f"{got.cpu:.2f}", limit))
            if name == FIGURES:
                aims.append(report.at_most(f"figures of {report.thousands(REPORTS)} faults", got.median, AIM_FIGURES, "ms"))
            if name in VIEWS:
                aims.append(report.at_most(f"map of {report.thousands(REPORTS)} faults: {name}", got.median, AIM, "ms"))
    heads = ["what is seen", "bytes", "ms", "99th", "CPU ms", "SQLite alone, ms"]
    return (
        f"{report.thousands(REPORTS)} reports of a year, two thirds of them open, made in {took:.0f} s; {SECONDS} seconds a line, one connection. The last column is the same count of cells asked of "
        f"SQLite by Python.\n\n{report.table(heads, rows)}\n\n{report.aims(aims)}"
    )
