-- Who wants to be told when a fault is mended, besides whoever reported it. sealed_contact holds an e-mail address or a mobile number, sealed
-- with the key of the case: it is erased when the case is disposed of.
CREATE TABLE fault_reports_follower (
  id             INTEGER PRIMARY KEY,
  case_id        INTEGER NOT NULL,
  contact_digest TEXT NOT NULL,               -- HMAC: the same address follows once
  sealed_contact BLOB NOT NULL,
  language       TEXT NOT NULL,
  followed_at    INTEGER NOT NULL,
  UNIQUE (case_id, contact_digest)
) STRICT;

-- What staff let everybody read of a report, in words without people. Removed with the case.
CREATE TABLE fault_reports_shown (
  case_id     INTEGER PRIMARY KEY,
  description TEXT NOT NULL,
  picture     INTEGER,                        -- cases_document
  answer      TEXT NOT NULL,                  -- what staff said when it was mended or left
  after       INTEGER                         -- cases_document: how it looks now
) STRICT;

-- Yes or no to "is it mended?", once from each who was asked. Kept as a figure; says nothing of who.
CREATE TABLE fault_reports_verdict (
  case_id INTEGER NOT NULL,
  asked   TEXT NOT NULL,                      -- digest of the token in the link
  service TEXT NOT NULL,
  said    TEXT NOT NULL CHECK (said IN ('yes', 'no')),
  at      INTEGER NOT NULL,
  PRIMARY KEY (case_id, asked)
) STRICT;
CREATE INDEX fault_reports_verdict_by_service ON fault_reports_verdict (service, at);
