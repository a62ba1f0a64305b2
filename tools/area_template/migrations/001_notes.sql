-- No personal data.
CREATE TABLE area_template_note (
  id    INTEGER PRIMARY KEY,
  title TEXT NOT NULL
) STRICT;
