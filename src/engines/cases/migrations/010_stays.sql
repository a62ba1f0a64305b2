-- How long a case was in each of its states: a row when it leaves one. Derived from the event log; cases from before this table get theirs by
-- torg doctor --rebuild. Says nothing of people and is kept when a case is disposed of: a figure may not change because a case is gone.
CREATE TABLE cases_stay (
  id         INTEGER PRIMARY KEY,
  case_id    INTEGER NOT NULL REFERENCES cases_case,
  service    TEXT NOT NULL,
  state      TEXT NOT NULL,
  state_kind TEXT NOT NULL,                  -- whose turn it was: waiting is the applicant's
  began_at   INTEGER NOT NULL,
  ended_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX cases_stay_by_service ON cases_stay (service, ended_at);
CREATE INDEX cases_stay_by_case ON cases_stay (case_id, id);

-- What came in, month by month.
CREATE INDEX cases_received_by_service ON cases_case (service, received_at) WHERE is_test = 0;
