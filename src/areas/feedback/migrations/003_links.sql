-- The municipality's own lists. A provider is who runs something for it; whoever works in the provider's unit reads what is linked to it, and
-- no more. What is ended stays where it was linked. Nothing here is of people.
CREATE TABLE feedback_provider (
  id       INTEGER PRIMARY KEY,
  name     TEXT NOT NULL,
  unit     INTEGER,                           -- identity_unit; null: nobody outside reads
  ended_at INTEGER
) STRICT;
CREATE TABLE feedback_goal (
  id       INTEGER PRIMARY KEY,
  code     TEXT NOT NULL,
  name     TEXT NOT NULL,
  unit     INTEGER,                           -- whose goal it is; null: the whole municipality's
  ended_at INTEGER
) STRICT;

-- What a comment is about, besides its unit.
CREATE TABLE feedback_link (
  case_id  INTEGER PRIMARY KEY,
  unit     INTEGER NOT NULL,                  -- that the case belongs to: who may count it
  provider INTEGER,
  goal     INTEGER
) STRICT;
CREATE INDEX feedback_link_by_provider ON feedback_link (provider, case_id);
CREATE INDEX feedback_link_by_goal ON feedback_link (goal, case_id);
