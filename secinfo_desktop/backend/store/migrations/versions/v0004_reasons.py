"""Why a message did not arrive."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add a column; of what failed before nobody knows the reason any more."""
    op.add_column("outbox", sa.Column("reason", sa.String(32)))
