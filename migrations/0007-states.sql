-- What a round is at this moment, in one place for every query. A planned round whose last day passed stays planned:
-- nobody was asked, so there is nothing to close.
CREATE FUNCTION round_state(round) RETURNS text LANGUAGE sql STABLE
RETURN CASE
  WHEN ($1).closed_at IS NOT NULL THEN 'closed'
  WHEN ($1).opened_at IS NULL THEN 'planned'
  WHEN ($1).closes_at <= now() THEN 'closed'
  WHEN ($1).paused_at IS NOT NULL THEN 'paused'
  ELSE 'open'
END;

-- When it closed: also of a round whose last day has passed and whose closure the clock has not stored yet.
CREATE FUNCTION round_closed_at(round) RETURNS timestamptz LANGUAGE sql STABLE
RETURN CASE WHEN round_state($1) = 'closed' THEN coalesce(($1).closed_at, ($1).closes_at) END;

-- The moment at which somebody sent their answers, not the moment at which the link was sent to them.
ALTER TABLE invitation RENAME COLUMN sent_at TO submitted_at;

-- Programs and the shell do the same things as people at the desk, and the log calls them the same.
UPDATE audit SET action = new.action
FROM (VALUES
  ('desk.apiNetworkAdded', 'networks.made'),
  ('desk.apiPartnersImported', 'networks.listStored'),
  ('desk.apiRoundOpened', 'rounds.opened'),
  ('desk.apiRoundClosed', 'rounds.closed'),
  ('desk.apiInvited', 'rounds.invited'),
  ('desk.apiLinkRenewed', 'rounds.linkRenewed'),
  ('desk.apiInvitationRevoked', 'rounds.revoked'),
  ('desk.apiShareAdded', 'rounds.shared'),
  ('desk.apiShareRevoked', 'rounds.shareRevoked')
) AS new (old, action)
WHERE audit.action = new.old;
