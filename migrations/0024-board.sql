-- The board of a round: who opened the questionnaire, whom an answer to a mail reaches, and the mail of the day.

-- Did somebody press on 'begin' behind a link of this invitation? No moment: the coordinator sees that it was, and not when.
ALTER TABLE invitation ADD COLUMN opened boolean NOT NULL DEFAULT false;

-- Whom an answer to its mails reaches; empty: whom the text about privacy names.
ALTER TABLE round ADD COLUMN reply_to text NOT NULL DEFAULT '';

-- Who wants a mail a day about the rounds of a network.
CREATE TABLE digest (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id bigint NOT NULL REFERENCES account,
  network_id bigint NOT NULL REFERENCES network,
  -- The begin of a day: what happened before it was told, or came before the mail was wished for.
  told_until timestamptz NOT NULL DEFAULT now(),
  UNIQUE (account_id, network_id)
);

ALTER TABLE mail
  -- Of a digest: from when on it tells; it tells up to the moment at which it was made.
  ADD COLUMN tells_from timestamptz,
  DROP CONSTRAINT mail_kind_check,
  ADD CONSTRAINT mail_kind_check CHECK (kind IN
    ('invitation', 'reminder', 'sign-in', 'account', 'personal-data', 'mirror', 'result', 'agreement', 'agreement-reminder',
     'digest'));
