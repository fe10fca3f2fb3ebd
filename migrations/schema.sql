CREATE FUNCTION public.chain_line(line_id bigint) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog'
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
CREATE FUNCTION public.chain_new_line() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
BEGIN
  PERFORM public.chain_line(NEW.id);
  RETURN NULL;
END $$;
CREATE FUNCTION public.erase_name_from_log(erased_row bigint, erased_person bigint) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
  UPDATE public.audit SET note = '', note_salt = NULL, erased_person_id = erased_person
  FROM public.person JOIN public.partner ON partner.id = person.partner_id
  WHERE person.id = erased_row AND audit.network_id = partner.network_id
    AND audit.note IN (person.name, person.email) AND audit.note <> ''
$$;
CREATE FUNCTION public.log_field(value text) RETURNS text
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'pg_catalog'
    AS $$ SELECT coalesce(octet_length(convert_to(value, 'UTF8')) || ':' || value, '-') || ',' $$;
CREATE FUNCTION public.log_hash(VARIADIC fields text[]) RETURNS bytea
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'pg_catalog'
    AS $$
  SELECT sha256(convert_to(string_agg(public.log_field(field), '' ORDER BY place), 'UTF8'))
  FROM unnest(fields) WITH ORDINALITY AS listed (field, place)
$$;
CREATE TABLE public.audit (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    actor text NOT NULL,
    account_id bigint,
    action text NOT NULL,
    municipality_id bigint,
    network_id bigint,
    round_id bigint,
    thing_id text,
    note text DEFAULT ''::text NOT NULL,
    origin text,
    refusal text,
    "position" bigint,
    previous bytea,
    hash bytea,
    note_salt uuid,
    note_hash bytea,
    origin_salt uuid,
    origin_hash bytea,
    erased_person_id bigint,
    CONSTRAINT audit_actor_check CHECK ((actor = ANY (ARRAY['account'::text, 'key'::text, 'shell'::text, 'job'::text, 'visitor'::text]))),
    CONSTRAINT audit_origin_check CHECK ((char_length(origin) <= 100)),
    CONSTRAINT audit_position_check CHECK (("position" > 0))
);
CREATE FUNCTION public.place_line(line public.audit, place bigint, previous_hash bytea) RETURNS bytea
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog'
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
CREATE FUNCTION public.remove_old_lines() RETURNS integer
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog'
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
CREATE FUNCTION public.remove_old_origins() RETURNS integer
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
  WITH removed AS (
    UPDATE public.audit SET origin = NULL, origin_salt = NULL
    WHERE origin IS NOT NULL AND at < now() - interval '6 months' RETURNING id
  )
  SELECT count(*)::integer FROM removed
$$;
CREATE TABLE public.round (
    id bigint NOT NULL,
    network_id bigint NOT NULL,
    name text NOT NULL,
    sender text NOT NULL,
    language text DEFAULT 'nl'::text NOT NULL,
    instrument_id text NOT NULL,
    instrument_version text NOT NULL,
    instrument_hash text NOT NULL,
    opened_at timestamp with time zone DEFAULT now(),
    closes_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    interim_results boolean DEFAULT false NOT NULL,
    scores jsonb,
    revision integer DEFAULT 1 NOT NULL,
    opens_at timestamp with time zone DEFAULT now() NOT NULL,
    paused_at timestamp with time zone,
    repeats text DEFAULT 'once'::text NOT NULL,
    released_at timestamp with time zone,
    message text DEFAULT ''::text NOT NULL,
    privacy jsonb,
    agreements jsonb,
    mailed_answers jsonb,
    nonresponse jsonb,
    seen_at timestamp with time zone,
    follows_id bigint,
    own_words text DEFAULT ''::text NOT NULL,
    own_words_by text DEFAULT ''::text NOT NULL,
    chosen_advice jsonb,
    reply_to text DEFAULT ''::text NOT NULL,
    comments_ended boolean DEFAULT false NOT NULL,
    meeting_from timestamp with time zone,
    meeting_until timestamp with time zone,
    meeting_place text DEFAULT ''::text NOT NULL,
    cleaned_comments jsonb DEFAULT '{}'::jsonb,
    CONSTRAINT round_check CHECK ((closes_at > opened_at)),
    CONSTRAINT round_check1 CHECK (((closed_at IS NULL) = (scores IS NULL))),
    CONSTRAINT round_check2 CHECK (((closes_at > opens_at) OR (closed_at IS NOT NULL))),
    CONSTRAINT round_check3 CHECK (((own_words = ''::text) = (own_words_by = ''::text))),
    CONSTRAINT round_check4 CHECK ((meeting_until > meeting_from)),
    CONSTRAINT round_language_check CHECK ((language = ANY (ARRAY['nl'::text, 'en'::text]))),
    CONSTRAINT round_meeting_check CHECK (((meeting_from IS NULL) = (meeting_until IS NULL))),
    CONSTRAINT round_name_check CHECK ((name <> ''::text)),
    CONSTRAINT round_repeats_check CHECK ((repeats = ANY (ARRAY['once'::text, 'yearly'::text, 'half-yearly'::text]))),
    CONSTRAINT round_sender_check CHECK ((sender <> ''::text))
);
CREATE FUNCTION public.round_state(public.round) RETURNS text
    LANGUAGE sql STABLE
    RETURN CASE WHEN (($1).closed_at IS NOT NULL) THEN 'closed'::text WHEN (($1).opened_at IS NULL) THEN 'planned'::text WHEN (($1).closes_at <= now()) THEN 'closed'::text WHEN (($1).paused_at IS NOT NULL) THEN 'paused'::text ELSE 'open'::text END;
CREATE FUNCTION public.round_closed_at(public.round) RETURNS timestamp with time zone
    LANGUAGE sql STABLE
    RETURN CASE WHEN (public.round_state($1) = 'closed'::text) THEN COALESCE(($1).closed_at, ($1).closes_at) ELSE NULL::timestamp with time zone END;
CREATE TABLE public.account (
    id bigint NOT NULL,
    email text NOT NULL,
    name text NOT NULL,
    role text NOT NULL,
    municipality_id bigint,
    language text DEFAULT 'nl'::text NOT NULL,
    password_hash text,
    oidc_subject text,
    revision integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    disabled_at timestamp with time zone,
    role_from text DEFAULT 'desk'::text NOT NULL,
    closed_by_provider boolean DEFAULT false NOT NULL,
    email_folded text NOT NULL,
    CONSTRAINT account_check CHECK (((role <> ALL (ARRAY['coordinator'::text, 'municipality'::text])) OR (municipality_id IS NOT NULL))),
    CONSTRAINT account_check1 CHECK (((NOT closed_by_provider) OR (disabled_at IS NOT NULL))),
    CONSTRAINT account_email_check CHECK ((email <> ''::text)),
    CONSTRAINT account_language_check CHECK ((language = ANY (ARRAY['nl'::text, 'en'::text]))),
    CONSTRAINT account_name_check CHECK ((name <> ''::text)),
    CONSTRAINT account_role_check CHECK ((role = ANY (ARRAY['operator'::text, 'coordinator'::text, 'municipality'::text, 'researcher'::text]))),
    CONSTRAINT account_role_from_check CHECK ((role_from = ANY (ARRAY['desk'::text, 'provider'::text])))
);
ALTER TABLE public.account ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.account_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.account_network (
    account_id bigint NOT NULL,
    network_id bigint NOT NULL
);
CREATE TABLE public.agreement (
    id bigint NOT NULL,
    network_id bigint NOT NULL,
    round_id bigint NOT NULL,
    facet text NOT NULL,
    what text NOT NULL,
    who text NOT NULL,
    by_when date NOT NULL,
    done_at timestamp with time zone,
    note text DEFAULT ''::text NOT NULL,
    revision integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    owner_id bigint,
    standing text DEFAULT ''::text NOT NULL,
    stood_at timestamp with time zone,
    stood_by bigint,
    reminded_at timestamp with time zone,
    CONSTRAINT agreement_what_check CHECK ((what <> ''::text)),
    CONSTRAINT agreement_who_check CHECK ((who <> ''::text))
);
ALTER TABLE public.agreement ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.agreement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.agreement_link (
    id bigint NOT NULL,
    agreement_id bigint NOT NULL,
    person_id bigint NOT NULL,
    seed bytea NOT NULL,
    token_hash bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);
ALTER TABLE public.agreement_link ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.agreement_link_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.answer_page (
    invitation_id bigint NOT NULL,
    page text NOT NULL,
    content jsonb NOT NULL,
    revision integer NOT NULL,
    view text NOT NULL,
    saved_at timestamp with time zone DEFAULT now() NOT NULL,
    holder_id bigint NOT NULL
);
CREATE TABLE public.attempt_count (
    kind text NOT NULL,
    subject bytea NOT NULL,
    count integer NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    CONSTRAINT attempt_count_count_check CHECK ((count >= 0))
);
ALTER TABLE public.audit ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.audit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.ballot (
    id bigint NOT NULL,
    invitation_id bigint NOT NULL,
    seed bytea NOT NULL,
    token_hash bytea NOT NULL,
    expires_at timestamp with time zone DEFAULT (now() + '1 year'::interval) NOT NULL
);
ALTER TABLE public.ballot ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.ballot_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.choosing (
    round_id bigint NOT NULL,
    facets jsonb NOT NULL,
    opened_at timestamp with time zone DEFAULT now() NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    outcome jsonb,
    CONSTRAINT choosing_check CHECK ((ends_at > opened_at)),
    CONSTRAINT choosing_check1 CHECK (((closed_at IS NULL) = (outcome IS NULL)))
);
CREATE TABLE public.contact_proposal (
    invitation_id bigint NOT NULL,
    name text NOT NULL,
    email text NOT NULL,
    CONSTRAINT contact_proposal_check CHECK (((name = ''::text) = (email = ''::text)))
);
CREATE TABLE public.data_link (
    id bigint NOT NULL,
    person_id bigint NOT NULL,
    seed bytea NOT NULL,
    token_hash bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL
);
ALTER TABLE public.data_link ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.data_link_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.digest (
    id bigint NOT NULL,
    account_id bigint NOT NULL,
    network_id bigint NOT NULL,
    told_until timestamp with time zone DEFAULT now() NOT NULL
);
ALTER TABLE public.digest ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.digest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.holder (
    id bigint NOT NULL,
    invitation_id bigint NOT NULL,
    address text,
    seed bytea,
    token_hash bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT holder_address_check CHECK ((address <> ''::text)),
    CONSTRAINT holder_check CHECK (((seed IS NULL) OR (address IS NOT NULL)))
);
ALTER TABLE public.holder ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.holder_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.invitation (
    id bigint NOT NULL,
    round_id bigint NOT NULL,
    partner_id bigint NOT NULL,
    person text DEFAULT ''::text NOT NULL,
    token_hash bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    revoked_at timestamp with time zone,
    language text,
    submitted_at timestamp with time zone,
    receipt text,
    person_id bigint,
    seed bytea,
    consents_withdrawn_at timestamp with time zone,
    sent_by bigint,
    opened boolean DEFAULT false NOT NULL,
    code_hash bytea,
    CONSTRAINT invitation_check CHECK (((submitted_at IS NULL) = (receipt IS NULL))),
    CONSTRAINT invitation_check1 CHECK (((submitted_at IS NULL) = (sent_by IS NULL))),
    CONSTRAINT invitation_language_check CHECK ((language = ANY (ARRAY['nl'::text, 'en'::text])))
);
ALTER TABLE public.invitation ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.invitation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.local_recommendation (
    id bigint NOT NULL,
    network_id bigint NOT NULL,
    facet text NOT NULL,
    class text,
    action text NOT NULL,
    text text DEFAULT ''::text NOT NULL,
    who text DEFAULT ''::text NOT NULL,
    first_step text DEFAULT ''::text NOT NULL,
    revision integer DEFAULT 1 NOT NULL,
    archived_at timestamp with time zone,
    CONSTRAINT local_recommendation_action_check CHECK ((action <> ''::text)),
    CONSTRAINT local_recommendation_class_check CHECK ((class = ANY (ARRAY['weak'::text, 'unequal'::text, 'attention'::text, 'strong'::text])))
);
ALTER TABLE public.local_recommendation ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.local_recommendation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.log_chain (
    name text NOT NULL,
    "position" bigint NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT log_chain_name_check CHECK ((name = ANY (ARRAY['anchor'::text, 'head'::text])))
);
CREATE TABLE public.looks (
    municipality_id bigint NOT NULL,
    colour text,
    logo bytea,
    logo_width integer,
    logo_height integer,
    revision integer DEFAULT 1 NOT NULL,
    CONSTRAINT looks_check CHECK ((((logo IS NULL) = (logo_width IS NULL)) AND ((logo IS NULL) = (logo_height IS NULL)))),
    CONSTRAINT looks_colour_check CHECK ((colour ~ '^#[0-9a-f]{6}$'::text)),
    CONSTRAINT looks_logo_height_check CHECK ((logo_height > 0)),
    CONSTRAINT looks_logo_width_check CHECK ((logo_width > 0))
);
CREATE TABLE public.mail (
    id bigint NOT NULL,
    kind text NOT NULL,
    network_id bigint,
    round_id bigint,
    invitation_id bigint,
    person_id bigint,
    account_id bigint,
    sign_in_link_id bigint,
    data_link_id bigint,
    recipient text,
    language text NOT NULL,
    message_id text NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    reason text,
    reply text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    sent_at timestamp with time zone,
    share_id bigint,
    ballot_id bigint,
    agreement_link_id bigint,
    tells_from timestamp with time zone,
    returned_at timestamp with time zone,
    CONSTRAINT mail_kind_check CHECK ((kind = ANY (ARRAY['invitation'::text, 'reminder'::text, 'sign-in'::text, 'account'::text, 'personal-data'::text, 'mirror'::text, 'result'::text, 'agreement'::text, 'agreement-reminder'::text, 'digest'::text, 'lost-link'::text]))),
    CONSTRAINT mail_language_check CHECK ((language = ANY (ARRAY['nl'::text, 'en'::text]))),
    CONSTRAINT mail_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sent'::text, 'failed'::text, 'skipped'::text])))
);
ALTER TABLE public.mail ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.mail_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.migration (
    name character varying(255) NOT NULL,
    "timestamp" character varying(255) NOT NULL
);
CREATE TABLE public.migration_lock (
    id character varying(255) NOT NULL,
    is_locked integer DEFAULT 0 NOT NULL
);
CREATE TABLE public.municipality (
    id bigint NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    CONSTRAINT municipality_code_check CHECK ((code ~ '^GM[0-9]{4}$'::text)),
    CONSTRAINT municipality_name_check CHECK ((name <> ''::text))
);
ALTER TABLE public.municipality ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.municipality_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.municipality_texts (
    municipality_id bigint NOT NULL,
    controller text DEFAULT ''::text NOT NULL,
    purpose text DEFAULT ''::text NOT NULL,
    legal_ground text DEFAULT ''::text NOT NULL,
    legal_basis text DEFAULT ''::text NOT NULL,
    contact text DEFAULT ''::text NOT NULL,
    keep_months integer DEFAULT 18 NOT NULL,
    sender text DEFAULT ''::text NOT NULL,
    revision integer DEFAULT 1 NOT NULL,
    CONSTRAINT municipality_texts_keep_months_check CHECK (((keep_months >= 1) AND (keep_months <= 120))),
    CONSTRAINT municipality_texts_legal_ground_check CHECK ((legal_ground = ANY (ARRAY[''::text, 'consent'::text, 'contract'::text, 'legal-obligation'::text, 'vital-interests'::text, 'public-task'::text, 'legitimate-interests'::text])))
);
CREATE TABLE public.network (
    id bigint NOT NULL,
    municipality_id bigint NOT NULL,
    name text NOT NULL,
    made_up boolean DEFAULT false NOT NULL,
    revision integer DEFAULT 1 NOT NULL,
    controller text DEFAULT ''::text NOT NULL,
    purpose text DEFAULT ''::text NOT NULL,
    legal_ground text DEFAULT ''::text NOT NULL,
    legal_basis text DEFAULT ''::text NOT NULL,
    contact text DEFAULT ''::text NOT NULL,
    keep_months integer DEFAULT 18 NOT NULL,
    shares_comparison boolean DEFAULT false NOT NULL,
    sender text DEFAULT ''::text NOT NULL,
    own_texts boolean DEFAULT false NOT NULL,
    plan jsonb,
    CONSTRAINT network_keep_months_check CHECK (((keep_months >= 1) AND (keep_months <= 120))),
    CONSTRAINT network_legal_ground_check CHECK ((legal_ground = ANY (ARRAY[''::text, 'consent'::text, 'contract'::text, 'legal-obligation'::text, 'vital-interests'::text, 'public-task'::text, 'legitimate-interests'::text]))),
    CONSTRAINT network_name_check CHECK ((name <> ''::text))
);
ALTER TABLE public.network ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.network_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.operator_key (
    key_hash bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE public.partner (
    id bigint NOT NULL,
    network_id bigint NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    kind text,
    size double precision,
    revision integer DEFAULT 1 NOT NULL,
    archived_at timestamp with time zone,
    merged_into bigint,
    CONSTRAINT partner_code_check CHECK ((code <> ''::text)),
    CONSTRAINT partner_name_check CHECK ((name <> ''::text)),
    CONSTRAINT partner_size_check CHECK ((size > (0)::double precision))
);
ALTER TABLE public.partner ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.partner_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.partner_merge (
    partner_id bigint NOT NULL,
    merged_at timestamp with time zone DEFAULT now() NOT NULL,
    people jsonb NOT NULL,
    profile jsonb
);
CREATE TABLE public.person (
    id bigint NOT NULL,
    partner_id bigint NOT NULL,
    name text DEFAULT ''::text NOT NULL,
    email text,
    language text DEFAULT 'nl'::text NOT NULL,
    revision integer DEFAULT 1 NOT NULL,
    seed bytea DEFAULT uuid_send(gen_random_uuid()) NOT NULL,
    unsubscribed_at timestamp with time zone,
    address_fails_at timestamp with time zone,
    archived_at timestamp with time zone,
    erased_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    merged_into bigint,
    stays_here boolean DEFAULT false NOT NULL,
    CONSTRAINT person_check CHECK (((erased_at IS NULL) OR ((name = ''::text) AND (email IS NULL)))),
    CONSTRAINT person_email_check CHECK ((email <> ''::text)),
    CONSTRAINT person_language_check CHECK ((language = ANY (ARRAY['nl'::text, 'en'::text])))
);
ALTER TABLE public.person ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.person_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.printed_document (
    round_id bigint NOT NULL,
    kind text NOT NULL,
    partner_id bigint,
    language text NOT NULL,
    pdf bytea NOT NULL,
    page_hash bytea NOT NULL,
    printed_at timestamp with time zone NOT NULL,
    CONSTRAINT printed_document_check CHECK (((kind = 'factsheet'::text) = (partner_id IS NULL))),
    CONSTRAINT printed_document_kind_check CHECK ((kind = ANY (ARRAY['factsheet'::text, 'mirror'::text, 'coordinator-copy'::text]))),
    CONSTRAINT printed_document_language_check CHECK ((language = ANY (ARRAY['nl'::text, 'en'::text])))
);
ALTER TABLE ONLY public.printed_document ALTER COLUMN pdf SET STORAGE EXTERNAL;
CREATE TABLE public.profile (
    partner_id bigint NOT NULL,
    content jsonb NOT NULL,
    revision integer DEFAULT 1 NOT NULL,
    view text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    hidden_at timestamp with time zone
);
CREATE TABLE public.recovery_code (
    account_id bigint NOT NULL,
    code_hash bytea NOT NULL
);
CREATE TABLE public.reminder (
    round_id bigint NOT NULL,
    send_on date NOT NULL,
    sent_at timestamp with time zone
);
CREATE TABLE public.research_bundle (
    network_id bigint NOT NULL,
    round_id bigint,
    steps_done integer DEFAULT 0 NOT NULL,
    steps integer DEFAULT 1 NOT NULL,
    zip bytea,
    fingerprint bytea,
    made_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT research_bundle_check CHECK (((zip IS NULL) = (fingerprint IS NULL))),
    CONSTRAINT research_bundle_steps_check CHECK ((steps > 0))
);
ALTER TABLE ONLY public.research_bundle ALTER COLUMN zip SET STORAGE EXTERNAL;
ALTER TABLE public.round ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.round_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.round_partner (
    round_id bigint NOT NULL,
    partner_id bigint NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    kind text,
    size double precision
);
CREATE TABLE public.second_factor (
    id bigint NOT NULL,
    account_id bigint NOT NULL,
    kind text NOT NULL,
    secret bytea NOT NULL,
    credential_id text,
    counter bigint DEFAULT 0 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    used_at timestamp with time zone,
    CONSTRAINT second_factor_check CHECK (((kind = 'passkey'::text) = (credential_id IS NOT NULL))),
    CONSTRAINT second_factor_kind_check CHECK ((kind = ANY (ARRAY['app'::text, 'passkey'::text])))
);
ALTER TABLE public.second_factor ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.second_factor_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.sent_form (
    key bytea NOT NULL,
    outcome text DEFAULT ''::text NOT NULL,
    sent_at timestamp with time zone DEFAULT now() NOT NULL
);
CREATE VIEW public.sent_page AS
 SELECT answer_page.invitation_id,
    answer_page.page,
    answer_page.content
   FROM (public.answer_page
     JOIN public.invitation ON ((invitation.id = answer_page.invitation_id)))
  WHERE (invitation.sent_by = answer_page.holder_id);
CREATE TABLE public.session (
    token_hash bytea NOT NULL,
    account_id bigint NOT NULL,
    csrf_secret text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone DEFAULT now() NOT NULL,
    id bigint NOT NULL,
    waits_for text,
    new_password_hash text,
    confirmed_at timestamp with time zone DEFAULT now() NOT NULL,
    address text DEFAULT ''::text NOT NULL,
    browser text DEFAULT ''::text NOT NULL,
    CONSTRAINT session_waits_for_check CHECK ((waits_for = ANY (ARRAY['second-step'::text, 'set-up'::text])))
);
ALTER TABLE public.session ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.session_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.share (
    id bigint NOT NULL,
    round_id bigint NOT NULL,
    scope text NOT NULL,
    partner_id bigint,
    token_hash bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    revoked_at timestamp with time zone,
    seed bytea,
    expires_at timestamp with time zone DEFAULT (now() + '1 year'::interval) NOT NULL,
    CONSTRAINT share_check CHECK (((scope = 'partner'::text) = (partner_id IS NOT NULL))),
    CONSTRAINT share_scope_check CHECK ((scope = ANY (ARRAY['overview'::text, 'factsheet'::text, 'partner'::text, 'social-map'::text])))
);
ALTER TABLE public.share ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.share_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.sign_in_link (
    id bigint NOT NULL,
    account_id bigint,
    purpose text NOT NULL,
    seed bytea NOT NULL,
    token_hash bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    CONSTRAINT sign_in_link_check CHECK (((purpose = 'first'::text) = (account_id IS NULL))),
    CONSTRAINT sign_in_link_purpose_check CHECK ((purpose = ANY (ARRAY['first'::text, 'invite'::text, 'sign-in'::text])))
);
ALTER TABLE public.sign_in_link ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.sign_in_link_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.vote (
    ballot_id bigint NOT NULL,
    facet text NOT NULL
);
ALTER TABLE ONLY public.account_network
    ADD CONSTRAINT account_network_pkey PRIMARY KEY (account_id, network_id);
ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_oidc_subject_key UNIQUE (oidc_subject);
ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.agreement_link
    ADD CONSTRAINT agreement_link_agreement_id_person_id_key UNIQUE (agreement_id, person_id);
ALTER TABLE ONLY public.agreement_link
    ADD CONSTRAINT agreement_link_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.agreement_link
    ADD CONSTRAINT agreement_link_token_hash_key UNIQUE (token_hash);
ALTER TABLE ONLY public.agreement
    ADD CONSTRAINT agreement_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.answer_page
    ADD CONSTRAINT answer_page_pkey PRIMARY KEY (holder_id, page);
ALTER TABLE ONLY public.attempt_count
    ADD CONSTRAINT attempt_count_pkey PRIMARY KEY (kind, subject);
ALTER TABLE ONLY public.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.audit
    ADD CONSTRAINT audit_position_key UNIQUE ("position");
ALTER TABLE ONLY public.ballot
    ADD CONSTRAINT ballot_invitation_id_key UNIQUE (invitation_id);
ALTER TABLE ONLY public.ballot
    ADD CONSTRAINT ballot_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.ballot
    ADD CONSTRAINT ballot_token_hash_key UNIQUE (token_hash);
ALTER TABLE ONLY public.choosing
    ADD CONSTRAINT choosing_pkey PRIMARY KEY (round_id);
ALTER TABLE ONLY public.contact_proposal
    ADD CONSTRAINT contact_proposal_pkey PRIMARY KEY (invitation_id);
ALTER TABLE ONLY public.data_link
    ADD CONSTRAINT data_link_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.data_link
    ADD CONSTRAINT data_link_token_hash_key UNIQUE (token_hash);
ALTER TABLE ONLY public.digest
    ADD CONSTRAINT digest_account_id_network_id_key UNIQUE (account_id, network_id);
ALTER TABLE ONLY public.digest
    ADD CONSTRAINT digest_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.holder
    ADD CONSTRAINT holder_invitation_id_address_key UNIQUE (invitation_id, address);
ALTER TABLE ONLY public.holder
    ADD CONSTRAINT holder_invitation_id_id_key UNIQUE (invitation_id, id);
ALTER TABLE ONLY public.holder
    ADD CONSTRAINT holder_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.holder
    ADD CONSTRAINT holder_token_hash_key UNIQUE (token_hash);
ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT invitation_code_hash_key UNIQUE (code_hash);
ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT invitation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT invitation_receipt_key UNIQUE (receipt);
ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT invitation_token_hash_key UNIQUE (token_hash);
ALTER TABLE ONLY public.local_recommendation
    ADD CONSTRAINT local_recommendation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.log_chain
    ADD CONSTRAINT log_chain_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.looks
    ADD CONSTRAINT looks_pkey PRIMARY KEY (municipality_id);
ALTER TABLE ONLY public.mail
    ADD CONSTRAINT mail_message_id_key UNIQUE (message_id);
ALTER TABLE ONLY public.mail
    ADD CONSTRAINT mail_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.migration_lock
    ADD CONSTRAINT migration_lock_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.migration
    ADD CONSTRAINT migration_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.municipality
    ADD CONSTRAINT municipality_code_key UNIQUE (code);
ALTER TABLE ONLY public.municipality
    ADD CONSTRAINT municipality_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.municipality_texts
    ADD CONSTRAINT municipality_texts_pkey PRIMARY KEY (municipality_id);
ALTER TABLE ONLY public.network
    ADD CONSTRAINT network_municipality_id_name_key UNIQUE (municipality_id, name);
ALTER TABLE ONLY public.network
    ADD CONSTRAINT network_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.operator_key
    ADD CONSTRAINT operator_key_pkey PRIMARY KEY (key_hash);
ALTER TABLE ONLY public.partner_merge
    ADD CONSTRAINT partner_merge_pkey PRIMARY KEY (partner_id);
ALTER TABLE ONLY public.partner
    ADD CONSTRAINT partner_network_id_code_key UNIQUE (network_id, code);
ALTER TABLE ONLY public.partner
    ADD CONSTRAINT partner_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.printed_document
    ADD CONSTRAINT printed_document_round_id_kind_partner_id_language_key UNIQUE NULLS NOT DISTINCT (round_id, kind, partner_id, language);
ALTER TABLE ONLY public.profile
    ADD CONSTRAINT profile_pkey PRIMARY KEY (partner_id);
ALTER TABLE ONLY public.recovery_code
    ADD CONSTRAINT recovery_code_pkey PRIMARY KEY (account_id, code_hash);
ALTER TABLE ONLY public.reminder
    ADD CONSTRAINT reminder_pkey PRIMARY KEY (round_id, send_on);
ALTER TABLE ONLY public.research_bundle
    ADD CONSTRAINT research_bundle_network_id_round_id_key UNIQUE NULLS NOT DISTINCT (network_id, round_id);
ALTER TABLE ONLY public.round
    ADD CONSTRAINT round_network_id_name_key UNIQUE (network_id, name);
ALTER TABLE ONLY public.round_partner
    ADD CONSTRAINT round_partner_pkey PRIMARY KEY (round_id, partner_id);
ALTER TABLE ONLY public.round
    ADD CONSTRAINT round_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.second_factor
    ADD CONSTRAINT second_factor_credential_id_key UNIQUE (credential_id);
ALTER TABLE ONLY public.second_factor
    ADD CONSTRAINT second_factor_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sent_form
    ADD CONSTRAINT sent_form_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_id_key UNIQUE (id);
ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_pkey PRIMARY KEY (token_hash);
ALTER TABLE ONLY public.share
    ADD CONSTRAINT share_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.share
    ADD CONSTRAINT share_token_hash_key UNIQUE (token_hash);
ALTER TABLE ONLY public.sign_in_link
    ADD CONSTRAINT sign_in_link_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sign_in_link
    ADD CONSTRAINT sign_in_link_token_hash_key UNIQUE (token_hash);
ALTER TABLE ONLY public.vote
    ADD CONSTRAINT vote_pkey PRIMARY KEY (ballot_id, facet);
CREATE UNIQUE INDEX account_email_folded_idx ON public.account USING btree (email_folded) WHERE (disabled_at IS NULL);
CREATE INDEX agreement_network_id_idx ON public.agreement USING btree (network_id);
CREATE INDEX answer_page_invitation_id_idx ON public.answer_page USING btree (invitation_id);
CREATE INDEX attempt_count_ends_at_idx ON public.attempt_count USING btree (ends_at);
CREATE INDEX audit_at_idx ON public.audit USING btree (at);
CREATE INDEX audit_network_id_idx ON public.audit USING btree (network_id);
CREATE INDEX audit_origin_idx ON public.audit USING btree (at) WHERE (origin IS NOT NULL);
CREATE INDEX invitation_person_id_idx ON public.invitation USING btree (person_id);
CREATE INDEX invitation_round_id_idx ON public.invitation USING btree (round_id);
CREATE INDEX local_recommendation_network_id_idx ON public.local_recommendation USING btree (network_id);
CREATE INDEX mail_invitation_id_idx ON public.mail USING btree (invitation_id);
CREATE INDEX mail_network_id_idx ON public.mail USING btree (network_id);
CREATE INDEX mail_round_id_idx ON public.mail USING btree (round_id);
CREATE INDEX person_partner_id_idx ON public.person USING btree (partner_id);
CREATE INDEX person_partner_id_lower_idx ON public.person USING btree (partner_id, lower(email));
CREATE INDEX second_factor_account_id_idx ON public.second_factor USING btree (account_id);
CREATE INDEX session_account_id_idx ON public.session USING btree (account_id);
CREATE INDEX share_round_id_idx ON public.share USING btree (round_id);
CREATE CONSTRAINT TRIGGER chain_new_line AFTER INSERT ON public.audit DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.hash IS NULL)) EXECUTE FUNCTION public.chain_new_line();
ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_municipality_id_fkey FOREIGN KEY (municipality_id) REFERENCES public.municipality(id);
ALTER TABLE ONLY public.account_network
    ADD CONSTRAINT account_network_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);
ALTER TABLE ONLY public.account_network
    ADD CONSTRAINT account_network_network_id_fkey FOREIGN KEY (network_id) REFERENCES public.network(id);
ALTER TABLE ONLY public.agreement_link
    ADD CONSTRAINT agreement_link_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES public.agreement(id);
ALTER TABLE ONLY public.agreement_link
    ADD CONSTRAINT agreement_link_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.agreement
    ADD CONSTRAINT agreement_network_id_fkey FOREIGN KEY (network_id) REFERENCES public.network(id);
ALTER TABLE ONLY public.agreement
    ADD CONSTRAINT agreement_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES public.partner(id);
ALTER TABLE ONLY public.agreement
    ADD CONSTRAINT agreement_round_id_fkey FOREIGN KEY (round_id) REFERENCES public.round(id);
ALTER TABLE ONLY public.agreement
    ADD CONSTRAINT agreement_stood_by_fkey FOREIGN KEY (stood_by) REFERENCES public.person(id);
ALTER TABLE ONLY public.answer_page
    ADD CONSTRAINT answer_page_invitation_id_fkey FOREIGN KEY (invitation_id) REFERENCES public.invitation(id);
ALTER TABLE ONLY public.answer_page
    ADD CONSTRAINT answer_page_invitation_id_holder_id_fkey FOREIGN KEY (invitation_id, holder_id) REFERENCES public.holder(invitation_id, id);
ALTER TABLE ONLY public.audit
    ADD CONSTRAINT audit_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);
ALTER TABLE ONLY public.ballot
    ADD CONSTRAINT ballot_invitation_id_fkey FOREIGN KEY (invitation_id) REFERENCES public.invitation(id);
ALTER TABLE ONLY public.choosing
    ADD CONSTRAINT choosing_round_id_fkey FOREIGN KEY (round_id) REFERENCES public.round(id);
ALTER TABLE ONLY public.contact_proposal
    ADD CONSTRAINT contact_proposal_invitation_id_fkey FOREIGN KEY (invitation_id) REFERENCES public.invitation(id);
ALTER TABLE ONLY public.data_link
    ADD CONSTRAINT data_link_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.digest
    ADD CONSTRAINT digest_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);
ALTER TABLE ONLY public.digest
    ADD CONSTRAINT digest_network_id_fkey FOREIGN KEY (network_id) REFERENCES public.network(id);
ALTER TABLE ONLY public.holder
    ADD CONSTRAINT holder_invitation_id_fkey FOREIGN KEY (invitation_id) REFERENCES public.invitation(id);
ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT invitation_id_sent_by_fkey FOREIGN KEY (id, sent_by) REFERENCES public.holder(invitation_id, id) DEFERRABLE;
ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT invitation_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT invitation_round_id_partner_id_fkey FOREIGN KEY (round_id, partner_id) REFERENCES public.round_partner(round_id, partner_id);
ALTER TABLE ONLY public.local_recommendation
    ADD CONSTRAINT local_recommendation_network_id_fkey FOREIGN KEY (network_id) REFERENCES public.network(id);
ALTER TABLE ONLY public.looks
    ADD CONSTRAINT looks_municipality_id_fkey FOREIGN KEY (municipality_id) REFERENCES public.municipality(id);
ALTER TABLE ONLY public.mail
    ADD CONSTRAINT mail_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);
ALTER TABLE ONLY public.mail
    ADD CONSTRAINT mail_agreement_link_id_fkey FOREIGN KEY (agreement_link_id) REFERENCES public.agreement_link(id);
ALTER TABLE ONLY public.mail
    ADD CONSTRAINT mail_ballot_id_fkey FOREIGN KEY (ballot_id) REFERENCES public.ballot(id);
ALTER TABLE ONLY public.mail
    ADD CONSTRAINT mail_data_link_id_fkey FOREIGN KEY (data_link_id) REFERENCES public.data_link(id);
ALTER TABLE ONLY public.mail
    ADD CONSTRAINT mail_invitation_id_fkey FOREIGN KEY (invitation_id) REFERENCES public.invitation(id);
ALTER TABLE ONLY public.mail
    ADD CONSTRAINT mail_network_id_fkey FOREIGN KEY (network_id) REFERENCES public.network(id);
ALTER TABLE ONLY public.mail
    ADD CONSTRAINT mail_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.mail
    ADD CONSTRAINT mail_round_id_fkey FOREIGN KEY (round_id) REFERENCES public.round(id);
ALTER TABLE ONLY public.mail
    ADD CONSTRAINT mail_share_id_fkey FOREIGN KEY (share_id) REFERENCES public.share(id);
ALTER TABLE ONLY public.mail
    ADD CONSTRAINT mail_sign_in_link_id_fkey FOREIGN KEY (sign_in_link_id) REFERENCES public.sign_in_link(id);
ALTER TABLE ONLY public.municipality_texts
    ADD CONSTRAINT municipality_texts_municipality_id_fkey FOREIGN KEY (municipality_id) REFERENCES public.municipality(id);
ALTER TABLE ONLY public.network
    ADD CONSTRAINT network_municipality_id_fkey FOREIGN KEY (municipality_id) REFERENCES public.municipality(id);
ALTER TABLE ONLY public.partner_merge
    ADD CONSTRAINT partner_merge_partner_id_fkey FOREIGN KEY (partner_id) REFERENCES public.partner(id);
ALTER TABLE ONLY public.partner
    ADD CONSTRAINT partner_merged_into_fkey FOREIGN KEY (merged_into) REFERENCES public.partner(id);
ALTER TABLE ONLY public.partner
    ADD CONSTRAINT partner_network_id_fkey FOREIGN KEY (network_id) REFERENCES public.network(id);
ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_merged_into_fkey FOREIGN KEY (merged_into) REFERENCES public.person(id);
ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_partner_id_fkey FOREIGN KEY (partner_id) REFERENCES public.partner(id);
ALTER TABLE ONLY public.printed_document
    ADD CONSTRAINT printed_document_round_id_fkey FOREIGN KEY (round_id) REFERENCES public.round(id);
ALTER TABLE ONLY public.printed_document
    ADD CONSTRAINT printed_document_round_id_partner_id_fkey FOREIGN KEY (round_id, partner_id) REFERENCES public.round_partner(round_id, partner_id);
ALTER TABLE ONLY public.profile
    ADD CONSTRAINT profile_partner_id_fkey FOREIGN KEY (partner_id) REFERENCES public.partner(id);
ALTER TABLE ONLY public.recovery_code
    ADD CONSTRAINT recovery_code_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);
ALTER TABLE ONLY public.reminder
    ADD CONSTRAINT reminder_round_id_fkey FOREIGN KEY (round_id) REFERENCES public.round(id);
ALTER TABLE ONLY public.research_bundle
    ADD CONSTRAINT research_bundle_network_id_fkey FOREIGN KEY (network_id) REFERENCES public.network(id);
ALTER TABLE ONLY public.research_bundle
    ADD CONSTRAINT research_bundle_round_id_fkey FOREIGN KEY (round_id) REFERENCES public.round(id);
ALTER TABLE ONLY public.round
    ADD CONSTRAINT round_follows_id_fkey FOREIGN KEY (follows_id) REFERENCES public.round(id);
ALTER TABLE ONLY public.round
    ADD CONSTRAINT round_network_id_fkey FOREIGN KEY (network_id) REFERENCES public.network(id);
ALTER TABLE ONLY public.round_partner
    ADD CONSTRAINT round_partner_partner_id_fkey FOREIGN KEY (partner_id) REFERENCES public.partner(id);
ALTER TABLE ONLY public.round_partner
    ADD CONSTRAINT round_partner_round_id_fkey FOREIGN KEY (round_id) REFERENCES public.round(id);
ALTER TABLE ONLY public.second_factor
    ADD CONSTRAINT second_factor_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);
ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);
ALTER TABLE ONLY public.share
    ADD CONSTRAINT share_round_id_fkey FOREIGN KEY (round_id) REFERENCES public.round(id);
ALTER TABLE ONLY public.share
    ADD CONSTRAINT share_round_id_partner_id_fkey FOREIGN KEY (round_id, partner_id) REFERENCES public.round_partner(round_id, partner_id);
ALTER TABLE ONLY public.sign_in_link
    ADD CONSTRAINT sign_in_link_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);
ALTER TABLE ONLY public.vote
    ADD CONSTRAINT vote_ballot_id_fkey FOREIGN KEY (ballot_id) REFERENCES public.ballot(id) ON DELETE CASCADE;
