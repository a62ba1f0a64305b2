-- When the holder last showed more than a password. Cases with secrecy want it to be fresh.
ALTER TABLE identity_session ADD COLUMN proved_at INTEGER NOT NULL DEFAULT 0;
