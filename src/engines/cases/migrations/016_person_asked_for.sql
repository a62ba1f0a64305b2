-- When the party asked that a person looks at what was decided without one; NULL when nobody waits for that. For a list of their own.
ALTER TABLE cases_case ADD COLUMN person_asked_at INTEGER;
CREATE INDEX cases_units_person_asked ON cases_case (unit, COALESCE(due_on, 99999999), id, state_kind, person_asked_at)
  WHERE state_kind <> 'closed' AND person_asked_at IS NOT NULL;
