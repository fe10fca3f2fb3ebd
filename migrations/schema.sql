CREATE TABLE public.answer_page (
    invitation_id bigint NOT NULL,
    page text NOT NULL,
    content jsonb NOT NULL,
    revision integer NOT NULL,
    view text NOT NULL,
    saved_at timestamp with time zone DEFAULT now() NOT NULL
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
    sent_at timestamp with time zone,
    receipt text,
    CONSTRAINT invitation_check CHECK (((sent_at IS NULL) = (receipt IS NULL))),
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
CREATE TABLE public.network (
    id bigint NOT NULL,
    municipality_id bigint NOT NULL,
    name text NOT NULL,
    made_up boolean DEFAULT false NOT NULL,
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
CREATE TABLE public.round (
    id bigint NOT NULL,
    network_id bigint NOT NULL,
    name text NOT NULL,
    sender text NOT NULL,
    language text DEFAULT 'nl'::text NOT NULL,
    instrument_id text NOT NULL,
    instrument_version text NOT NULL,
    instrument_hash text NOT NULL,
    opened_at timestamp with time zone DEFAULT now() NOT NULL,
    closes_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    interim_results boolean DEFAULT false NOT NULL,
    scores jsonb,
    CONSTRAINT round_check CHECK ((closes_at > opened_at)),
    CONSTRAINT round_check1 CHECK (((closed_at IS NULL) = (scores IS NULL))),
    CONSTRAINT round_language_check CHECK ((language = ANY (ARRAY['nl'::text, 'en'::text]))),
    CONSTRAINT round_name_check CHECK ((name <> ''::text)),
    CONSTRAINT round_sender_check CHECK ((sender <> ''::text))
);
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
CREATE TABLE public.share (
    id bigint NOT NULL,
    round_id bigint NOT NULL,
    scope text NOT NULL,
    partner_id bigint,
    token_hash bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    revoked_at timestamp with time zone,
    CONSTRAINT share_check CHECK (((scope = 'partner'::text) = (partner_id IS NOT NULL))),
    CONSTRAINT share_scope_check CHECK ((scope = ANY (ARRAY['overview'::text, 'factsheet'::text, 'partner'::text])))
);
ALTER TABLE public.share ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.share_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE ONLY public.answer_page
    ADD CONSTRAINT answer_page_pkey PRIMARY KEY (invitation_id, page);
ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT invitation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT invitation_receipt_key UNIQUE (receipt);
ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT invitation_token_hash_key UNIQUE (token_hash);
ALTER TABLE ONLY public.migration_lock
    ADD CONSTRAINT migration_lock_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.migration
    ADD CONSTRAINT migration_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.municipality
    ADD CONSTRAINT municipality_code_key UNIQUE (code);
ALTER TABLE ONLY public.municipality
    ADD CONSTRAINT municipality_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.network
    ADD CONSTRAINT network_municipality_id_name_key UNIQUE (municipality_id, name);
ALTER TABLE ONLY public.network
    ADD CONSTRAINT network_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.operator_key
    ADD CONSTRAINT operator_key_pkey PRIMARY KEY (key_hash);
ALTER TABLE ONLY public.partner
    ADD CONSTRAINT partner_network_id_code_key UNIQUE (network_id, code);
ALTER TABLE ONLY public.partner
    ADD CONSTRAINT partner_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.round
    ADD CONSTRAINT round_network_id_name_key UNIQUE (network_id, name);
ALTER TABLE ONLY public.round_partner
    ADD CONSTRAINT round_partner_pkey PRIMARY KEY (round_id, partner_id);
ALTER TABLE ONLY public.round
    ADD CONSTRAINT round_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.share
    ADD CONSTRAINT share_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.share
    ADD CONSTRAINT share_token_hash_key UNIQUE (token_hash);
CREATE INDEX invitation_round_id_idx ON public.invitation USING btree (round_id);
CREATE INDEX share_round_id_idx ON public.share USING btree (round_id);
ALTER TABLE ONLY public.answer_page
    ADD CONSTRAINT answer_page_invitation_id_fkey FOREIGN KEY (invitation_id) REFERENCES public.invitation(id);
ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT invitation_round_id_partner_id_fkey FOREIGN KEY (round_id, partner_id) REFERENCES public.round_partner(round_id, partner_id);
ALTER TABLE ONLY public.network
    ADD CONSTRAINT network_municipality_id_fkey FOREIGN KEY (municipality_id) REFERENCES public.municipality(id);
ALTER TABLE ONLY public.partner
    ADD CONSTRAINT partner_network_id_fkey FOREIGN KEY (network_id) REFERENCES public.network(id);
ALTER TABLE ONLY public.round
    ADD CONSTRAINT round_network_id_fkey FOREIGN KEY (network_id) REFERENCES public.network(id);
ALTER TABLE ONLY public.round_partner
    ADD CONSTRAINT round_partner_partner_id_fkey FOREIGN KEY (partner_id) REFERENCES public.partner(id);
ALTER TABLE ONLY public.round_partner
    ADD CONSTRAINT round_partner_round_id_fkey FOREIGN KEY (round_id) REFERENCES public.round(id);
ALTER TABLE ONLY public.share
    ADD CONSTRAINT share_round_id_fkey FOREIGN KEY (round_id) REFERENCES public.round(id);
ALTER TABLE ONLY public.share
    ADD CONSTRAINT share_round_id_partner_id_fkey FOREIGN KEY (round_id, partner_id) REFERENCES public.round_partner(round_id, partner_id);
