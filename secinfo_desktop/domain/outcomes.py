"""How a case can end."""

from enum import StrEnum


class Outcome(StrEnum):
    """The end of a case; the same words in log, player and page."""

    GOT_IN = "got_in"
    REPLACEMENT_STARTED = "replacement_started"
    SECURED = "secured"
    STOPPED_UNTIL = "stopped_until"
    HANDED_OVER = "handed_over"
