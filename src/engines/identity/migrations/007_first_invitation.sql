-- The link to a municipality's first administrator. Its operator may make that one anew, and no other: one that was made before this column
-- counts as any other, and the command line gives the password (torg user password).
ALTER TABLE identity_invitation ADD COLUMN is_first INTEGER NOT NULL DEFAULT 0;
