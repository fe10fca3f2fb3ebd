-- What the coordinator wrote for researchers instead of comments: per theme, by the digest of the comment. NULL: somebody
-- took back that researchers read a comment, or was erased, and from then on they read none of the round.
ALTER TABLE round ADD COLUMN cleaned_comments jsonb DEFAULT '{}';
-- Somebody with this name and address was erased in another network of the municipality: whoever asked to be forgotten
-- there does not come back from here.
ALTER TABLE person ADD COLUMN stays_here boolean NOT NULL DEFAULT false;
