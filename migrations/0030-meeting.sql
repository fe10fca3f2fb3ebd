-- The meeting in which a result is discussed; a calendar gets it as a file.
ALTER TABLE round
  ADD COLUMN meeting_from timestamptz,
  ADD COLUMN meeting_until timestamptz CHECK (meeting_until > meeting_from),
  ADD COLUMN meeting_place text NOT NULL DEFAULT '',
  ADD CONSTRAINT round_meeting_check CHECK ((meeting_from IS NULL) = (meeting_until IS NULL));
