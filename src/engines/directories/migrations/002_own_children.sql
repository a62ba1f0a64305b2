-- The children whom a resident has custody of, by the population register: kept so that a form can offer them without waiting. Sealed with a
-- key of the row's own, which is destroyed with it after a day. Without sealed_children the register has been asked and has not answered.
CREATE TABLE directories_own_children (
  person          INTEGER PRIMARY KEY,  -- who has asked
  key             INTEGER NOT NULL,     -- privacy_key
  sealed_children BLOB,                 -- JSON: names and numbers
  asked_at        INTEGER NOT NULL,
  expires_at      INTEGER NOT NULL
) STRICT;
CREATE INDEX directories_own_children_by_expiry ON directories_own_children (expires_at);
