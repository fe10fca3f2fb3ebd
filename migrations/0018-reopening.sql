-- Closing a round by mistake can be undone for a day, until somebody saw its result.
ALTER TABLE round
  -- When somebody first saw or was sent the result of a round that could still be opened again.
  ADD COLUMN seen_at timestamptz,
  -- The round after whose closing this one was planned by itself.
  ADD COLUMN follows_id bigint REFERENCES round (id);
-- Whether somebody saw the result of rounds that closed before, nobody kept.
UPDATE round SET seen_at = closed_at WHERE closed_at IS NOT NULL;
