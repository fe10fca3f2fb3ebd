-- Comments that the coordinator may read: they end for a whole round when somebody of it is erased, because the one that
-- is missing afterwards would tell who wrote it.
ALTER TABLE round ADD COLUMN comments_ended boolean NOT NULL DEFAULT false;
