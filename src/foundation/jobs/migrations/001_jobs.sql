-- Work to do after a commit. Payloads hold ids, not personal data: the page for administrators shows them.
CREATE TABLE jobs_job (
  id          INTEGER PRIMARY KEY,
  name        TEXT NOT NULL,
  payload     TEXT NOT NULL,              -- JSON
  key         TEXT,                       -- at most one queued job has it
  state       TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'dead')),
  attempts    INTEGER NOT NULL DEFAULT 0, -- started; a claim is known by its worker and attempt
  due_at      INTEGER NOT NULL,           -- queued: not before this; running: another worker takes over after this
  worker      TEXT NOT NULL DEFAULT '',
  last_error  TEXT NOT NULL DEFAULT '',
  enqueued_at INTEGER NOT NULL,
  finished_at INTEGER                     -- done: kept for seven days; dead: kept until somebody tries again or removes it
) STRICT;

CREATE INDEX jobs_job_due ON jobs_job (due_at, id) WHERE state IN ('queued', 'running');
CREATE INDEX jobs_job_key ON jobs_job (key) WHERE state = 'queued';
CREATE INDEX jobs_job_finished ON jobs_job (finished_at) WHERE state = 'done';

CREATE TABLE jobs_periodic (
  name    TEXT PRIMARY KEY,
  every   TEXT NOT NULL,    -- "15 min", "day 03:00"; another text starts a new rhythm
  next_at INTEGER NOT NULL
) STRICT;
