-- A batch decision taken back at once, until it leaves the house; and why not, of each case that stays decided (a text key).
ALTER TABLE case_desk_batch ADD COLUMN undo_asked_at INTEGER;
ALTER TABLE case_desk_batch ADD COLUMN undone_at INTEGER;
ALTER TABLE case_desk_batch_case ADD COLUMN undone_at INTEGER;
ALTER TABLE case_desk_batch_case ADD COLUMN why_not_undone TEXT NOT NULL DEFAULT '';
