-- Standard blocks of the letter that are in it for the whole batch (ids with spaces between); null: those that usually are.
ALTER TABLE case_desk_batch ADD COLUMN blocks TEXT;
