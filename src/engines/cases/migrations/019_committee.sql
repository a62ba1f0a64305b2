-- What an officer has proposed that a committee decides (tjänsteskrivelse), and at which meeting. One for each case; derived from the event
-- log. The words may be about people and are sealed with the case's key; the name of the officer is kept as those who decide are.
CREATE TABLE cases_proposal (
  case_id      INTEGER PRIMARY KEY REFERENCES cases_case,
  committee    INTEGER NOT NULL,             -- unit
  meeting_on   INTEGER NOT NULL,             -- day
  outcome      TEXT NOT NULL,
  reason       TEXT NOT NULL,
  sealed_words BLOB NOT NULL,                -- JSON: proposal, reasons
  made_at      INTEGER NOT NULL,
  made_by_name TEXT NOT NULL
) STRICT;
CREATE INDEX cases_proposal_by_meeting ON cases_proposal (committee, meeting_on, case_id);
