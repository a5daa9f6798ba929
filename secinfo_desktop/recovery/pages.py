"""Pages as data: all that a face needs to show one, in ids and values; the sentences are in texts."""

from dataclasses import dataclass, field
from datetime import datetime

from secinfo_desktop.domain.consequences import Consequences
from secinfo_desktop.domain.contacts import MaskedContact
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.domain.providers import ProviderPack
from secinfo_desktop.recovery.ports import AccountChoice, CodeSent, Persona, Purpose, Story
from secinfo_desktop.recovery.said import Start


@dataclass(frozen=True)
class StartPage:
    """What is the trouble?"""

    starts: tuple[Start, ...] = tuple(Start)


@dataclass(frozen=True)
class WhoseAccountPage:
    """Whose account is it?"""

    choices: tuple[AccountChoice, ...]


@dataclass(frozen=True)
class StoriesPage:
    """Which made-up person do you want to help?"""

    stories: tuple[Story, ...]


@dataclass(frozen=True)
class AccountNamePage:
    """What is the name of the account? ``fixed`` is the made-up person's, which can't be changed."""

    fixed: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class ContactPage:
    """Where shall the code go?"""

    contacts: tuple[MaskedContact, ...]


@dataclass(frozen=True)
class WaitingPage:
    """Look at your phone or mailbox now. ``step`` is what was done before this code was asked for.

    ``by_call``: asking again asks for a call.
    """

    contact: MaskedContact
    sent: CodeSent
    step: str | None = None
    by_call: bool = False


@dataclass(frozen=True)
class EnterCodePage:
    """Type the code. ``step`` is what brought it to light."""

    contact: MaskedContact
    sent: CodeSent
    step: str | None = None
    by_call: bool = False


@dataclass(frozen=True)
class QuestionPage:
    """A question that tells causes apart. ``why`` and ``why_cause`` are ids of a sentence and of a clause."""

    step: str
    answers: tuple[str, ...]
    number: int
    about_left: int
    why: str
    why_cause: str | None = None


@dataclass(frozen=True)
class InstructionPage:
    """Something to do; ``cannot`` offers a third answer."""

    step: str
    cannot: bool
    number: int
    about_left: int
    why: str
    why_cause: str | None = None


@dataclass(frozen=True)
class OtherStepsPage:
    """Which step do you want to take?"""

    steps: tuple[str, ...]


@dataclass(frozen=True)
class NewPasswordPage:
    """Choose a new password."""

    shortest: int


@dataclass(frozen=True)
class HandOverPage:
    """The next step needs a person. ``tried`` holds step and answer, oldest first."""

    started_at: datetime | None
    cause: str | None
    tried: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class DonePage:
    """The case has ended."""

    outcome: Outcome
    cause: str | None = None
    consequences: Consequences | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class TroublePage:
    """Something outside failed: what happened, what is safe, what to do now."""

    failure: Failure
    can_retry: bool


Page = (
    StartPage
    | WhoseAccountPage
    | StoriesPage
    | AccountNamePage
    | ContactPage
    | WaitingPage
    | EnterCodePage
    | QuestionPage
    | InstructionPage
    | OtherStepsPage
    | NewPasswordPage
    | HandOverPage
    | DonePage
    | TroublePage
)


@dataclass(frozen=True)
class Problem:
    """What was wrong with what the person gave; it stands above the field, and the page stays."""

    failure: Failure
    retry_at: datetime | None = None


@dataclass(frozen=True)
class Note:
    """One line of "What we know so far": something that happened or became known, or what came of a step."""

    at: datetime
    what: str | None = None
    step: str | None = None
    answer: str | None = None
    detail: str | None = None
    """The way of a code that was asked for, or the value of what became known."""


@dataclass(frozen=True)
class Frame:
    """A page with all that stands around it."""

    page: Page
    problem: Problem | None
    code: CodeSent | None
    """The newest code while one can be given back: the dock is there."""
    contact: MaskedContact | None
    notes: tuple[Note, ...]
    pack: ProviderPack | None
    persona: Persona | None
    account_name: str | None = field(repr=False)
    purpose: Purpose = Purpose.RECOVER
    host: str = ""
    """Where the organisation's service answers; "" is this computer."""
    typed: str | None = field(default=None, repr=False)
    """The contact in full as the person typed it, in memory only: they can see whether it was a slip."""
    can_go_back: bool = False
    better_step: str | None = None
    """Another step that has become clearly better than the one shown."""
