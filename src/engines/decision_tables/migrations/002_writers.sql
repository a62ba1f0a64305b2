-- Everybody who has saved a version, as accounts with spaces between: none of them approves it. Kept as long as the version.
ALTER TABLE decision_tables_version ADD COLUMN writers TEXT NOT NULL DEFAULT '';
