-- What an application holds besides its answers, sealed with the draft's key and gone with it: what was typed and could not be read, so that
-- another device shows it as it stood; which session saved which page last, so that two devices never overwrite each other unseen; which
-- pages were left, and when. JSON; null before the first page is saved.
ALTER TABLE drafts_draft ADD COLUMN sealed_beside BLOB;
-- The version of the service whose questions the answers answer; 0: the one the draft was begun on.
ALTER TABLE drafts_draft ADD COLUMN answers_version INTEGER NOT NULL DEFAULT 0;
