-- A version tried on the closed cases of a year, before it is approved. Of the cases only which they were and how they would have come out:
-- no answers. Removed after 30 days, when nobody compares any more.
CREATE TABLE table_builder_replay (
    id              INTEGER NOT NULL PRIMARY KEY,
    table_id        INTEGER NOT NULL,
    version         INTEGER NOT NULL,
    revision        INTEGER NOT NULL,
    asked_by        INTEGER NOT NULL,
    asked_by_name   TEXT    NOT NULL,
    begun_at        INTEGER NOT NULL,
    finished_at     INTEGER,
    total           INTEGER NOT NULL DEFAULT 0,
    done            INTEGER NOT NULL DEFAULT 0,
    same            INTEGER NOT NULL DEFAULT 0,
    otherwise       INTEGER NOT NULL DEFAULT 0,
    left_to_officer INTEGER NOT NULL DEFAULT 0,  -- the table says nothing
    automatic       INTEGER NOT NULL DEFAULT 0   -- of the others: those that nobody would have decided
) STRICT;
CREATE INDEX table_builder_replay_of ON table_builder_replay (table_id, version, id);

CREATE TABLE table_builder_turned (
    replay  INTEGER NOT NULL REFERENCES table_builder_replay (id),
    case_id INTEGER NOT NULL,
    decided TEXT    NOT NULL,
    ruling  TEXT    NOT NULL,
    row_no  INTEGER NOT NULL,
    PRIMARY KEY (replay, case_id)
) STRICT;
