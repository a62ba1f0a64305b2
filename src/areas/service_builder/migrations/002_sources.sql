-- Services that are built on somebody else's definition: its text as it was last taken in, to tell its changes from our own.
CREATE TABLE service_builder_source (
    service  TEXT    NOT NULL PRIMARY KEY,
    yaml     TEXT    NOT NULL,
    taken_at INTEGER NOT NULL
) STRICT;
