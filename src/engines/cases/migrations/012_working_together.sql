-- What officers do together in a case: tasks, links to other cases, questions to other units, changed notes. Derived from the event log.
-- Texts may name people, and are sealed with the key of the case; names of staff are kept as those who decide are.
CREATE TABLE cases_task (
  id           INTEGER PRIMARY KEY,
  case_id      INTEGER NOT NULL REFERENCES cases_case,
  officer      INTEGER,                      -- account; whoever handles the case when null
  officer_name TEXT NOT NULL,
  due_on       INTEGER,                      -- day
  sealed_words BLOB NOT NULL,
  added_by_name TEXT NOT NULL,
  done_at      INTEGER,
  done_by_name TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX cases_task_by_case ON cases_task (case_id, id);
CREATE INDEX cases_task_by_officer ON cases_task (officer, COALESCE(due_on, 99999999), id) WHERE done_at IS NULL;

-- A row in each of the two cases.
CREATE TABLE cases_link (
  case_id INTEGER NOT NULL REFERENCES cases_case,
  other   INTEGER NOT NULL,
  PRIMARY KEY (case_id, other)
) STRICT;

CREATE TABLE cases_consultation (
  id              INTEGER PRIMARY KEY,
  case_id         INTEGER NOT NULL REFERENCES cases_case,
  unit            INTEGER NOT NULL,          -- that is asked
  asked_at        INTEGER NOT NULL,
  asked_by_name   TEXT NOT NULL,
  answer_by       INTEGER NOT NULL,          -- day
  sealed_question BLOB NOT NULL,
  answered_at     INTEGER,
  answered_by_name TEXT NOT NULL DEFAULT '',
  sealed_answer   BLOB
) STRICT;
CREATE INDEX cases_consultation_by_case ON cases_consultation (case_id, id);
CREATE INDEX cases_consultation_to_answer ON cases_consultation (unit, answer_by, id) WHERE answered_at IS NULL;

ALTER TABLE cases_message ADD COLUMN changed_at INTEGER;

-- Cases that an officer follows. Not derived: it is the officer's own choice, and goes when the case is disposed of.
CREATE TABLE cases_watch (
  account    INTEGER NOT NULL,
  case_id    INTEGER NOT NULL REFERENCES cases_case,
  seen_event INTEGER NOT NULL,               -- sequence number of the last event that the officer has seen
  PRIMARY KEY (account, case_id)
) STRICT;
CREATE INDEX cases_watch_by_case ON cases_watch (case_id);
