"""Decisions until their letters are printed, kept and registered, beside WeasyPrint printing the same letter with nothing around it."""
import http.client
import json
import pathlib
import re
import sqlite3
import struct
import subprocess
import time

from apparatus import processes, report
from apparatus.browser import Browser
from apparatus.report import ROOT
from apparatus.town import Town
from subjects.submissions import API, APPLICATION

LETTERS = 60
# As src/engines/letters/letter.cpp names them to the worker.
FONTS = [f"public-sans-{subset}-{weight}-normal.woff2" for subset in ("latin", "latin-ext") for weight in (400, 700)]


def post(town, token, path, body):
    connection = http.client.HTTPConnection("localhost", town.port, timeout=60)
    connection.request("POST", path, json.dumps(body), {"Content-Type": "application/json", "Authorization": f"Bearer {token}"})
    answer = connection.getresponse()
    said = answer.read()
    if answer.status not in (200, 201):
        raise RuntimeError(f"POST {path} was answered {answer.status}: {said[:300]}")
    return json.loads(said)


def sent(town):
    with sqlite3.connect(f"file:{town.database}?mode=ro", uri=True) as db:
        return db.execute("SELECT COUNT(*) FROM cases_decision WHERE sent_at IS NOT NULL").fetchone()[0]


def letter_of(town, case):
    """The letter as a web page shows it, with the style sheet of the printed one: what letters::document hands to the worker."""
    browser = Browser(town.port)
    browser.get("/folj")
    browser.post("/folj", {"number": case["number"], "kod": case["code"]})
    article = re.search(r'<article class="letter".*?</article>', browser.get(f"/mina-sidor/{case['number']}/beslut"), re.S)[0]
    css = (ROOT / "src/engines/letters/embedded/letter.css").read_text()
    return f'<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>x</title><style>{css}</style></head><body>{article}</body></html>'.encode()


def alone(html, count):
    """Letters a second of the print worker by itself, its start not counted."""
    fonts = [next(ROOT.glob(f"node_modules/@fontsource/public-sans/files/{name}")).read_bytes() for name in FONTS]
    head = json.dumps({"title": "x", "language": "sv", "variant": "pdf/a-2b", "resources": FONTS}).encode()
    request = b"".join(struct.pack(">I", len(frame)) + frame for frame in (head, html, *fonts))
    script = (ROOT / "src/foundation/pdf/embedded/worker.py").read_text()
    with subprocess.Popen(
        ["/usr/bin/python3", "-I", "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as worker:
        for n in range(count + 1):
            if n == 1:
                began = time.monotonic()
            worker.stdin.write(request)
            worker.stdin.flush()
            for _ in range(2):
                said = worker.stdout.read(struct.unpack(">I", worker.stdout.read(4))[0])
            if not said.startswith(b"%PDF"):
                raise RuntimeError(f"the print worker did not print: {said[:100]}")
        took = time.monotonic() - began
        worker.stdin.close()
    return count / took, len(said)


def measure(data):
    with Town(pathlib.Path(data) / "letters", 0.1, TORG_UNDO_MINUTES="0") as town:
        token = town.token()
        cases = [post(town, token, API, {"answers": APPLICATION}) for _ in range(LETTERS)]
        before, cpu_before, began = sent(town), processes.cpu_seconds(town.pid, True), time.monotonic()
        for case in cases:
            post(town, token, f"/api/v1/cases/{case['number']}/decision", {"outcome": "approve"})
        decided = time.monotonic() - began
        while sent(town) - before < LETTERS:
            if time.monotonic() - began > 300:
                raise RuntimeError(f"only {sent(town) - before} of {LETTERS} letters were sent in five minutes")
            time.sleep(0.05)
        took, cpu = time.monotonic() - began, processes.cpu_seconds(town.pid, True) - cpu_before
        html = letter_of(town, cases[0])
    limit, size = alone(html, LETTERS)
    rows = [
        ("decisions by the API, one after the other", f"{LETTERS / decided:.0f}", ""),
        ("letters printed, kept, registered, the case closed", f"{LETTERS / took:.1f}", f"{1000 * cpu / LETTERS:.0f}"),
        ("WeasyPrint alone, one process", f"{limit:.1f}", ""),
    ]
    return (
        f"{LETTERS} decisions, letters as PDF/A of {report.thousands(size)} bytes.\n\n"
        + report.table(["", "a second", "CPU, ms each, with the print worker"], rows)
        + "\n\n"
        + report.aims([report.at_least("letters a second", LETTERS / took, limit)])
    )
