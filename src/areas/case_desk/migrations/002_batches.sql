-- What an officer does with many cases at once, and how it went in each. A comment goes into every letter; it is emptied when the batch is
-- done, since it may say something of people. Batches are removed after thirty days: the events of the cases say the same for ever.
CREATE TABLE case_desk_batch (
  id          INTEGER PRIMARY KEY,
  account     INTEGER NOT NULL,              -- whose it is: nobody else opens it
  kind        TEXT NOT NULL CHECK (kind IN ('assign', 'decide')),
  officer     INTEGER,                       -- assign: to whom
  outcome     TEXT NOT NULL DEFAULT '',      -- decide
  reason      TEXT NOT NULL DEFAULT '',      -- decide: chosen for all; empty: that of the rules in each case
  comment     TEXT NOT NULL DEFAULT '',
  made_at     INTEGER NOT NULL,
  started_at  INTEGER,
  finished_at INTEGER
) STRICT;
CREATE INDEX case_desk_batch_by_age ON case_desk_batch (made_at);

CREATE TABLE case_desk_batch_case (
  batch      INTEGER NOT NULL REFERENCES case_desk_batch,
  case_id    INTEGER NOT NULL,
  number     TEXT NOT NULL,
  seen_event INTEGER NOT NULL DEFAULT 0,     -- the last event that the officer saw before deciding
  state      TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'failed')),
  why        TEXT NOT NULL DEFAULT '',       -- text key of the failure
  PRIMARY KEY (batch, case_id)
) STRICT;

-- Who has which case open, so that two do not do the same work. Names of staff; rows are removed after a day.
CREATE TABLE case_desk_presence (
  case_id INTEGER NOT NULL,
  account INTEGER NOT NULL,
  name    TEXT NOT NULL,
  at      INTEGER NOT NULL,
  PRIMARY KEY (case_id, account)
) STRICT;

-- A work list of one's own, which the colleagues of a unit may use too. Each reader sees what the reader's own rights give.
CREATE TABLE case_desk_search (
  id         INTEGER PRIMARY KEY,
  account    INTEGER NOT NULL,               -- whose it is
  name       TEXT NOT NULL,
  unit       INTEGER,                        -- shared with those who read cases there
  whose      TEXT NOT NULL,
  service    TEXT NOT NULL,
  state_kind TEXT NOT NULL,
  of_unit    INTEGER,
  due        TEXT NOT NULL,
  columns    TEXT NOT NULL
) STRICT;
CREATE INDEX case_desk_search_by_account ON case_desk_search (account);
CREATE INDEX case_desk_search_by_unit ON case_desk_search (unit);
