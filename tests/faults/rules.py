"""What always holds in the tables, whatever happened: each question must have no answer. One line more is one rule more.

The SQL is what SQLite and PostgreSQL share (docs/decisions/003); aliases in lower case."""

REGISTERED = "('received', 'supplement_requested', 'supplement_answered', 'message', 'decision_sent', 'reminded', 'withdrawn', 'appealed')"

RULES = {
    "numbers have no gap and no double":
        "SELECT series, year FROM cases_case GROUP BY series, year HAVING COUNT(*) <> MAX(ordinal) OR MIN(ordinal) <> 1",
    "the series stands at the last number":
        "SELECT s.series FROM cases_series s WHERE s.last <> (SELECT COUNT(*) FROM cases_case c WHERE c.series = s.series AND c.year = s.year)",
    "events are numbered 1, 2, 3":
        "SELECT case_id FROM cases_event GROUP BY case_id HAVING COUNT(*) <> MAX(sequence) OR MIN(sequence) <> 1",
    "a case stands at its last event":
        "SELECT c.number FROM cases_case c WHERE c.last_event <> (SELECT COUNT(*) FROM cases_event e WHERE e.case_id = c.id)",
    "a case was received once":
        "SELECT c.number FROM cases_case c WHERE (SELECT COUNT(*) FROM cases_event e WHERE e.case_id = c.id AND e.kind = 'received') <> 1",
    "every event has its audit entry":
        "SELECT e.case_id, e.kind FROM (SELECT case_id, kind, COUNT(*) AS n FROM cases_event GROUP BY case_id, kind) e LEFT JOIN "
        "(SELECT subject, event, COUNT(*) AS n FROM audit_entry WHERE subject_kind = 'case' AND event LIKE 'cases.%' GROUP BY subject, event) a "
        "ON a.subject = e.case_id AND a.event = 'cases.' || e.kind WHERE a.n IS NULL OR a.n <> e.n",
    "no audit entry is of an event that is not there":
        "SELECT 1 AS wrong WHERE (SELECT COUNT(*) FROM cases_event) <> "
        "(SELECT COUNT(*) FROM audit_entry WHERE subject_kind = 'case' AND event LIKE 'cases.%' AND event <> 'cases.opened')",
    "a decided event has its decision":
        "SELECT e.id FROM cases_event e LEFT JOIN cases_decision d ON d.id = e.id AND d.case_id = e.case_id WHERE e.kind = 'decided' AND d.id IS NULL",
    "a decision has its event":
        "SELECT d.id FROM cases_decision d LEFT JOIN cases_event e ON e.id = d.id AND e.kind = 'decided' WHERE e.id IS NULL",
    "decisions are undone as often as the log says":
        "SELECT c.number FROM cases_case c WHERE (SELECT COUNT(*) FROM cases_event e WHERE e.case_id = c.id AND e.kind = 'decision_undone') <> "
        "(SELECT COUNT(*) FROM cases_decision d WHERE d.case_id = c.id AND d.undone_at IS NOT NULL)",
    "decisions are sent as often as the log says, and once":
        "SELECT c.number FROM cases_case c WHERE (SELECT COUNT(*) FROM cases_event e WHERE e.case_id = c.id AND e.kind = 'decision_sent') <> "
        "(SELECT COUNT(*) FROM cases_decision d WHERE d.case_id = c.id AND d.sent_at IS NOT NULL)",
    "no decision was both undone and sent":
        "SELECT id FROM cases_decision WHERE undone_at IS NOT NULL AND sent_at IS NOT NULL",
    "at most one decision waits to leave":
        "SELECT case_id FROM cases_decision WHERE undone_at IS NULL AND sent_at IS NULL GROUP BY case_id HAVING COUNT(*) > 1",
    "a case is decided when a decision waits to leave, and only then":
        "SELECT c.number FROM cases_case c WHERE (CASE WHEN c.state_kind = 'decided' THEN 1 ELSE 0 END) <> "
        "(SELECT COUNT(*) FROM cases_decision d WHERE d.case_id = c.id AND d.undone_at IS NULL AND d.sent_at IS NULL)",
    "a decision that waits has the job that sends it":
        "SELECT d.case_id FROM cases_decision d WHERE d.undone_at IS NULL AND d.sent_at IS NULL AND NOT EXISTS (SELECT 1 FROM jobs_job j "
        "WHERE j.key = 'send_decision:' || CAST(d.case_id AS TEXT) AND j.state IN ('queued', 'running'))",
    "a sent decision has its letter":
        "SELECT d.id FROM cases_decision d WHERE d.sent_at IS NOT NULL AND (SELECT COUNT(*) FROM cases_document f WHERE f.case_id = d.case_id "
        "AND f.origin = 'decision' AND f.hash = d.letter_hash) <> 1",
    "a case stands in the register once":
        "SELECT c.number FROM cases_case c WHERE (SELECT COUNT(*) FROM public_register_entry r WHERE r.case_id = c.id AND r.number = c.number) <> 1",
    "nothing stands in the register without a case":
        "SELECT r.number FROM public_register_entry r LEFT JOIN cases_case c ON c.id = r.case_id WHERE c.id IS NULL",
    "what is a record is registered":
        f"SELECT e.id, e.kind FROM cases_event e LEFT JOIN public_register_record r ON r.source = e.id WHERE e.kind IN {REGISTERED} AND r.id IS NULL",
    "what is registered happened":
        f"SELECT r.id FROM public_register_record r LEFT JOIN cases_event e ON e.id = r.source WHERE e.id IS NULL OR e.kind NOT IN {REGISTERED}",
    "a message has its words":
        "SELECT e.id FROM cases_event e LEFT JOIN cases_message m ON m.id = e.id WHERE e.kind IN ('message', 'note') AND m.id IS NULL",
    "a document came with an event":
        "SELECT f.id FROM cases_document f LEFT JOIN cases_event e ON e.id = f.event AND e.case_id = f.case_id WHERE e.id IS NULL",
    "a request for a supplement is there to be answered":
        "SELECT e.id FROM cases_event e LEFT JOIN cases_supplement s ON s.id = e.id WHERE e.kind = 'supplement_requested' AND s.id IS NULL",
    "a case has its party, its key and its place in the search":
        "SELECT c.number FROM cases_case c WHERE NOT EXISTS (SELECT 1 FROM cases_party p WHERE p.case_id = c.id) OR NOT EXISTS "
        "(SELECT 1 FROM privacy_key k WHERE k.id = c.key AND k.destroyed_at IS NULL) OR NOT EXISTS "
        "(SELECT 1 FROM fulltext_blind_entry t WHERE t.kind = 'case' AND t.id = c.id)",
    "an application by the API is remembered under its key":
        "SELECT 1 AS wrong WHERE (SELECT COUNT(*) FROM e_services_idempotency WHERE idempotency_key LIKE 'barn%') <> (SELECT COUNT(*) FROM cases_case WHERE channel = 'api')",
    "an application by the browser has the draft that it came from":
        "SELECT 1 AS wrong WHERE (SELECT COUNT(*) FROM drafts_draft WHERE sealed_receipt IS NOT NULL) <> "
        "(SELECT COUNT(*) FROM cases_case WHERE channel = 'web')",
    "no job has failed for good": "SELECT name, last_error FROM jobs_job WHERE state = 'dead'",
}

# What can be made anew from the event log; columns whose value differs each time they are made are left out.
DERIVED = {
    "cases_case": (), "cases_subject": (), "cases_party": (), "cases_document": (), "cases_message": (), "cases_supplement": (), "cases_decision": (),
    "public_register_entry": (), "public_register_record": (), "fulltext_blind_entry": ("entry_key",),
}
