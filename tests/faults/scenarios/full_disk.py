"""The disk fills up while people work; then somebody makes room. Nobody touches the program."""
import os

from drill import scenario
from oracle import Oracle


@scenario("the disk fills up", on=("sqlite", "postgresql"))
def disk_fills_up(drill):
    disk = drill.mount("disk", "-t", "tmpfs", "-o", "size=96m,mode=0755", "none")
    town = drill.town(data=disk / "data")
    oracle = Oracle(drill, town)
    with drill.people_of(town) as people:
        for _ in range(drill.pick(short=1, long=6)):
            drill.pause(drill.pick(short=2, long=6))
            fill(disk / "ballast", leave=drill.chance.choice((0, 4096, 100_000)))
            before = people.refusals
            drill.wait_for("people are told that there is no room", lambda: people.refusals > before)
            drill.pause(drill.pick(short=2, long=10))
            drill.report.check(not town.has_ended(), f"the program ended when the disk was full: {town.last_words()}")
            (disk / "ballast").unlink()
            received = len(drill.ledger.cases)
            drill.wait_for("work goes on when there is room again", lambda: len(drill.ledger.cases) > received + 3)
            oracle.glance()
            drill.report.count("times full")
    oracle.reckon(patience=240)


def fill(file, leave):
    """What people write meanwhile takes the rest."""
    with open(file, "wb", buffering=0) as ballast:
        room = os.statvfs(file.parent)
        for size in (room.f_bavail * room.f_frsize - leave, 65536, 4096):
            try:
                while size > 0 and (leave == 0 or ballast.tell() == 0):
                    os.posix_fallocate(ballast.fileno(), ballast.tell(), size)
                    ballast.seek(size, os.SEEK_CUR)
            except OSError:
                continue
