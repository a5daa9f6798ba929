"""Accounts, recovery flows, codes, limits, outbox and the practice world."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the first tables. Times are microseconds since 1970, UTC."""
    _accounts()
    _flows()
    _messages()


def _accounts() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("password_hash", sa.Text),
        sa.Column("added_at", sa.BigInteger, nullable=False),
        sa.Column("removal_held_until", sa.BigInteger),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.UniqueConstraint("name", name="uq_account_name"),
    )
    op.create_table(
        "contact",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("account_id", sa.String(64), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("failed_in_a_row", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_contact"),
        _reference("contact", "account"),
    )
    op.create_index("ix_contact_account_id", "contact", ["account_id"])
    _devices("session", began="began_at", ended="ended_at")
    _devices("known_device", began="added_at", ended="revoked_at")


def _devices(table: str, began: str, ended: str) -> None:
    op.create_table(
        table,
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("account_id", sa.String(64), nullable=False),
        sa.Column("device", sa.Text, nullable=False),
        sa.Column(began, sa.BigInteger, nullable=False),
        sa.Column(ended, sa.BigInteger),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        _reference(table, "account"),
    )
    op.create_index(f"ix_{table}_account_id", table, ["account_id"])


def _flows() -> None:
    op.create_table(
        "flow",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("handle_digest", sa.String(64), nullable=False),
        sa.Column("account_id", sa.String(64), nullable=False),
        sa.Column("purpose", sa.String(16), nullable=False),
        sa.Column("audience", sa.String(16), nullable=False),
        sa.Column("opened_at", sa.BigInteger, nullable=False),
        sa.Column("ends_at", sa.BigInteger, nullable=False),
        sa.Column("asked", sa.Integer, nullable=False),
        sa.Column("guesses", sa.Integer, nullable=False),
        sa.Column("contact_id", sa.String(64)),
        sa.Column("proven_at", sa.BigInteger),
        sa.Column("closed_at", sa.BigInteger),
        sa.PrimaryKeyConstraint("id", name="pk_flow"),
        sa.UniqueConstraint("handle_digest", name="uq_flow_handle_digest"),
        _reference("flow", "account"),
        _reference("flow", "contact"),
    )
    op.create_index("ix_flow_account_id", "flow", ["account_id"])
    op.create_table(
        "code",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("flow_id", sa.String(64), nullable=False),
        sa.Column("contact_id", sa.String(64), nullable=False),
        sa.Column("purpose", sa.String(16), nullable=False),
        sa.Column("kid", sa.String(64), nullable=False),
        sa.Column("tag", sa.String(2), nullable=False),
        sa.Column("asked_at", sa.BigInteger, nullable=False),
        sa.Column("last_asked_at", sa.BigInteger, nullable=False),
        sa.Column("ends_at", sa.BigInteger, nullable=False),
        sa.Column("used_at", sa.BigInteger),
        sa.Column("typed_right", sa.Boolean, nullable=False),
        sa.Column("was_sent", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_code"),
        _reference("code", "flow"),
        _reference("code", "contact"),
    )
    op.create_index("ix_code_flow_id", "code", ["flow_id"])


def _messages() -> None:
    op.create_table(
        "send",
        sa.Column("id", sa.Integer, autoincrement=True, nullable=False),
        sa.Column("destination", sa.String(64), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_send"),
    )
    op.create_index("ix_send_destination_at", "send", ["destination", "at"])
    op.create_table(
        "outbox",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("account_id", sa.String(64), nullable=False),
        sa.Column("contact_id", sa.String(64), nullable=False),
        sa.Column("code_id", sa.String(64)),
        sa.Column("message_id", sa.Text, nullable=False),
        sa.Column("queued_at", sa.BigInteger, nullable=False),
        sa.Column("due_at", sa.BigInteger, nullable=False),
        sa.Column("ends_at", sa.BigInteger),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        _reference("outbox", "account"),
        _reference("outbox", "contact"),
        _reference("outbox", "code"),
    )
    op.create_index("ix_outbox_account_id", "outbox", ["account_id"])
    op.create_index("ix_outbox_code_id", "outbox", ["code_id"])
    op.create_index("ix_outbox_state_due_at", "outbox", ["state", "due_at"])
    op.create_table(
        "practice_world",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("world", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_practice_world"),
    )


def _reference(table: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([f"{to}_id"], [f"{to}.id"], name=f"fk_{table}_{to}_id", ondelete="CASCADE")
