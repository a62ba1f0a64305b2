-- What a program was answered when it sent a case, so that sending again with the same key gives the same answer and no second case.
-- The answer holds the code of the case and is sealed. Kept for 24 hours.
CREATE TABLE e_services_idempotency (
  account       INTEGER NOT NULL,
  idempotency_key TEXT NOT NULL,
  body_hash     TEXT NOT NULL,
  sealed_answer BLOB NOT NULL,
  made_at       INTEGER NOT NULL,
  PRIMARY KEY (account, idempotency_key)
) STRICT;
