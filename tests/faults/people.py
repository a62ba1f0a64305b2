"""What people do all day: apply, write, answer, decide, undo. Each knows only what the pages and the API have told."""
import contextlib
import hashlib
import threading
import time

from browser import Browser, Lost, Program, Refused
from town import sign_in

APPLICATION = {
    "child_number": "201801012392", "school_name": "strandskolan", "chosen_school": False, "grade": "1", "reasons": ["distance"],
    "home": {"street": "Björkvägen 3", "postcode": "12345", "town": "Exempelby"}, "distance_km": 4.5, "alternating": False, "truth": True,
    "applicant_name": "Kim Sökande",
}
SERVICE = "/e-tjanster/skolskjuts"
DOCUMENT = b"""%%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj
%% %s
trailer<</Root 1 0 R>>
%%%%EOF
"""


def day_from_now(days):
    return time.strftime("%Y-%m-%d", time.gmtime(time.time() + days * 86400))


class Person(threading.Thread):
    """Does something again and again until the day is over; comes back later when nobody answers."""

    def __init__(self, crowd, number):
        super().__init__(daemon=True)
        self.crowd, self.town, self.ledger, self.report = crowd, crowd.town, crowd.ledger, crowd.report
        self.name = f"{type(self).__name__} {number}"
        self.number, self.chance = number, crowd.drill.chance_of(self.name)
        self.made = 0

    def run(self):
        while not self.crowd.over.is_set():
            try:
                if self.crowd.holds_back.is_set():
                    self.pause(0.5)
                else:
                    self.act()
            except (Lost, Refused):
                self.pause(0.2)
            except Exception as problem:  # one person's trouble is a finding, not the end of the run
                self.report.check(False, f"{self.name}: {problem!r}")
                self.pause(0.5)

    def pause(self, seconds):
        self.crowd.over.wait(seconds * self.chance.uniform(0.5, 1.5))

    def marker(self, what):
        self.made += 1
        return f"{what}{self.number}x{self.made}x{self.chance.randrange(16**6):06x}"

    def file(self):
        """A document like no other, and its SHA-256."""
        content = DOCUMENT % self.marker("document").encode() + b"%" + self.chance.randbytes(self.chance.choice((100, 3000, 60000))).hex().encode()
        return content, hashlib.sha256(content).hexdigest()

    def again(self, attempt, most=10**6):
        """As a person presses the button again, until there is an answer that is not `later`; nothing when the day is over first."""
        for _ in range(most):
            if self.crowd.over.is_set():
                break
            try:
                return attempt()
            except (Lost, Refused):
                self.crowd.refusals += 1
                self.pause(0.25)
        return None


class Sender(Person):
    """A program that sends applications by the API, each with an Idempotency-Key, and again with the same key when no answer came."""

    def act(self):
        program = Program(self.town.ports, self.report, self.town.token, self.chance.choice(("sv", "en")))
        for _ in range(20):
            marker, email = self.marker("barn"), f"sender{self.number}@town.example"
            answers = {**APPLICATION, "child_name": marker, "start": day_from_now(14), "applicant_email": email}
            files = []
            if self.chance.random() < 0.3:
                sent, sha256 = self.send_file(program)
                if sent is None:
                    continue
                answers |= {"reasons": ["disability"], "disability_need": "Hjälp", "certificate": [{"file": sent.json["id"]}]}
                files = [sha256]
            promise = self.ledger.promise("received", marker=marker, files=files)
            key = [("Idempotency-Key", marker)]
            send = lambda: program.send("POST", "/api/v1/services/skolskjuts/cases", {"answers": answers}, key)
            answer = self.again(send)
            if answer is None:
                return
            if not self.report.check(answer.status == 201, f"an application by the API was answered {answer.status}: {answer.text[:200]}"):
                promise.refused()
                continue
            self.ledger.received(promise, answer.json["number"], answer.json["code"], email)
            if self.chance.random() < 0.2:
                second = self.again(send)
                if second is not None:
                    self.report.check(second.status == 201 and second.json == answer.json, f"the same key gave another answer: {second.text[:200]}")
            if self.crowd.over.is_set():
                return


    def send_file(self, program):
        """Before the application that names it; again with the same key, it is the same file. Without an answer for long, it is left out."""
        content, sha256 = self.file()
        key = [("Idempotency-Key", self.marker("file")), ("Content-Disposition", "attachment; filename=intyg.pdf")]
        sent = self.again(lambda: program.send_bytes("POST", "/api/v1/files", content, key, "application/pdf"), most=5)
        if sent is not None and not self.report.check(sent.status == 201, f"a file by the API was answered {sent.status}: {sent.text[:200]}"):
            sent = None
        return sent, sha256


class Resident(Person):
    """Fills in the form in a browser, with a certificate; writes, and answers when something is asked for."""

    def act(self):
        language = self.chance.choice(("sv", "en"))
        browser = Browser(self.town.ports, self.report, language)
        number = self.apply(browser)
        for _ in range(self.chance.randrange(4)):
            if number is None or self.crowd.over.is_set():
                return
            self.pause(0.3)
            try:
                self.look_after(browser, number)
            except (Lost, Refused):
                self.crowd.refusals += 1

    def apply(self, browser):
        marker, email = self.marker("barn"), f"resident{self.number}@town.example"
        certificate, sha256 = self.file()
        day, month, year = reversed(day_from_now(14).split("-"))
        pages = {
            "child": [("child_name", marker), ("child_number", "20180101-2392")],
            "school": [("school_name", "strandskolan"), ("chosen_school", "no"), ("grade", "1")],
            "reason": [("reasons", "distance"), ("reasons", "disability"), ("disability_need", "Hjälp med bältet")],
            "journey": [("home-street", "Björkvägen 3"), ("home-postcode", "123 45"), ("home-town", "Exempelby"), ("distance_km", "4,5"),
                        ("alternating", "no"), ("start-day", day), ("start-month", month), ("start-year", year), ("truth", "yes")],
            "contact": [("applicant_name", "Kim Sökande"), ("applicant_email", email)],
        }
        promise = self.ledger.promise("received", marker=marker, files=[sha256])
        page = self.again(lambda: self.begin(browser))
        for _ in range(12):
            if page is None:
                return None
            at = page.path.removeprefix(SERVICE + "/").split("?")[0]
            if at in pages:
                files = [("certificate", "intyg.pdf", "application/pdf", certificate)] if at == "reason" else []
                page = self.again(lambda: self.fill_in(browser, page, pages[at], files))
            elif at == "granska":
                page = self.again(lambda: browser.follow(browser.submit(page, f"{SERVICE}/skicka", [])))
            elif at == "kvitto":
                return self.receipt(page, promise, email)
            else:
                break
        self.report.check(page is None, f"filling in ended at {page and page.path} with {page and page.status}")
        return None

    def begin(self, browser):
        return browser.follow(browser.submit(browser.get(SERVICE), f"{SERVICE}/borja", [("new", "1")]))

    def fill_in(self, browser, page, typed, files):
        address = page.path.split("?")[0]
        try:
            answer = browser.submit(page, address, typed, files)
        except Refused as later:
            if files:
                raise
            self.pause(0.3)
            answer = browser.submit(later.answer, address, [])  # `Send again`, on the page that kept what was typed
        if answer.status == 403 and answer.form(address):  # the session was lost before it was kept
            answer = browser.submit(answer, address, typed, files)
        if answer.status != 303:
            raise LookupError(f"{page.path} was answered {answer.status}: {errors_in(answer)}")
        return browser.follow(answer)

    def receipt(self, page, promise, email):
        number, code = [part.split("<")[0] for part in page.text.split('<b class="nowrap">')[1:3]]
        self.ledger.received(promise, number, code, email)
        return number

    def look_after(self, browser, number):
        address = f"/mina-sidor/{number}"
        page = browser.get(address)
        if not self.report.check(page.status == 200, f"the applicant of {number} got {page.status}"):
            return
        if f"{address}/komplettera" in page.text:
            self.answer_supplement(browser, number)
        else:
            self.write(browser, number, page)

    def write(self, browser, number, page):
        marker, (content, sha256) = self.marker("ord"), self.file()
        files = [("files", "bild.pdf", "application/pdf", content)] if self.chance.random() < 0.5 else []
        promise = self.ledger.promise("message", number, marker, [sha256] if files else [])
        sent = browser.submit(page, f"/mina-sidor/{number}/meddelanden", [("text", marker)], files)
        if self.report.check(sent.status == 303, f"a message in {number} was answered {sent.status}: {errors_in(sent)}"):
            promise.kept()
        else:
            promise.refused()

    def answer_supplement(self, browser, number):
        address = f"/mina-sidor/{number}/komplettera"
        page = browser.get(address)
        if page.status != 200:
            return  # answered, or decided meanwhile
        marker, (content, sha256) = self.marker("svar"), self.file()
        promise = self.ledger.promise("supplement_answered", number, marker, [sha256])
        sent = browser.submit(page, address, [("supplement_words", marker)], [("certificate", "intyg.pdf", "application/pdf", content)])
        if sent.status == 303:
            promise.kept()
        elif self.report.check(sent.status == 409, f"an answer in {number} was answered {sent.status}: {errors_in(sent)}"):
            promise.refused()


class Officer(Person):
    """Opens a case, does one thing with it, and now and then undoes what was decided."""

    browser = None

    def act(self):
        if self.browser is None:
            browser = Browser(self.town.ports, self.report, "sv")
            sign_in(browser, f"officer{self.number}")
            self.browser = browser
        case = self.ledger.recent_case(self.chance)
        if case is None:
            return self.pause(0.2)
        do = self.chance.choices((self.decide, self.reject, self.ask, self.write, self.note), (4, 2, 2, 2, 1))[0]
        do(case.number)
        self.pause(0.1)
        return None

    def address(self, number, what=""):
        return f"/handlaggning/arenden/{number}" + (f"/{what}" if what else "")

    def press(self, kind, number, what, typed, marker="", page=None):
        """Presses a button of the case's page; True when it was done."""
        page = page or self.browser.get(self.address(number))
        if page.status == 303:  # signed out: the clock was moved, or the session is gone
            self.browser = None
            return False
        if page.form(self.address(number, what)) is None:
            return False  # the case is in another state
        promise = self.ledger.promise(kind, number, marker)
        answer = self.browser.submit(page, self.address(number, what), typed)
        if answer.status == 303:
            promise.kept()
            return True
        promise.refused()
        self.report.check(answer.status in (200, 403, 404, 409, 422), f"{kind} in {number} was answered {answer.status}")
        return False

    def decide(self, number):
        if self.press("decided", number, "beslut", [("outcome", "approve")]) and self.chance.random() < 0.4:
            self.press("decision_undone", number, "angra", [])

    def write(self, number):
        marker = self.marker("brev")
        self.press("message", number, "meddelande", [("text", marker)], marker)

    def note(self, number):
        marker = self.marker("not")
        self.press("note", number, "anteckning", [("note", marker)], marker)

    def by_api(self, kind, number, request):
        promise = self.ledger.promise(kind, number)
        program = Program(self.town.ports, self.report, self.town.token, "en")
        answer = program.send("POST", f"/api/v1/cases/{number}/decision", request)
        if answer.status == 200:
            promise.kept()
        elif self.report.check(answer.status in (409, 422), f"{kind} in {number} was answered {answer.status}: {answer.text[:200]}"):
            promise.refused()

    def reject(self, number):
        self.by_api("decided", number, {"outcome": "reject", "reason": "too_near"})

    def ask(self, number):
        self.by_api("supplement_requested", number, {"outcome": "supplement", "items": ["certificate"], "comment": "Skicka intyget"})


def errors_in(answer):
    return [part.split("</")[0] for part in answer.text.split('class="field__error"')[1:4]] or answer.text[:200]


class Crowd:
    def __init__(self, drill, town, residents=4, senders=2, officers=3):
        self.drill, self.town, self.ledger, self.report = drill, town, drill.ledger, drill.report
        self.over, self.holds_back, self.refusals = threading.Event(), threading.Event(), 0
        self.people = [kind(self, number) for kind, count in ((Resident, residents), (Sender, senders), (Officer, officers)) for number in range(count)]

    def wait_for_the_jobs(self, unfinished, most=300):
        """Where the machine cannot print letters as fast as people decide, they come back when it has caught up."""
        if unfinished > most:
            self.holds_back.set()
        elif unfinished < most - 50:
            self.holds_back.clear()

    @contextlib.contextmanager
    def at_work(self):
        for person in self.people:
            person.start()
        try:
            yield self
        finally:
            self.over.set()
            for person in self.people:
                person.join(120)
                self.report.check(not person.is_alive(), f"{person.name} still waits for an answer")
