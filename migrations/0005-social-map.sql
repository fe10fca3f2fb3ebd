-- The social map: what a partner writes about itself. It belongs to the partner, not to a round or a person: who
-- answers for the partner next year finds it there, and betters it.
CREATE TABLE profile (
  partner_id bigint PRIMARY KEY REFERENCES partner,
  content    jsonb NOT NULL,
  revision   integer NOT NULL DEFAULT 1,
  -- Which opening of the page saved last, as in answer_page.
  view       text NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now(),
  -- The coordinator took it off the map; the partner can still read and change it.
  hidden_at  timestamptz
);

-- The map can be shared by a link, as results are. The round says of which network, and who shared it when.
ALTER TABLE share DROP CONSTRAINT share_scope_check;
ALTER TABLE share ADD CONSTRAINT share_scope_check
  CHECK (scope IN ('overview', 'factsheet', 'partner', 'social-map'));
