-- The same one who searches again is not counted again: a keyed digest of network address, day and words, so that it cannot be put together with
-- other searches. What was counted before says nothing of how many searched.
ALTER TABLE knowledge_unanswered ADD COLUMN last_by TEXT NOT NULL DEFAULT '';
DELETE FROM knowledge_unanswered;
