-- Disposal (gallring, arkivlagen (1990:782) 10 §): the program lists the cases whose retention period is over, an archivist approves the
-- list, and only then are the cases' keys destroyed. A list that is done is the report of what went, and is kept for ever: case numbers,
-- days and grounds, the name of the archivist as those who decide are kept, no personal data of parties. Lists are not derived from events.
CREATE TABLE cases_disposal_list (
  id               INTEGER PRIMARY KEY,
  unit             INTEGER NOT NULL,
  made_at          INTEGER NOT NULL,
  approved_at      INTEGER,
  approved_by      INTEGER,
  approved_by_name TEXT NOT NULL DEFAULT '',
  done_at          INTEGER
) STRICT;
CREATE INDEX cases_disposal_list_waiting ON cases_disposal_list (unit, id) WHERE approved_at IS NULL;

CREATE TABLE cases_disposal_line (
  list       INTEGER NOT NULL REFERENCES cases_disposal_list,
  case_id    INTEGER NOT NULL REFERENCES cases_case,
  dispose_on INTEGER NOT NULL,               -- day
  ground     TEXT NOT NULL,                  -- the retention schedule, as the service's definition names it
  documents  INTEGER NOT NULL,
  result     TEXT NOT NULL CHECK (result IN ('listed', 'disposed', 'held', 'not_due')),
  at         INTEGER,                        -- of the result
  PRIMARY KEY (list, case_id)
) STRICT;
-- A case waits on one list at a time.
CREATE UNIQUE INDEX cases_disposal_line_waiting ON cases_disposal_line (case_id) WHERE result = 'listed';

-- A case that must not be disposed of for now, and why. Derived from the event log; the reason is sealed with the case's key. The name is
-- that of the member of staff, kept as in the log.
CREATE TABLE cases_hold (
  case_id       INTEGER PRIMARY KEY REFERENCES cases_case,
  at            INTEGER NOT NULL,
  by_name       TEXT NOT NULL,
  sealed_reason BLOB NOT NULL
) STRICT;
