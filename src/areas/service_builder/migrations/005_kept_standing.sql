-- How the source stood to what was taken in, for the list: reading both texts takes 40 milliseconds each. standing_of is a digest of what it was
-- reckoned of; when that is another it is reckoned anew.
ALTER TABLE service_builder_subscription ADD COLUMN standing TEXT NOT NULL DEFAULT '';
ALTER TABLE service_builder_subscription ADD COLUMN standing_of TEXT NOT NULL DEFAULT '';
