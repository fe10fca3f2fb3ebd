-- Lines of the log are only added. The server may run as a user that can't change or remove them (docs/operations.md);
-- what the law wants to be removed goes through these two functions, which run as the owner of the table.

-- Lines of more than 24 months old, and no others. Says how many there were.
CREATE FUNCTION remove_old_lines() RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog
AS $$
  WITH removed AS (
    DELETE FROM public.audit WHERE at < now() - interval '24 months' RETURNING id
  )
  SELECT count(*)::integer FROM removed
$$;

-- The name and the address of a person go out of the notes; who did what, and when, stays.
CREATE FUNCTION erase_name_from_log(erased_id bigint) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog
AS $$
  UPDATE public.audit SET note = ''
  FROM public.person JOIN public.partner ON partner.id = person.partner_id
  WHERE person.id = erased_id AND audit.network_id = partner.network_id
    AND audit.note IN (person.name, person.email) AND audit.note <> ''
$$;

REVOKE EXECUTE ON FUNCTION remove_old_lines(), erase_name_from_log(bigint) FROM PUBLIC;
