"""The way that a message goes; messages that are there already go their contact's own."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0003"


def upgrade() -> None:
    """Add a column that may be empty: every row that is there stays as it is."""
    op.add_column("outbox", sa.Column("channel", sa.String(16)))
