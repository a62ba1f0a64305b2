-- Days on which more or fewer call than usual. Those of one name are alike.
CREATE TABLE contacts_special_day (
  id       INTEGER PRIMARY KEY,
  name     TEXT NOT NULL,
  first_on INTEGER NOT NULL,                 -- day
  last_on  INTEGER NOT NULL
) STRICT;
CREATE INDEX contacts_special_day_by_time ON contacts_special_day(first_on);
