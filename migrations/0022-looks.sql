-- How the documents of a municipality look.
CREATE TABLE looks (
  municipality_id bigint PRIMARY KEY REFERENCES municipality (id),
  -- Dark enough for letters on white, and for white letters on it.
  colour      text CHECK (colour ~ '^#[0-9a-f]{6}$'),
  -- A PNG that the server drew itself, with its size in pixels.
  logo        bytea,
  logo_width  integer CHECK (logo_width > 0),
  logo_height integer CHECK (logo_height > 0),
  revision    integer NOT NULL DEFAULT 1,
  CHECK ((logo IS NULL) = (logo_width IS NULL) AND (logo IS NULL) = (logo_height IS NULL))
);
ALTER TABLE round
  -- What the coordinator thinks of the result, with her name.
  ADD COLUMN own_words text NOT NULL DEFAULT '',
  ADD COLUMN own_words_by text NOT NULL DEFAULT '',
  -- The facets that the advice is about, in her order; NULL: by the rule.
  ADD COLUMN chosen_advice jsonb,
  ADD CHECK ((own_words = '') = (own_words_by = ''));
