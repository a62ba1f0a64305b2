-- One key for each case. Destroying it erases what was sealed with it, wherever copies lie.
CREATE TABLE privacy_key (
    id INTEGER NOT NULL PRIMARY KEY,
    sealed_key BLOB,                   -- wrapped with a key that the database does not hold; NULL when destroyed
    made_at INTEGER NOT NULL,
    destroyed_at INTEGER,
    CHECK ((sealed_key IS NULL) = (destroyed_at IS NOT NULL))
) STRICT;
