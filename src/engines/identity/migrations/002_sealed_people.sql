-- What is known of a person is sealed with a key of the person's own (engine privacy): destroying the key erases it in backups too.
-- Rows from before are sealed when the program starts (identity::seal_people); their columns are empty from then on.
ALTER TABLE identity_person ADD COLUMN key INTEGER;             -- privacy_key
ALTER TABLE identity_person ADD COLUMN sealed_details BLOB;     -- JSON: name, number, email, phone, postal_address
ALTER TABLE identity_person ADD COLUMN email_mac TEXT;          -- HMAC of the e-mail in lower case: finds those without e-identification
CREATE INDEX identity_person_email_mac ON identity_person(email_mac);
