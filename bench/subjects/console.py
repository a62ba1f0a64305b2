"""The agent's console with very many cases: who it is, and what it is about at each key, with a caller on the line.

BENCH_CASES=1000000 is how many cases there are. Takes as much disk and time as `large`."""
import os
import pathlib
import re
import subprocess
import urllib.parse

from apparatus import report
from apparatus.browser import Browser, staff_session
from apparatus.large_town import town_of
from apparatus.load import SECONDS, load
from apparatus.town import PROGRAM, Town

CASES = int(os.environ.get("BENCH_CASES", "1000000"))
WHO, A_KEY = 50, 30  # ms, the issue's
TYPED = ["s", "sk", "sko", "skol", "skolskjuts", "skolskjuts f", "SKJ-2026-1", "tunna", "björk", "kyrkog 12", "kyrkog 12 exempel", "exempelby 3:14"]


def with_addresses(town, number):
    """As many addresses and properties as there are cases, on streets of 100 numbers."""
    register = pathlib.Path(town) / "addresses.csv"
    if register.exists():
        return town
    with register.open("w") as file:
        file.write("adress;postnummer;postort;fastighet;latitud;longitud\n")
        for i in range(number // 2):
            street, house = divmod(i, 100)
            begins = ("Kyrk", "Skol", "Björk", "Stor", "Sjö", "Ek", "Tall", "Kvarn")[street % 8]
            name = f"{begins}{'ogatan' if street < 8 else f'{street}vägen'}"
            file.write(f"{name} {house + 1};9{street % 9000 + 1000};Exempelby;Exempelby Eken{street} {house % 9 + 1}:{house + 1};60.02;15.35\n")
    subprocess.run([PROGRAM, "addresses", "import", register, "--tenant", "exempelby", "--data", town], check=True, capture_output=True)
    return town


def sent(**fields):
    return urllib.parse.urlencode(fields)


def measure(folder):
    with Town(with_addresses(town_of(folder, CASES), CASES)) as town:
        agent = Browser(town.port, staff_session(town.port, "two.units"))
        agent.get("/kontaktcenter")
        at = agent.post("/kontaktcenter/kontakter", {"channel": "phone", "who": "070-123 45 67"})
        contact = re.search(r"/kontaktcenter/kontakter/(\d+)", at)[1]
        agent.get(at)
        token = agent.hidden("_csrf")

        def measured(path, post):
            return load(town.port, path, 1, town.pid, headers=[f"Cookie: {agent.cookie}", f"X-CSRF-Token: {token}"], post=post,
                        post_type="application/x-www-form-urlencoded")

        lines = [(f"who is it: {who}", f"{at}/vem", sent(who=who), WHO) for who in ("Fatima Haddad", "Fat", "18920304-9813", "070-174 06 05")]
        lines += [(f"what is it: {words}", f"/kontaktcenter/forslag?kontakt={contact}", sent(q=words), A_KEY) for words in TYPED]
        rows, aims = [], []
        for name, path, post, aim in lines:
            got = measured(path, post)
            if got.wrong:
                raise RuntimeError(f"{name}: {got.wrong} wrong answers")
            rows.append((name, report.milliseconds(got.median), report.milliseconds(got.slowest), f"{got.cpu:.2f}", f"{aim} ms"))
            aims.append(report.at_most(f"{name}, {report.thousands(CASES)} cases", got.median, aim, "ms"))
    return (
        f"{report.thousands(CASES)} cases of which the agent may read a fifth, and as many addresses and properties; {SECONDS} seconds a line, one connection. *Who* is a whole page with the person, their "
        "cases and what they got in touch about before, and is written in the audit log; *what* is the answer to one key.\n\n"
        f"{report.table(['asked', 'ms', '99th', 'CPU ms', 'shall take'], rows)}\n\n{report.aims(aims)}"
    )
