-- A line of the log says from where and with which outcome, and carries the hash of the line before. The chain follows
-- the order in which transactions ended: a trigger at the end of each gives its lines their positions, and holds the head
-- of the chain from then to the commit. Nothing else is locked after it, so it stands in no circle of locks.
--
-- What the law wants to be removed must not break the chain. So a line is hashed with hashes of its note and its origin,
-- each with a salt: without the salt nobody can guess what stood there, and the chain still holds.
--
-- From here on no migration changes a line.
ALTER TABLE audit
  ADD COLUMN origin           text CHECK (char_length(origin) <= 100),
  ADD COLUMN refusal          text,
  ADD COLUMN position         bigint UNIQUE CHECK (position > 0),
  ADD COLUMN previous         bytea,
  ADD COLUMN hash             bytea,
  ADD COLUMN note_salt        uuid,
  ADD COLUMN note_hash        bytea,
  ADD COLUMN origin_salt      uuid,
  ADD COLUMN origin_hash      bytea,
  ADD COLUMN erased_person_id bigint;

-- anchor: the last line that was removed because of its age. head: the newest line.
CREATE TABLE log_chain (
  name     text PRIMARY KEY CHECK (name IN ('anchor', 'head')),
  position bigint NOT NULL,
  hash     bytea NOT NULL
);
INSERT INTO log_chain VALUES ('anchor', 0, sha256('')), ('head', 0, sha256(''));

-- The canonical form of a value: its length in bytes, a colon, the value, a comma; '-,' when there is none.
-- `server/log/hash-line.ts` has the same in TypeScript.
CREATE FUNCTION log_field(value text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog
AS $$ SELECT coalesce(octet_length(convert_to(value, 'UTF8')) || ':' || value, '-') || ',' $$;

CREATE FUNCTION log_hash(VARIADIC fields text[]) RETURNS bytea
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog
AS $$
  SELECT sha256(convert_to(string_agg(public.log_field(field), '' ORDER BY place), 'UTF8'))
  FROM unnest(fields) WITH ORDINALITY AS listed (field, place)
$$;

-- Gives a line this place, after the line with that hash, and gives the hash of the line.
CREATE FUNCTION place_line(line audit, place bigint, previous_hash bytea) RETURNS bytea
LANGUAGE plpgsql SET search_path = pg_catalog
AS $$
BEGIN
  line.position := place;
  line.previous := previous_hash;
  line.note_salt := gen_random_uuid();
  line.note_hash := public.log_hash(line.note_salt::text, line.note);
  line.origin_salt := gen_random_uuid();
  line.origin_hash := public.log_hash(line.origin_salt::text, line.origin);
  line.hash := public.log_hash(
    encode(line.previous, 'hex'), line.position::text, line.id::text,
    (extract(epoch FROM line.at) * 1000000)::bigint::text, line.actor, line.account_id::text, line.action,
    line.municipality_id::text, line.network_id::text, line.round_id::text, line.thing_id, line.refusal,
    encode(line.note_hash, 'hex'), encode(line.origin_hash, 'hex'));
  UPDATE public.audit SET position = line.position, previous = line.previous, hash = line.hash,
    note_salt = line.note_salt, note_hash = line.note_hash,
    origin_salt = line.origin_salt, origin_hash = line.origin_hash
  WHERE id = line.id;
  RETURN line.hash;
END $$;

-- Gives a line its place at the end of the chain. Like `place_line` with the rights of who calls it: the trigger's.
CREATE FUNCTION chain_line(line_id bigint) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog
AS $$
DECLARE
  line public.audit;
  head public.log_chain;
BEGIN
  SELECT * INTO head FROM public.log_chain WHERE name = 'head' FOR UPDATE;
  SELECT * INTO line FROM public.audit WHERE id = line_id AND hash IS NULL;
  IF NOT FOUND THEN RETURN; END IF;
  head.position := head.position + 1;
  head.hash := public.place_line(line, head.position, head.hash);
  UPDATE public.log_chain SET position = head.position, hash = head.hash WHERE name = 'head';
END $$;

CREATE FUNCTION chain_new_line() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog
AS $$
BEGIN
  PERFORM public.chain_line(NEW.id);
  RETURN NULL;
END $$;

-- What was written before there was a chain comes first, as it stands today. The head moves once, at the end: a row that
-- one transaction changes for each line takes longer every time.
DO $$
DECLARE
  line public.audit;
  head public.log_chain;
BEGIN
  SELECT * INTO head FROM public.log_chain WHERE name = 'head';
  FOR line IN SELECT * FROM public.audit ORDER BY id LOOP
    head.position := head.position + 1;
    head.hash := public.place_line(line, head.position, head.hash);
  END LOOP;
  UPDATE public.log_chain SET position = head.position, hash = head.hash WHERE name = 'head';
END $$;

-- A restored line has its place already.
CREATE CONSTRAINT TRIGGER chain_new_line AFTER INSERT ON audit DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.hash IS NULL) EXECUTE FUNCTION chain_new_line();

-- Lines of more than 24 months old, from the beginning of the chain up to the first that is younger; the last of them
-- becomes the anchor. Says how many there were.
CREATE OR REPLACE FUNCTION remove_old_lines() RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog
AS $$
  WITH removed AS (
    DELETE FROM public.audit
    WHERE position < coalesce(
      (SELECT min(position) FROM public.audit WHERE at >= now() - interval '24 months'),
      (SELECT max(position) + 1 FROM public.audit))
    RETURNING position, hash
  ),
  anchored AS (
    UPDATE public.log_chain SET position = last.position, hash = last.hash
    FROM (SELECT position, hash FROM removed ORDER BY position DESC LIMIT 1) AS last
    WHERE log_chain.name = 'anchor' AND log_chain.position < last.position
  )
  SELECT count(*)::integer FROM removed
$$;

-- Addresses of more than six months old. Says how many there were.
CREATE FUNCTION remove_old_origins() RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog
AS $$
  WITH removed AS (
    UPDATE public.audit SET origin = NULL, origin_salt = NULL
    WHERE origin IS NOT NULL AND at < now() - interval '6 months' RETURNING id
  )
  SELECT count(*)::integer FROM removed
$$;

-- As before; and the line says for which erasure, so that a note that goes without one is seen.
DROP FUNCTION erase_name_from_log(bigint);
CREATE FUNCTION erase_name_from_log(erased_row bigint, erased_person bigint) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog
AS $$
  UPDATE public.audit SET note = '', note_salt = NULL, erased_person_id = erased_person
  FROM public.person JOIN public.partner ON partner.id = person.partner_id
  WHERE person.id = erased_row AND audit.network_id = partner.network_id
    AND audit.note IN (person.name, person.email) AND audit.note <> ''
$$;

REVOKE EXECUTE ON FUNCTION remove_old_lines(), remove_old_origins(), erase_name_from_log(bigint, bigint),
  place_line(audit, bigint, bytea), chain_line(bigint), chain_new_line() FROM PUBLIC;
CREATE INDEX audit_origin_idx ON audit (at) WHERE origin IS NOT NULL;
