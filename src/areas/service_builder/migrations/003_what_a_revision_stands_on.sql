-- What a revision stands on: the published version it was merged with last, and the definition from elsewhere when it took one in. Undo
-- goes back to both.
ALTER TABLE service_builder_revision ADD COLUMN base_version INTEGER NOT NULL DEFAULT 0;
UPDATE service_builder_revision SET base_version =
    (SELECT base_version FROM service_builder_draft WHERE service_builder_draft.id = service_builder_revision.draft);
ALTER TABLE service_builder_revision ADD COLUMN source_yaml TEXT;
-- Whoever proposed a draft may not approve it too: kept as long as the draft.
ALTER TABLE service_builder_draft ADD COLUMN proposer INTEGER NOT NULL DEFAULT 0;
-- The number is given when it is published.
UPDATE service_builder_draft SET version = 0 WHERE state IN ('open', 'proposed', 'approved');
