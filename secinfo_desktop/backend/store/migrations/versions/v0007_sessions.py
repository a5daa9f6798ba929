"""Sessions are found by where they began and by their age, so that signing in stays quick however many there were."""

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add indexes only."""
    op.create_index("ix_session_peer", "session", ["peer"])
    op.create_index("ix_session_began_at", "session", ["began_at"])
