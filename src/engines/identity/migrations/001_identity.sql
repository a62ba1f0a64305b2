-- Who signs in, what they may do and in which unit. "Kept until" says when a personal column is disposed of.

-- One row: made for real or as a demo, decided when the database is made and never changed.
CREATE TABLE identity_installation (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    demo INTEGER NOT NULL CHECK (demo IN (0, 1)),
    made_at INTEGER NOT NULL
) STRICT;

CREATE TABLE identity_unit (
    id INTEGER NOT NULL PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    name_sv TEXT NOT NULL,
    name_en TEXT NOT NULL,
    parent INTEGER REFERENCES identity_unit(id),
    committee INTEGER NOT NULL CHECK (committee IN (0, 1))
) STRICT;
CREATE INDEX identity_unit_parent ON identity_unit(parent);

-- A party in cases. Kept until the last case that the person is party to is disposed of; then erased column by column.
CREATE TABLE identity_person (
    id INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,                -- to address the person; kept as the row
    number_mac TEXT UNIQUE,            -- HMAC of the personal number: finds the person at sign-in without storing the number readable
    number_sealed BLOB,                -- the number itself, sealed: asked for by payments and registers (dataskyddslagen 3 kap. 10 §)
    email TEXT NOT NULL,               -- notices about own cases; the person may empty it
    email_key TEXT NOT NULL,           -- the e-mail in lower case, to find those without e-identification
    phone TEXT NOT NULL,               -- notices by SMS; the person may empty it
    postal_address TEXT NOT NULL,      -- letters; never shown when protected_identity
    preferred TEXT NOT NULL,           -- channel that the person chose
    language TEXT NOT NULL,            -- language that the person chose
    protected_identity INTEGER NOT NULL CHECK (protected_identity IN (0, 1)),  -- OSL 22 kap. 1 §: hides where the person is
    made_at INTEGER NOT NULL
) STRICT;
CREATE INDEX identity_person_email ON identity_person(email_key);

CREATE TABLE identity_organisation (
    id INTEGER NOT NULL PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL
) STRICT;

-- Who may act for an organisation. Kept while they may.
CREATE TABLE identity_signatory (
    organisation INTEGER NOT NULL REFERENCES identity_organisation(id),
    person INTEGER NOT NULL REFERENCES identity_person(id),
    PRIMARY KEY (organisation, person)
) STRICT;
CREATE INDEX identity_signatory_person ON identity_signatory(person);

-- Staff. Name and e-mail are kept as long as decisions signed by the account are kept.
CREATE TABLE identity_account (
    id INTEGER NOT NULL PRIMARY KEY,
    username TEXT NOT NULL UNIQUE,     -- lower case
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    program INTEGER NOT NULL CHECK (program IN (0, 1)),
    active INTEGER NOT NULL CHECK (active IN (0, 1)),
    password TEXT NOT NULL,            -- argon2id; empty: no password signs in
    made_at INTEGER NOT NULL
) STRICT;

CREATE TABLE identity_second_step (
    account INTEGER NOT NULL PRIMARY KEY REFERENCES identity_account(id),
    secret_sealed BLOB NOT NULL,
    confirmed INTEGER NOT NULL CHECK (confirmed IN (0, 1)),
    last_step INTEGER NOT NULL         -- a code works once: later steps only
) STRICT;

CREATE TABLE identity_recovery_code (
    account INTEGER NOT NULL REFERENCES identity_account(id),
    code_mac TEXT NOT NULL,
    PRIMARY KEY (account, code_mac)
) STRICT;

-- Failed sign-ins. `who` is a hash of the username or of the network address. Kept a day after the last failure.
CREATE TABLE identity_throttle (
    who TEXT NOT NULL PRIMARY KEY,
    failures INTEGER NOT NULL,
    waits_until INTEGER NOT NULL,
    last_at INTEGER NOT NULL
) STRICT;

CREATE TABLE identity_role (
    id INTEGER NOT NULL PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    name_sv TEXT NOT NULL,
    name_en TEXT NOT NULL
) STRICT;

CREATE TABLE identity_role_permission (
    role INTEGER NOT NULL REFERENCES identity_role(id),
    permission TEXT NOT NULL,
    PRIMARY KEY (role, permission)
) STRICT;

CREATE TABLE identity_assignment (
    id INTEGER NOT NULL PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES identity_account(id),
    role INTEGER NOT NULL REFERENCES identity_role(id),
    unit INTEGER NOT NULL REFERENCES identity_unit(id),
    ends_at INTEGER
) STRICT;
CREATE INDEX identity_assignment_account ON identity_assignment(account);
CREATE INDEX identity_assignment_role ON identity_assignment(role);

-- Derived from assignments, roles and the unit tree in the same write as any change to them: the filter of every list.
CREATE TABLE identity_right (
    account INTEGER NOT NULL REFERENCES identity_account(id),
    permission TEXT NOT NULL,
    unit INTEGER NOT NULL REFERENCES identity_unit(id),
    ends_at INTEGER NOT NULL,
    PRIMARY KEY (account, permission, unit)
) STRICT;
CREATE INDEX identity_right_holders ON identity_right(permission, unit);

CREATE TABLE identity_delegation (
    id TEXT NOT NULL PRIMARY KEY,
    text TEXT NOT NULL,
    law TEXT NOT NULL,
    committee INTEGER NOT NULL REFERENCES identity_unit(id)
) STRICT;

CREATE TABLE identity_delegation_role (
    delegation TEXT NOT NULL REFERENCES identity_delegation(id),
    role INTEGER NOT NULL REFERENCES identity_role(id),
    PRIMARY KEY (delegation, role)
) STRICT;

-- Kept as proof of who was competent on a day; no reason for the absence is stored.
CREATE TABLE identity_substitution (
    id INTEGER NOT NULL PRIMARY KEY,
    absent INTEGER NOT NULL REFERENCES identity_account(id),
    substitute INTEGER NOT NULL REFERENCES identity_account(id),
    from_day INTEGER NOT NULL,
    until_day INTEGER NOT NULL,
    CHECK (absent <> substitute),
    CHECK (from_day <= until_day)
) STRICT;
CREATE INDEX identity_substitution_substitute ON identity_substitution(substitute);
CREATE INDEX identity_substitution_absent ON identity_substitution(absent);

-- Kept until the session ends; a job removes it.
CREATE TABLE identity_session (
    id INTEGER NOT NULL PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('nobody', 'resident', 'staff')),
    person INTEGER REFERENCES identity_person(id),
    account INTEGER REFERENCES identity_account(id),
    started INTEGER NOT NULL,
    last_seen INTEGER NOT NULL,
    device TEXT NOT NULL,              -- browser and system, so that the owner recognises it; no network address
    data TEXT NOT NULL,
    pending_account INTEGER REFERENCES identity_account(id),  -- password right, code awaited
    pending_until INTEGER NOT NULL
) STRICT;
CREATE INDEX identity_session_account ON identity_session(account);
CREATE INDEX identity_session_person ON identity_session(person);
CREATE INDEX identity_session_seen ON identity_session(last_seen);

CREATE TABLE identity_token (
    id INTEGER NOT NULL PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES identity_account(id),
    name TEXT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    made_at INTEGER NOT NULL,
    last_used INTEGER,
    ends_at INTEGER
) STRICT;
CREATE INDEX identity_token_account ON identity_token(account);
