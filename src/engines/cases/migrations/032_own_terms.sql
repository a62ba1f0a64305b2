-- How soon the municipality itself wants to be done, by what somebody has answered: praise is not a complaint. Takes the place of the term of
-- the service for what comes in from then on; written in the events as any other day.
CREATE TABLE cases_own_term (
  service  TEXT NOT NULL,
  question TEXT NOT NULL,
  answer   TEXT NOT NULL,
  days     INTEGER NOT NULL,                  -- working days
  PRIMARY KEY (service, question, answer)
) STRICT;
