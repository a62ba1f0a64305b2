-- E-mail that is fetched, replies, and what a contact is known by besides the best that is known.
ALTER TABLE contacts_contact ADD COLUMN automatic INTEGER NOT NULL DEFAULT 0;  -- 1: a machine sent it, so nobody is to be answered

-- Keyed digests of person, telephone and e-mail: the same one who calls and then writes is found by any of them. They go with the key.
CREATE TABLE contacts_known_by (
  contact INTEGER NOT NULL REFERENCES contacts_contact(id),
  who     TEXT NOT NULL,
  PRIMARY KEY (contact, who)
) STRICT;
CREATE INDEX contacts_known_by_who ON contacts_known_by(who);
INSERT INTO contacts_known_by(contact, who) SELECT id, who FROM contacts_contact WHERE who IS NOT NULL;

-- How far each mailbox has been read.
CREATE TABLE contacts_mailbox (
  name       TEXT PRIMARY KEY,               -- user, folder and server
  validity   INTEGER NOT NULL,               -- the server's UIDVALIDITY: when it changes, its numbers mean something else
  last_uid   INTEGER NOT NULL,
  looked_at  INTEGER NOT NULL,
  away_since INTEGER                         -- it has not answered, or not let us in, since then
) STRICT;

-- What was answered in writing. The words are those of notify_message, sealed with the contact's key.
CREATE TABLE contacts_reply (
  id         INTEGER PRIMARY KEY,
  contact    INTEGER NOT NULL REFERENCES contacts_contact(id),
  message    INTEGER NOT NULL,               -- notify_message
  mail_id    TEXT NOT NULL,                  -- the first half of its Message-ID: what answers it comes into the same thread
  agent      INTEGER NOT NULL,
  agent_name TEXT NOT NULL
) STRICT;
CREATE INDEX contacts_reply_by_contact ON contacts_reply(contact);
CREATE INDEX contacts_reply_by_mail ON contacts_reply(mail_id);
