BEGIN TRANSACTION;
CREATE TABLE account (
	id VARCHAR(64) NOT NULL,
	name TEXT NOT NULL,
	password_hash TEXT,
	added_at BIGINT NOT NULL,
	removal_held_until BIGINT, password_changed_at BIGINT, verified_at BIGINT, notice_at BIGINT, notice_skipped_until BIGINT, recovery_code_made_at BIGINT, new_password_needed BOOLEAN DEFAULT 0 NOT NULL, second_step BOOLEAN DEFAULT 0 NOT NULL, recovery_code_digest VARCHAR(64),
	CONSTRAINT pk_account PRIMARY KEY (id),
	CONSTRAINT uq_account_name UNIQUE (name)
);
INSERT INTO "account" VALUES('account-3','mara@example.org','hash',1795356000000000,1795960800000000,NULL,NULL,NULL,NULL,NULL,0,0,NULL);
INSERT INTO "account" VALUES('account-6','tom@example.org',NULL,1795356000000000,NULL,NULL,NULL,NULL,NULL,NULL,0,0,NULL);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL,
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0011');
CREATE TABLE answer (
	id VARCHAR(64) NOT NULL, 
	body_check VARCHAR(8) NOT NULL, 
	answered_at BIGINT NOT NULL, 
	answer TEXT NOT NULL, reserved_until BIGINT, 
	CONSTRAINT pk_answer PRIMARY KEY (id)
);
CREATE TABLE attempt (
	id INTEGER NOT NULL, 
	subject VARCHAR(64) NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_attempt PRIMARY KEY (id)
);
CREATE TABLE audit_event (
	seq BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	account_id VARCHAR(64), 
	peer VARCHAR(64), 
	detail VARCHAR(64) NOT NULL, 
	mac VARCHAR(64) NOT NULL, session_id VARCHAR(64), 
	CONSTRAINT pk_audit_event PRIMARY KEY (seq)
);
CREATE TABLE audit_head (
	id INTEGER NOT NULL, 
	seq BIGINT NOT NULL, 
	mac VARCHAR(64) NOT NULL, 
	seal VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_audit_head PRIMARY KEY (id)
);
INSERT INTO "audit_head" VALUES(1,0,'','');
CREATE TABLE code (
	id VARCHAR(64) NOT NULL,
	flow_id VARCHAR(64) NOT NULL,
	contact_id VARCHAR(64) NOT NULL,
	purpose VARCHAR(16) NOT NULL,
	kid VARCHAR(64) NOT NULL,
	tag VARCHAR(2) NOT NULL,
	asked_at BIGINT NOT NULL,
	last_asked_at BIGINT NOT NULL,
	ends_at BIGINT NOT NULL,
	used_at BIGINT,
	typed_right BOOLEAN NOT NULL,
	was_sent BOOLEAN NOT NULL, channel VARCHAR(16),
	CONSTRAINT pk_code PRIMARY KEY (id),
	CONSTRAINT fk_code_flow_id FOREIGN KEY(flow_id) REFERENCES flow (id) ON DELETE CASCADE,
	CONSTRAINT fk_code_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
);
INSERT INTO "code" VALUES('code-9','flow-7','contact-1','recover','kid','KM',1795356000000000,1795356000000000,1795356600000000,1795356060000000,1,1,NULL);
INSERT INTO "code" VALUES('code-14','flow-12','contact-5','recover','kid','KM',1795356180000000,1795356180000000,1795356780000000,NULL,0,0,NULL);
CREATE TABLE contact (
	id VARCHAR(64) NOT NULL,
	account_id VARCHAR(64) NOT NULL,
	position INTEGER NOT NULL,
	kind VARCHAR(16) NOT NULL,
	value TEXT NOT NULL,
	failed_in_a_row INTEGER NOT NULL, guesses INTEGER DEFAULT '0' NOT NULL, added_at BIGINT, proven_at BIGINT, counts_since BIGINT, removed_at BIGINT, replaces_id VARCHAR(64), replacement_id VARCHAR(64), for_recovery BOOLEAN DEFAULT 1 NOT NULL, for_sign_in BOOLEAN DEFAULT 1 NOT NULL,
	CONSTRAINT pk_contact PRIMARY KEY (id),
	CONSTRAINT fk_contact_account_id FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE
);
INSERT INTO "contact" VALUES('contact-1','account-3',0,'phone','+491713920041',0,0,1795356000000000,1795356000000000,1795356000000000,NULL,NULL,NULL,1,1);
INSERT INTO "contact" VALUES('contact-2','account-3',1,'email','mara.post@example.com',0,0,1795356000000000,1795356000000000,1795356000000000,NULL,NULL,NULL,1,1);
INSERT INTO "contact" VALUES('contact-4','account-6',0,'phone','+491713920041',0,0,1795356000000000,1795356000000000,1795356000000000,NULL,NULL,NULL,1,1);
INSERT INTO "contact" VALUES('contact-5','account-6',1,'email','mara.post@example.com',0,0,1795356000000000,1795356000000000,1795356000000000,NULL,NULL,NULL,1,1);
CREATE TABLE decoy_shares (
	taken_at BIGINT NOT NULL, 
	accounts INTEGER NOT NULL, 
	shares TEXT NOT NULL, 
	CONSTRAINT pk_decoy_shares PRIMARY KEY (taken_at)
);
CREATE TABLE flow (
	id VARCHAR(64) NOT NULL,
	handle_digest VARCHAR(64) NOT NULL,
	account_id VARCHAR(64) NOT NULL,
	purpose VARCHAR(16) NOT NULL,
	audience VARCHAR(16) NOT NULL,
	opened_at BIGINT NOT NULL,
	ends_at BIGINT NOT NULL,
	asked INTEGER NOT NULL,
	guesses INTEGER NOT NULL,
	contact_id VARCHAR(64),
	proven_at BIGINT,
	closed_at BIGINT, decoy VARCHAR(64), session_id VARCHAR(64), aim VARCHAR(64), first_proof VARCHAR(16),
	CONSTRAINT pk_flow PRIMARY KEY (id),
	CONSTRAINT uq_flow_handle_digest UNIQUE (handle_digest),
	CONSTRAINT fk_flow_account_id FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE,
	CONSTRAINT fk_flow_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
);
INSERT INTO "flow" VALUES('flow-7','digest-8','account-3','recover','public',1795356000000000,1795359600000000,1,1,'contact-1',1795356060000000,1795356120000000,NULL,NULL,NULL,NULL);
INSERT INTO "flow" VALUES('flow-12','digest-13','account-6','recover','public',1795356000000000,1795359600000000,1,1,'contact-5',NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE guide_table (
	revision INTEGER NOT NULL, 
	checklist VARCHAR(64) NOT NULL, 
	body TEXT, 
	replaces INTEGER, 
	put_at BIGINT NOT NULL, 
	CONSTRAINT pk_guide_table PRIMARY KEY (revision)
);
CREATE TABLE known_device (
	id VARCHAR(64) NOT NULL,
	account_id VARCHAR(64) NOT NULL,
	device TEXT NOT NULL,
	added_at BIGINT NOT NULL,
	revoked_at BIGINT, used_at BIGINT, public_key VARCHAR(64),
	CONSTRAINT pk_known_device PRIMARY KEY (id),
	CONSTRAINT fk_known_device_account_id FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE
);
INSERT INTO "known_device" VALUES('b8b6e9e5ae2e4b5ba8d7b6493330212f','account-3','desk',1795356000000000,1795356120000000,1795356000000000,NULL);
INSERT INTO "known_device" VALUES('3dc6f12b82404ac49c91c46bc21b3197','account-6','desk',1795356000000000,NULL,1795356000000000,NULL);
CREATE TABLE outbox (
	id VARCHAR(64) NOT NULL,
	kind VARCHAR(32) NOT NULL,
	account_id VARCHAR(64) NOT NULL,
	contact_id VARCHAR(64) NOT NULL,
	code_id VARCHAR(64),
	message_id TEXT NOT NULL,
	queued_at BIGINT NOT NULL,
	due_at BIGINT NOT NULL,
	ends_at BIGINT,
	attempts INTEGER NOT NULL,
	state VARCHAR(16) NOT NULL, reason VARCHAR(32), claimed_by VARCHAR(64), claimed_until BIGINT, channel VARCHAR(16), unfinished INTEGER DEFAULT '0' NOT NULL,
	CONSTRAINT pk_outbox PRIMARY KEY (id),
	CONSTRAINT fk_outbox_account_id FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE,
	CONSTRAINT fk_outbox_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE,
	CONSTRAINT fk_outbox_code_id FOREIGN KEY(code_id) REFERENCES code (id) ON DELETE CASCADE
);
INSERT INTO "outbox" VALUES('message-10','code','account-3','contact-1','code-9','<message-10@example.org>',1795356000000000,1795356000000000,1795356600000000,1,'accepted',NULL,NULL,NULL,NULL,0);
INSERT INTO "outbox" VALUES('message-11','password_changed','account-3','contact-2',NULL,'<message-11@example.org>',1795356000000000,1795356000000000,NULL,0,'queued',NULL,NULL,NULL,NULL,0);
CREATE TABLE practice_world (
	id INTEGER NOT NULL,
	world TEXT NOT NULL,
	CONSTRAINT pk_practice_world PRIMARY KEY (id)
);
INSERT INTO "practice_world" VALUES(1,'{"a world": "of 0001"}');
CREATE TABLE replacement (
	id VARCHAR(64) NOT NULL, 
	account_id VARCHAR(64) NOT NULL, 
	requested_at BIGINT NOT NULL, 
	ends_at BIGINT NOT NULL, 
	claim_digest VARCHAR(64), 
	notices_sent INTEGER NOT NULL, 
	due_at BIGINT, 
	finished_at BIGINT, 
	cancelled_at BIGINT, 
	cancelled_by VARCHAR(16), 
	CONSTRAINT pk_replacement PRIMARY KEY (id), 
	CONSTRAINT fk_replacement_account_id FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE
);
CREATE TABLE send (
	id INTEGER NOT NULL,
	destination VARCHAR(64) NOT NULL,
	at BIGINT NOT NULL, audience VARCHAR(16) DEFAULT 'public' NOT NULL,
	CONSTRAINT pk_send PRIMARY KEY (id)
);
INSERT INTO "send" VALUES(1,'dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd',1795356000000000,'public');
INSERT INTO "send" VALUES(2,'eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee',1795356180000000,'public');
CREATE TABLE session (
	id VARCHAR(64) NOT NULL,
	account_id VARCHAR(64) NOT NULL,
	device TEXT NOT NULL,
	began_at BIGINT NOT NULL,
	ended_at BIGINT, token_digest VARCHAR(64), peer VARCHAR(64), stage VARCHAR(16) DEFAULT 'open' NOT NULL, proven_at BIGINT, password_at BIGINT, old_contact_at BIGINT, seen_at BIGINT,
	CONSTRAINT pk_session PRIMARY KEY (id),
	CONSTRAINT fk_session_account_id FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE
);
INSERT INTO "session" VALUES('ea0ba60e31d64a65a4f2b07eff5b0440','account-3','tablet',1795356000000000,1795356120000000,NULL,NULL,'open',NULL,NULL,NULL,NULL);
INSERT INTO "session" VALUES('3e017e6063894340b87fd10e76dfaa46','account-3','console',1795356000000000,1795356120000000,NULL,NULL,'open',NULL,NULL,NULL,NULL);
INSERT INTO "session" VALUES('f6a0bd0a74dc485ca5fa0dde4baebb01','account-6','tablet',1795356000000000,NULL,NULL,NULL,'open',NULL,NULL,NULL,NULL);
INSERT INTO "session" VALUES('a8652836392c40b8be323a7b4271b888','account-6','console',1795356000000000,NULL,NULL,NULL,'open',NULL,NULL,NULL,NULL);
CREATE TABLE sign_in_name (
	id VARCHAR(64) NOT NULL, 
	account_id VARCHAR(64) NOT NULL, 
	position INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	is_on BOOLEAN NOT NULL, 
	CONSTRAINT pk_sign_in_name PRIMARY KEY (id), 
	CONSTRAINT fk_sign_in_name_account_id FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE, 
	CONSTRAINT uq_sign_in_name_name UNIQUE (name)
);
CREATE INDEX ix_contact_account_id ON contact (account_id);
CREATE INDEX ix_session_account_id ON session (account_id);
CREATE INDEX ix_known_device_account_id ON known_device (account_id);
CREATE INDEX ix_flow_account_id ON flow (account_id);
CREATE INDEX ix_code_flow_id ON code (flow_id);
CREATE INDEX ix_send_destination_at ON send (destination, at);
CREATE INDEX ix_outbox_account_id ON outbox (account_id);
CREATE INDEX ix_outbox_code_id ON outbox (code_id);
CREATE INDEX ix_outbox_state_due_at ON outbox (state, due_at);
CREATE UNIQUE INDEX ix_session_token_digest ON session (token_digest);
CREATE INDEX ix_attempt_subject_at ON attempt (subject, at);
CREATE INDEX ix_attempt_at ON attempt (at);
CREATE INDEX ix_answer_answered_at ON answer (answered_at);
CREATE INDEX ix_session_peer ON session (peer);
CREATE INDEX ix_session_began_at ON session (began_at);
CREATE INDEX ix_guide_table_checklist ON guide_table (checklist);
CREATE INDEX ix_contact_removed_at ON contact (removed_at) WHERE removed_at IS NOT NULL;
CREATE INDEX ix_sign_in_name_account_id ON sign_in_name (account_id);
CREATE INDEX ix_replacement_account_id ON replacement (account_id);
CREATE INDEX ix_replacement_due_at ON replacement (due_at);
CREATE INDEX ix_known_device_used_at ON known_device (used_at);
CREATE INDEX ix_flow_contact_id ON flow (contact_id);
CREATE INDEX ix_code_contact_id ON code (contact_id);
CREATE INDEX ix_outbox_contact_id ON outbox (contact_id);
CREATE INDEX ix_audit_event_account_id_seq ON audit_event (account_id, seq);
COMMIT;
