-- Anybody may type anybody's address: who follows is told once, and again when whoever reads there has answered or asked for more.
ALTER TABLE fault_reports_follower ADD COLUMN times_told INTEGER NOT NULL DEFAULT 0;
ALTER TABLE fault_reports_follower ADD COLUMN is_confirmed INTEGER NOT NULL DEFAULT 0;

-- Parties (cases_party) who want to hear no more of the case. Removed with the case.
CREATE TABLE fault_reports_quiet (
  case_id INTEGER NOT NULL,
  party   INTEGER NOT NULL,
  PRIMARY KEY (case_id, party)
) STRICT;

-- A picture that staff let everybody see, made anew as a JPEG without what the camera wrote of place and time: nothing else is served. Sealed
-- with the key of the case; removed with it.
CREATE TABLE fault_reports_picture (
  case_id  INTEGER NOT NULL,
  document INTEGER NOT NULL,                  -- cases_document, of which it is made
  sealed   BLOB NOT NULL,
  PRIMARY KEY (case_id, document)
) STRICT;

-- A report that a device kept without a connection is taken once, however often it is sent. Digest of the device's own name for it; says
-- nothing of who. Removed after 90 days.
CREATE TABLE fault_reports_kept (
  digest   TEXT PRIMARY KEY,
  number   TEXT NOT NULL,
  taken_at INTEGER NOT NULL
) STRICT;
CREATE INDEX fault_reports_kept_by_time ON fault_reports_kept (taken_at);
