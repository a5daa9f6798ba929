CREATE TABLE public.account (
    id character varying(64) NOT NULL,
    name text NOT NULL,
    password_hash text,
    added_at bigint NOT NULL,
    removal_held_until bigint,
    password_changed_at bigint,
    verified_at bigint,
    notice_at bigint,
    notice_skipped_until bigint,
    recovery_code_made_at bigint,
    new_password_needed boolean DEFAULT false NOT NULL,
    second_step boolean DEFAULT false NOT NULL,
    recovery_code_digest character varying(64)
);
CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.answer (
    id character varying(64) NOT NULL,
    body_check character varying(8) NOT NULL,
    answered_at bigint NOT NULL,
    answer text NOT NULL,
    reserved_until bigint
);
CREATE TABLE public.attempt (
    id integer NOT NULL,
    subject character varying(64) NOT NULL,
    at bigint NOT NULL
);
CREATE SEQUENCE public.attempt_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.attempt_id_seq OWNED BY public.attempt.id;
CREATE TABLE public.audit_event (
    seq bigint NOT NULL,
    at bigint NOT NULL,
    kind character varying(32) NOT NULL,
    account_id character varying(64),
    peer character varying(64),
    detail character varying(64) NOT NULL,
    mac character varying(64) NOT NULL,
    session_id character varying(64)
);
CREATE TABLE public.audit_head (
    id integer NOT NULL,
    seq bigint NOT NULL,
    mac character varying(64) NOT NULL,
    seal character varying(64) NOT NULL
);
CREATE TABLE public.code (
    id character varying(64) NOT NULL,
    flow_id character varying(64) NOT NULL,
    contact_id character varying(64) NOT NULL,
    purpose character varying(16) NOT NULL,
    kid character varying(64) NOT NULL,
    tag character varying(2) NOT NULL,
    asked_at bigint NOT NULL,
    last_asked_at bigint NOT NULL,
    ends_at bigint NOT NULL,
    used_at bigint,
    typed_right boolean NOT NULL,
    was_sent boolean NOT NULL,
    channel character varying(16)
);
CREATE TABLE public.contact (
    id character varying(64) NOT NULL,
    account_id character varying(64) NOT NULL,
    "position" integer NOT NULL,
    kind character varying(16) NOT NULL,
    value text NOT NULL,
    failed_in_a_row integer NOT NULL,
    guesses integer DEFAULT 0 NOT NULL,
    added_at bigint,
    proven_at bigint,
    counts_since bigint,
    removed_at bigint,
    replaces_id character varying(64),
    replacement_id character varying(64),
    for_recovery boolean DEFAULT true NOT NULL,
    for_sign_in boolean DEFAULT true NOT NULL
);
CREATE TABLE public.decoy_shares (
    taken_at bigint NOT NULL,
    accounts integer NOT NULL,
    shares text NOT NULL
);
CREATE TABLE public.flow (
    id character varying(64) NOT NULL,
    handle_digest character varying(64) NOT NULL,
    account_id character varying(64) NOT NULL,
    purpose character varying(16) NOT NULL,
    audience character varying(16) NOT NULL,
    opened_at bigint NOT NULL,
    ends_at bigint NOT NULL,
    asked integer NOT NULL,
    guesses integer NOT NULL,
    contact_id character varying(64),
    proven_at bigint,
    closed_at bigint,
    decoy character varying(64),
    session_id character varying(64),
    aim character varying(64),
    first_proof character varying(16)
);
CREATE TABLE public.guide_table (
    revision integer NOT NULL,
    checklist character varying(64) NOT NULL,
    body text,
    replaces integer,
    put_at bigint NOT NULL
);
CREATE TABLE public.known_device (
    id character varying(64) NOT NULL,
    account_id character varying(64) NOT NULL,
    device text NOT NULL,
    added_at bigint NOT NULL,
    revoked_at bigint,
    used_at bigint,
    public_key character varying(64)
);
CREATE TABLE public.outbox (
    id character varying(64) NOT NULL,
    kind character varying(32) NOT NULL,
    account_id character varying(64) NOT NULL,
    contact_id character varying(64) NOT NULL,
    code_id character varying(64),
    message_id text NOT NULL,
    queued_at bigint NOT NULL,
    due_at bigint NOT NULL,
    ends_at bigint,
    attempts integer NOT NULL,
    state character varying(16) NOT NULL,
    reason character varying(32),
    claimed_by character varying(64),
    claimed_until bigint,
    channel character varying(16),
    unfinished integer DEFAULT 0 NOT NULL
);
CREATE TABLE public.practice_world (
    id integer NOT NULL,
    world text NOT NULL
);
CREATE SEQUENCE public.practice_world_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.practice_world_id_seq OWNED BY public.practice_world.id;
CREATE TABLE public.replacement (
    id character varying(64) NOT NULL,
    account_id character varying(64) NOT NULL,
    requested_at bigint NOT NULL,
    ends_at bigint NOT NULL,
    claim_digest character varying(64),
    notices_sent integer NOT NULL,
    due_at bigint,
    finished_at bigint,
    cancelled_at bigint,
    cancelled_by character varying(16)
);
CREATE TABLE public.send (
    id integer NOT NULL,
    destination character varying(64) NOT NULL,
    at bigint NOT NULL,
    audience character varying(16) DEFAULT 'public'::character varying NOT NULL
);
CREATE SEQUENCE public.send_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.send_id_seq OWNED BY public.send.id;
CREATE TABLE public.session (
    id character varying(64) NOT NULL,
    account_id character varying(64) NOT NULL,
    device text NOT NULL,
    began_at bigint NOT NULL,
    ended_at bigint,
    token_digest character varying(64),
    peer character varying(64),
    stage character varying(16) DEFAULT 'open'::character varying NOT NULL,
    proven_at bigint,
    password_at bigint,
    old_contact_at bigint,
    seen_at bigint
);
CREATE TABLE public.sign_in_name (
    id character varying(64) NOT NULL,
    account_id character varying(64) NOT NULL,
    "position" integer NOT NULL,
    name text NOT NULL,
    is_on boolean NOT NULL
);
ALTER TABLE ONLY public.attempt ALTER COLUMN id SET DEFAULT nextval('public.attempt_id_seq'::regclass);
ALTER TABLE ONLY public.practice_world ALTER COLUMN id SET DEFAULT nextval('public.practice_world_id_seq'::regclass);
ALTER TABLE ONLY public.send ALTER COLUMN id SET DEFAULT nextval('public.send_id_seq'::regclass);
INSERT INTO public.account VALUES ('account-6', 'tom@example.org', NULL, 1795356000000000, NULL, NULL, NULL, NULL, NULL, NULL, false, false, NULL);
INSERT INTO public.account VALUES ('account-3', 'mara@example.org', 'hash', 1795356000000000, 1795960800000000, NULL, NULL, NULL, NULL, NULL, false, false, NULL);
INSERT INTO public.alembic_version VALUES ('0011');
INSERT INTO public.audit_head VALUES (1, 0, '', '');
INSERT INTO public.code VALUES ('code-9', 'flow-7', 'contact-1', 'recover', 'kid', 'KM', 1795356000000000, 1795356000000000, 1795356600000000, 1795356060000000, true, true, NULL);
INSERT INTO public.code VALUES ('code-14', 'flow-12', 'contact-5', 'recover', 'kid', 'KM', 1795356180000000, 1795356180000000, 1795356780000000, NULL, false, false, NULL);
INSERT INTO public.contact VALUES ('contact-2', 'account-3', 1, 'email', 'mara.post@example.com', 0, 0, 1795356000000000, 1795356000000000, 1795356000000000, NULL, NULL, NULL, true, true);
INSERT INTO public.contact VALUES ('contact-4', 'account-6', 0, 'phone', '+491713920041', 0, 0, 1795356000000000, 1795356000000000, 1795356000000000, NULL, NULL, NULL, true, true);
INSERT INTO public.contact VALUES ('contact-5', 'account-6', 1, 'email', 'mara.post@example.com', 0, 0, 1795356000000000, 1795356000000000, 1795356000000000, NULL, NULL, NULL, true, true);
INSERT INTO public.contact VALUES ('contact-1', 'account-3', 0, 'phone', '+491713920041', 0, 0, 1795356000000000, 1795356000000000, 1795356000000000, NULL, NULL, NULL, true, true);
INSERT INTO public.flow VALUES ('flow-7', 'digest-8', 'account-3', 'recover', 'public', 1795356000000000, 1795359600000000, 1, 1, 'contact-1', 1795356060000000, 1795356120000000, NULL, NULL, NULL, NULL);
INSERT INTO public.flow VALUES ('flow-12', 'digest-13', 'account-6', 'recover', 'public', 1795356000000000, 1795359600000000, 1, 1, 'contact-5', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.known_device VALUES ('fae715f33a20422fa5f744a022937134', 'account-6', 'desk', 1795356000000000, NULL, 1795356000000000, NULL);
INSERT INTO public.known_device VALUES ('1cab92ff5b8645f09c35a5539698b115', 'account-3', 'desk', 1795356000000000, 1795356120000000, 1795356000000000, NULL);
INSERT INTO public.outbox VALUES ('message-10', 'code', 'account-3', 'contact-1', 'code-9', '<message-10@example.org>', 1795356000000000, 1795356000000000, 1795356600000000, 1, 'accepted', NULL, NULL, NULL, NULL, 0);
INSERT INTO public.outbox VALUES ('message-11', 'password_changed', 'account-3', 'contact-2', NULL, '<message-11@example.org>', 1795356000000000, 1795356000000000, NULL, 0, 'queued', NULL, NULL, NULL, NULL, 0);
INSERT INTO public.practice_world VALUES (1, '{"a world": "of 0001"}');
INSERT INTO public.send VALUES (1, 'dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd', 1795356000000000, 'public');
INSERT INTO public.send VALUES (2, 'eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee', 1795356180000000, 'public');
INSERT INTO public.session VALUES ('944232b769544f2a948b90cb4c1a454f', 'account-6', 'tablet', 1795356000000000, NULL, NULL, NULL, 'open', NULL, NULL, NULL, NULL);
INSERT INTO public.session VALUES ('d91d6afdbfee41b2930e74e1dfc4a60c', 'account-6', 'console', 1795356000000000, NULL, NULL, NULL, 'open', NULL, NULL, NULL, NULL);
INSERT INTO public.session VALUES ('d2ef8e251a83471eb5e15f3cdeac4646', 'account-3', 'tablet', 1795356000000000, 1795356120000000, NULL, NULL, 'open', NULL, NULL, NULL, NULL);
INSERT INTO public.session VALUES ('cffbc9e2ecd2496da8e2dfda86c3eb5f', 'account-3', 'console', 1795356000000000, 1795356120000000, NULL, NULL, 'open', NULL, NULL, NULL, NULL);
SELECT pg_catalog.setval('public.attempt_id_seq', 1, false);
SELECT pg_catalog.setval('public.practice_world_id_seq', 1, false);
SELECT pg_catalog.setval('public.send_id_seq', 2, true);
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.account
    ADD CONSTRAINT pk_account PRIMARY KEY (id);
ALTER TABLE ONLY public.answer
    ADD CONSTRAINT pk_answer PRIMARY KEY (id);
ALTER TABLE ONLY public.attempt
    ADD CONSTRAINT pk_attempt PRIMARY KEY (id);
ALTER TABLE ONLY public.audit_event
    ADD CONSTRAINT pk_audit_event PRIMARY KEY (seq);
ALTER TABLE ONLY public.audit_head
    ADD CONSTRAINT pk_audit_head PRIMARY KEY (id);
ALTER TABLE ONLY public.code
    ADD CONSTRAINT pk_code PRIMARY KEY (id);
ALTER TABLE ONLY public.contact
    ADD CONSTRAINT pk_contact PRIMARY KEY (id);
ALTER TABLE ONLY public.decoy_shares
    ADD CONSTRAINT pk_decoy_shares PRIMARY KEY (taken_at);
ALTER TABLE ONLY public.flow
    ADD CONSTRAINT pk_flow PRIMARY KEY (id);
ALTER TABLE ONLY public.guide_table
    ADD CONSTRAINT pk_guide_table PRIMARY KEY (revision);
ALTER TABLE ONLY public.known_device
    ADD CONSTRAINT pk_known_device PRIMARY KEY (id);
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT pk_outbox PRIMARY KEY (id);
ALTER TABLE ONLY public.practice_world
    ADD CONSTRAINT pk_practice_world PRIMARY KEY (id);
ALTER TABLE ONLY public.replacement
    ADD CONSTRAINT pk_replacement PRIMARY KEY (id);
ALTER TABLE ONLY public.send
    ADD CONSTRAINT pk_send PRIMARY KEY (id);
ALTER TABLE ONLY public.session
    ADD CONSTRAINT pk_session PRIMARY KEY (id);
ALTER TABLE ONLY public.sign_in_name
    ADD CONSTRAINT pk_sign_in_name PRIMARY KEY (id);
ALTER TABLE ONLY public.account
    ADD CONSTRAINT uq_account_name UNIQUE (name);
ALTER TABLE ONLY public.flow
    ADD CONSTRAINT uq_flow_handle_digest UNIQUE (handle_digest);
ALTER TABLE ONLY public.sign_in_name
    ADD CONSTRAINT uq_sign_in_name_name UNIQUE (name);
CREATE INDEX ix_answer_answered_at ON public.answer USING btree (answered_at);
CREATE INDEX ix_attempt_at ON public.attempt USING btree (at);
CREATE INDEX ix_attempt_subject_at ON public.attempt USING btree (subject, at);
CREATE INDEX ix_audit_event_account_id_seq ON public.audit_event USING btree (account_id, seq);
CREATE INDEX ix_code_contact_id ON public.code USING btree (contact_id);
CREATE INDEX ix_code_flow_id ON public.code USING btree (flow_id);
CREATE INDEX ix_contact_account_id ON public.contact USING btree (account_id);
CREATE INDEX ix_contact_removed_at ON public.contact USING btree (removed_at) WHERE (removed_at IS NOT NULL);
CREATE INDEX ix_flow_account_id ON public.flow USING btree (account_id);
CREATE INDEX ix_flow_contact_id ON public.flow USING btree (contact_id);
CREATE INDEX ix_guide_table_checklist ON public.guide_table USING btree (checklist);
CREATE INDEX ix_known_device_account_id ON public.known_device USING btree (account_id);
CREATE INDEX ix_known_device_used_at ON public.known_device USING btree (used_at);
CREATE INDEX ix_outbox_account_id ON public.outbox USING btree (account_id);
CREATE INDEX ix_outbox_code_id ON public.outbox USING btree (code_id);
CREATE INDEX ix_outbox_contact_id ON public.outbox USING btree (contact_id);
CREATE INDEX ix_outbox_state_due_at ON public.outbox USING btree (state, due_at);
CREATE INDEX ix_replacement_account_id ON public.replacement USING btree (account_id);
CREATE INDEX ix_replacement_due_at ON public.replacement USING btree (due_at);
CREATE INDEX ix_send_destination_at ON public.send USING btree (destination, at);
CREATE INDEX ix_session_account_id ON public.session USING btree (account_id);
CREATE INDEX ix_session_began_at ON public.session USING btree (began_at);
CREATE INDEX ix_session_peer ON public.session USING btree (peer);
CREATE UNIQUE INDEX ix_session_token_digest ON public.session USING btree (token_digest);
CREATE INDEX ix_sign_in_name_account_id ON public.sign_in_name USING btree (account_id);
ALTER TABLE ONLY public.code
    ADD CONSTRAINT fk_code_contact_id FOREIGN KEY (contact_id) REFERENCES public.contact(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.code
    ADD CONSTRAINT fk_code_flow_id FOREIGN KEY (flow_id) REFERENCES public.flow(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.contact
    ADD CONSTRAINT fk_contact_account_id FOREIGN KEY (account_id) REFERENCES public.account(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.flow
    ADD CONSTRAINT fk_flow_account_id FOREIGN KEY (account_id) REFERENCES public.account(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.flow
    ADD CONSTRAINT fk_flow_contact_id FOREIGN KEY (contact_id) REFERENCES public.contact(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.known_device
    ADD CONSTRAINT fk_known_device_account_id FOREIGN KEY (account_id) REFERENCES public.account(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT fk_outbox_account_id FOREIGN KEY (account_id) REFERENCES public.account(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT fk_outbox_code_id FOREIGN KEY (code_id) REFERENCES public.code(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT fk_outbox_contact_id FOREIGN KEY (contact_id) REFERENCES public.contact(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.replacement
    ADD CONSTRAINT fk_replacement_account_id FOREIGN KEY (account_id) REFERENCES public.account(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.session
    ADD CONSTRAINT fk_session_account_id FOREIGN KEY (account_id) REFERENCES public.account(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.sign_in_name
    ADD CONSTRAINT fk_sign_in_name_account_id FOREIGN KEY (account_id) REFERENCES public.account(id) ON DELETE CASCADE;
