"""How many attempts in a row at a message never came to an end."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add a column that counts from nothing."""
    op.add_column("outbox", sa.Column("unfinished", sa.Integer, nullable=False, server_default="0"))
