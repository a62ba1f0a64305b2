-- What a municipality says of itself: name, contact details, colours. No personal data.
CREATE TABLE municipality_setting (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
