-- Lists and their counts are read from the indexes alone: SQLite asks a row for every column that a condition names, also when the index
-- holds only rows that fulfil it.
CREATE INDEX cases_mine_open ON cases_case (officer, COALESCE(due_on, 99999999), id, unit, state_kind) WHERE state_kind <> 'closed';
CREATE INDEX cases_units_open ON cases_case (unit, COALESCE(due_on, 99999999), id, state_kind) WHERE state_kind <> 'closed';
CREATE INDEX cases_units_unassigned ON cases_case (unit, COALESCE(due_on, 99999999), id, state_kind, officer)
  WHERE state_kind <> 'closed' AND officer IS NULL;
CREATE INDEX cases_units_kinds ON cases_case (unit, state_kind, COALESCE(due_on, 99999999), id, service) WHERE state_kind <> 'closed';
CREATE INDEX cases_units_services ON cases_case (unit, service, COALESCE(due_on, 99999999), id, state_kind) WHERE state_kind <> 'closed';
CREATE INDEX cases_units_closed ON cases_case (unit, COALESCE(due_on, 99999999), id, state_kind) WHERE state_kind = 'closed';
DROP INDEX cases_open_by_officer;
DROP INDEX cases_unit_open;
DROP INDEX cases_unit_unassigned;
DROP INDEX cases_unit_service_open;
DROP INDEX cases_unit_closed;
