-- Until now everybody had 'email' unless they had chosen otherwise, and nothing followed from it. Who has not chosen is told by what they
-- give in each case, which for an e-mail address is the same.
UPDATE identity_person SET preferred = 'as_given' WHERE preferred = 'email';
