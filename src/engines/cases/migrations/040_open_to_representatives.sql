-- What an officer has said of one case: whether a ward's representative may read it by a mandate that opens earlier cases. No row: the
-- rule of earlier_cases.h. The reason is sealed with the case's key and goes with it.
CREATE TABLE cases_open_to_representatives (
  case_id       INTEGER PRIMARY KEY,
  is_open       INTEGER NOT NULL CHECK (is_open IN (0, 1)),
  sealed_reason BLOB NOT NULL,
  said_by_name  TEXT NOT NULL,
  said_at       INTEGER NOT NULL
) STRICT;
