-- Each line of a chat keeps the name of the agent who wrote it, and what is sent again after a lost answer stands once: a digest of the name
-- that the page gave it and of its words. It goes with the line.
ALTER TABLE contacts_line ADD COLUMN agent_name TEXT NOT NULL DEFAULT '';
UPDATE contacts_line SET agent_name = COALESCE((SELECT c.agent_name FROM contacts_contact c WHERE c.id = contacts_line.contact), '')
  WHERE speaker = 'agent';
ALTER TABLE contacts_line ADD COLUMN said_as TEXT;
CREATE UNIQUE INDEX contacts_line_said_as ON contacts_line(contact, said_as);
CREATE INDEX contacts_chat_open ON contacts_chat(contact) WHERE ended_at IS NULL;

-- The thread that a letter says it belongs to, when its sender is nobody of that thread: a person decides.
ALTER TABLE contacts_contact ADD COLUMN named_thread INTEGER;

-- What households have begun without signing in, for some minutes: a keyed digest of the address, so that no flood fills the list.
CREATE TABLE contacts_household (
  id       INTEGER PRIMARY KEY,
  who      TEXT NOT NULL,
  began_at INTEGER NOT NULL
) STRICT;
CREATE INDEX contacts_household_by_who ON contacts_household(who, began_at);
CREATE INDEX contacts_household_by_time ON contacts_household(began_at);
