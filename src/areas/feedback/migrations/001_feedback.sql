-- "Du sa, vi gjorde": what the municipality tells everybody that it has changed. The draft may hold personal data and is sealed with the
-- case's key; said and changed are empty until staff have published them, looked through, and then say nothing of people.
CREATE TABLE feedback_story (
  case_id      INTEGER PRIMARY KEY,
  unit         INTEGER NOT NULL,
  month        INTEGER NOT NULL,              -- the first day of the month in which it was closed
  sealed_draft BLOB,                          -- JSON: said, changed; null when published
  said         TEXT NOT NULL DEFAULT '',
  changed      TEXT NOT NULL DEFAULT '',
  published_at INTEGER
) STRICT;
CREATE INDEX feedback_story_published ON feedback_story (month, case_id) WHERE published_at IS NOT NULL;

-- Which comments are about the same, made anew each night. Nothing here can be read without the keys of the cases: sealed_words holds the
-- comment's own heaviest words, sealed with its key. A topic is called by its first comment and has no name kept (decision 014).
CREATE TABLE feedback_topic (
  case_id      INTEGER PRIMARY KEY,
  topic        INTEGER NOT NULL,
  sealed_words BLOB NOT NULL
) STRICT;
CREATE INDEX feedback_topic_by_topic ON feedback_topic (topic, case_id);
