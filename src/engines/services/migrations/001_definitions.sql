-- Every version of every e-service. Published text never changes: running cases are read by it, and it is preserved with them.
CREATE TABLE services_definition (
    id           TEXT    NOT NULL,
    version      INTEGER NOT NULL CHECK (version >= 1),
    state        TEXT    NOT NULL CHECK (state IN ('draft', 'published', 'retired')),
    yaml         TEXT    NOT NULL,
    hash         TEXT    NOT NULL,
    published_at INTEGER,
    PRIMARY KEY (id, version)
) STRICT;
CREATE INDEX services_definition_state ON services_definition (state, id, version);
