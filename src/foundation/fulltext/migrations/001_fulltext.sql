-- What can be searched for, one row for each thing that search may find. Rebuilt from its sources at any time.
-- Title and body may hold personal data of the thing they come from; the row goes when the thing goes, and who may see it
-- is its scope. fulltext::ensure_index makes the index itself, which differs between SQLite and PostgreSQL.
CREATE TABLE fulltext_entry (
    entry_key INTEGER PRIMARY KEY,
    kind      TEXT    NOT NULL,
    id        INTEGER NOT NULL,
    scope     INTEGER NOT NULL,
    title     TEXT    NOT NULL,
    body      TEXT    NOT NULL,
    terms     TEXT    NOT NULL,
    UNIQUE (kind, id)
) STRICT;
