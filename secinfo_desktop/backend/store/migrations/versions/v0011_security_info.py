"""Security info of signed-in people: what contacts count for, names, waiting periods, stages of sessions, keys."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Every contact that is there was a way to get in so far, and stays one: it counts as proven when it was added."""
    _accounts()
    _contacts()
    _names()
    _replacements()
    _sessions_and_flows()
    _computers()
    _contacts_that_go()
    _audit()


def _accounts() -> None:
    for name in ("password_changed_at", "verified_at", "notice_at", "notice_skipped_until", "recovery_code_made_at"):
        op.add_column("account", sa.Column(name, sa.BigInteger))
    for name in ("new_password_needed", "second_step"):
        op.add_column("account", sa.Column(name, sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("account", sa.Column("recovery_code_digest", sa.String(64)))


def _contacts() -> None:
    for name in ("added_at", "proven_at", "counts_since", "removed_at"):
        op.add_column("contact", sa.Column(name, sa.BigInteger))
    for name in ("replaces_id", "replacement_id"):
        op.add_column("contact", sa.Column(name, sa.String(64)))
    for name in ("for_recovery", "for_sign_in"):
        op.add_column("contact", sa.Column(name, sa.Boolean, nullable=False, server_default=sa.true()))
    gone = sa.text("removed_at IS NOT NULL")
    op.create_index("ix_contact_removed_at", "contact", ["removed_at"], sqlite_where=gone, postgresql_where=gone)
    added = "(SELECT account.added_at FROM account WHERE account.id = contact.account_id)"
    op.execute(f"UPDATE contact SET added_at = {added}, proven_at = {added}, counts_since = {added}")  # noqa: S608 - a text of this file


def _names() -> None:
    op.create_table(
        "sign_in_name",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("account_id", sa.String(64), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("is_on", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sign_in_name"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_sign_in_name_account_id", ondelete="CASCADE"),
        sa.UniqueConstraint("name", name="uq_sign_in_name_name"),
    )
    op.create_index("ix_sign_in_name_account_id", "sign_in_name", ["account_id"])


def _replacements() -> None:
    op.create_table(
        "replacement",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("account_id", sa.String(64), nullable=False),
        sa.Column("requested_at", sa.BigInteger, nullable=False),
        sa.Column("ends_at", sa.BigInteger, nullable=False),
        sa.Column("claim_digest", sa.String(64)),
        sa.Column("notices_sent", sa.Integer, nullable=False),
        sa.Column("due_at", sa.BigInteger),
        sa.Column("finished_at", sa.BigInteger),
        sa.Column("cancelled_at", sa.BigInteger),
        sa.Column("cancelled_by", sa.String(16)),
        sa.PrimaryKeyConstraint("id", name="pk_replacement"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_replacement_account_id", ondelete="CASCADE"),
    )
    for name in ("account_id", "due_at"):
        op.create_index(f"ix_replacement_{name}", "replacement", [name])


def _sessions_and_flows() -> None:
    op.add_column("session", sa.Column("stage", sa.String(16), nullable=False, server_default="open"))
    for table, name in (
        ("session", "proven_at"),
        ("session", "password_at"),
        ("session", "old_contact_at"),
        ("session", "seen_at"),
        ("known_device", "used_at"),
    ):
        op.add_column(table, sa.Column(name, sa.BigInteger))
    op.add_column("known_device", sa.Column("public_key", sa.String(64)))
    for name, length in (("session_id", 64), ("aim", 64), ("first_proof", 16)):
        op.add_column("flow", sa.Column(name, sa.String(length)))


def _computers() -> None:
    """A known computer has a key from now on, and no token. No program that was released ever kept a token."""
    op.drop_index("ix_known_device_token_digest", "known_device")
    op.drop_column("known_device", "token_digest")
    op.execute("UPDATE known_device SET used_at = added_at")
    op.create_index("ix_known_device_used_at", "known_device", ["used_at"])


def _contacts_that_go() -> None:
    """Until now no contact was ever deleted: each that is looks for what belongs to it."""
    for table in ("flow", "code", "outbox"):
        op.create_index(f"ix_{table}_contact_id", table, ["contact_id"])


def _audit() -> None:
    op.add_column("audit_event", sa.Column("session_id", sa.String(64)))
    op.drop_index("ix_audit_event_account_id", "audit_event")
    op.create_index("ix_audit_event_account_id_seq", "audit_event", ["account_id", "seq"])
