-- Of how many partners the answers came by a link that was mailed to their own mailbox, as it stood at closing: the
-- addresses go when the time is over.
ALTER TABLE round ADD COLUMN mailed_answers jsonb;
