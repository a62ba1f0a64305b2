-- The registers of an invented town (torg demo): made-up people, properties, organisations and places. Always empty in a real
-- municipality, whose registers are asked where they are and never copied.
CREATE TABLE directories_invented (
  directory TEXT NOT NULL,                -- population, property, organisation, map
  key       TEXT NOT NULL,                -- what is looked up
  record    TEXT NOT NULL,                -- JSON, as docs/operate.md describes it
  PRIMARY KEY (directory, key)
) STRICT;
