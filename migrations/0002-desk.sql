-- The coordinator's desk: accounts and what they may reach, the people of partners, planned rounds, mail, and a
-- log of every change and download.

-- A form that was based on an older revision than the stored one is refused: two people changed the same thing.
ALTER TABLE network
  ADD COLUMN revision    integer NOT NULL DEFAULT 1,
  -- What the start page of the questionnaire says about privacy, in the coordinator's words.
  ADD COLUMN controller  text NOT NULL DEFAULT '',
  ADD COLUMN purpose     text NOT NULL DEFAULT '',
  -- One of the six grounds of the GDPR, article 6, and what the coordinator says about it.
  ADD COLUMN legal_ground text NOT NULL DEFAULT '' CHECK (legal_ground IN
    ('', 'consent', 'contract', 'legal-obligation', 'vital-interests', 'public-task', 'legitimate-interests')),
  ADD COLUMN legal_basis text NOT NULL DEFAULT '',
  ADD COLUMN contact     text NOT NULL DEFAULT '',
  -- Names and mail addresses of people are erased so many months after the last round that asked them.
  ADD COLUMN keep_months integer NOT NULL DEFAULT 18 CHECK (keep_months BETWEEN 1 AND 120);

ALTER TABLE partner
  ADD COLUMN revision    integer NOT NULL DEFAULT 1,
  -- An archived partner stands in no new round; published rounds keep it.
  ADD COLUMN archived_at timestamptz,
  -- The partner that this one turned out to be.
  ADD COLUMN merged_into bigint REFERENCES partner;

-- Somebody who works or volunteers at a partner and can be asked.
CREATE TABLE person (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  partner_id       bigint NOT NULL REFERENCES partner,
  name             text NOT NULL DEFAULT '',
  email            text CHECK (email <> ''),
  language         text NOT NULL DEFAULT 'nl' CHECK (language IN ('nl', 'en')),
  revision         integer NOT NULL DEFAULT 1,
  -- With the key of the installation this gives the link to stop mails; the link itself is stored nowhere.
  seed             bytea NOT NULL DEFAULT uuid_send(gen_random_uuid()),
  unsubscribed_at  timestamptz,
  -- The coordinator heard that this address does not work.
  address_fails_at timestamptz,
  archived_at      timestamptz,
  -- Name and address are gone; the row stays because answers without a name point to it.
  erased_at        timestamptz,
  created_at       timestamptz NOT NULL DEFAULT now(),
  CHECK (erased_at IS NULL OR (name = '' AND email IS NULL))
);
CREATE INDEX ON person (partner_id);
CREATE UNIQUE INDEX ON person (partner_id, lower(email));

ALTER TABLE round
  ADD COLUMN revision    integer NOT NULL DEFAULT 1,
  -- When it is to open; opened_at stays empty until it did.
  ADD COLUMN opens_at    timestamptz NOT NULL DEFAULT now(),
  ALTER COLUMN opened_at DROP NOT NULL,
  ADD COLUMN paused_at   timestamptz,
  -- After closing the next one is planned.
  ADD COLUMN repeats     text NOT NULL DEFAULT 'once' CHECK (repeats IN ('once', 'yearly', 'half-yearly')),
  -- From then on researchers who were granted the network may read it.
  ADD COLUMN released_at timestamptz,
  -- The coordinator's own words in the invitation.
  ADD COLUMN message     text NOT NULL DEFAULT '',
  -- The privacy texts of the network as they were when the round opened.
  ADD COLUMN privacy     jsonb,
  ADD CHECK (closes_at > opens_at OR closed_at IS NOT NULL);
UPDATE round SET opens_at = opened_at;

-- A day on which those who have not answered get a reminder.
CREATE TABLE reminder (
  round_id bigint NOT NULL REFERENCES round,
  send_on  date NOT NULL,
  sent_at  timestamptz,
  PRIMARY KEY (round_id, send_on)
);

ALTER TABLE invitation
  ADD COLUMN person_id            bigint REFERENCES person,
  -- With the key of the installation this gives the token again, for reminders and letters. Empty: made before.
  ADD COLUMN seed                 bytea,
  -- The respondent took back its consents after sending; nothing that asks for consent shows this partner's part.
  ADD COLUMN consents_withdrawn_at timestamptz;
CREATE INDEX ON invitation (person_id);

CREATE TABLE account (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  email           text NOT NULL CHECK (email <> ''),
  name            text NOT NULL CHECK (name <> ''),
  role            text NOT NULL CHECK (role IN ('operator', 'coordinator', 'municipality', 'researcher')),
  -- Where a coordinator makes networks; what the role municipality reads.
  municipality_id bigint REFERENCES municipality,
  language        text NOT NULL DEFAULT 'nl' CHECK (language IN ('nl', 'en')),
  -- argon2id; empty: signs in by a link in a mail or by OpenID Connect.
  password_hash   text,
  -- Issuer and subject at the OpenID provider.
  oidc_subject    text UNIQUE,
  revision        integer NOT NULL DEFAULT 1,
  created_at      timestamptz NOT NULL DEFAULT now(),
  disabled_at     timestamptz,
  CHECK (role NOT IN ('coordinator', 'municipality') OR municipality_id IS NOT NULL)
);
CREATE UNIQUE INDEX ON account (lower(email));

-- The networks of a coordinator, and those that were granted to a researcher.
CREATE TABLE account_network (
  account_id bigint NOT NULL REFERENCES account,
  network_id bigint NOT NULL REFERENCES network,
  PRIMARY KEY (account_id, network_id)
);

-- Signs in once, after a press of a button. 'first' makes the first operator and has no account yet.
CREATE TABLE sign_in_link (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id bigint REFERENCES account,
  purpose    text NOT NULL CHECK (purpose IN ('first', 'invite', 'sign-in')),
  seed       bytea NOT NULL,
  token_hash bytea NOT NULL UNIQUE,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  used_at    timestamptz,
  CHECK ((purpose = 'first') = (account_id IS NULL))
);

CREATE TABLE session (
  token_hash  bytea PRIMARY KEY,
  account_id  bigint NOT NULL REFERENCES account,
  csrf_secret text NOT NULL,
  created_at  timestamptz NOT NULL DEFAULT now(),
  expires_at  timestamptz NOT NULL
);
CREATE INDEX ON session (account_id);

-- A mail, without its words: they are made when it is sent or shown, so that no link stands in the database.
CREATE TABLE mail (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind            text NOT NULL CHECK (kind IN ('invitation', 'reminder', 'sign-in', 'account', 'personal-data')),
  network_id      bigint REFERENCES network,
  round_id        bigint REFERENCES round,
  invitation_id   bigint REFERENCES invitation,
  person_id       bigint REFERENCES person,
  account_id      bigint REFERENCES account,
  sign_in_link_id bigint REFERENCES sign_in_link,
  data_link_id    bigint,
  -- Empty: erased.
  recipient       text,
  language        text NOT NULL CHECK (language IN ('nl', 'en')),
  -- The same at every attempt, so that a mail that arrives twice is known as one.
  message_id      text NOT NULL UNIQUE,
  state           text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'failed', 'skipped')),
  -- Why it failed or was skipped: a key of the texts, and the words of the mail server.
  reason          text,
  reply           text,
  created_at      timestamptz NOT NULL DEFAULT now(),
  sent_at         timestamptz
);
CREATE INDEX ON mail (round_id);
CREATE INDEX ON mail (invitation_id);
CREATE INDEX ON mail (network_id);

-- Shows a person what is stored about it, for a fortnight; the coordinator never sees what stands behind it.
CREATE TABLE data_link (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  person_id  bigint NOT NULL REFERENCES person,
  seed       bytea NOT NULL,
  token_hash bytea NOT NULL UNIQUE,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL
);
ALTER TABLE mail ADD FOREIGN KEY (data_link_id) REFERENCES data_link;

-- Factsheets printed by a job, so that a download is there at once.
CREATE TABLE printed_factsheet (
  round_id   bigint NOT NULL REFERENCES round,
  language   text NOT NULL CHECK (language IN ('nl', 'en')),
  pdf        bytea NOT NULL,
  -- Of the page that was printed: when the page would be another today, it is printed again.
  page_hash  bytea NOT NULL,
  printed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (round_id, language)
);

-- Every change and every download: who, what, when. Never what somebody answered.
CREATE TABLE audit (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at              timestamptz NOT NULL DEFAULT now(),
  -- account: somebody who signed in; key: a program with the API key; shell: the operator's command; job: the clock.
  actor           text NOT NULL CHECK (actor IN ('account', 'key', 'shell', 'job', 'visitor')),
  account_id      bigint REFERENCES account,
  action          text NOT NULL,
  municipality_id bigint,
  network_id      bigint,
  round_id        bigint,
  -- The id of the thing itself, and a few words that need no text of their own.
  thing_id        text,
  note            text NOT NULL DEFAULT ''
);
CREATE INDEX ON audit (at);
CREATE INDEX ON audit (network_id);
