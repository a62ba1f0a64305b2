-- Services whose published definition anybody may read at an address of its own.
CREATE TABLE service_builder_shared (
    service   TEXT    NOT NULL PRIMARY KEY,
    shared_at INTEGER NOT NULL
) STRICT;

-- Other municipalities' services that are looked at once a day: their text as it was seen last, and what we call what is their own in it.
CREATE TABLE service_builder_subscription (
    id            INTEGER NOT NULL PRIMARY KEY,
    address       TEXT    NOT NULL UNIQUE,
    municipality  TEXT    NOT NULL,
    their_service TEXT    NOT NULL,
    service       TEXT    NOT NULL DEFAULT '',
    local_names   TEXT    NOT NULL DEFAULT '',
    yaml          TEXT    NOT NULL,
    etag          TEXT    NOT NULL DEFAULT '',
    changed_at    INTEGER NOT NULL,
    asked_at      INTEGER NOT NULL,
    problem       TEXT    NOT NULL DEFAULT ''
) STRICT;
