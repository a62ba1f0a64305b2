-- Decisions made in a committee's place are reported to it (kommunallagen 6 kap. 40 §, 7 kap. 8 §). A report is for one meeting; the primary
-- key lets a decision stand on one report only. Not derived from the log of a case: what was reported to a committee stays with its minutes,
-- also when the case is disposed of. No personal data of parties: the case is named as the public register names it.
CREATE TABLE cases_delegation_report (
  id           INTEGER PRIMARY KEY,
  committee    INTEGER NOT NULL,             -- unit
  meeting_on   INTEGER NOT NULL,             -- day
  counts_since INTEGER NOT NULL,             -- day: what was sent before the committee's first report was reported elsewhere
  until        INTEGER NOT NULL,             -- what had been sent then; a second press has the same
  made_at      INTEGER NOT NULL,
  made_by      INTEGER NOT NULL,             -- account
  made_by_name TEXT NOT NULL
) STRICT;
CREATE INDEX cases_delegation_report_by_meeting ON cases_delegation_report (committee, meeting_on, id);

CREATE TABLE cases_reported_decision (
  decision        INTEGER PRIMARY KEY,       -- id of the event that decided; cases_decision is derived and disposed of
  report          INTEGER NOT NULL REFERENCES cases_delegation_report,
  case_id         INTEGER NOT NULL REFERENCES cases_case,
  outcome         TEXT NOT NULL,
  delegation      TEXT NOT NULL,             -- row of the delegation order
  decided_at      INTEGER NOT NULL,
  decided_by_name TEXT NOT NULL,             -- empty: a decision table
  sent_at         INTEGER NOT NULL
) STRICT;
CREATE INDEX cases_reported_decision_by_report ON cases_reported_decision (report, sent_at, decision);

-- What has left the house by delegation.
CREATE INDEX cases_decision_delegated ON cases_decision (sent_at, id) WHERE sent_at IS NOT NULL AND undone_at IS NULL AND delegation <> '';
