-- Where a case is that anybody may see (its flow has `follow`), for maps, for what is near and for how long such things take. Derived from
-- the event log; nothing of people. Removed with the rest when the case is disposed of.
CREATE TABLE cases_place (
  case_id     INTEGER PRIMARY KEY REFERENCES cases_case,
  service     TEXT NOT NULL,
  latitude    REAL NOT NULL,
  longitude   REAL NOT NULL,
  row_no      INTEGER NOT NULL,             -- of the finest cells: thousandths of a degree north
  col_no      INTEGER NOT NULL,             -- and two thousandths of a degree east
  road        TEXT NOT NULL,                -- as the town's map calls it; may be empty
  district    TEXT NOT NULL,
  state       TEXT NOT NULL,
  is_open     INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  closed_at   INTEGER,
  updated_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX cases_place_open ON cases_place (row_no, col_no) WHERE is_open = 1;
CREATE INDEX cases_place_received ON cases_place (received_at, case_id);
CREATE INDEX cases_place_updated ON cases_place (updated_at, case_id);
CREATE INDEX cases_place_service ON cases_place (service, received_at);
CREATE INDEX cases_place_closed ON cases_place (service, closed_at) WHERE is_open = 0;
CREATE INDEX cases_place_closed_district ON cases_place (service, district, closed_at) WHERE is_open = 0;

-- How many are open in each cell, at several sizes: what a map shows takes as long however many there are.
CREATE TABLE cases_place_cell (
  level_no INTEGER NOT NULL,                -- cells of level n are 2^n finest ones high and wide
  row_no   INTEGER NOT NULL,
  col_no   INTEGER NOT NULL,
  service  TEXT NOT NULL,
  number   INTEGER NOT NULL,
  PRIMARY KEY (level_no, row_no, col_no, service)
) STRICT;
