-- Contacts with the municipality, by whatever way they come. What is said in one, and by whom, is sealed with a key of its own, which is
-- destroyed 13 months after it was closed; what is left is for counting.
CREATE TABLE contacts_contact (
  id           INTEGER PRIMARY KEY,
  thread       INTEGER NOT NULL,             -- the first contact of the same matter
  key          INTEGER NOT NULL,             -- privacy_key
  channel      TEXT NOT NULL,
  state        TEXT NOT NULL,                -- waiting, open, call_back, handed_over, closed
  outcome      TEXT,                         -- solved, handed_over, call_back, missed: how it first ended
  unit         INTEGER NOT NULL,             -- the top one while it is the contact centre's, else whoever it was handed over to
  subject      TEXT NOT NULL,                -- of engine knowledge
  person       INTEGER,                      -- identity_person, when it is known who it is; emptied with the key
  who          TEXT,                         -- keyed digest of person, telephone or e-mail: finds the same one again; emptied with the key
  sealed       BLOB,                         -- JSON: name, number, phone, email, heading, words, note; emptied with the key
  outside      TEXT UNIQUE,                  -- what the sender calls it (Message-ID, call): comes in once
  case_id      INTEGER,
  agent        INTEGER,
  agent_name   TEXT NOT NULL DEFAULT '',
  received_at  INTEGER NOT NULL,
  answered_at  INTEGER,
  ended_at     INTEGER,
  call_back_at INTEGER,
  dispose_on   INTEGER
) STRICT;
CREATE INDEX contacts_by_state ON contacts_contact(state, received_at);
CREATE INDEX contacts_by_person ON contacts_contact(person, received_at);
CREATE INDEX contacts_by_who ON contacts_contact(who, received_at);
CREATE INDEX contacts_by_time ON contacts_contact(received_at);
CREATE INDEX contacts_by_end ON contacts_contact(ended_at);
CREATE INDEX contacts_by_disposal ON contacts_contact(dispose_on);

-- The answers that were used.
CREATE TABLE contacts_article (
  contact INTEGER NOT NULL REFERENCES contacts_contact(id),
  article INTEGER NOT NULL,                  -- knowledge_article
  PRIMARY KEY (contact, article)
) STRICT;

-- What came in as it came: a letter, an e-mail, a recording. The file is sealed by the files store; the name and what opens the file by the
-- contact's key.
CREATE TABLE contacts_original (
  id      INTEGER PRIMARY KEY,
  contact INTEGER NOT NULL REFERENCES contacts_contact(id),
  hash    TEXT NOT NULL,
  type    TEXT NOT NULL,
  size    INTEGER NOT NULL,
  sealed  BLOB NOT NULL                      -- JSON: name, digest
) STRICT;
CREATE INDEX contacts_original_by_contact ON contacts_original(contact);
CREATE INDEX contacts_original_by_hash ON contacts_original(hash);
