-- Handing out the mirrors: the PDFs of a round, printed by a job, and mails with a link to the own mirror.

-- One row for each finished PDF, so that a job that was stopped goes on where it was.
CREATE TABLE printed_mirror (
  round_id   bigint NOT NULL,
  partner_id bigint NOT NULL,
  -- own: for the partner itself. coordinator: what the coordinator may see of a partner that agrees to it.
  copy       text NOT NULL CHECK (copy IN ('own', 'coordinator')),
  language   text NOT NULL CHECK (language IN ('nl', 'en')),
  pdf        bytea NOT NULL,
  -- Of the page that was printed: when the page would say anything else today, it is printed again.
  page_hash  bytea NOT NULL,
  -- The moment that stands on the page.
  printed_at timestamptz NOT NULL,
  PRIMARY KEY (round_id, partner_id, copy, language),
  FOREIGN KEY (round_id, partner_id) REFERENCES round_partner
);
-- A PDF is compressed already.
ALTER TABLE printed_mirror ALTER COLUMN pdf SET STORAGE EXTERNAL;

-- With the key of the installation this gives the token of a link that goes out by mail. Empty: the link was given once.
ALTER TABLE share ADD COLUMN seed bytea;

ALTER TABLE mail
  ADD COLUMN share_id bigint REFERENCES share,
  DROP CONSTRAINT mail_kind_check,
  ADD CONSTRAINT mail_kind_check CHECK (kind IN
    ('invitation', 'reminder', 'sign-in', 'account', 'personal-data', 'mirror'));
