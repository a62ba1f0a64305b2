-- The municipality's things in the street, from its own register: nothing of people. What a newer file does not name is ended and stays,
-- since reports are about it.
CREATE TABLE assets_asset (
  id        INTEGER PRIMARY KEY,
  kind      TEXT NOT NULL,
  reference TEXT NOT NULL,               -- in the owner's register
  name      TEXT NOT NULL,               -- may be empty
  latitude  REAL NOT NULL,
  longitude REAL NOT NULL,
  row_no    INTEGER NOT NULL,            -- its square of about 55 metres a side
  col_no    INTEGER NOT NULL,
  edition   INTEGER NOT NULL,            -- of the file that named it last
  ended_at  INTEGER,                     -- it stands there no more
  UNIQUE (kind, reference)
) STRICT;
CREATE INDEX assets_asset_by_cell ON assets_asset(row_no, col_no, kind) WHERE ended_at IS NULL;
