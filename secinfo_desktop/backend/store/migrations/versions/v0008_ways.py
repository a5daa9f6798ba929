"""The way that a code was asked for last, and a message goes; those that are there already go their contact's own."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add columns that may be empty: every row that is there stays as it is."""
    op.add_column("code", sa.Column("channel", sa.String(16)))
    op.add_column("outbox", sa.Column("channel", sa.String(16)))
