"""Limits per account and peer, tokens of sessions and known devices, decoys, and answers that are given again."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add columns and tables only: nothing is copied, and every row that is there stays as it is."""
    op.add_column("send", sa.Column("audience", sa.String(16), nullable=False, server_default="public"))
    op.add_column("flow", sa.Column("decoy", sa.String(64)))
    op.add_column("contact", sa.Column("guesses", sa.Integer, nullable=False, server_default="0"))
    for table in ("session", "known_device"):
        op.add_column(table, sa.Column("token_digest", sa.String(64)))
        op.create_index(f"ix_{table}_token_digest", table, ["token_digest"], unique=True)
    op.add_column("session", sa.Column("peer", sa.String(64)))
    _attempts()
    _answers()
    _decoys()


def _attempts() -> None:
    op.create_table(
        "attempt",
        sa.Column("id", sa.Integer, autoincrement=True, nullable=False),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_attempt"),
    )
    op.create_index("ix_attempt_subject_at", "attempt", ["subject", "at"])
    op.create_index("ix_attempt_at", "attempt", ["at"])


def _answers() -> None:
    op.create_table(
        "answer",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("body_check", sa.String(8), nullable=False),
        sa.Column("answered_at", sa.BigInteger, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_answer"),
    )
    op.create_index("ix_answer_answered_at", "answer", ["answered_at"])


def _decoys() -> None:
    op.create_table(
        "decoy_shares",
        sa.Column("taken_at", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("accounts", sa.Integer, nullable=False),
        sa.Column("shares", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("taken_at", name="pk_decoy_shares"),
    )
