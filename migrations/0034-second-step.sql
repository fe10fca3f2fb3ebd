-- A second step of signing in, and what people see of their own sessions.

CREATE TABLE second_factor (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id  bigint NOT NULL REFERENCES account (id),
  kind        text NOT NULL CHECK (kind IN ('app', 'passkey')),
  -- app: its secret, sealed with the key of the installation. passkey: its public key.
  secret      bytea NOT NULL,
  -- Of a passkey: under which name the device knows it.
  credential_id text UNIQUE,
  -- app: the last half minute of which a code was used. passkey: how often it says that it was used.
  counter     bigint NOT NULL DEFAULT 0,
  created_at  timestamptz NOT NULL DEFAULT now(),
  used_at     timestamptz,
  CHECK ((kind = 'passkey') = (credential_id IS NOT NULL))
);
CREATE INDEX ON second_factor (account_id);

-- Each works once, when the app or the passkey is not at hand.
CREATE TABLE recovery_code (
  account_id  bigint NOT NULL REFERENCES account (id),
  code_hash   bytea NOT NULL,
  PRIMARY KEY (account_id, code_hash)
);

ALTER TABLE session
  ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  -- Half signed in: the second step is still to be taken, or to be set up. Until then it opens nothing else.
  ADD COLUMN waits_for text CHECK (waits_for IN ('second-step', 'set-up')),
  -- A password that was chosen on the way in, which counts once the second step is taken.
  ADD COLUMN new_password_hash text,
  -- When its owner last proved who it is.
  ADD COLUMN confirmed_at timestamptz NOT NULL DEFAULT now(),
  ADD COLUMN address text NOT NULL DEFAULT '',
  ADD COLUMN browser text NOT NULL DEFAULT '';
