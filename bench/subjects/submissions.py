"""Applications that are on disk before they are answered, through the API and through the browser's form, beside what SQLite alone commits."""
import datetime
import json
import pathlib
import tempfile
import time

from apparatus import processes, report
from apparatus.browser import Browser
from apparatus.load import SECONDS, load
from apparatus.programs import measured_by
from apparatus.raw_commits import RawCommits, Recorder, replayable
from apparatus.town import Town

CLIENTS = (1, 4, 16, 64, 256)
FORM_CLIENTS = (1, 16, 64, 256)
START = datetime.date.today() + datetime.timedelta(days=14)
APPLICATION = {
    "child_name": "Kim Mätning",
    "child_number": "201801012392",
    "school_name": "strandskolan",
    "chosen_school": False,
    "grade": "1",
    "reasons": ["distance"],
    "home": {"street": "Björkvägen 3", "postcode": "12345", "town": "Exempelby"},
    "distance_km": 4.5,
    "alternating": False,
    "start": START.isoformat(),
    "truth": True,
    "applicant_name": "Kim Sökande",
    "applicant_email": "kim@exempelby.example",
}
SERVICE = "/e-tjanster/skolskjuts"
API = "/api/v1/services/skolskjuts/cases"
# The same application, page by page, as a browser sends it.
FORM = [
    ("child", "child_name=Kim+M%C3%A4tning&child_number=201801012392"),
    ("school", "school_name=strandskolan&chosen_school=no&grade=1"),
    ("reason", "reasons=distance"),
    (
        "journey",
        "home-street=Bj%C3%B6rkv%C3%A4gen+3&home-postcode=12345&home-town=Exempelby&distance_km=4%2C5&alternating=no"
        f"&start-day={START.day}&start-month={START.month}&start-year={START.year}&truth=yes",
    ),
    ("contact", "applicant_name=Kim+S%C3%B6kande&applicant_email=kim%40exempelby.example"),
]
HIDDEN = "_csrf={csrf}&draft={draft}"
ENTRY = [f"GET {SERVICE}", f"POST {SERVICE}/borja _csrf={{csrf}}&new=1"]
PAGES = [line for page, answers in FORM for line in (f"GET {SERVICE}/{page}", f"POST {SERVICE}/{page} {HIDDEN}&{answers}")] + [
    f"GET {SERVICE}/granska"
]
SENDING = [f"POST {SERVICE}/skicka {HIDDEN}"]
RECEIPT = [f"GET {SERVICE}/kvitto?utkast={{draft_id}}"]


def scenario(folder, name, lines):
    path = pathlib.Path(folder) / name
    path.write_text("\n".join(lines) + "\n")
    return path


def recorded(folder, data):
    """What one submission writes: by the API, the whole visit, the last step of the form."""
    recorder = Recorder(folder)
    with Town(data, 1, **recorder.environment) as town:
        key, visit = town.token(), scenario(folder, "one-visit", ENTRY + PAGES + SENDING)
        one_by_api(town, key)  # the first also marks the key as used
        api = twice(recorder, town, lambda: one_by_api(town, key))
        visits = twice(recorder, town, lambda: one_visit(town, visit))
    return {"api": replayable(*(one[-1:] for one in api)), "visit": replayable(*visits), "sending": replayable(*(one[-1:] for one in visits))}


def until_the_case(writes):
    """What jobs write afterwards for the same case is no part of sending it."""
    makes_it = (any(b"INTO cases_case(" in sql for sql, _ in each) for each in writes)
    return writes[: next(at for at, makes in enumerate(makes_it) if makes) + 1]


def twice(recorder, town, submit):
    """Two recordings of the same; again when something else was written meanwhile."""
    for _ in range(10):
        both = []
        for _ in range(2):
            town.until_no_job_waits()
            recorder.begin()
            submit()
            both.append(until_the_case(recorder.end()))
        if replayable(*both) is not None:
            return both
        time.sleep(1)
    raise RuntimeError("the same submission never wrote the same statements twice")


def one_by_api(town, key):
    browser = Browser(town.port)
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    browser.connection.request("POST", API, json.dumps({"answers": APPLICATION}), headers)
    status = browser.connection.getresponse().status
    if status != 201:
        raise RuntimeError(f"POST {API} was answered {status}")


def one_visit(town, visit):
    said = measured_by("visitors", "prepared", town.port, 1, 1, visit)
    if said["first_wrong"] or said["visits"] != 1:
        raise RuntimeError(f"a visit went wrong: {said}")


def by_api(town, raw):
    rows = []
    headers = [f"Authorization: Bearer {town.token()}"]
    for clients in CLIENTS:
        limit, limit_cpu = raw(clients, raw_seconds())
        got = load(town.port, API, clients, town.pid, headers=headers, post=json.dumps({"answers": APPLICATION}))
        rows.append(row("by the API", clients, got.rate, got.slowest, got.wrong, got.cpu, limit, limit_cpu))
    return rows


def by_form(town, folder, raw):
    """The last step alone: the drafts are filled in beforehand, unmeasured."""
    rows = []
    lines = scenario(folder, "prepared", ENTRY + PAGES + ["---"] + SENDING)
    for clients in FORM_CLIENTS:
        limit, limit_cpu = raw(clients, raw_seconds())
        each = max(4, min(200, 2000 // clients))
        said = measured_by("visitors", "prepared", town.port, clients, each, lines)
        sent = said["requests"][f"POST {SERVICE}/skicka"]
        rows.append(
            row("the form's last step", clients, sent["count"] / said["seconds"], sent["p99"], sent["wrong"], None, limit, limit_cpu)
        )
    return rows


def by_visits(town, folder, raw):
    """The whole visit: seven pages read, seven forms posted, each of which is on disk before it is answered."""
    rows = []
    lines = scenario(folder, "visit", ENTRY + PAGES + SENDING + RECEIPT)
    for clients in FORM_CLIENTS:
        limit, limit_cpu = raw(clients, raw_seconds())
        before = processes.cpu_seconds(town.pid)
        said = measured_by("visitors", "loop", town.port, clients, SECONDS, 0, lines)
        cpu = 1000 * (processes.cpu_seconds(town.pid) - before) / max(1, said["visits"])
        slowest = max(request["p99"] for request in said["requests"].values())
        wrong = sum(request["wrong"] for request in said["requests"].values())
        rows.append(row("a whole visit", clients, said["visits"] / said["seconds"], slowest, wrong, cpu, limit, limit_cpu))
    return rows


def raw_seconds():
    return min(3.0, float(SECONDS))


def row(what, clients, rate, slowest, wrong, cpu, limit, limit_cpu):
    return {
        "what": what,
        "clients": clients,
        "rate": rate,
        "slowest": slowest,
        "wrong": wrong,
        "cpu": cpu,
        "limit": limit,
        "limit_cpu": limit_cpu,
    }


def measure(folder):
    data = pathlib.Path(folder) / "submissions"  # its many cases of one day would slow the register of the others down
    with tempfile.TemporaryDirectory(prefix="torg-bench-") as folder:
        with Town(data, 1):
            pass
        statements = recorded(folder, data)
        rows = []
        with Town(data, 1) as town:
            for way, name in ((by_api, "api"), (by_form, "sending"), (by_visits, "visit")):
                raw = RawCommits(town.database, statements[name])
                rows += way(town, raw) if way is by_api else way(town, folder, raw)
            memory = town.memory_mb()
    table = report.table(
        [
            "submission",
            "clients",
            "a second",
            "99th percentile, ms",
            "wrong answers",
            "SQLite alone, a second",
            "ratio",
            "CPU, ms",
            "SQLite's CPU, ms",
        ],
        [
            (
                one["what"],
                one["clients"],
                report.thousands(one["rate"]),
                report.milliseconds(one["slowest"]),
                one["wrong"],
                report.thousands(one["limit"]),
                report.ratio(one["rate"], one["limit"]),
                "" if one["cpu"] is None else report.milliseconds(one["cpu"]),
                report.milliseconds(one["limit_cpu"]),
            )
            for one in rows
        ],
    )
    # A whole visit mostly reads pages, which have their own limits.
    at_64 = [one for one in rows if one["clients"] == 64 and one["what"] != "a whole visit"]
    aims = [report.at_least(f"submissions a second, {one['what']}, 64 clients", one["rate"], one["limit"]) for one in at_64]
    aims += [report.at_most(f"99th percentile of a submission, {one['what']}, 64 clients", one["slowest"], 20, "ms") for one in at_64]
    writes = {name: (text.count(b"\nS ") + text.startswith(b"S "), text.count(b"T\n")) for name, text in statements.items()}
    return (
        f"{SECONDS} seconds a line; resident memory afterwards {memory:.0f} MB. *SQLite alone* commits the same statements with values of the same sizes "
        f"({writes['api'][0]} by the API, {writes['sending'][0]} in the form's last step, {writes['visit'][0]} in {writes['visit'][1]} commits in a whole visit) on a "
        "copy of the same database, synchronous = FULL, as many submissions in a commit as there are clients; it checks, seals, renders and parses nothing. "
        "The notices that submissions queue are sent meanwhile, also under load.\n\n" + table + "\n\n" + report.aims(aims)
    )
