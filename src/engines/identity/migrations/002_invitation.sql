-- A link with which the holder of a new account chooses the first password. Removed when it is used.
CREATE TABLE identity_invitation (
    account INTEGER NOT NULL PRIMARY KEY REFERENCES identity_account(id),
    token_hash TEXT NOT NULL UNIQUE,
    ends_at INTEGER NOT NULL
) STRICT;
