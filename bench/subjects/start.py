"""Starting, memory, and what lies on the disk."""
import os
import pathlib
import tempfile

from apparatus import report
from apparatus.load import SECONDS, load
from apparatus.town import PROGRAM, Town, public_pages

READY_SECONDS, MEMORY_MB = 1.0, 100


def stripped_mb():
    with tempfile.NamedTemporaryFile() as copy:
        report.run("strip", "-o", copy.name, PROGRAM)
        return os.path.getsize(copy.name) / 2**20


def measure(folder):
    data = pathlib.Path(folder) / "start"
    with Town(data, 1) as town:
        made = town.ready_after
    with Town(data, 1) as town:
        ready, idle = town.ready_after, town.memory_mb()
        for path in public_pages():
            town.get(path)
        pages_once = town.memory_mb()
        for path in ("/", "/e-tjanster/skolskjuts", "/diarium"):
            load(town.port, path, 64, town.pid)
        loaded = town.memory_mb()
    size = sum(file.stat().st_size for file in pathlib.Path(data).rglob("*") if file.is_file())
    rows = [
        ("first start of the demo, which makes its content (scale 1)", f"{made:.1f} s"),
        ("start until ready, content there", f"{ready * 1000:.0f} ms"),
        ("resident memory, ready", f"{idle:.0f} MB"),
        ("resident memory, every public page once", f"{pages_once:.0f} MB"),
        (f"resident memory after three pages at 64 connections, {SECONDS} s each", f"{loaded:.0f} MB"),
        ("data on disk", f"{size / 2**20:.0f} MB"),
        ("the program itself, stripped", f"{stripped_mb():.1f} MB"),
    ]
    return (
        report.table(["", "measured"], rows)
        + "\n\n"
        + report.aims(
            [
                report.at_most("ready after its start", ready * 1000, READY_SECONDS * 1000, "ms"),
                report.at_most("resident memory when ready", idle, MEMORY_MB, "MB"),
            ]
        )
    )
