-- What opens a document in the files store: the SHA-256 of its content, sealed with the case's key and gone with it. Null: the document was
-- kept before files were sealed.
ALTER TABLE cases_document ADD COLUMN sealed_digest BLOB;
