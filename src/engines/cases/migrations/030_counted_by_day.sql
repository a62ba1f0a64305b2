-- How many reports came in each day (of UTC), and how many of those are open: the figures of a year read some hundred rows of a category
-- however many reports there are.
CREATE TABLE cases_place_day (
  service     TEXT NOT NULL,
  received_on INTEGER NOT NULL,             -- days since 1970, UTC
  received    INTEGER NOT NULL,
  still_open  INTEGER NOT NULL,
  PRIMARY KEY (service, received_on)
) STRICT;
INSERT INTO cases_place_day(service, received_on, received, still_open)
  SELECT service, received_at / 86400000000, COUNT(*), SUM(is_open) FROM cases_place GROUP BY service, received_at / 86400000000;
DROP INDEX cases_place_counted;
CREATE INDEX cases_place_service ON cases_place (service, received_at);

-- Nobody's cases lie in an index of their own (cases_units_unassigned): who looks for those of a unit is never led through this one.
DROP INDEX cases_mine_open;
CREATE INDEX cases_mine_open ON cases_case (officer, COALESCE(due_on, 99999999), id, unit, state_kind)
  WHERE state_kind <> 'closed' AND officer IS NOT NULL;
