-- A municipality owns networks; a network has partners; a round asks the people of those partners.

CREATE TABLE municipality (
  id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code text NOT NULL UNIQUE CHECK (code ~ '^GM[0-9]{4}$'),
  name text NOT NULL CHECK (name <> '')
);

CREATE TABLE network (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  municipality_id bigint NOT NULL REFERENCES municipality,
  name            text NOT NULL CHECK (name <> ''),
  -- Example data say that they are made up, on every page and every PDF.
  made_up         boolean NOT NULL DEFAULT false,
  UNIQUE (municipality_id, name)
);

CREATE TABLE partner (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  network_id bigint NOT NULL REFERENCES network,
  -- The id that the coordinator gave it in the spreadsheet.
  code       text NOT NULL CHECK (code <> ''),
  name       text NOT NULL CHECK (name <> ''),
  kind       text,
  size       double precision CHECK (size > 0),
  UNIQUE (network_id, code)
);

CREATE TABLE round (
  id                 bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  network_id         bigint NOT NULL REFERENCES network,
  name               text NOT NULL CHECK (name <> ''),
  -- Who asks, as the start page says it.
  sender             text NOT NULL CHECK (sender <> ''),
  language           text NOT NULL DEFAULT 'nl' CHECK (language IN ('nl', 'en')),
  instrument_id      text NOT NULL,
  instrument_version text NOT NULL,
  instrument_hash    text NOT NULL,
  opened_at          timestamptz NOT NULL DEFAULT now(),
  closes_at          timestamptz NOT NULL CHECK (closes_at > opened_at),
  closed_at          timestamptz,
  -- Results while the round is open: off, because two prints around one answer give that answer away.
  interim_results    boolean NOT NULL DEFAULT false,
  -- The scores as they stood at closing, so that no later code rewrites a published year.
  scores             jsonb,
  CHECK ((closed_at IS NULL) = (scores IS NULL)),
  UNIQUE (network_id, name)
);

-- The partners as they were in this round: N, names and sizes of a published year stay as they were.
CREATE TABLE round_partner (
  round_id   bigint NOT NULL REFERENCES round,
  partner_id bigint NOT NULL REFERENCES partner,
  code       text NOT NULL,
  name       text NOT NULL,
  kind       text,
  size       double precision,
  PRIMARY KEY (round_id, partner_id)
);

CREATE TABLE invitation (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  round_id   bigint NOT NULL,
  partner_id bigint NOT NULL,
  -- Whom the coordinator gives this link to, in the coordinator's words; may stay empty.
  person     text NOT NULL DEFAULT '',
  -- SHA-256 of the token in the personal link; the token itself is stored nowhere.
  token_hash bytea NOT NULL UNIQUE,
  created_at timestamptz NOT NULL DEFAULT now(),
  revoked_at timestamptz,
  -- The language that the respondent chose last; empty: the language of the round.
  language   text CHECK (language IN ('nl', 'en')),
  sent_at    timestamptz,
  -- What the respondent keeps as proof of sending.
  receipt    text UNIQUE,
  CHECK ((sent_at IS NULL) = (receipt IS NULL)),
  FOREIGN KEY (round_id, partner_id) REFERENCES round_partner
);
CREATE INDEX ON invitation (round_id);

-- The answers, one row for each page of the questionnaire that the respondent saved:
-- a concept's id, 'contacts' or 'consents'. The content was checked against the round's instrument.
CREATE TABLE answer_page (
  invitation_id bigint NOT NULL REFERENCES invitation,
  page          text NOT NULL,
  content       jsonb NOT NULL,
  -- Goes up by one with each change; a save that was based on an older one is a conflict.
  revision      integer NOT NULL,
  -- The view (one opening of the page) that saved last: it may save again without knowing its own last revision.
  view          text NOT NULL,
  saved_at      timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (invitation_id, page)
);

-- A result shared by a link that can be withdrawn.
CREATE TABLE share (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  round_id   bigint NOT NULL REFERENCES round,
  scope      text NOT NULL CHECK (scope IN ('overview', 'factsheet', 'partner')),
  partner_id bigint,
  token_hash bytea NOT NULL UNIQUE,
  created_at timestamptz NOT NULL DEFAULT now(),
  revoked_at timestamptz,
  CHECK ((scope = 'partner') = (partner_id IS NOT NULL)),
  FOREIGN KEY (round_id, partner_id) REFERENCES round_partner
);
CREATE INDEX ON share (round_id);

-- The keys that open the API until there are accounts; SHA-256, the key itself is shown once.
CREATE TABLE operator_key (
  key_hash   bytea PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now()
);
