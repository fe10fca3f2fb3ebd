-- One table for everything that is printed before somebody asks: factsheets and mirrors.
CREATE TABLE printed_document (
  round_id   bigint NOT NULL REFERENCES round,
  -- mirror: for the partner itself. coordinator-copy: what the coordinator may see of a partner that agrees to it.
  kind       text NOT NULL CHECK (kind IN ('factsheet', 'mirror', 'coordinator-copy')),
  partner_id bigint,
  language   text NOT NULL CHECK (language IN ('nl', 'en')),
  pdf        bytea NOT NULL,
  -- Of the page with this moment on it: when the page would say anything else today, it is printed again.
  page_hash  bytea NOT NULL,
  -- The moment that is on the page.
  printed_at timestamptz NOT NULL,
  UNIQUE NULLS NOT DISTINCT (round_id, kind, partner_id, language),
  FOREIGN KEY (round_id, partner_id) REFERENCES round_partner,
  CHECK ((kind = 'factsheet') = (partner_id IS NULL))
);
-- A PDF is compressed already.
ALTER TABLE printed_document ALTER COLUMN pdf SET STORAGE EXTERNAL;

INSERT INTO printed_document (round_id, kind, partner_id, language, pdf, page_hash, printed_at)
SELECT round_id, CASE copy WHEN 'own' THEN 'mirror' ELSE 'coordinator-copy' END, partner_id, language,
  pdf, page_hash, printed_at
FROM printed_mirror;
INSERT INTO printed_document (round_id, kind, language, pdf, page_hash, printed_at)
SELECT round_id, 'factsheet', language, pdf, page_hash, printed_at FROM printed_factsheet;
DROP TABLE printed_mirror, printed_factsheet;

-- Sharing is named after shares and reading results after results, as their folders are.
UPDATE audit SET action = new.action
FROM (VALUES
  ('rounds.shared', 'shares.made'),
  ('rounds.shareRevoked', 'shares.revoked'),
  ('reading.factsheetDownloaded', 'results.factsheetDownloaded'),
  ('reading.scoresDownloaded', 'results.scoresDownloaded'),
  ('reading.released', 'results.released'),
  ('reading.releaseWithdrawn', 'results.releaseWithdrawn'),
  ('reading.answersDownloaded', 'results.answersDownloaded'),
  ('reading.partnersDownloaded', 'results.partnersDownloaded'),
  ('reading.codebookDownloaded', 'results.codebookDownloaded'),
  ('desk.apiScoresRead', 'results.scoresDownloaded'),
  ('desk.apiFactsheetRead', 'results.factsheetDownloaded')
) AS new (old, action)
WHERE audit.action = new.old;
