"""What a person sees of a case that they share with the helpdesk, as data (R31).

Codes, tags and passwords have no place in any of it: they are typed and seen at the person's side alone.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from secinfo_desktop.domain.staff import StaffAction


@dataclass(frozen=True)
class JoinNumberPage:
    """Say this number on the phone."""

    number: str = field(repr=False)
    until: datetime


@dataclass(frozen=True)
class AgentAsksPage:
    """Somebody wants to look on. Did the person call? ``word_pair`` is what the helpdesk says first."""

    name: str
    organisation: str
    word_pair: tuple[str, str] | None = field(default=None, repr=False)


@dataclass(frozen=True)
class ReadNumberPage:
    """The helpdesk reads a number out. Typing it allows ``action``; None: that the helpdesk sees facts, masked."""

    name: str
    action: StaffAction | None
    until: datetime


LivePage = JoinNumberPage | AgentAsksPage | ReadNumberPage
"""They stand over whatever page the person was on."""


class HelpNews(StrEnum):
    """What has just become of the sharing."""

    OTHER_PERSON = "other_person"
    NUMBER_OVER = "number_over"
    """The number that was read out counts no more."""
    ENDED_BY_YOU = "ended_by_you"
    NOT_ALLOWED = "not_allowed"
    NOT_ASKED_FOR = "not_asked_for"
    ENDED = "ended"
    """By the helpdesk, or with the flow."""
    UNUSED = "unused"
    """Nobody was let in while the number counted."""
    TOO_SOON = "too_soon"
    """Another number was asked for a moment after the one before."""
    CUT_OFF = "cut_off"
    """It ended with the program."""


@dataclass(frozen=True)
class Company:
    """Who looks on."""

    name: str
    organisation: str
    verified_until: datetime | None = None


@dataclass(frozen=True)
class Help:
    """How it stands between the person and the helpdesk."""

    can_ask: bool = False
    """The helpdesk can be let in from this page."""
    company: Company | None = None
    is_lost: bool = False
    """The service is not reached; the person can go on alone."""
    gone_on: str | None = None
    """The step to which the helpdesk has gone on while the person was in the middle of something."""
    shown_by: str = ""
    """The name of who has put this page before the person."""
    asks_number: bool = False
    """A number is to be typed, and its page was not shown: the person was in the middle of something."""
    news: HelpNews | None = None
    is_replaced: bool = False
    """The helpdesk has begun to replace the security info; what lets the person enter the new is kept here."""
