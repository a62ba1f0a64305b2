-- A case that goes on in another one: closed, with its own number, parties, documents and log. Derived from the event log.
CREATE TABLE cases_merged (
  case_id   INTEGER PRIMARY KEY REFERENCES cases_case,
  into_id   INTEGER NOT NULL,
  merged_at INTEGER NOT NULL
) STRICT;
CREATE INDEX cases_merged_by_into ON cases_merged (into_id, merged_at);
