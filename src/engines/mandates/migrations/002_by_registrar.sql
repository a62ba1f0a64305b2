-- What an account has registered last stands on its page.
CREATE INDEX mandates_by_registrar ON mandates_mandate (registered_by, id) WHERE registered_by IS NOT NULL;
