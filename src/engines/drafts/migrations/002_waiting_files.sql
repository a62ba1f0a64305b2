-- Files that a program has sent before the application that they belong to. What the file is called may tell who it is about: its name,
-- size and type are sealed with a key of their own, which is destroyed with the row. Kept until they are used, at most 24 hours.
CREATE TABLE drafts_waiting_file (
  id          INTEGER PRIMARY KEY,
  account     INTEGER NOT NULL,
  token       INTEGER NOT NULL,           -- only the same one may use it; 0: an account without a token
  hash        TEXT NOT NULL,              -- in the files store, so that it is not removed as nobody's
  key         INTEGER NOT NULL,           -- privacy_key
  sealed_file BLOB NOT NULL,              -- JSON: name, size, type
  expires_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX drafts_waiting_file_by_account ON drafts_waiting_file (account);
CREATE INDEX drafts_waiting_file_by_expiry ON drafts_waiting_file (expires_at);
