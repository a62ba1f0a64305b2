-- What a party asked for who has waited more than six months (förvaltningslagen 12 §): once for each case. Follows from the event log.
CREATE TABLE cases_decision_request (
  case_id        INTEGER PRIMARY KEY REFERENCES cases_case,
  asked_at       INTEGER NOT NULL,
  answer_by      INTEGER NOT NULL,   -- day: decided or refused by then
  due_before     INTEGER,            -- the day of decision and of the clock as they were, for when it is refused
  stopped_before INTEGER,
  refused_at     INTEGER             -- null: waits, or the case has been decided
) STRICT;

-- How far a party has read what staff wrote: what is newer waits first on My pages. Not derived; gone when the case is disposed of.
CREATE TABLE cases_read_by_party (
  case_id INTEGER NOT NULL REFERENCES cases_case,
  person  INTEGER NOT NULL,
  message INTEGER NOT NULL,
  PRIMARY KEY (case_id, person)
) STRICT;

-- What a mandate has been used for is listed for both who gave it and who holds it.
CREATE INDEX cases_party_by_mandate ON cases_party (mandate, case_id) WHERE mandate IS NOT NULL;
