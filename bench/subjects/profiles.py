"""Where the time of the three hottest paths goes, told by our own functions; what a library or the kernel does is counted to whoever of ours called it."""
import json
import pathlib
import shutil

from apparatus import profile, report
from apparatus.browser import staff_session
from apparatus.large_town import town_of
from apparatus.load import SECONDS, load
from apparatus.report import ROOT, run
from apparatus.town import Town
from subjects.submissions import API, APPLICATION

BUILD = ROOT / "build/profile"
CASES, CONNECTIONS, MOST_ROWS, LEAST_PART = 10_000, 16, 22, 0.01
# What every request passes through says nothing of the path.
ALWAYS = 0.8


def built():
    """The release with lines and frame pointers; kept, so that the next time only builds what has changed."""
    run("cmake", "--preset", "release", "-B", BUILD, "-DCMAKE_CXX_FLAGS=-g1 -fno-omit-frame-pointer")
    run("cmake", "--build", BUILD, "--target", "torg")
    return next(path for path in (BUILD / "torg", BUILD / "src/app/torg") if path.exists())


def notes():
    """What was or could be done about a function: lines "function: words" in bench/profile_notes.txt."""
    lines = (ROOT / "bench/profile_notes.txt").read_text().splitlines()
    return dict(line.split(": ", 1) for line in lines if line and not line.startswith("#"))


def table_of(found, where, said):
    whole, alone = profile.costs(found)
    chosen = [name for name, part in sorted(whole.items(), key=lambda one: -one[1]) if LEAST_PART <= part < ALWAYS][:MOST_ROWS]
    chosen += [
        name
        for name, part in sorted(alone.items(), key=lambda one: -one[1])
        if part >= 0.03 and name not in chosen and whole.get(name, 0) < ALWAYS
    ]
    return report.table(
        ["function", "with all it calls, %", "itself and libraries, %", "mostly in", "what was or could be done"],
        [
            (
                f"`{name}`{'<br>' + where[name] if name in where else ''}",
                f"{100 * whole.get(name, part_alone):.1f}",
                f"{100 * part_alone:.1f}",
                ", ".join(f"`{one}`" for one in profile.called_by(found, name, 2)) if part_alone >= 0.01 else "",
                said.get(name, ""),
            )
            for name in chosen
            for part_alone in [alone.get(name, 0)]
        ],
    )


def measure(data):
    program = built()
    where, said, parts = profile.places(program), notes(), []
    folder = pathlib.Path(data) / "profiled"
    shutil.copytree(town_of(data, CASES), folder)
    with Town(folder, program=program) as town:
        key, session = [f"Authorization: Bearer {town.token()}"], [f"Cookie: {staff_session(town.port, 'two.units')}"]
        for name, path, headers, post in (
            ("An application by the API", API, key, json.dumps({"answers": APPLICATION})),
            ("The service page", "/e-tjanster/skolskjuts", [], ""),
            ("The officer's queue (all in two units of fifty)", "/handlaggning/alla", session, ""),
            ("The public register", "/diarium", [], ""),
        ):
            got = []
            found = profile.recorded(
                town.pid, SECONDS, lambda: got.append(load(town.port, path, CONNECTIONS, town.pid, headers=headers, post=post))
            )
            parts.append(
                f"**{name}**, `{path}`: {got[0].cpu:.2f} ms of processor time a request while watched.\n\n" + table_of(found, where, said)
            )
    return (
        f"perf, {profile.FREQUENCY} samples a second of processor time, {SECONDS} s each, {CONNECTIONS} connections, {report.thousands(CASES)} cases. Functions with at least "
        f"{100 * LEAST_PART:.0f} per cent; those that {100 * ALWAYS:.0f} per cent passes through are left out.\n\n" + "\n\n".join(parts)
    )
