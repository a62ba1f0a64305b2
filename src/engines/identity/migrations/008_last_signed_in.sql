-- When a resident last signed in: who has no case and stays away for years is forgotten (unused_people.h). NULL: not known, counts from when
-- somebody first looks.
ALTER TABLE identity_person ADD COLUMN last_signed_in INTEGER;
