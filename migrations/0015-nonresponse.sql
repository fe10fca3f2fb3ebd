-- Who did not answer and what was left open, counted when the round closed. Rounds that closed before have none.
ALTER TABLE round ADD COLUMN nonresponse jsonb;
