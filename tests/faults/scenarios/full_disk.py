"""The disk fills up while people work; then somebody makes room. Nobody touches the program."""
import os

from drill import scenario
from oracle import Oracle


def fills_up(drill, disk, town, mend=lambda: None):
    oracle = Oracle(drill, town)
    with drill.people_of(town) as people:
        for _ in range(drill.pick(short=1, long=6)):
            drill.pause(drill.pick(short=2, long=6))
            leave, before = drill.chance.choice((0, 4096, 100_000)), people.refusals
            drill.wait_for("people are told that there is no room", lambda: fill(disk / "ballast", leave) or people.refusals > before)
            drill.pause(drill.pick(short=2, long=10))
            drill.report.check(not town.has_ended(), f"the program ended when the disk was full: {town.last_words()}")
            (disk / "ballast").unlink()
            mend()
            received = len(drill.ledger.cases)
            drill.wait_for("work goes on when there is room again", lambda: len(drill.ledger.cases) > received + 3)
            oracle.glance()
            drill.report.count("times full")
    oracle.reckon(patience=240)


@scenario("the disk fills up", on=("sqlite", "postgresql"))
def disk_fills_up(drill):
    disk = drill.mount("disk", "-t", "tmpfs", "-o", "size=96m,mode=0755", "none")
    fills_up(drill, disk, drill.town(data=disk / "data"))


@scenario("the disk of PostgreSQL fills up", on=("postgresql",), long_only=True)
def disk_of_postgresql_fills_up(drill):
    disk = drill.mount("disk", "-t", "tmpfs", "-o", "size=400m,mode=0755", "none")
    settings = "max_wal_size=64MB", "min_wal_size=32MB"
    server = drill.postgres("disk/postgres", settings=settings)

    def start_as_systemd_does():
        if not server.is_running():
            server.start(*settings)
            drill.report.count("times PostgreSQL had ended")

    fills_up(drill, disk, drill.town(database=server), start_as_systemd_does)


def fill(file, leave):
    """What people write meanwhile takes the rest; called again, it takes what a database gave back."""
    room = os.statvfs(file.parent)
    room = room.f_bavail * room.f_frsize - leave
    with open(file, "ab", buffering=0) as ballast:
        for size in (room,) if leave else (room, 65536, 4096):
            try:
                while size > 0:
                    os.posix_fallocate(ballast.fileno(), os.fstat(ballast.fileno()).st_size, size)
                    if leave:
                        return
            except OSError:
                continue
