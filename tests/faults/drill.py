"""One scenario while it runs: its chance, its places, its clock, and what it found."""
import contextlib
import pathlib
import random
import shutil
import subprocess
import tempfile
import time

from databases import Postgres, Sqlite
from ledger import Ledger
from mailbox import Mailbox
from people import Crowd
from report import Report
from town import Town

SCENARIOS = []


class NotRun(Exception):
    """This machine lacks something that the scenario needs."""


def scenario(name, on=("sqlite",), long_only=False):
    """`on`: the databases that it is played with, one after the other."""

    def add(play):
        SCENARIOS.extend((f"{name} ({kind})", kind, long_only, play) for kind in on)
        return play

    return add


class Drill:
    def __init__(self, name, kind, seed, is_short, minutes):
        self.name, self.kind, self.seed, self.is_short = name, kind, seed, is_short
        self.report, self.ledger, self.mailbox = Report(name), Ledger(), Mailbox()
        self.chance = self.chance_of("the fault")
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="torg-faults-"))
        self.folder.chmod(0o755)
        self.deadline = time.monotonic() + 60 * minutes
        self.cleaning = contextlib.ExitStack()
        self.cleaning.callback(self.mailbox.close)

    def chance_of(self, whom):
        return random.Random(f"{self.seed}/{self.name}/{whom}")

    def pick(self, short, long):
        return short if self.is_short else long

    def pause(self, seconds):
        if time.monotonic() + seconds > self.deadline:
            raise TimeoutError("the scenario took too long")
        time.sleep(seconds)

    def wait_for(self, what, condition, patience=180):
        """Until it holds; a broken promise when it does not in time. A machine that was paused meanwhile loses at most a second by it."""
        waited, last = 0, time.monotonic()
        while not (holds := condition()) and waited < patience and last < self.deadline:
            time.sleep(0.1)
            waited, last = waited + min(time.monotonic() - last, 1), time.monotonic()
        return self.report.check(holds, what if holds else f"after {patience} s still not: {what}")

    # ---- places
    def town(self, data=None, database=None, servers=1):
        if database is None and self.kind == "postgresql":
            database = self.postgres()
        elif database is None:
            database = Sqlite(pathlib.Path(data or self.folder / "data") / "tenants" / Town.slug / "torg.db")
        made = Town(self.folder, database, self.mailbox, data, servers)
        self.cleaning.callback(made.stop)
        return made.make()

    def postgres(self, name="postgres", port=0, settings=()):
        server = Postgres(self.folder / name, port).make().start(*settings)
        self.cleaning.callback(server.stop, "immediate")
        return server

    def mount(self, name, *words):
        """A file system of its own, gone with the scenario."""
        place = self.folder / name
        place.mkdir(exist_ok=True)
        done = subprocess.run(["mount", *words, str(place)], capture_output=True, text=True)
        if done.returncode:
            raise NotRun(f"mounting needs root: {done.stderr.strip()}")
        self.cleaning.callback(subprocess.run, ["umount", "-l", str(place)], check=False)
        return place

    @contextlib.contextmanager
    def people_of(self, town, **how_many):
        crowd = Crowd(self, town, **how_many)
        with crowd.at_work():
            yield crowd
        self.report.count("times told to come back", crowd.refusals)

    def close(self, keep):
        self.cleaning.close()
        if keep:
            (self.folder / "wrong").write_text("\n".join(self.report.wrong) + "\n")
            print(f"  kept for a look: {self.folder}", flush=True)
        else:
            shutil.rmtree(self.folder, ignore_errors=True)
