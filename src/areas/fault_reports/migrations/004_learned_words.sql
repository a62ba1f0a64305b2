-- How many closed reports of a category have each stem, for guessing the category of new ones. Made anew each night of what is left then:
-- only of stems that at least three of them share, so that no name is kept, and nothing outlives the reports that it came from.
CREATE TABLE fault_reports_word (
  service TEXT NOT NULL,
  stem    TEXT NOT NULL,
  texts   INTEGER NOT NULL,
  PRIMARY KEY (service, stem)
) STRICT;
