-- What a case is about (people, properties, addresses), so that officers find earlier cases of the same. Only a keyed digest
-- (HMAC-SHA-256 with a key of the installation): who has the database alone learns nothing. Derived from the event log and removed when
-- the case is disposed of.
CREATE TABLE cases_subject (
  case_id INTEGER NOT NULL REFERENCES cases_case,
  kind    TEXT NOT NULL CHECK (kind IN ('person', 'property', 'address')),
  digest  TEXT NOT NULL,
  PRIMARY KEY (case_id, kind, digest)
) STRICT;
CREATE INDEX cases_subject_by_digest ON cases_subject (kind, digest, case_id);
