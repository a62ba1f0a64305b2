-- The batch that the cases of one were taken out of, when they were of several e-services: the others wait there to be decided.
ALTER TABLE case_desk_batch ADD COLUMN rest INTEGER;
