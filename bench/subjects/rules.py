"""Rules: a form of a thousand questions and five hundred rules (src/engines/forms/large_form_test.cpp), in the browser and on the server."""
import json
import os
import pathlib

from apparatus import report
from apparatus.report import ROOT, run

SERVER_MS, BROWSER_MS = 5, 50


def measure(folder):
    page = pathlib.Path(folder) / "large.html"
    environment = {**os.environ, "LARGE_FORM_PAGE": str(page)}
    run("cmake", "--build", "--preset", "release", "--target", "engines_forms_test")
    words = run(ROOT / "build/release/engines_forms_test", "[.large]", env=environment)
    server = json.loads(next(line for line in words.splitlines() if line.startswith("{")))
    browser = json.loads(run("node", ROOT / "bench/programs/rules_in_browser.mjs", page))
    rows = [
        (f"the whole form checked on the server, median of 100 ({server['rules']} rules)", f"{server['check_whole_ms']:.2f} ms"),
        ("… 95th percentile", f"{server['check_whole_p95_ms']:.2f} ms"),
        ("one answer in Chromium until the page is laid out again, median of 200", f"{browser['median']:.1f} ms"),
        ("… 95th percentile", f"{browser['p95']:.1f} ms"),
        ("… of that the rules alone, median", f"{browser['rules']:.2f} ms"),
        ("the rules in the page, uncompressed", f"{browser['bytes'] / 1000:.0f} kB"),
    ]
    return (
        report.table(["1 000 questions", "measured"], rows)
        + "\n\n"
        + report.aims(
            [
                report.at_most("a form of 1 000 questions checked on the server", server["check_whole_p95_ms"], SERVER_MS, "ms"),
                report.at_most("one answer on a page of 1 000 questions in the browser", browser["p95"], BROWSER_MS, "ms"),
            ]
        )
    )
