-- Answers belong to who typed them. A holder is whoever types behind a personal link, known by something that nobody
-- else has: the link that was mailed to an address and never shown at the desk, or a key in the cookie of a browser.
CREATE TABLE holder (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  invitation_id bigint NOT NULL REFERENCES invitation,
  -- Where the link was mailed, in small letters. Empty: a browser behind a link that somebody handed over.
  address       text CHECK (address <> ''),
  -- From which the mailed link is made again.
  seed          bytea,
  -- SHA-256 of the token in the mailed link, or of the key in the cookie.
  token_hash    bytea NOT NULL UNIQUE,
  created_at    timestamptz NOT NULL DEFAULT now(),
  CHECK (seed IS NULL OR address IS NOT NULL),
  UNIQUE (invitation_id, address),
  UNIQUE (invitation_id, id)
);

-- Links that the server mailed so far stay the links of who got them; the desk makes a new one to hand over.
INSERT INTO holder (invitation_id, address, seed, token_hash)
SELECT invitation.id, mailed.address, invitation.seed, invitation.token_hash
FROM invitation JOIN LATERAL (
  SELECT lower(recipient) AS address FROM mail
  WHERE mail.invitation_id = invitation.id AND kind IN ('invitation', 'reminder') AND state = 'sent'
    AND reason IS DISTINCT FROM 'byHand' AND recipient IS NOT NULL
  ORDER BY sent_at DESC LIMIT 1
) AS mailed ON true;
UPDATE invitation SET seed = NULL, token_hash = sha256(uuid_send(gen_random_uuid()))
WHERE EXISTS (SELECT FROM holder WHERE invitation_id = invitation.id);

-- Of other answers nobody can tell any more which browser typed them: they stay, and no link shows them.
INSERT INTO holder (invitation_id, token_hash)
SELECT id, sha256(uuid_send(gen_random_uuid())) FROM invitation
WHERE NOT EXISTS (SELECT FROM holder WHERE invitation_id = invitation.id)
  AND (submitted_at IS NOT NULL OR EXISTS (SELECT FROM answer_page WHERE invitation_id = invitation.id));

ALTER TABLE answer_page ADD COLUMN holder_id bigint;
UPDATE answer_page SET holder_id = holder.id FROM holder WHERE holder.invitation_id = answer_page.invitation_id;
ALTER TABLE answer_page
  ALTER COLUMN holder_id SET NOT NULL,
  DROP CONSTRAINT answer_page_pkey,
  ADD PRIMARY KEY (holder_id, page),
  ADD FOREIGN KEY (invitation_id, holder_id) REFERENCES holder (invitation_id, id);
CREATE INDEX ON answer_page (invitation_id);

-- Whose answers count: of the holders of an invitation one can send.
ALTER TABLE invitation ADD COLUMN sent_by bigint;
UPDATE invitation SET sent_by = holder.id FROM holder
WHERE holder.invitation_id = invitation.id AND submitted_at IS NOT NULL;
ALTER TABLE invitation
  ADD CHECK ((submitted_at IS NULL) = (sent_by IS NULL)),
  -- A holder names its invitation too: a restore looks at this one when both are there.
  ADD FOREIGN KEY (id, sent_by) REFERENCES holder (invitation_id, id) DEFERRABLE;

-- The pages that count.
CREATE VIEW sent_page AS
SELECT answer_page.invitation_id, answer_page.page, answer_page.content
FROM answer_page JOIN invitation ON invitation.id = answer_page.invitation_id
WHERE invitation.sent_by = answer_page.holder_id;
