-- Choosing together after a round, and agreements whose owner says how they stand.

-- The choosing of a round: opened once, closed for good.
CREATE TABLE choosing (
  round_id  bigint PRIMARY KEY REFERENCES round,
  -- What people choose from: [{id, class}], as it stood at the opening.
  facets    jsonb NOT NULL,
  opened_at timestamptz NOT NULL DEFAULT now(),
  ends_at   timestamptz NOT NULL CHECK (ends_at > opened_at),
  closed_at timestamptz,
  -- What may be shown of the votes, made once at the closing: who is erased later does not change it.
  outcome   jsonb,
  CHECK ((closed_at IS NULL) = (outcome IS NULL))
);

-- The link of somebody who answered to the result and the choosing. Erased with the person, and with it the votes.
CREATE TABLE ballot (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  invitation_id bigint NOT NULL UNIQUE REFERENCES invitation,
  seed          bytea NOT NULL,
  token_hash    bytea NOT NULL UNIQUE,
  expires_at    timestamptz NOT NULL DEFAULT now() + interval '1 year'
);

-- What somebody chose. No moment and no line in the log: nobody sees who voted, or when.
CREATE TABLE vote (
  ballot_id bigint NOT NULL REFERENCES ballot ON DELETE CASCADE,
  facet     text NOT NULL,
  PRIMARY KEY (ballot_id, facet)
);

ALTER TABLE agreement
  -- The partner that sees to it; null: somebody else, named in `who`.
  ADD COLUMN owner_id bigint REFERENCES partner,
  -- What the owner says of it, when, and which person typed that.
  ADD COLUMN standing text NOT NULL DEFAULT '',
  ADD COLUMN stood_at timestamptz,
  ADD COLUMN stood_by bigint REFERENCES person,
  ADD COLUMN reminded_at timestamptz;

-- The link with which a person of the owner says how an agreement stands.
CREATE TABLE agreement_link (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  agreement_id bigint NOT NULL REFERENCES agreement,
  person_id    bigint NOT NULL REFERENCES person,
  seed         bytea NOT NULL,
  token_hash   bytea NOT NULL UNIQUE,
  created_at   timestamptz NOT NULL DEFAULT now(),
  UNIQUE (agreement_id, person_id)
);

ALTER TABLE mail
  ADD COLUMN ballot_id bigint REFERENCES ballot,
  ADD COLUMN agreement_link_id bigint REFERENCES agreement_link,
  DROP CONSTRAINT mail_kind_check,
  ADD CONSTRAINT mail_kind_check CHECK (kind IN
    ('invitation', 'reminder', 'sign-in', 'account', 'personal-data', 'mirror', 'result', 'agreement', 'agreement-reminder'));
