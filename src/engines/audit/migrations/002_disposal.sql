-- The log is disposed of when it is older than the municipality keeps it (arkivlagen 10 §, dataskyddsförordningen art. 5.1 e): listed by
-- month, approved by an archivist, removed from the beginning of the chain. What stays of those months (of cases that are still there)
-- stands as it was; its digest and the hash that the rest of the chain begins with are sealed in audit_anchor.
CREATE TABLE audit_anchor (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    seq INTEGER NOT NULL,              -- the last entry of the newest month that was disposed of; 0: none was
    hash TEXT NOT NULL,                -- of that entry
    mac TEXT NOT NULL,                 -- over both and all of audit_part, with the key that the database does not hold
    open_until INTEGER NOT NULL        -- entries to this one may be removed: set and set back to 0 in the write that removes
) STRICT;
INSERT INTO audit_anchor(id, seq, hash, mac, open_until) VALUES (1, 0, '', '', 0);

-- Months of the chain that have been disposed of, without gaps from entry 1 to audit_anchor.seq: what is left of each.
CREATE TABLE audit_part (
    last_seq INTEGER NOT NULL PRIMARY KEY,
    first_seq INTEGER NOT NULL,
    month INTEGER NOT NULL,            -- day its month begins
    entries INTEGER NOT NULL,          -- left
    digest TEXT NOT NULL               -- SHA-256 over number and hash of each that is left
) STRICT;

-- A list that is done is the report, and is kept for ever: numbers, the ground, and the archivist's name as those who decide are kept.
CREATE TABLE audit_list (
    id INTEGER NOT NULL PRIMARY KEY,
    made_at INTEGER NOT NULL,
    before_on INTEGER NOT NULL,        -- entries from before this day
    ground TEXT NOT NULL,
    approved_at INTEGER,
    approved_by INTEGER,
    approved_by_name TEXT NOT NULL DEFAULT '',
    done_at INTEGER
) STRICT;
CREATE TABLE audit_list_month (
    list INTEGER NOT NULL REFERENCES audit_list,
    last_seq INTEGER NOT NULL,
    first_seq INTEGER NOT NULL,
    month INTEGER NOT NULL,
    entries INTEGER NOT NULL,          -- when the list was made
    stays INTEGER NOT NULL,
    removed INTEGER NOT NULL DEFAULT 0,
    at INTEGER,                        -- of the removal
    PRIMARY KEY (list, last_seq)
) STRICT;
