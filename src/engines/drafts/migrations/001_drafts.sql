-- What someone has begun to fill in but not sent: an application, or the answer to a supplement. The answers hold personal data and are
-- sealed with a key of their own, which is destroyed with the draft. Kept for 30 days after the last change, and a day after sending
-- so that the same form sent twice gives the same receipt.
CREATE TABLE drafts_draft (
  id             INTEGER PRIMARY KEY,
  service        TEXT NOT NULL,
  version        INTEGER NOT NULL,           -- of the service, when the draft was begun
  case_id        INTEGER NOT NULL DEFAULT 0, -- the case whose supplement it answers; 0: a new application
  person         INTEGER,                    -- whose it is; null: whoever's session has it in hand
  key            INTEGER NOT NULL,           -- privacy_key
  sealed_answers BLOB NOT NULL,
  page           TEXT NOT NULL DEFAULT '',   -- where to go on
  code_hash      TEXT UNIQUE,                -- HMAC of the code that opens it on another device
  sealed_receipt BLOB,                       -- JSON: number and code of the case, when it is sent
  updated_at     INTEGER NOT NULL,
  expires_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX drafts_draft_by_person ON drafts_draft (person, updated_at);
CREATE INDEX drafts_draft_by_expiry ON drafts_draft (expires_at);

-- Files that a draft holds, so that they are not removed as nobody's.
CREATE TABLE drafts_file (
  draft INTEGER NOT NULL,
  hash  TEXT NOT NULL,
  PRIMARY KEY (draft, hash)
) STRICT;
