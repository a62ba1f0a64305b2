-- A letter that does not come in its time holds up no others: how often it was tried, after the last that was read.
ALTER TABLE contacts_mailbox ADD COLUMN tries INTEGER NOT NULL DEFAULT 0;
