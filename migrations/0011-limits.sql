-- How often something was tried, by whom, within which time. The same on all processes; old rows go at each tick.
CREATE TABLE attempt_count (
  kind    text NOT NULL,
  -- Of an address, an account or a receiver: a hash with the key of the installation, so that nothing can be read here.
  subject bytea NOT NULL,
  count   integer NOT NULL CHECK (count >= 0),
  -- The time begins with the first attempt; after its end counting begins anew.
  ends_at timestamptz NOT NULL,
  PRIMARY KEY (kind, subject)
);
CREATE INDEX ON attempt_count (ends_at);

-- A session ends some time after its last request, and not only some time after signing in.
ALTER TABLE session ADD COLUMN used_at timestamptz NOT NULL DEFAULT now();

-- Shares end. Those that are there get their time from now on.
ALTER TABLE share ADD COLUMN expires_at timestamptz NOT NULL DEFAULT now() + interval '12 months';

ALTER TABLE account
  -- Who gave the role: somebody at the desk, or the OpenID provider, which can also take it away.
  ADD COLUMN role_from text NOT NULL DEFAULT 'desk' CHECK (role_from IN ('desk', 'provider')),
  -- Closed because the provider no longer gave a role; open again when it gives one.
  ADD COLUMN closed_by_provider boolean NOT NULL DEFAULT false,
  -- The mail address in small letters, composed (NFC); the next migration fills it.
  ADD COLUMN email_folded text,
  ADD CHECK (NOT closed_by_provider OR disabled_at IS NOT NULL);
-- The log tells whose role the provider set last.
UPDATE account SET role_from = 'provider'
WHERE oidc_subject IS NOT NULL AND (
  SELECT action FROM audit
  WHERE thing_id = account.id::text
    AND action IN ('accounts.madeByProvider', 'accounts.roleByProvider', 'accounts.edited')
  ORDER BY audit.id DESC LIMIT 1
) IN ('accounts.madeByProvider', 'accounts.roleByProvider');
