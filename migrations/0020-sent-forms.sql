-- Forms of the desk that made something, for some minutes: who presses a button twice makes one thing.
CREATE TABLE sent_form (
  -- A hash of the form's own token and all that was filled in.
  key     bytea PRIMARY KEY,
  -- What the first one made: an address of the desk or an id.
  outcome text NOT NULL DEFAULT '',
  sent_at timestamptz NOT NULL DEFAULT now()
);
