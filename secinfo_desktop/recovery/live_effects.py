"""What sharing a case wants done outside, as data, and the one place that does it through the port."""

from dataclasses import dataclass, field
from typing import Final

from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.guide.case import Case
from secinfo_desktop.recovery.live_help import JoinNumber, LiveHelp, LiveStanding, Said
from secinfo_desktop.recovery.ports import Accounts, RefusedError


@dataclass(frozen=True)
class ShareCase:
    """Begins to share a case, with its log so far."""

    choice: str
    case: Case
    said: tuple[Said, ...]
    language: str


@dataclass(frozen=True)
class AnswerAgent:
    """Lets in who asks, or does not."""

    choice: str
    allow: bool


@dataclass(frozen=True)
class GiveReadNumber:
    """Gives the number that the helpdesk has read out."""

    choice: str
    number: str = field(repr=False)


@dataclass(frozen=True)
class LookAtHelp:
    """Asks where the sharing stands."""

    choice: str


@dataclass(frozen=True)
class AddToShared:
    """Adds to the shared log."""

    choice: str
    said: tuple[Said, ...]


@dataclass(frozen=True)
class EndSharing:
    """Shares it no more."""

    choice: str


@dataclass(frozen=True)
class EndOldSharing:
    """Shares a case no more that the program shared before it was closed: its handle went with the program."""

    choice: str
    case: Case


GONE: Final = frozenset({Failure.NOT_LIVE, Failure.FLOW_ENDED, Failure.NOT_PROVEN, Failure.UNKNOWN_ACCOUNT})
"""Nothing is shared any more."""
LATER: Final = frozenset(
    {Failure.UNREACHABLE, Failure.SLOW, Failure.BUSY, Failure.BROKEN, Failure.NOT_UNDERSTOOD, Failure.NOT_ALLOWED}
    | {Failure.TOO_SOON}
)
"""It may work in a moment."""

OfHelp = ShareCase | AnswerAgent | GiveReadNumber | LookAtHelp | AddToShared | EndSharing | EndOldSharing


@dataclass(frozen=True)
class CaseShared:
    """The case is shared; this number is to be said."""

    number: JoinNumber


@dataclass(frozen=True)
class HelpStands:
    """Where the sharing stands."""

    standing: LiveStanding


@dataclass(frozen=True)
class Added:
    """It stands in the shared log, or will be seen there."""


@dataclass(frozen=True)
class SharingEnded:
    """Nobody looks on any more."""


ResultOfHelp = CaseShared | HelpStands | Added | SharingEnded


def help_of(accounts: Accounts, choice: str) -> LiveHelp:
    """The helpdesk behind an account.

    Raises:
        RefusedError: NOT_LIVE where there is none, or no flow.
    """
    found = accounts.account(choice).live_help()
    if found is None:
        raise RefusedError(Failure.NOT_LIVE)
    return found


def perform(effect: OfHelp, accounts: Accounts) -> ResultOfHelp:
    """Does it; may take as long as the port's deadlines allow, and may raise ``RefusedError``."""
    its = help_of(accounts, effect.choice)
    match effect:
        case ShareCase():
            return CaseShared(its.open(effect.case, effect.said, effect.language))
        case AnswerAgent():
            return HelpStands(its.answer(allow=effect.allow))
        case GiveReadNumber():
            return HelpStands(its.give_number(effect.number))
        case LookAtHelp():
            return HelpStands(its.standing())
        case AddToShared():
            its.add(effect.said)
            return Added()
        case EndOldSharing():
            its.open(effect.case, (), "en")  # the newest sharing of a flow ends the one before
            its.end()
            return SharingEnded()
        case EndSharing():
            its.end()
            return SharingEnded()
