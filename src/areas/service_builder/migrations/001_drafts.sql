-- Definitions that somebody works on. Every save is a revision; undo shows an older one again and takes nothing away.
-- Who saved what is kept as long as the draft: the two who work at once must see each other.
CREATE TABLE service_builder_draft (
    id           INTEGER NOT NULL PRIMARY KEY,
    service      TEXT    NOT NULL,
    title_sv     TEXT    NOT NULL,
    title_en     TEXT    NOT NULL,
    base_version INTEGER NOT NULL,
    state        TEXT    NOT NULL CHECK (state IN ('open', 'proposed', 'approved', 'published', 'discarded')),
    revision     INTEGER NOT NULL,
    words        TEXT    NOT NULL DEFAULT '',
    proposed_by  TEXT    NOT NULL DEFAULT '',
    version      INTEGER NOT NULL DEFAULT 0,
    publish_at   INTEGER,
    changed_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX service_builder_draft_state ON service_builder_draft (state, changed_at);

CREATE TABLE service_builder_revision (
    draft      INTEGER NOT NULL REFERENCES service_builder_draft (id),
    number     INTEGER NOT NULL,
    came_from  INTEGER NOT NULL,
    yaml       TEXT    NOT NULL,
    what       TEXT    NOT NULL,
    part       TEXT    NOT NULL,
    author     INTEGER NOT NULL,
    author_name TEXT   NOT NULL,
    saved_at   INTEGER NOT NULL,
    PRIMARY KEY (draft, number)
) STRICT;
