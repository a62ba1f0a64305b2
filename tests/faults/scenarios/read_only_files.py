"""The folder of files goes read-only, as a disk with errors does; work without files goes on."""
import subprocess

from drill import NotRun, scenario
from oracle import Oracle


@scenario("the files folder goes read-only")
def files_go_read_only(drill):
    town = drill.town()
    oracle = Oracle(drill, town)
    drill.cleaning.callback(subprocess.run, ["umount", "-l", str(town.files)], check=False, capture_output=True)
    if subprocess.run(["mount", "--bind", town.files, town.files], capture_output=True).returncode:
        raise NotRun("mounting needs root")
    with drill.people_of(town) as people:
        for _ in range(drill.pick(short=1, long=6)):
            drill.pause(drill.pick(short=2, long=5))
            # Busy while somebody's file is just being written.
            drill.wait_for("the folder is read-only", lambda: subprocess.run(["mount", "-o", "remount,bind,ro", town.files], capture_output=True).returncode == 0)
            before, received = people.refusals, len(drill.ledger.cases)
            drill.wait_for("who sends a file is told to come back", lambda: people.refusals > before)
            drill.wait_for("who sends none is served", lambda: len(drill.ledger.cases) > received + 3)
            drill.pause(drill.pick(short=1, long=8))
            subprocess.run(["mount", "-o", "remount,bind,rw", town.files], check=True)
            drill.report.count("times read-only")
            oracle.glance()
        drill.pause(2)
    oracle.reckon(patience=240)
