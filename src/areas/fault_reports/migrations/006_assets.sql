-- What in the street a report is about, by the municipality's own register. Says nothing of people; removed with the case.
CREATE TABLE fault_reports_asset (
  case_id     INTEGER PRIMARY KEY,
  number      TEXT NOT NULL,             -- of the case
  asset       INTEGER NOT NULL,          -- assets_asset
  how         TEXT NOT NULL CHECK (how IN ('chosen', 'nearest', 'named')),
  received_at INTEGER NOT NULL
) STRICT;
CREATE INDEX fault_reports_asset_by_asset ON fault_reports_asset (asset, received_at);
CREATE INDEX fault_reports_asset_by_time ON fault_reports_asset (received_at, asset);

-- Which things the faults of a category are about. The catalogue's own categories begin with these; staff change them.
CREATE TABLE fault_reports_asset_kind (
  service TEXT NOT NULL,
  kind    TEXT NOT NULL,
  PRIMARY KEY (service, kind)
) STRICT;
INSERT INTO fault_reports_asset_kind(service, kind) VALUES
  ('fel-belysning', 'lamp_post'), ('fel-lekplats', 'playground'), ('fel-park', 'bench'), ('fel-park', 'tree'), ('fel-skrap', 'bin'),
  ('fel-skylt', 'sign'), ('fel-skylt', 'traffic_light'), ('fel-vatten', 'well'), ('fel-vatten', 'hydrant');
