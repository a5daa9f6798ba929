"""Pages as data: all that a face needs to show one, in ids and values; the sentences are in texts."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import get_args

from secinfo_desktop.domain.consequences import Consequences
from secinfo_desktop.domain.contacts import Channel, MaskedContact
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.domain.proofs import Method
from secinfo_desktop.domain.providers import ProviderPack
from secinfo_desktop.domain.senders import SenderCheck
from secinfo_desktop.recovery.howto import System, Topic
from secinfo_desktop.recovery.live_pages import Help, LivePage
from secinfo_desktop.recovery.next_time import Hint
from secinfo_desktop.recovery.ports import AccountChoice, CodeSent, Persona, Purpose, Story
from secinfo_desktop.recovery.requests import Requests
from secinfo_desktop.recovery.said import SeenContact, Start
from secinfo_desktop.recovery.start import StartPage as StartPage


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
class FindNamePage:
    """How to find the account's name."""


@dataclass(frozen=True)
class SeePage:
    """What does the provider's page show? ``again``: the person wants another way there."""

    start: Start
    again: bool = False


@dataclass(frozen=True)
class AskedBeforePage:
    """How often was a code asked for today?"""


@dataclass(frozen=True)
class AskTherePage:
    """Ask for a code on the provider's page, once its time has come. ``step`` is what was done before that."""

    kind: SeenContact
    requests: Requests
    start: Start
    step: str | None = None

    @property
    def again(self) -> bool:
        """True if a code was asked for before."""
        return self.requests.last_at is not None


@dataclass(frozen=True)
class CodeTherePage:
    """Look for the message, and type its code on the provider's page. ``found``: it is there already."""

    kind: SeenContact
    requests: Requests
    step: str | None = None
    found: bool = False


@dataclass(frozen=True)
class RefusedTherePage:
    """What did the provider's page say about the code?"""


@dataclass(frozen=True)
class ErrorTherePage:
    """What does the provider's page say instead?"""


ByHandPage = SeePage | AskedBeforePage | AskTherePage | CodeTherePage | RefusedTherePage | ErrorTherePage
"""The pages that only a person sees who works on the provider's own pages."""


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
class Doubt:
    """Why a question is asked again: its answer ``given``, and what it does not fit with, if that is an answer."""

    given: str
    seconds: float | None = None
    against: str | None = None
    against_answer: str | None = None


@dataclass(frozen=True)
class QuestionPage:
    """A question that tells causes apart. ``why`` and ``why_cause`` are ids of a sentence and of a clause."""

    step: str
    answers: tuple[str, ...]
    number: int
    about_left: int
    why: str
    why_cause: str | None = None
    doubt: Doubt | None = None
    """It was answered before, and the answers do not fit together."""


@dataclass(frozen=True)
class _Action:
    """Something to do; ``cannot`` offers a third answer. ``why`` and ``why_cause`` as with a question."""

    step: str
    cannot: bool
    number: int
    about_left: int
    why: str
    why_cause: str | None = None


@dataclass(frozen=True)
class InstructionPage(_Action):
    """An action on one page: it is done, or not."""


class Stage(StrEnum):
    """How far the step is that signs in to the second account apart from the first (B22)."""

    ELSEWHERE = "elsewhere"
    """Can the mailbox be read on another device?"""
    WAITING = "waiting"
    """Is the page that waits for the code still open?"""
    WINDOWS = "windows"
    WRITTEN = "written"
    """How it is done with a browser of one's own."""
    SECOND_CODE = "second_code"
    """The second account asks for a code, too."""


@dataclass(frozen=True)
class SessionsPage(_Action):
    """The second account in a window that knows nothing of the first; ``only_second`` leaves the first as it is.

    An action on several pages: what came of it can be said on those that ask nothing (``recovery.apart.answers``).
    """

    stage: Stage = Stage.ELSEWHERE
    only_second: bool = False


RECOVERY_CODE = "use_recovery_code"
"""The step that has a field of its own at a service."""


@dataclass(frozen=True)
class RecoveryCodePage(_Action):
    """Type the recovery code that was kept on paper (B29): at a service that takes it, the step has its own field."""


StepPage = QuestionPage | InstructionPage | SessionsPage | RecoveryCodePage
"""The pages on which the guide leads."""


@dataclass(frozen=True)
class OtherStepsPage:
    """Which step do you want to take?"""

    steps: tuple[str, ...]


@dataclass(frozen=True)
class SenderPage:
    """Who sent the message? ``check`` is what came of the sender that the person gave, in memory only (B17).

    ``channel`` is how the code travels, None if nobody knows; ``may_be_unasked`` offers to say that nobody asked for
    one (B30).
    """

    channel: Channel | None
    may_be_unasked: bool = False
    check: SenderCheck | None = field(default=None, repr=False)


@dataclass(frozen=True)
class HowToChoicePage:
    """Which phone, or which mail program? The general way is the last."""

    topic: Topic
    programs: tuple[str, ...]


@dataclass(frozen=True)
class HowToPage:
    """How it is done there, step by step; ``checked`` is a month."""

    topic: Topic
    program: str
    system: System | None
    checked: date


@dataclass(frozen=True)
class SecondProofPage:
    """The first proof was right; the account needs another one, by a different method (R13). Which one?

    ``first`` is how the first one was given; ``contacts`` are those of another kind.
    """

    first: Method
    contacts: tuple[MaskedContact, ...]
    by_recovery_code: bool


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
    hints: tuple[Hint, ...] = ()
    """What to do so that it works next time, the most useful first."""
    hand_over: HandOverPage | None = None
    """The summary that a person takes along: it can still be copied, printed and saved."""


@dataclass(frozen=True)
class TroublePage:
    """Something outside failed: what happened, what is safe, what to do now."""

    failure: Failure
    can_retry: bool
    tries: int = 1
    """So often it was tried and failed."""


Page = (
    StartPage
    | WhoseAccountPage
    | StoriesPage
    | AccountNamePage
    | FindNamePage
    | ByHandPage
    | ContactPage
    | WaitingPage
    | EnterCodePage
    | QuestionPage
    | InstructionPage
    | SessionsPage
    | RecoveryCodePage
    | OtherStepsPage
    | SenderPage
    | HowToChoicePage
    | HowToPage
    | SecondProofPage
    | NewPasswordPage
    | HandOverPage
    | DonePage
    | TroublePage
    | LivePage
)

EVERY_PAGE: tuple[type[Page], ...] = get_args(Page)
"""All kinds of pages."""


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
    """The way of a code that was asked for, the value of what became known, or its reason."""
    who: str = ""
    """The name of who at the helpdesk has said it; "" for the person."""


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
    choice: AccountChoice | None = None
    """What stands behind the account; None before that is known."""
    typed: str | None = field(default=None, repr=False)
    """The contact in full as the person typed it, in memory only: they can see whether it was a slip."""
    can_go_back: bool = False
    can_forget: bool = False
    """There is something about this case that can be forgotten."""
    start: Start = Start.NO_CODE
    """What brought the person here."""
    by_hand: bool = False
    """The person works on the provider's own pages."""
    requests: Requests | None = None
    """By hand: what the requests so far leave."""
    seen: SeenContact | None = None
    """By hand: the kind of contact that the provider's page shows."""
    hears_of_code: bool = False
    """By hand: a code may come, and the person can say at any time what became of it."""
    can_end: bool = False
    """The person can say that they are in already, or stop until tomorrow."""
    better_step: str | None = None
    """Another step that has become clearly better than the one shown."""
    how_to: Topic | None = None
    """What can be shown step by step about the page."""
    help: Help = field(default_factory=Help)
    """How it stands between the person and the helpdesk."""
