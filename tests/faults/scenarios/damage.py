"""The oracle itself: what is lost, doubled or changed behind the program's back must be seen, one damage at a time, on a copy."""
import shutil
import sqlite3

from databases import Sqlite
from drill import scenario
from mailbox import Mail
from oracle import Oracle
from report import Report

A_CASE = "(SELECT MAX(id) FROM cases_case)"
A_LETTER = "(SELECT MAX(id) FROM cases_decision WHERE sent_at IS NOT NULL)"

# What is done to the tables -> by which statements. Each is one that a killed program could leave.
DAMAGES = {
    "an acknowledged case is gone": [f"DELETE FROM {table} WHERE case_id = {A_CASE}" for table in ("cases_event", "cases_document", "cases_party")]
    + [f"DELETE FROM cases_case WHERE id = {A_CASE}"],
    "an event is gone": ["DELETE FROM cases_event WHERE id = (SELECT MAX(id) FROM cases_event WHERE kind = 'message')"],
    "an event is there twice": [
        "INSERT INTO cases_event SELECT id + 1, case_id, sequence + 100, at, actor_kind, actor, actor_name, kind, sealed_data FROM cases_event "
        "WHERE id = (SELECT MAX(id) FROM cases_event WHERE kind = 'message')"],
    "a decision has only its event": [f"DELETE FROM cases_decision WHERE id = {A_LETTER}"],
    "a decision has only its row": [f"DELETE FROM cases_event WHERE id = {A_LETTER}"],
    "a number is jumped over": [f"UPDATE cases_case SET ordinal = ordinal + 1 WHERE id = {A_CASE}"],
    "the series is behind": ["UPDATE cases_series SET last = last - 1 WHERE last > 0"],
    "an uploaded file is no longer the case's": ["DELETE FROM cases_document WHERE id = (SELECT MAX(id) FROM cases_document WHERE origin <> 'decision')"],
    "a letter is not the case's": [f"DELETE FROM cases_document WHERE origin = 'decision' AND case_id = (SELECT case_id FROM cases_decision WHERE id = {A_LETTER})"],
    "a job failed for good": ["UPDATE jobs_job SET state = 'dead' WHERE id = (SELECT MAX(id) FROM jobs_job)"],
}


@scenario("the oracle sees what is lost")
def seen(drill):
    town = drill.town()
    with drill.people_of(town, residents=2, senders=1, officers=2):
        drill.wait_for("there is one of everything", lambda: all(town.database.ask(
            "SELECT COUNT(*) AS n FROM cases_decision WHERE sent_at IS NOT NULL", "SELECT COUNT(*) AS n FROM cases_event WHERE kind = 'message'",
            "SELECT COUNT(*) AS n FROM cases_document WHERE origin <> 'decision'")[part][0]["n"] for part in range(3)))
    oracle = Oracle(drill, town)
    oracle.reckon()
    file, copy = town.database.file, drill.folder / "damaged.db"
    for damage, statements in DAMAGES.items():
        damaged_copy(file, copy, statements)
        town.database = Sqlite(copy)
        must_see(drill, town, damage, Oracle.glance)
    damaged_copy(file, copy, ["DELETE FROM notify_message WHERE id = (SELECT MAX(id) FROM notify_message WHERE channel = 'email')"])
    must_see(drill, town, "a notice was never queued", Oracle.mail)
    town.database = Sqlite(file)
    mails_are_lost_and_doubled(drill, town)
    a_file_is_cut_short(drill, town)
    change(file, ["DROP TRIGGER audit_entry_goes_by_approval", "DELETE FROM audit_entry WHERE seq = 5"])
    must_see(drill, town, "an audit entry is gone", Oracle.audit)


def damaged_copy(file, copy, statements):
    shutil.copy2(file, copy)
    change(copy, statements)


def change(file, statements):
    with sqlite3.connect(file) as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


def must_see(drill, town, damage, look):
    oracle = Oracle(drill, town)
    oracle.report = Report(damage, most=0)
    look(oracle)
    drill.report.check(oracle.report.wrong, f"the oracle did not see it: {damage}")


def mails_are_lost_and_doubled(drill, town):
    mails = drill.mailbox.mails
    lost = mails.pop()
    must_see(drill, town, "a mail is lost", Oracle.mail)
    mails += [lost, lost]
    must_see(drill, town, "a mail left twice", Oracle.mail)
    mails.pop()
    mails.append(Mail(f"Message-ID: <another>\nSubject: {lost.subject}\nTo: {lost.to}\n\n", lost.at, True, 0))
    must_see(drill, town, "a notice left under two Message-IDs", Oracle.mail)
    mails.pop()


def a_file_is_cut_short(drill, town):
    sha256 = town.database.ask("SELECT hash FROM cases_document")[0][0]["hash"]
    place = Oracle(drill, town).path_of(sha256)
    content = place.read_bytes()
    place.write_bytes(content[:-1])
    must_see(drill, town, "a file is cut short", Oracle.glance)
    place.write_bytes(content)
