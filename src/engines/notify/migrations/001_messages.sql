-- What the town hall tells people of their cases: one row for each message and channel, written together with what it tells of.
-- sealed_content holds name, address, subject and text under the case's key: who was told what is kept as long as the case is, and cannot
-- be read after its disposal. Number, occasion, times and cost stay, as in the register.
CREATE TABLE notify_message (
  id             INTEGER PRIMARY KEY,
  case_id        INTEGER NOT NULL,
  case_number    TEXT NOT NULL,
  unit           INTEGER NOT NULL,           -- that the case belongs to: who may see the row
  key            INTEGER NOT NULL,           -- privacy_key of the case
  party          INTEGER NOT NULL,           -- of the case
  occasion       TEXT NOT NULL,              -- "received", "decision"
  channel        TEXT NOT NULL,              -- email, sms, digital_post, letter
  sealed_content BLOB NOT NULL,              -- JSON: name, address, subject, text, language, enclosed file
  state          TEXT NOT NULL,              -- waiting, sending, sent, delivered, refused, unknown, not_configured, needs_address
  attempts       INTEGER NOT NULL DEFAULT 0,
  receipt        TEXT NOT NULL DEFAULT '',   -- the gateway's own name for it
  cost_ore       INTEGER NOT NULL DEFAULT 0, -- hundredths of a krona, reckoned when it was sent
  created_at     INTEGER NOT NULL,
  sent_at        INTEGER,
  delivered_at   INTEGER,
  changed_at     INTEGER NOT NULL,
  bundle         INTEGER                     -- of letters that were printed together
) STRICT;
CREATE INDEX notify_message_by_case ON notify_message (case_id, id);
CREATE INDEX notify_message_by_unit ON notify_message (unit, id);
CREATE INDEX notify_message_by_state ON notify_message (state, id);
CREATE INDEX notify_message_by_bundle ON notify_message (bundle, id);
-- What the municipality has decided for all messages: when a text may leave, what each kind costs.
CREATE TABLE notify_setting (
  name  TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT;
-- Its own words for an occasion; without a row the words of the program count.
CREATE TABLE notify_words (
  occasion TEXT NOT NULL,
  language TEXT NOT NULL,
  subject  TEXT NOT NULL,
  text     TEXT NOT NULL,
  sms      TEXT NOT NULL,
  PRIMARY KEY (occasion, language)
) STRICT;
