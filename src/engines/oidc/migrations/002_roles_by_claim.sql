-- The roles that somebody has because a provider said so at the last sign-in there. Other roles are given and taken away by people alone.
CREATE TABLE oidc_role (
    assignment INTEGER NOT NULL PRIMARY KEY REFERENCES identity_assignment(id) ON DELETE CASCADE,
    provider TEXT NOT NULL
) STRICT;
