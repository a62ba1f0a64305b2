-- The event log is the truth of a case. Every other table here is derived from it and can be made anew (torg doctor --rebuild).
-- Columns named sealed_… hold personal data, encrypted with the key of the case (engine privacy); destroying the key erases them,
-- in backups too. Kept until dispose_on of the case, which its service definition sets with reference to the retention schedule.

CREATE TABLE cases_case (
  id              INTEGER PRIMARY KEY,
  number          TEXT NOT NULL UNIQUE,      -- SKJ-2026-0318; its parts are the next three
  series          TEXT NOT NULL,
  year            INTEGER NOT NULL,
  ordinal         INTEGER NOT NULL,
  key             INTEGER NOT NULL,          -- privacy_key
  service         TEXT NOT NULL,
  service_version INTEGER NOT NULL,          -- frozen: a running case keeps the definition it began with
  flow            TEXT NOT NULL,
  flow_hash       TEXT NOT NULL,             -- frozen likewise
  unit            INTEGER NOT NULL,
  officer         INTEGER,                   -- account; nobody yet when null
  officer_name    TEXT NOT NULL DEFAULT '',
  state           TEXT NOT NULL,
  state_kind      TEXT NOT NULL CHECK (state_kind IN ('open', 'waiting', 'decided', 'closed')),
  state_since     INTEGER NOT NULL,
  sealed_title    BLOB,
  public_title    TEXT NOT NULL,             -- no personal data
  sealed_answers  BLOB,
  language        TEXT NOT NULL,
  channel         TEXT NOT NULL,             -- web, api, desk …
  code_hash       TEXT NOT NULL,             -- HMAC of the code that opens the case without e-ID
  received_at     INTEGER NOT NULL,
  due_on          INTEGER,                   -- day; moves on while the clock stands still
  clock_stopped_on INTEGER,                  -- day; null while it runs
  decided_at      INTEGER,
  outcome         TEXT,                      -- approve, reject; withdrawn
  closed_at       INTEGER,
  dispose_on      INTEGER,                   -- day; null: kept for ever, or not closed yet
  is_test         INTEGER NOT NULL DEFAULT 0,
  last_event      INTEGER NOT NULL,          -- sequence number: two officers who act at once are told apart by it
  changed_at      INTEGER NOT NULL,
  UNIQUE (series, year, ordinal)
) STRICT;
-- Work lists: soonest due first, cases without a due day last.
CREATE INDEX cases_open_by_due ON cases_case (COALESCE(due_on, 99999999), id) WHERE state_kind <> 'closed';
CREATE INDEX cases_open_by_officer ON cases_case (officer, COALESCE(due_on, 99999999), id) WHERE state_kind <> 'closed';
CREATE INDEX cases_open_by_service ON cases_case (service, COALESCE(due_on, 99999999), id) WHERE state_kind <> 'closed';
CREATE INDEX cases_closed_by_due ON cases_case (COALESCE(due_on, 99999999), id) WHERE state_kind = 'closed';
CREATE INDEX cases_by_state_kind ON cases_case (state_kind, id);
CREATE INDEX cases_closed_by_service ON cases_case (service, closed_at) WHERE state_kind = 'closed';
CREATE INDEX cases_by_disposal ON cases_case (dispose_on, id);

-- The last number given in each series and year. Numbers have no gaps: they are given in the transaction that receives the case.
CREATE TABLE cases_series (
  series TEXT NOT NULL,
  year   INTEGER NOT NULL,
  last   INTEGER NOT NULL,
  PRIMARY KEY (series, year)
) STRICT;

CREATE TABLE cases_event (
  id          INTEGER PRIMARY KEY,
  case_id      INTEGER NOT NULL REFERENCES cases_case,
  sequence    INTEGER NOT NULL,
  at          INTEGER NOT NULL,
  actor_kind  TEXT NOT NULL,                 -- resident, staff, program, nobody, rule
  actor       INTEGER NOT NULL,
  actor_name  TEXT NOT NULL,                 -- staff: the name; residents: empty, the party says it
  kind        TEXT NOT NULL,
  sealed_data BLOB NOT NULL,                 -- JSON
  UNIQUE (case_id, sequence)
) STRICT;

CREATE TABLE cases_party (
  id                 INTEGER PRIMARY KEY,
  case_id             INTEGER NOT NULL REFERENCES cases_case,
  role               TEXT NOT NULL,          -- applicant, helper
  person             INTEGER,                -- identity_person, when known
  organisation       TEXT NOT NULL DEFAULT '',  -- organisation number: public
  sealed_details     BLOB NOT NULL           -- name, personal number, e-mail, phone, channel
) STRICT;
CREATE INDEX cases_party_by_case ON cases_party (case_id);
CREATE INDEX cases_party_by_person ON cases_party (person, case_id);
CREATE INDEX cases_party_by_organisation ON cases_party (organisation, case_id);

CREATE TABLE cases_document (
  id          INTEGER PRIMARY KEY,
  case_id      INTEGER NOT NULL REFERENCES cases_case,
  event       INTEGER NOT NULL,
  direction   TEXT NOT NULL CHECK (direction IN ('received', 'drawn_up', 'dispatched')),
  origin      TEXT NOT NULL,                 -- the field it answers, "decision", "message"
  hash        TEXT NOT NULL,                 -- files store
  sealed_name BLOB NOT NULL,
  type        TEXT NOT NULL,
  size        INTEGER NOT NULL,
  at          INTEGER NOT NULL
) STRICT;
CREATE INDEX cases_document_by_case ON cases_document (case_id, id);
CREATE INDEX cases_document_by_hash ON cases_document (hash);

CREATE TABLE cases_message (
  id          INTEGER PRIMARY KEY,
  case_id      INTEGER NOT NULL REFERENCES cases_case,
  at          INTEGER NOT NULL,
  from_party  INTEGER NOT NULL,
  is_note     INTEGER NOT NULL,              -- for staff only
  author      TEXT NOT NULL,
  sealed_text BLOB NOT NULL,
  read_at     INTEGER
) STRICT;
CREATE INDEX cases_message_by_case ON cases_message (case_id, id);

CREATE TABLE cases_supplement (
  id          INTEGER PRIMARY KEY,
  case_id      INTEGER NOT NULL REFERENCES cases_case,
  asked_at    INTEGER NOT NULL,
  due_on      INTEGER NOT NULL,
  sealed_request BLOB NOT NULL,              -- JSON: items, words
  answered_at INTEGER,
  ended_at    INTEGER                        -- answered, overdue or taken back
) STRICT;
CREATE INDEX cases_supplement_by_case ON cases_supplement (case_id, id);

CREATE TABLE cases_decision (
  id          INTEGER PRIMARY KEY,
  case_id      INTEGER NOT NULL REFERENCES cases_case,
  outcome     TEXT NOT NULL,
  reason      TEXT NOT NULL,
  decided_at  INTEGER NOT NULL,
  decided_by  INTEGER NOT NULL,
  decided_by_name TEXT NOT NULL,
  delegation  TEXT NOT NULL,
  send_at     INTEGER NOT NULL,
  sent_at     INTEGER,
  undone_at   INTEGER,
  letter_hash TEXT,                          -- the PDF in the files store, when sent
  sealed_letter BLOB NOT NULL                -- JSON: heading, body, comment, reasons
) STRICT;
CREATE INDEX cases_decision_by_case ON cases_decision (case_id, id);

-- The flow as it was when the case began.
CREATE TABLE cases_flow (
  hash TEXT PRIMARY KEY,
  yaml TEXT NOT NULL
) STRICT;
