-- Who did what. Names of staff and residents are kept with the entry, as it was then, for as long as the log itself
-- (arkivlagen 10 §; OSL 5 kap. 5 §): the log is the proof of who has read and decided.
CREATE TABLE audit_entry (
    id INTEGER NOT NULL PRIMARY KEY,
    seq INTEGER NOT NULL UNIQUE,       -- 1, 2, 3 … without gaps
    at INTEGER NOT NULL,
    actor_kind TEXT NOT NULL,
    actor INTEGER NOT NULL,            -- account or person
    actor_name TEXT NOT NULL,
    event TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject INTEGER NOT NULL,
    reason TEXT NOT NULL,
    detail TEXT NOT NULL,
    request_id TEXT NOT NULL,
    previous_hash TEXT NOT NULL,       -- of the entry before
    hash TEXT NOT NULL                 -- SHA-256 of the columns above, each with its length, and of previous_hash
) STRICT;
CREATE INDEX audit_entry_subject ON audit_entry(subject_kind, subject, seq);
CREATE INDEX audit_entry_actor ON audit_entry(actor_kind, actor, seq);

-- The end of the chain, sealed with a key that the database does not hold: entries cut off at the end are missed.
CREATE TABLE audit_head (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    seq INTEGER NOT NULL,
    hash TEXT NOT NULL,
    mac TEXT NOT NULL
) STRICT;
INSERT INTO audit_head(id, seq, hash, mac) VALUES (1, 0, '', '');
