-- Who is near to a member of staff, as that person has said: cases about them are somebody else's to handle (kommunallagen 7 kap. 4 §, 6 kap. 28 and 30 §§).
-- Only digests, as in cases_subject: nobody can read who they are.
CREATE TABLE cases_close_one (
  id       INTEGER PRIMARY KEY,
  account  INTEGER NOT NULL,
  relation TEXT NOT NULL CHECK (relation IN ('oneself', 'near', 'home')),
  kind     TEXT NOT NULL CHECK (kind IN ('person', 'address')),
  digest   TEXT NOT NULL,
  made_at  INTEGER NOT NULL,
  UNIQUE (account, kind, digest)
) STRICT;

-- Who has said, of one case, that it is not theirs to handle (6 kap. 30 §). The words stand in a note of the case.
CREATE TABLE cases_conflict_said (
  case_id INTEGER NOT NULL REFERENCES cases_case,
  account INTEGER NOT NULL,
  made_at INTEGER NOT NULL,
  PRIMARY KEY (case_id, account)
) STRICT;
