"""The guide's learnt tables, none yet."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add a table; what is there stays as it is."""
    op.create_table(
        "guide_table",
        sa.Column("revision", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("checklist", sa.String(64), nullable=False),
        sa.Column("body", sa.Text),
        sa.Column("replaces", sa.Integer),
        sa.Column("put_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("revision", name="pk_guide_table"),
    )
    op.create_index("ix_guide_table_checklist", "guide_table", ["checklist"])
