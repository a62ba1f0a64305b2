-- Browsers that a member of staff has signed in with, by a cookie of their own: who signs in with another one is told so by e-mail, since it
-- may be somebody else. Only a hash of the cookie; removed a year after its last use.
CREATE TABLE identity_known_device (
    account INTEGER NOT NULL REFERENCES identity_account(id),
    token_hash TEXT NOT NULL,
    last_used INTEGER NOT NULL,
    PRIMARY KEY (account, token_hash)
) STRICT;
