"""The builder of e-services, on a definition of a thousand questions and five hundred rules: a question is saved, and shown."""
import pathlib
import statistics
import time

from apparatus import report
from apparatus.browser import Browser, staff_session
from apparatus.town import Town

SAVED_MS = 200
TIMES = 20
SERVICE = "tusenfragor"


def question(page, number):
    name = f"q{page}_{number}"
    rule = f', show_if: "q{page}_{number - 1} > 3"' if number % 2 else ""
    return f"        - {{ id: {name}, type: number, label: {{ sv: Antal {name}, en: Number }}{rule} }}\n"


def definition():
    pages = "".join(
        f"    - id: p{page}\n      title: {{ sv: Sida, en: Page }}\n      fields:\n" + "".join(question(page, number) for number in range(20))
        for page in range(50)
    )
    return f"id: {SERVICE}\nversion: 1\ntitle: {{ sv: Tusen, en: Thousand }}\nform:\n  pages:\n{pages}"


def measured(act):
    took = []
    for turn in range(TIMES):
        began = time.monotonic()
        act(turn)
        took.append((time.monotonic() - began) * 1000)
    return statistics.median(took), max(took)


def measure(folder):
    with Town(pathlib.Path(folder) / "builder", 0.05) as town:
        browser = Browser(town.port, staff_session(town.port, "builder"))
        browser.get("/e-tjanstebyggaren")
        draft = browser.post("/e-tjanstebyggaren/ny", {"id": SERVICE})
        browser.get(f"{draft}/yaml")
        browser.post(f"{draft}/yaml", {"revision": browser.hidden("revision"), "yaml": definition()})
        part = "form.pages.p7.fields.q7_3"
        shown = f"{draft}/del?del={part}"

        def save(turn):
            words = {"label.sv": f"Antal {turn}", "label.en": "Number", "show_if": "q7_2 > 3", "type": "number", "id": "q7_3"}
            browser.post(f"{draft}/del", {"revision": browser.hidden("revision"), "del": part, **words})
            browser.get(shown)  # the next revision

        browser.get(shown)
        both, reading = measured(save), measured(lambda _: browser.get(shown))
    rows = [("saved and shown", *map(report.milliseconds, both)), ("shown", *map(report.milliseconds, reading))]
    return (
        report.table(["a question of a thousand", "ms, median", "ms, slowest"], rows)
        + "\n\n"
        + report.aims([report.at_most("a question of a thousand is saved and shown, median", both[0], SAVED_MS, "ms")])
    )
