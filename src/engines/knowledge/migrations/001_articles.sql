-- Answers that residents and the contact centre read alike, with every version of them. No personal data but the name of who wrote a version.
CREATE TABLE knowledge_article (
  id       INTEGER PRIMARY KEY,
  slug     TEXT NOT NULL UNIQUE,             -- in the address
  unit     INTEGER NOT NULL,                 -- the owner
  subject  TEXT NOT NULL,
  audience TEXT NOT NULL,                    -- everybody, staff
  valid_to INTEGER,                          -- its last day; NULL: until further notice
  version  INTEGER NOT NULL                  -- the newest
) STRICT;

CREATE TABLE knowledge_version (
  article   INTEGER NOT NULL REFERENCES knowledge_article(id),
  version   INTEGER NOT NULL,
  title_sv  TEXT NOT NULL,
  title_en  TEXT NOT NULL,
  body_sv   TEXT NOT NULL,                   -- Markdown
  body_en   TEXT NOT NULL,
  for_staff TEXT NOT NULL,                   -- Markdown that only staff see
  keywords  TEXT NOT NULL,
  service   TEXT NOT NULL,                   -- the e-service that the answer leads to, or ''
  made_at   INTEGER NOT NULL,
  made_by   TEXT NOT NULL,
  PRIMARY KEY (article, version)
) STRICT;

-- "Was this right?": sums of a month; nothing of who.
CREATE TABLE knowledge_vote (
  article INTEGER NOT NULL REFERENCES knowledge_article(id),
  month   INTEGER NOT NULL,                  -- its first day
  yes     INTEGER NOT NULL DEFAULT 0,
  no      INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (article, month)
) STRICT;

-- What was searched for without a hit: a list of what to write. Words that look like a number or an address of a person are never kept;
-- removed when written, and 90 days after the last search.
CREATE TABLE knowledge_unanswered (
  words   TEXT PRIMARY KEY,
  times   INTEGER NOT NULL,
  last_on INTEGER NOT NULL
) STRICT;
