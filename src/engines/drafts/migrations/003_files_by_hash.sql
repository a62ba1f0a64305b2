-- Asked for each old file of the store: does a draft hold it?
CREATE INDEX drafts_file_by_hash ON drafts_file (hash);
