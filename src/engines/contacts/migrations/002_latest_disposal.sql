-- Also what nobody ends is disposed of: 26 months after it came in. Days since 1970, as all days here.
UPDATE contacts_contact SET dispose_on = received_at / 86400000000 + 792 WHERE dispose_on IS NULL AND sealed IS NOT NULL;
