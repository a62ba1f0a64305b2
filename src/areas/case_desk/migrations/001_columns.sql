-- The columns that an officer has chosen for the work lists.
CREATE TABLE case_desk_columns (
  account INTEGER PRIMARY KEY,
  columns TEXT NOT NULL               -- names with spaces between, in order
) STRICT;
