"""The clock is put back and forth under the running program, as by a time server that mends a wrong one."""
import pathlib

from drill import NotRun, scenario
from oracle import Oracle

LIBRARY = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"
MINUTES = (-25, -10, -2, 2, 10, 25)  # less than the hour after which an idle session ends


@scenario("the clock is put back and forth", on=("sqlite", "postgresql"))
def clock_jumps(drill):
    if not pathlib.Path(LIBRARY).exists():
        raise NotRun("needs libfaketime: apt install faketime")
    town = drill.town()
    oracle, offset = Oracle(drill, town), drill.folder / "offset"
    offset.write_text("+0")
    town.stop()
    town.start({"LD_PRELOAD": LIBRARY, "FAKETIME_TIMESTAMP_FILE": str(offset), "FAKETIME_NO_CACHE": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1",
                "NO_FAKE_STAT": "1", "TORG_UNDO_MINUTES": "0"})
    with drill.people_of(town):
        for _ in range(drill.pick(short=3, long=30)):
            drill.pause(drill.chance.uniform(1, drill.pick(short=2, long=6)))
            offset.write_text(f"{drill.chance.choice(MINUTES) * 60:+d}")
            received = len(drill.ledger.cases)
            drill.wait_for("work goes on", lambda: len(drill.ledger.cases) > received + 1)
            drill.report.count("steps of the clock")
            oracle.glance()
        offset.write_text("+0")
        drill.pause(2)
    # What was queued while the clock was ahead must not wait for that hour to come.
    oracle.reckon(patience=300)
