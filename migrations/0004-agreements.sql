-- What partners agree on at the table after a round, and a network's own ideas beside the library.

-- Somebody does something before a day, about one facet. It comes back on the factsheet of later rounds.
CREATE TABLE agreement (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  network_id bigint NOT NULL REFERENCES network,
  -- The closed round whose result was on the table.
  round_id   bigint NOT NULL REFERENCES round,
  -- The id of a facet of the instrument of that round.
  facet      text NOT NULL,
  what       text NOT NULL CHECK (what <> ''),
  who        text NOT NULL CHECK (who <> ''),
  by_when    date NOT NULL,
  done_at    timestamptz,
  -- For the coordinator only: it stands on no factsheet.
  note       text NOT NULL DEFAULT '',
  revision   integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ON agreement (network_id);

-- The agreements of earlier rounds as they stood when the round closed, like its scores: what is agreed, changed or
-- removed later does not rewrite a published factsheet.
ALTER TABLE round ADD COLUMN agreements jsonb;

CREATE TABLE local_recommendation (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  network_id  bigint NOT NULL REFERENCES network,
  facet       text NOT NULL,
  -- For which outcome it is meant; empty: for any.
  class       text CHECK (class IN ('weak', 'unequal', 'attention', 'strong')),
  action      text NOT NULL CHECK (action <> ''),
  text        text NOT NULL DEFAULT '',
  who         text NOT NULL DEFAULT '',
  first_step  text NOT NULL DEFAULT '',
  revision    integer NOT NULL DEFAULT 1,
  -- An archived one stands on no factsheet any more.
  archived_at timestamptz
);
CREATE INDEX ON local_recommendation (network_id);
