-- Who mends outside the house: a contractor, a power company, a neighbour. email is the mailbox of an organisation, not of a person.
CREATE TABLE fault_reports_receiver (
  id           INTEGER PRIMARY KEY,
  name         TEXT NOT NULL,
  way          TEXT NOT NULL CHECK (way IN ('link', 'email', 'open311')),
  language     TEXT NOT NULL,
  email        TEXT NOT NULL,                 -- "" for Open311
  districts    TEXT NOT NULL,                 -- as the town's map calls them, a line each; "" is the whole town
  endpoint     TEXT NOT NULL,                 -- Open311: "https://kommun.example/api/open311/v2"
  jurisdiction TEXT NOT NULL,
  sealed_key   BLOB NOT NULL,                 -- their key for us, sealed with the municipality's secret; empty: none
  format       TEXT NOT NULL,                 -- "json" or "xml", as they answered last
  services     TEXT NOT NULL,                 -- JSON: their categories
  asked_at     INTEGER,                       -- when they were asked for these
  problem      TEXT NOT NULL,                 -- why they were not told; "" when they were
  ended_at     INTEGER
) STRICT;

-- What they take.
CREATE TABLE fault_reports_receiver_takes (
  receiver     INTEGER NOT NULL REFERENCES fault_reports_receiver,
  service      TEXT NOT NULL,
  is_automatic INTEGER NOT NULL,              -- handed over as it comes in
  their_code   TEXT NOT NULL,                 -- Open311: their category for it
  PRIMARY KEY (receiver, service)
) STRICT;
CREATE INDEX fault_reports_receiver_takes_service ON fault_reports_receiver_takes (service);

-- The addresses they have been given. Of the token only a digest; the token itself is made anew from the municipality's secret for each mail.
CREATE TABLE fault_reports_receiver_link (
  id         INTEGER PRIMARY KEY,
  receiver   INTEGER NOT NULL REFERENCES fault_reports_receiver,
  digest     TEXT NOT NULL UNIQUE,
  expires_at INTEGER NOT NULL,
  revoked_at INTEGER
) STRICT;
CREATE INDEX fault_reports_receiver_link_by_receiver ON fault_reports_receiver_link (receiver);

-- What has been handed over, once at a time. Removed with the case.
CREATE TABLE fault_reports_handed (
  id          INTEGER PRIMARY KEY,
  case_id     INTEGER NOT NULL,
  receiver    INTEGER NOT NULL REFERENCES fault_reports_receiver,
  state       TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'unknown', 'refused', 'sent', 'begun', 'done', 'not_ours', 'taken_back')),
  sealed_said BLOB NOT NULL,                  -- what they are told, sealed with the case's key
  picture     INTEGER,                        -- of fault_reports_picture
  handed_at   INTEGER NOT NULL,
  attempts    INTEGER NOT NULL,               -- Open311: how many times in a row it has not gone well
  next_at     INTEGER,                        -- Open311: when they are asked next
  problem     TEXT NOT NULL,                  -- a text key
  their_id    TEXT NOT NULL,                  -- service_request_id
  their_token TEXT NOT NULL,
  heard       TEXT NOT NULL,                  -- digest of the newest that they have said
  ended_at    INTEGER
) STRICT;
CREATE UNIQUE INDEX fault_reports_handed_once ON fault_reports_handed (case_id) WHERE ended_at IS NULL;
CREATE INDEX fault_reports_handed_of_case ON fault_reports_handed (case_id);
CREATE INDEX fault_reports_handed_to ON fault_reports_handed (receiver) WHERE ended_at IS NULL;
CREATE INDEX fault_reports_handed_next ON fault_reports_handed (next_at) WHERE ended_at IS NULL AND next_at IS NOT NULL;
