-- Mandates (fullmakter): who may act for whom, in which services, from when and until when, and how that came to be. Who they are is sealed
-- with a key of the mandate's own; to find a person's mandates there is only a keyed digest of the personal number. Kept as proof of who was
-- competent for two years after the mandate has ended, one that was never given for 30 days (mandates::remove_old).
CREATE TABLE mandates_mandate (
  id             INTEGER PRIMARY KEY,
  origin         TEXT NOT NULL CHECK (origin IN ('e_identification', 'paper', 'desk', 'guardian', 'trustee', 'signatory', 'application')),
  giver          TEXT NOT NULL,              -- HMAC of the personal number; an organisation's number as it is: public
  giver_kind     TEXT NOT NULL CHECK (giver_kind IN ('person', 'organisation')),
  holder         TEXT NOT NULL,              -- HMAC of the personal number
  services       TEXT NOT NULL,              -- ids between spaces, " bygglov skolskjuts "; empty: all
  of_one_case    INTEGER NOT NULL DEFAULT 0, -- 1: opens the case that it was made with, and begins no other
  from_day       INTEGER NOT NULL,
  until_day      INTEGER,                    -- the last day; null: until it is taken back
  made_at        INTEGER NOT NULL,
  given_at       INTEGER,                    -- null: asked for
  refused_at     INTEGER,
  ended_at       INTEGER,                    -- taken back, or given up
  registered_by  INTEGER,                    -- account, when staff did
  file_hash      TEXT NOT NULL DEFAULT '',   -- the paper, in the files store
  key            INTEGER NOT NULL,           -- privacy_key
  sealed_details BLOB NOT NULL               -- JSON: names and numbers, source, the paper's name and what opens it
) STRICT;
CREATE INDEX mandates_by_giver ON mandates_mandate (giver, id);
CREATE INDEX mandates_by_holder ON mandates_mandate (holder, id);
CREATE INDEX mandates_by_file ON mandates_mandate (file_hash) WHERE file_hash <> '';
