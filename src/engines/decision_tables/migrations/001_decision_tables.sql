-- Tables by which a unit decides or proposes in a service. No personal data but the names of those who wrote and approved a version: kept as
-- long as cases that were decided by it, since a decision's rule must be found again.
CREATE TABLE decision_tables_table (
    id         INTEGER NOT NULL PRIMARY KEY,
    unit       INTEGER NOT NULL,
    service    TEXT    NOT NULL,
    title_sv   TEXT    NOT NULL,
    title_en   TEXT    NOT NULL,
    stopped_at INTEGER,                    -- decides and proposes nothing from then on
    stopped_by TEXT    NOT NULL DEFAULT '',
    made_at    INTEGER NOT NULL,
    UNIQUE (service, unit)
) STRICT;

-- An approved version is never written again: cases point at it.
CREATE TABLE decision_tables_version (
    table_id       INTEGER NOT NULL REFERENCES decision_tables_table (id),
    number         INTEGER NOT NULL,
    state          TEXT    NOT NULL CHECK (state IN ('open', 'proposed', 'approved')),
    revision       INTEGER NOT NULL,       -- grows with every save: who saves from an older one has not seen the newer
    content        TEXT    NOT NULL,       -- JSON
    words          TEXT    NOT NULL,       -- why, by who proposed it; or why it was sent back
    author         INTEGER NOT NULL,
    author_name    TEXT    NOT NULL,
    proposer       INTEGER NOT NULL DEFAULT 0,
    proposer_name  TEXT    NOT NULL DEFAULT '',
    approver       INTEGER NOT NULL DEFAULT 0,
    approver_name  TEXT    NOT NULL DEFAULT '',
    approved_at    INTEGER,
    effective_from INTEGER,
    restored_from  INTEGER NOT NULL DEFAULT 0,  -- the number of the version that it is again
    changed_at     INTEGER NOT NULL,
    PRIMARY KEY (table_id, number)
) STRICT;
