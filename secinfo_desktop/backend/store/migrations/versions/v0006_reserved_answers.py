"""Until when somebody is at work on an answer."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add a column; every answer that is there was given."""
    op.add_column("answer", sa.Column("reserved_until", sa.BigInteger))
