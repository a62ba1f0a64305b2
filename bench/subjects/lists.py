"""Lists and search over many cases, as an ordinary user with rights in two units of fifty: the page may not take longer because there are more cases."""
import re
import time

from apparatus import report
from apparatus.browser import Browser, resident_session, staff_session
from apparatus.large_town import town_of
from apparatus.load import SECONDS, load
from apparatus.town import Town

GROWTH = 1.5  # a page may take so many times what it takes at 10 000 cases: what the same lines differ by in two runs
RESIDENT = "189203049813"


def searching_session(port, words):
    browser = Browser(port, staff_session(port, "two.units"))
    browser.get("/handlaggning/sok")
    browser.post("/handlaggning/sok", {"q": words})
    if 'href="/handlaggning/arenden/' not in browser.get("/handlaggning/sok"):
        raise RuntimeError(f"nothing is found by {words}")
    return browser.cookie


def lines(port):
    """What is opened, by whom, and where."""
    user, stranger, resident = (
        f"Cookie: {cookie}"
        for cookie in (staff_session(port, "two.units"), staff_session(port, "empty.units"), resident_session(port, RESIDENT))
    )
    number = re.search(r'href="(/handlaggning/arenden/[^"]+)"', Browser(port, user.split(": ")[1]).get("/handlaggning"))[1]
    # The words stand in no address but go with the session: one for each.
    typed = [
        ("search as you type: " + words, "/handlaggning/sok", f"Cookie: {searching_session(port, words)}")
        for words in ("s", "sk", "skol", "skolskjuts", "skolskjuts f")
    ]
    return [
        ("officer's own queue", "/handlaggning", user),
        ("unassigned", "/handlaggning/ofordelade", user),
        ("all in the officer's units", "/handlaggning/alla", user),
        ("… closed ones", "/handlaggning/alla?lage=closed", user),
        ("… waiting ones", "/handlaggning/alla?lage=waiting", user),
        ("all, whose units have no case", "/handlaggning/alla", stranger),
        ("one case", number, user),
        *typed,
        ("resident's list", "/mina-sidor", resident),
        ("resident's closed cases", "/mina-sidor?visa=avslutade", resident),
        ("service page", "/e-tjanster/skolskjuts", ""),
        ("public register", "/diarium", ""),
        ("public register, searched: avlopp", "/diarium?q=avlopp", ""),
    ]


def measured(folder, cases):
    began = time.monotonic()
    town_folder = town_of(folder, cases)
    made = time.monotonic() - began
    with Town(town_folder) as town:
        found = {}
        for name, path, who in lines(town.port):
            headers = [who] if who else []
            size = len(town.get(path, **dict(header.split(": ", 1) for header in headers))[1])
            got = load(town.port, path, 1, town.pid, headers=headers)
            if got.wrong:
                raise RuntimeError(f"{path}: {got.wrong} wrong answers")
            found[name] = (got, size)
        return found, made, town.ready_after, town.memory_mb(), town.database.stat().st_size / 2**30


def measure(folder, sizes=(10_000, 100_000)):
    all_sizes = {cases: measured(folder, cases) for cases in sizes}
    (small, *_), (large, *_) = all_sizes[sizes[0]], all_sizes[sizes[-1]]
    rows, aims = [], []
    for name in small:
        cells = [
            f"{report.milliseconds(got.median)} ({report.milliseconds(got.slowest)})"
            for got in (all_sizes[cases][0][name][0] for cases in sizes)
        ]
        cpu = [f"{all_sizes[cases][0][name][0].cpu:.2f}" for cases in sizes]
        growth = large[name][0].median / small[name][0].median
        rows.append((name, report.thousands(small[name][1]), report.thousands(large[name][1]), *cells, *cpu, f"{growth:.1f}"))
        aims.append(
            report.list_at_most(f"{name}, {report.thousands(sizes[-1])} cases", large[name][0].median, GROWTH * small[name][0].median)
        )
    heads = [
        "page",
        *(f"bytes, {report.thousands(cases)}" for cases in (sizes[0], sizes[-1])),
        *(f"ms (99th), {report.thousands(cases)}" for cases in sizes),
        *(f"CPU ms, {report.thousands(cases)}" for cases in sizes),
        "growth",
    ]
    towns = [
        (report.thousands(cases), f"{made:.0f} s", f"{size:.1f} GB", f"{ready * 1000:.0f} ms", f"{memory:.0f} MB")
        for cases, (_, made, ready, memory, size) in all_sizes.items()
    ]
    return (
        f"{SECONDS} seconds a line, one connection: median, and the 99th percentile in parentheses. Searching and opening a case are written in the audit log, on disk, before "
        "the answer. *Growth* is the median of the last size through that of the first; a page that holds more rows at the larger size, as the bytes show, may grow with them. "
        f"The limit of a line below is {GROWTH} times its own time at {report.thousands(sizes[0])} cases. {report.LIST_RULE}\n\n"
        + report.table(heads, rows)
        + "\n\n"
        + report.table(["cases", "made in", "database", "ready after", "memory after the lines"], towns)
        + "\n\n"
        + report.aims(aims)
    )
