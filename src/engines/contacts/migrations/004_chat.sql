-- Chat on the web: what was said, line by line, sealed with the contact's key, is the contact's original. No name is asked for.
CREATE TABLE contacts_chat (
  contact     INTEGER PRIMARY KEY REFERENCES contacts_contact(id),
  session     INTEGER NOT NULL,              -- identity_session of the one who asked: a lost connection finds its way back
  language    TEXT NOT NULL,
  ended_at    INTEGER,                       -- by the agent's ending, or by the one who asked
  transcripts INTEGER NOT NULL DEFAULT 0     -- sent by e-mail
) STRICT;
CREATE INDEX contacts_chat_by_session ON contacts_chat(session);

CREATE TABLE contacts_line (
  id      INTEGER PRIMARY KEY,
  contact INTEGER NOT NULL REFERENCES contacts_contact(id),
  speaker TEXT NOT NULL,                     -- resident, agent
  sealed  BLOB NOT NULL,                     -- the words; nothing opens them when the key is gone
  said_at INTEGER NOT NULL
) STRICT;
CREATE INDEX contacts_line_by_contact ON contacts_line(contact, id);

-- When the chat is open, Swedish time, on working days. No row: closed that day.
CREATE TABLE contacts_chat_hours (
  weekday INTEGER PRIMARY KEY,               -- 1 Monday to 7 Sunday
  opens   INTEGER NOT NULL,                  -- minutes since midnight
  closes  INTEGER NOT NULL
) STRICT;
