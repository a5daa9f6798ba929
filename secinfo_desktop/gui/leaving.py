"""What becomes of the window after something was deleted."""

from enum import Enum


class Leaving(Enum):
    """Whether the window closes once something has been deleted."""

    NOT = "not"
    ONCE_FORGOTTEN = "once_forgotten"
    IN_ANY_CASE = "in_any_case"
