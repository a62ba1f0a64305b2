-- 1: the receiving mail server does not vouch for the sender, so nothing is found by the address.
ALTER TABLE contacts_contact ADD COLUMN unproven INTEGER NOT NULL DEFAULT 0;
