-- A decision that a second person must approve before it leaves the house, and who did. Names of staff are kept as those who decide are.
ALTER TABLE cases_decision ADD COLUMN awaits_approval INTEGER NOT NULL DEFAULT 0;
ALTER TABLE cases_decision ADD COLUMN approved_at INTEGER;
ALTER TABLE cases_decision ADD COLUMN approved_by INTEGER;
ALTER TABLE cases_decision ADD COLUMN approved_by_name TEXT NOT NULL DEFAULT '';
CREATE INDEX cases_decision_to_approve ON cases_decision (case_id) WHERE awaits_approval = 1;
