-- Whose topics a reader sees is asked in the query. What stands from before is of no unit, and is made anew in the night.
ALTER TABLE feedback_topic ADD COLUMN unit INTEGER NOT NULL DEFAULT 0;
