-- A representative (ombud) follows the case by a mandate, and only while that is in force.
ALTER TABLE cases_party ADD COLUMN mandate INTEGER;                       -- mandates_mandate
