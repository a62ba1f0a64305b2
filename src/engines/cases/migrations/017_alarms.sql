-- The legal clock tells those who can do something: the officer some working days before a case is to be decided, and from that day on whoever
-- the unit has chosen, too. What has been told follows from the event log, once for each level and day of decision.
CREATE TABLE cases_alarm (
  case_id INTEGER NOT NULL REFERENCES cases_case,
  due_on  INTEGER NOT NULL,                  -- day: one that is moved is told of anew
  level   INTEGER NOT NULL,                  -- 0 soon, 1 due, 2 late
  PRIMARY KEY (case_id, due_on, level)
) STRICT;

-- Chosen by a unit; holds for those below it that have chosen nothing. Not derived.
CREATE TABLE cases_alarm_setting (
  unit        INTEGER PRIMARY KEY,
  told        INTEGER,                       -- account; null: those who approve decisions in the unit
  days_before INTEGER NOT NULL,              -- working days
  days_after  INTEGER NOT NULL
) STRICT;

-- What somebody has still to be told, in one e-mail. Rows are gone when it has left.
CREATE TABLE cases_alarm_to_tell (
  account INTEGER NOT NULL,
  case_id INTEGER NOT NULL REFERENCES cases_case,
  level   INTEGER NOT NULL,
  PRIMARY KEY (account, case_id)
) STRICT;
