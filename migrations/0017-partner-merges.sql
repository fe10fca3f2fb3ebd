-- A person at two partners that turned out to be one is one person too: the second row stays, out of sight, so that the
-- merge can be undone.
ALTER TABLE person ADD COLUMN merged_into bigint REFERENCES person (id);

-- Of merges so far: who had the same address goes on as the one that was kept.
UPDATE person SET merged_into = kept.id
FROM partner, person AS kept
WHERE partner.id = person.partner_id AND kept.partner_id = partner.merged_into
  AND lower(kept.email) = lower(person.email) AND person.archived_at IS NOT NULL;
UPDATE invitation SET person_id = person.merged_into
FROM person
WHERE person.id = invitation.person_id AND person.merged_into IS NOT NULL;

-- What a merge did, to undo it: ids, moments and revisions. Names and addresses stand with the people alone.
CREATE TABLE partner_merge (
  -- The partner that went into another.
  partner_id bigint PRIMARY KEY REFERENCES partner (id),
  merged_at timestamptz NOT NULL DEFAULT now(),
  people jsonb NOT NULL,
  profile jsonb
);
