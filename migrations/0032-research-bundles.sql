-- The files for research of one round, or of all rounds of a network that were released: made by a job, kept for some days.
CREATE TABLE research_bundle (
  network_id  bigint NOT NULL REFERENCES network (id),
  -- NULL: all rounds.
  round_id    bigint REFERENCES round (id),
  -- How far the job is.
  steps_done  integer NOT NULL DEFAULT 0,
  steps       integer NOT NULL DEFAULT 1 CHECK (steps > 0),
  -- NULL until it is ready.
  zip         bytea,
  -- Of the answers that are in it: when others may be read today, it is not given out.
  fingerprint bytea,
  made_at     timestamptz NOT NULL DEFAULT now(),
  CHECK ((zip IS NULL) = (fingerprint IS NULL)),
  UNIQUE NULLS NOT DISTINCT (network_id, round_id)
);
ALTER TABLE research_bundle ALTER COLUMN zip SET STORAGE EXTERNAL;
