-- The public register (diarium). Law: offentlighets- och sekretesslagen (2009:400), OSL, 5 kap. 1–4 §§: a record is registered when it
-- came in or was drawn up, with date, number, sender or recipient, and in short what it is about; what is secret is left out (5 kap. 2 §).
-- Nothing here is personal data of private persons: names of organisations only. Kept for ever.
CREATE TABLE public_register_entry (
  id            INTEGER PRIMARY KEY,
  case_id       INTEGER NOT NULL UNIQUE,
  number        TEXT NOT NULL UNIQUE,
  unit          INTEGER NOT NULL,
  service       TEXT NOT NULL,
  title_sv      TEXT NOT NULL,
  title_en      TEXT NOT NULL,
  correspondent TEXT NOT NULL,      -- an organisation's name; '' when it is a private person, or secret
  hides         TEXT NOT NULL CHECK (hides IN ('', 'parties', 'all')),
  secrecy_ref   TEXT NOT NULL,      -- the paragraph that hides it
  received_on   INTEGER NOT NULL,   -- day
  closed_on     INTEGER             -- day
) STRICT;
CREATE INDEX public_register_by_day ON public_register_entry (received_on, id);

CREATE TABLE public_register_record (
  id        INTEGER PRIMARY KEY,
  entry     INTEGER NOT NULL REFERENCES public_register_entry,
  ordinal   INTEGER NOT NULL,       -- 1, 2, 3 … within the case
  direction TEXT NOT NULL CHECK (direction IN ('received', 'drawn_up', 'dispatched')),
  at        INTEGER NOT NULL,
  kind      TEXT NOT NULL,          -- application, attachment, supplement_request, supplement, decision, message, appeal
  source    INTEGER NOT NULL UNIQUE,  -- the event that made it: an event registers once
  UNIQUE (entry, ordinal)
) STRICT;
