-- Mail that came back after the mail server had taken it: the digest tells of it on the day on which it came back.
ALTER TABLE mail ADD COLUMN returned_at timestamptz;
