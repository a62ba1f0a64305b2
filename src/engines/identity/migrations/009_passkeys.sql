-- Keys (passkeys, W3C Web Authentication) by which members of staff show more than a password. Nothing here is secret: the private half never
-- leaves the holder's device. Kept until the holder or an administrator removes the key.
CREATE TABLE identity_passkey (
    id INTEGER NOT NULL PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES identity_account(id),
    credential TEXT NOT NULL UNIQUE,   -- the authenticator's own name of it, in base64url
    algorithm TEXT NOT NULL,
    public_key BLOB NOT NULL,
    counter INTEGER NOT NULL,          -- of uses, as the authenticator tells: backwards means a copy
    verifies INTEGER NOT NULL CHECK (verifies IN (0, 1)),  -- asked for a PIN or a finger when it was made, and must from then on
    name TEXT NOT NULL,                -- as the holder calls it
    made_at INTEGER NOT NULL,
    last_used INTEGER
) STRICT;
CREATE INDEX identity_passkey_account ON identity_passkey(account);

-- What the session's browser has been given to sign with a key; gone with the answer.
ALTER TABLE identity_session ADD COLUMN challenge TEXT NOT NULL DEFAULT '';
ALTER TABLE identity_session ADD COLUMN challenge_until INTEGER NOT NULL DEFAULT 0;
