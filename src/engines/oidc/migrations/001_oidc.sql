-- A browser that has left to sign in at a provider and is awaited back. Removed when it comes, or by a job after ten minutes.
CREATE TABLE oidc_attempt (
    state_hash TEXT NOT NULL PRIMARY KEY,
    session INTEGER NOT NULL REFERENCES identity_session(id) ON DELETE CASCADE,  -- of the browser that left: no other comes back
    provider TEXT NOT NULL,
    return_address TEXT NOT NULL,
    purpose TEXT NOT NULL CHECK (purpose IN ('sign_in', 'step_up')),
    began INTEGER NOT NULL
) STRICT;
CREATE INDEX oidc_attempt_session ON oidc_attempt(session);

-- Which sign-in at a provider a session comes from, so that signing out reaches both ways. Kept until the session ends.
CREATE TABLE oidc_logon (
    session INTEGER NOT NULL PRIMARY KEY REFERENCES identity_session(id) ON DELETE CASCADE,
    provider TEXT NOT NULL,
    subject_mac TEXT NOT NULL,
    provider_session_mac TEXT NOT NULL,
    id_token_sealed BLOB NOT NULL      -- the provider asks for it at sign-out; empty when a personal number is in it
) STRICT;
CREATE INDEX oidc_logon_subject ON oidc_logon(subject_mac);
CREATE INDEX oidc_logon_provider_session ON oidc_logon(provider_session_mac);
