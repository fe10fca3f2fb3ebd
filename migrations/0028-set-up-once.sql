-- A municipality writes its texts once, and a new network can start from another one of the municipality.

-- The texts that the networks of a municipality have until they get their own.
CREATE TABLE municipality_texts (
  municipality_id bigint PRIMARY KEY REFERENCES municipality (id),
  controller  text NOT NULL DEFAULT '',
  purpose     text NOT NULL DEFAULT '',
  legal_ground text NOT NULL DEFAULT '' CHECK (legal_ground IN ('', 'consent', 'contract', 'legal-obligation', 'vital-interests', 'public-task', 'legitimate-interests')),
  legal_basis text NOT NULL DEFAULT '',
  contact     text NOT NULL DEFAULT '',
  keep_months integer NOT NULL DEFAULT 18 CHECK (keep_months BETWEEN 1 AND 120),
  -- Who asks; a new round starts with it.
  sender      text NOT NULL DEFAULT '',
  revision    integer NOT NULL DEFAULT 1
);

ALTER TABLE network
  ADD COLUMN sender text NOT NULL DEFAULT '',
  -- false: what the network says is what its municipality says, and changes with it.
  ADD COLUMN own_texts boolean NOT NULL DEFAULT false,
  -- How the rounds of another network went, which the first round here starts with.
  ADD COLUMN plan jsonb;

-- What was written before was written for the network.
UPDATE network SET own_texts = true
WHERE controller <> '' OR purpose <> '' OR legal_ground <> '' OR legal_basis <> '' OR contact <> '' OR keep_months <> 18;
