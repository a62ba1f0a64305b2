-- What people thought of it: two questions after a case. An invitation knows its service and no case or person: its token follows from the
-- case by a key that the database does not hold, and only its hash is kept. Removed 90 days after it was made.
CREATE TABLE opinions_invitation (
  token_hash TEXT PRIMARY KEY,
  service    TEXT NOT NULL,
  made_at    INTEGER NOT NULL,
  easy_at    INTEGER,                        -- day of the answer: that there is one, not which
  safe_at    INTEGER
) STRICT;
CREATE INDEX opinions_invitation_by_age ON opinions_invitation (made_at);

-- Sums of a month; nothing of who. Kept for ever, as statistics.
CREATE TABLE opinions_month (
  service  TEXT NOT NULL,
  month    INTEGER NOT NULL,                 -- its first day
  invited  INTEGER NOT NULL DEFAULT 0,
  easy_yes INTEGER NOT NULL DEFAULT 0,
  easy_no  INTEGER NOT NULL DEFAULT 0,
  safe_yes INTEGER NOT NULL DEFAULT 0,
  safe_no  INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (service, month)
) STRICT;
