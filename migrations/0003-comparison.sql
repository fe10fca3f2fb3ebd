-- The comparison of networks: its coordinator agrees that other municipalities whose network agreed as well see the
-- result of the network beside their own, and the other way round.
ALTER TABLE network ADD COLUMN shares_comparison boolean NOT NULL DEFAULT false;
