-- The documents of the case that a question to another unit carries: that unit sees exactly these. Derived from the event log.
CREATE TABLE cases_consultation_document (
  consultation INTEGER NOT NULL,
  document     INTEGER NOT NULL,
  case_id      INTEGER NOT NULL REFERENCES cases_case,
  PRIMARY KEY (consultation, document)
) STRICT;
CREATE INDEX cases_consultation_document_by_case ON cases_consultation_document (case_id);
