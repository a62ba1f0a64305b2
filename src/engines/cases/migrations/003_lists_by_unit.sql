-- Work lists are read unit by unit of those the officer may see, so that their time does not grow with the cases of other units.
CREATE INDEX cases_unit_open ON cases_case (unit, COALESCE(due_on, 99999999), id) WHERE state_kind <> 'closed';
CREATE INDEX cases_unit_unassigned ON cases_case (unit, COALESCE(due_on, 99999999), id) WHERE state_kind <> 'closed' AND officer IS NULL;
CREATE INDEX cases_unit_service_open ON cases_case (unit, service, COALESCE(due_on, 99999999), id) WHERE state_kind <> 'closed';
CREATE INDEX cases_unit_closed ON cases_case (unit, COALESCE(due_on, 99999999), id) WHERE state_kind = 'closed';
DROP INDEX cases_open_by_due;
DROP INDEX cases_open_by_service;
DROP INDEX cases_closed_by_due;
-- The usual time of a service, without reading the cases themselves.
CREATE INDEX cases_service_times ON cases_case (service, closed_at, received_at) WHERE state_kind = 'closed' AND is_test = 0;
DROP INDEX cases_closed_by_service;
-- What an officer can still undo stands on every page of the desk.
CREATE INDEX cases_decision_undoable ON cases_decision (decided_by, send_at) WHERE sent_at IS NULL AND undone_at IS NULL;
