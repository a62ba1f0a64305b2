"""docs/performance.md: one pair of markers a subject, and what stands between them."""
import datetime
import math
import os
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/performance.md"
AIM_HEADS = ["aim", "measured", "limit", "ratio", "holds"]


def run(*command, **more):
    return subprocess.run(
        [str(word) for word in command], cwd=ROOT, check=True, stdin=subprocess.DEVNULL, capture_output=True, text=True, **more
    ).stdout


def table(heads, rows):
    lines = ["| " + " | ".join(heads) + " |", "|" + " --- |" + " ---: |" * (len(heads) - 1)]
    return "\n".join(lines + ["| " + " | ".join(map(str, row)) + " |" for row in rows])


def thousands(number):
    return f"{number:,.0f}".replace(",", " ")


def ratio(part, whole):
    return f"{part / whole:.2f}" if whole else "–"


def milliseconds(value):
    if math.isnan(value):
        return "–"
    return f"{value:.2f}" if value < 10 else f"{value:.0f}"


def rate(value):
    return thousands(value) if value >= 100 else f"{value:.1f}"


def at_least(aim, measured, limit, part=0.5):
    """A row of a table of aims: the measured rate is to be at least that part of its limit."""
    return aim, rate(measured), rate(limit), ratio(measured, limit), "yes" if measured >= part * limit else "**no**"


def at_most(aim, measured, limit, unit):
    shown = [f"{value:.0f}" if value >= 10 else f"{value:.1f}" for value in (measured, limit)]
    return aim, f"{shown[0]} {unit}", f"{shown[1]} {unit}", ratio(measured, limit), "yes" if measured <= limit else "**no**"


# A list that has grown by a tenth of a millisecond is no slower to whoever reads it, and two runs differ by as much.
LIST_IS_QUICK, LIST_MAY_DIFFER = 2.0, 1.3


def list_at_most(aim, measured, limit):
    """A row about a list, whose limit is its own time with fewer cases. Holds as LIST_RULE says."""
    row = at_most(aim, measured, limit, "ms")
    return *row[:-1], "yes" if measured < LIST_IS_QUICK or measured <= LIST_MAY_DIFFER * limit else "**no**"


LIST_RULE = (
    f"An aim about a list, whose limit is taken from its own time at fewer cases, holds when the list takes less than {LIST_IS_QUICK:.0f} ms "
    f"or at most {LIST_MAY_DIFFER} times the limit: two runs differ by as much."
)


def aims(rows):
    return table(AIM_HEADS, rows)


def machine():
    model = re.search(r"model name\s*:\s*(.*)", pathlib.Path("/proc/cpuinfo").read_text())
    commit = run("git", "rev-parse", "--short=8", "HEAD").strip()
    busy = os.getloadavg()[0]
    words = (
        f"{datetime.date.today()}, commit {commit}, {len(os.sched_getaffinity(0))} cores of {model[1] if model else 'an unknown model'}, "
        f"load and program on the same machine."
    )
    # What another program takes is missing here: the reader must know.
    return words + (f" **Other work was under way (load average {busy:.1f} before the first line).**" if busy > 1.5 else "")


def write(subject, words, about):
    """`about` is machine() as it was before the subject was measured."""
    fill(subject, f"{about}\n\n{words}")
    fill("aims", all_aims())
    print(f"{subject}: written to {PAGE.relative_to(ROOT)}", flush=True)


def fill(subject, words):
    text = PAGE.read_text()
    begin, end = f"<!-- bench:{subject} -->", f"<!-- /bench:{subject} -->"
    filled = f"{begin}\n{words}\n{end}"
    if begin in text:
        text = re.sub(re.escape(begin) + ".*?" + re.escape(end), lambda _: filled, text, flags=re.S)
    else:
        text += f"\n## {subject.capitalize()}\n{filled}\n"
    PAGE.write_text(text)


def all_aims():
    """Every row of every table of aims on the page, the first column naming what it is about."""
    head = "| " + " | ".join(AIM_HEADS) + " |"
    rows, inside = [], False
    for line in re.sub(r"<!-- bench:aims -->.*?<!-- /bench:aims -->", "", PAGE.read_text(), flags=re.S).splitlines():
        if line == head:
            inside = True
        elif inside and line.startswith("| ") and not line.startswith("| ---"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
        elif not line.startswith("|"):
            inside = False
    return table(AIM_HEADS, rows)
