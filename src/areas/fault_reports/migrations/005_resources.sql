-- The price list: what may go into mending a fault, by the unit that it is counted in.
CREATE TABLE fault_reports_resource (
  id       INTEGER PRIMARY KEY,
  name     TEXT NOT NULL,
  unit     TEXT NOT NULL,              -- "kg", "timme"
  ore      INTEGER NOT NULL,           -- what one unit costs, in hundredths of a krona
  grams    INTEGER NOT NULL,           -- carbon dioxide equivalents of one unit
  ended_at INTEGER
) STRICT;

-- What went into mending, at the prices of that day. Says nothing of who reported it: kept as a figure when the case is disposed of.
CREATE TABLE fault_reports_use (
  id          INTEGER PRIMARY KEY,
  case_id     INTEGER NOT NULL,
  number      TEXT NOT NULL,           -- of the case; "" when it is disposed of
  resource    INTEGER NOT NULL REFERENCES fault_reports_resource,
  thousandths INTEGER NOT NULL,        -- of the unit
  ore         INTEGER NOT NULL,
  grams       INTEGER NOT NULL,
  service     TEXT NOT NULL,
  road        TEXT NOT NULL,           -- "" when the map knows none there
  district    TEXT NOT NULL,
  unit        INTEGER NOT NULL,        -- identity_unit, whose report it was
  year        INTEGER NOT NULL,
  used_on     INTEGER NOT NULL         -- a day
) STRICT;
CREATE INDEX fault_reports_use_by_case ON fault_reports_use (case_id);
CREATE INDEX fault_reports_use_by_year ON fault_reports_use (year, road);
