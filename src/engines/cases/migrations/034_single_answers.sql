-- A question can have a retention shorter than its case's (dataskyddsförordningen art. 5.1 e): its answer is listed by itself, approved and
-- taken out of the case. The lines of such a list, kept for ever as its report: case, question, days; nothing of what was answered.
CREATE TABLE cases_answer_line (
  list    INTEGER NOT NULL REFERENCES cases_disposal_list,
  case_id INTEGER NOT NULL REFERENCES cases_case,
  field   TEXT NOT NULL,
  due_on  INTEGER NOT NULL,                  -- day
  result  TEXT NOT NULL CHECK (result IN ('listed', 'disposed', 'held', 'not_due')),
  at      INTEGER,                           -- of the result
  PRIMARY KEY (list, case_id, field)
) STRICT;
-- An answer waits on one list at a time.
CREATE UNIQUE INDEX cases_answer_line_waiting ON cases_answer_line (case_id, field) WHERE result = 'listed';
CREATE INDEX cases_answer_line_case ON cases_answer_line (case_id);
