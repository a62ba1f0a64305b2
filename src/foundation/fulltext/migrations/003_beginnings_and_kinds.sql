-- Beginnings of words, and the kind with the scope, are terms of their own now. ensure_index makes the terms anew from title and body, and whoever
-- puts entries with a secret puts them anew.
UPDATE fulltext_entry SET terms = '';
