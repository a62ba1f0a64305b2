-- Entries with personal data stand apart, without a readable word: what a secret makes of each word and of its beginnings. Nothing to read
-- in the file of a stolen disk; left out of backups, and made anew from its sources. The row goes when the thing goes.
CREATE TABLE fulltext_blind_entry (
    entry_key INTEGER PRIMARY KEY,
    kind      TEXT    NOT NULL,
    id        INTEGER NOT NULL,
    scope     INTEGER NOT NULL,
    terms     TEXT    NOT NULL,
    UNIQUE (kind, id)
) STRICT;
-- Cases stood among the others before.
DELETE FROM fulltext_entry WHERE kind = 'case';
-- Who may see an entry is a term of its own now.
UPDATE fulltext_entry SET terms = '00' || CAST(scope AS TEXT) || ' ' || terms;
