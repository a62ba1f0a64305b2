-- The municipality's register of addresses and properties: what is where. Nothing of people: who lives there or owns it stands in registers
-- that are asked where they are. Taken in from a file; what a newer file does not name is removed.

-- A street in a place, or a block of properties: all that its entries have in common.
CREATE TABLE addresses_group (
  id       INTEGER PRIMARY KEY,
  kind     TEXT NOT NULL CHECK (kind IN ('address', 'property')),
  name     TEXT NOT NULL,                -- "Kyrkogatan"; "Exempelby Eken"
  postcode TEXT NOT NULL,                -- "990 10"; "" of properties
  locality TEXT NOT NULL,                -- "" of properties
  UNIQUE (kind, name, postcode, locality)
) STRICT;

-- The words by which it is found, in small letters: 0 of its name, 1 of its postcode and locality, which many groups share.
CREATE TABLE addresses_word (
  place    INTEGER NOT NULL,
  word     TEXT NOT NULL,
  group_id INTEGER NOT NULL REFERENCES addresses_group(id),
  PRIMARY KEY (place, word, group_id)
) STRICT;
CREATE INDEX addresses_word_of_group ON addresses_word(group_id, word);

CREATE TABLE addresses_entry (
  id        INTEGER PRIMARY KEY,
  group_id  INTEGER NOT NULL REFERENCES addresses_group(id),
  label     TEXT NOT NULL,               -- as it is compared: "12a", "1:7"
  written   TEXT NOT NULL,               -- as it is read: "12 A", "1:7"; may be empty
  number    INTEGER NOT NULL,            -- 12, 1: so that 9 comes before 10
  second    INTEGER NOT NULL,            -- 7 of "1:7"
  property  TEXT NOT NULL,               -- the designation that it lies on; its own, of a property; may be empty
  latitude  REAL,
  longitude REAL,
  edition   INTEGER NOT NULL,            -- of the file that named it last
  UNIQUE (group_id, label)
) STRICT;
CREATE INDEX addresses_entry_by_label ON addresses_entry(label, group_id);
CREATE INDEX addresses_entry_by_property ON addresses_entry(property, group_id, number);
