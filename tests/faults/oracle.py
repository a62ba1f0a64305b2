"""Compares what people were told with what is there."""
import collections
import hashlib
import pathlib
import re
import time

from browser import Browser, Lost, Program, Refused
from ledger import KEPT, OPEN, bounds
from rules import DERIVED, RULES
from town import ROOT, sign_in

EVENTS = ("SELECT c.number AS number, e.kind AS kind, COUNT(*) AS n FROM cases_event e JOIN cases_case c ON c.id = e.case_id "
          "GROUP BY c.number, e.kind")
FILES = "SELECT c.number AS number, d.hash AS hash, d.origin AS origin FROM cases_document d JOIN cases_case c ON c.id = d.case_id"
NOTICES = "SELECT case_number, occasion, state FROM notify_message WHERE channel = 'email'"
TELLING = ("SELECT c.number AS number, e.kind AS kind, e.actor_kind AS actor_kind FROM cases_event e JOIN cases_case c ON c.id = e.case_id "
           "WHERE e.kind IN ('received', 'supplement_requested', 'decision_sent', 'message')")
UNFINISHED = "SELECT name, state, attempts, last_error FROM jobs_job WHERE state IN ('queued', 'running')"
PROMISED = ("received", "message", "note", "supplement_requested", "supplement_answered", "decided", "decision_undone")


def uploaded(promises):
    """SHA-256 of what must be in each case."""
    files = collections.defaultdict(set)
    for promise in promises:
        if promise.state == KEPT:
            files[promise.number].update(promise.files)
    return files


class Oracle:
    def __init__(self, drill, town):
        self.drill, self.town, self.report, self.ledger = drill, town, drill.report, drill.ledger
        self.seen_files = set()

    # ---- at any time, also while people work
    def glance(self):
        """One moment of the tables, between what had been promised before and what could have been begun after."""
        promises = self.ledger.all()
        least, _ = bounds(promises)
        files = uploaded(promises)
        events, documents, *broken = self.town.database.ask(EVENTS, FILES, *RULES.values())
        _, most = bounds(self.ledger.all())
        found = {(row["number"], row["kind"]): row["n"] for row in events}
        self.none("what was acknowledged is there", [key for key, n in least.items() if found.get(key, 0) < n])
        self.none("nothing happened more often than it was asked for", [
            key for key, n in found.items() if key[1] in PROMISED and key[1] != "received" and n > most.get(key, 0)])
        # By their number: what a file holds stands sealed, and is compared through the door.
        kept = collections.Counter(row["number"] for row in documents if row["origin"] != "decision")
        self.none("what was uploaded belongs to its case", [number for number in files if kept[number] < len(files[number])])
        for (rule, _), wrong in zip(RULES.items(), broken):
            self.none(rule, wrong)
        self.whole_files(documents)

    def whole_files(self, documents, all_of_them=False):
        """A file's name is the SHA-256 of its sealed bytes."""
        hashes = {row["hash"] for row in documents}
        wanted = hashes if all_of_them else hashes - self.seen_files
        self.none("a file of a case is there, and whole", [sha256 for sha256 in wanted if not self.is_whole(sha256)])
        self.seen_files |= hashes

    def is_whole(self, sha256):
        try:
            return hashlib.sha256(self.path_of(sha256).read_bytes()).hexdigest() == sha256
        except OSError:
            return False

    def path_of(self, sha256):
        return self.town.files / sha256[:2] / sha256[2:4] / sha256

    def none(self, what, wrong):
        wrong = list(wrong)
        self.report.check(not wrong, f"not so: {what}: {len(wrong)} times, as {wrong[:3]}")

    # ---- the program's own word
    def doctor(self):
        said = self.town.command("doctor", check=False)
        self.report.check("WRONG" not in said and "fine" in said, f"torg doctor: {said}")

    def audit(self):
        said = self.town.command("audit", "verify", check=False)
        self.report.check("unbroken" in said, f"torg audit verify: {said}")

    def rebuilt(self):
        """The server stands still: what is derived is the same when it is made anew."""
        before = self.derived()
        self.town.command("doctor", "--rebuild")
        after = self.derived()
        for table in DERIVED:
            only_before, only_after = before[table] - after[table], after[table] - before[table]
            self.report.check(not only_before and not only_after,
                              f"{table} differs from the event log: {list(only_before.items())[:2]} became {list(only_after.items())[:2]}")

    def derived(self):
        tables = {}
        for table, changing in DERIVED.items():
            columns = [name for name in self.town.database.columns(table) if not name.startswith("sealed_") and name not in changing]
            rows = self.town.database.ask(f"SELECT {', '.join(columns)} FROM {table}")[0]
            tables[table] = collections.Counter(tuple(row[name] for name in columns) for row in rows)
        return tables

    # ---- at the end
    def reckon(self, patience=300):
        """Everything that was queued leaves; then every promise is compared, in the tables and through the door."""
        self.drill.mailbox.mood = "fine"
        self.wait_for_the_jobs(patience)
        self.glance()
        self.whole_files(self.town.database.ask(FILES)[0], all_of_them=True)
        self.through_the_door()
        self.mail()
        self.audit()
        self.report.check(self.town.stop() == 0, "the program did not end well when it was told to")
        self.doctor()
        self.rebuilt()
        self.figures()

    def wait_for_the_jobs(self, patience):
        """As long as they become fewer, the machine is only slow."""
        left, since = self.unfinished(), time.monotonic()
        while left and time.monotonic() - since < patience:
            self.drill.pause(0.3)
            if len(now_left := self.unfinished()) < len(left):
                left, since = now_left, time.monotonic()
        self.report.check(not left, f"not done after {patience} s in which nothing was: {len(left)} jobs, as {left[:3]}")

    def unfinished(self):
        return self.town.database.ask(UNFINISHED)[0]

    def asked(self, question, most=300):
        """Who is told to come back comes back: a cluster may move its leader at any time."""
        for _ in range(most):
            try:
                return question()
            except (Lost, Refused):
                self.drill.pause(1)
        return question()

    def through_the_door(self):
        """As a reader sees it: the sealed answers, words and files."""
        program = Program(self.town.ports, self.report, self.town.token)
        officer = Browser(self.town.ports, self.report)
        self.asked(lambda: sign_in(officer, "officer0"))
        promises = self.ledger.all()
        numbers = [row["number"] for row in self.town.database.ask("SELECT number FROM cases_case ORDER BY ordinal")[0]]
        number_of, whose, files = {}, collections.defaultdict(list), uploaded(promises)
        for promise in promises:
            if promise.kind == "received" and promise.state == KEPT:
                number_of[promise.marker] = promise.number
            elif promise.marker and promise.number:
                whose[promise.number].append(promise)
        markers = collections.Counter()
        for done, number in enumerate(numbers):
            self.report.bar(done, len(numbers), "cases read")
            case = self.asked(lambda: program.send("GET", f"/api/v1/cases/{number}")).json
            marker = case["answers"]["child_name"]
            markers[marker] += 1
            lost = files[number] - {document["sha256"] for document in case["documents"]}
            self.report.check(not lost, f"{number} lacks files that were acknowledged: {lost}")
            self.report.check(number_of.get(marker, number) == number, f"{marker} was told {number_of.get(marker)} and is {number}")
            if whose[number]:
                page = self.asked(lambda: officer.get(f"/handlaggning/arenden/{number}")).text
                messages = page.partition('class="messages">')[2].partition("</ul>")[0]
                for promise in whose[number]:
                    times = messages.count(promise.marker + "<")
                    self.report.check(times == 1 or (times == 0 and promise.state != KEPT), f"{promise.kind} in {number} is shown {times} times, {promise.state}")
        self.none("no application became two cases", [marker for marker, n in markers.items() if n > 1])
        self.none("every acknowledged application is a case", [marker for marker in number_of if marker not in markers])
        begun = {promise.marker for promise in promises if promise.kind == "received"}
        self.none("every case was applied for", [marker for marker in markers if marker not in begun])

    def mail(self):
        """Everyone is told of everything once; a copy more has the Message-ID of the first and was made when the program or its mail was broken."""
        events, notices = self.town.database.ask(TELLING, NOTICES)
        expected = collections.Counter()
        for row in events:
            notice = {"decision_sent": "decision"}.get(row["kind"], row["kind"])
            if row["kind"] != "message" or row["actor_kind"] == "staff":
                expected[row["number"], notice] += 1
        queued = collections.Counter((row["case_number"], row["occasion"]) for row in notices)
        refused = collections.Counter((row["case_number"], row["occasion"]) for row in notices if row["state"] == "refused")
        self.none("every notice was queued once", [key for key in expected.keys() | queued.keys() if expected[key] != queued[key]])
        copies, ids = collections.defaultdict(list), collections.defaultdict(set)
        for mail in self.drill.mailbox.all():
            copies[mail.id].append(mail)
            ids[notice_of(mail.subject)].add(mail.id)
        self.report.check(not refused or self.drill.mailbox.met["refuses for good"], f"notices were refused by nobody: {list(refused)[:3]}")
        self.none("every notice left, but those refused for good", [key for key, n in expected.items() if len(ids[key]) + refused[key] < n])
        self.none("no notice left under two Message-IDs", [key for key, found in ids.items() if len(found) > expected[key]])
        twice = [same for same in copies.values() if len(same) > 1]
        self.none("mail left twice only when it had to", [same[0].subject for same in twice if not self.had_to(same)])
        self.report.count("mails", len(copies))
        self.report.count("mails twice under one Message-ID", len(twice))

    def had_to(self, same):
        """Between two copies the sender of the first died, or the first was taken without an answer."""
        return all(not first.told or any(server == first.server and first.at - 5 <= at <= second.at for server, at in self.town.kills)
                   for first, second in zip(same, same[1:]))

    def figures(self):
        promises = [promise for promise in self.ledger.all() if promise.state == KEPT]
        kinds = collections.Counter(promise.kind for promise in promises)
        self.report.count("acknowledged cases", kinds["received"])
        self.report.count("files", sum(len(promise.files) for promise in promises))
        self.report.count("decisions", kinds["decided"])
        self.report.count("undone", kinds["decision_undone"])
        self.report.count("messages and answers", kinds["message"] + kinds["note"] + kinds["supplement_answered"])
        self.report.count("never answered", sum(promise.state == OPEN for promise in self.ledger.all()))


def subjects():
    """notice -> a pattern for each language."""
    found = []
    for file in (ROOT / "src/engines/cases/texts").glob("*.txt"):
        for line in pathlib.Path(file).read_text().splitlines():
            if line.startswith("notice."):
                key, words = line.split(" = ", 1)
                before, after = words.split("{0}")
                found.append((key.removeprefix("notice."), re.compile(re.escape(before) + r"(\S+)" + re.escape(after) + "$")))
    return found


SUBJECTS = subjects()


def notice_of(subject):
    for notice, pattern in SUBJECTS:
        if matched := pattern.match(subject):
            return matched[1], notice
    return None, subject
