"""What getting in by recovery brings with it (security rule 7)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

REMOVAL_HOLD = timedelta(days=7)
"""After a recovery no contact can be removed for this long, so that a thief can't cut the owner off."""


@dataclass(frozen=True)
class Consequences:
    """What happened to the account together with the new password."""

    at: datetime
    sessions_ended: int
    contacts_told: int
    removal_held_until: datetime
