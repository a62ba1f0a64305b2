-- Those whom an applicant has named, who must sign too. Name, personal number, e-mail and why somebody declined are sealed with the case's
-- key and kept as long as the case. Of the link only a hash is kept. Derived from the event log.
CREATE TABLE cases_signer (
  id             INTEGER PRIMARY KEY,
  case_id        INTEGER NOT NULL REFERENCES cases_case,
  token_hash     TEXT NOT NULL UNIQUE,
  expires_at     INTEGER NOT NULL,          -- of the link
  sealed_details BLOB NOT NULL,             -- JSON: name, number, email
  signed_at      INTEGER,
  declined_at    INTEGER,
  sealed_reason  BLOB
) STRICT;
CREATE INDEX cases_signer_by_case ON cases_signer (case_id, id);
