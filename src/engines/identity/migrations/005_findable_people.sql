-- 1 when the search index knows the person; 0 of those who were there before people could be searched for. See identity::make_all_findable.
ALTER TABLE identity_person ADD COLUMN is_findable INTEGER NOT NULL DEFAULT 0;
