"""Somebody's tool holds SQLite's lock for a long time: nothing can be written, pages that only read must still open."""
import sqlite3
import time

from browser import Browser
from drill import scenario
from oracle import Oracle


@scenario("the database is locked by another program")
def locked(drill):
    town = drill.town()
    oracle = Oracle(drill, town)
    with drill.people_of(town, residents=8, senders=6, officers=3) as people:
        for _ in range(drill.pick(short=1, long=4)):
            drill.pause(drill.pick(short=2, long=5))
            intruder = sqlite3.connect(town.database.file, isolation_level=None, timeout=30)
            intruder.execute("BEGIN EXCLUSIVE")
            before = people.refusals
            drill.wait_for("who writes is told to come back", lambda: people.refusals > before)
            seconds = seconds_to_read(town, drill.report)
            drill.report.check(drill.is_short or seconds < 2, f"a page that only reads took {seconds:.1f} seconds")
            drill.pause(drill.pick(short=1, long=40))
            intruder.execute("ROLLBACK")
            intruder.close()
            received = len(drill.ledger.cases)
            drill.wait_for("work goes on when the lock is given back", lambda: len(drill.ledger.cases) > received + 3)
            drill.report.count("times locked")
            oracle.glance()
    oracle.reckon(patience=240)


def seconds_to_read(town, report):
    began = time.monotonic()
    answer = Browser(town.ports, report).get("/e-tjanster")
    report.check(answer.status == 200, f"/e-tjanster was answered {answer.status}")
    return time.monotonic() - began
