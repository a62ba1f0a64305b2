-- Whether a mandate lets its holder read what the one represented had applied for before it: said by the giver, or by whoever registers an
-- appointment that gives that right.
ALTER TABLE mandates_mandate ADD COLUMN opens_earlier INTEGER NOT NULL DEFAULT 0;
