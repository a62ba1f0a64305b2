-- Letters to people with protected identity: they have no address here, and go by the Swedish Tax Agency's forwarding (förmedlingsuppdrag).
-- Nothing of who; gone with the case.
CREATE TABLE cases_forwarded_letter (
  message INTEGER PRIMARY KEY,  -- notify_message
  case_id INTEGER NOT NULL,
  made_at INTEGER NOT NULL
) STRICT;
CREATE INDEX cases_forwarded_letter_by_case ON cases_forwarded_letter (case_id);
