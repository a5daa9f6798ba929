"""This computer's clock."""

import time
from datetime import UTC, datetime


def now() -> datetime:
    """The time of this computer, UTC. It may be wrong: what counts is the service's."""
    return datetime.fromtimestamp(time.time(), UTC)
