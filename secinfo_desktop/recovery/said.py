"""What a person can say on a page: the flow's inputs, as data."""

from dataclasses import dataclass, field
from enum import StrEnum

from secinfo_desktop.domain.provider_pages import ProviderPage
from secinfo_desktop.recovery.howto import Topic
from secinfo_desktop.recovery.start import Began as Began
from secinfo_desktop.recovery.start import Start as Start
from secinfo_desktop.recovery.start import WantsPractice as WantsPractice


class SeenContact(StrEnum):
    """What kind of contact the provider's own page shows: where the code would go."""

    PHONE_TEXT = "phone_text"
    PHONE_CALL = "phone_call"
    OWN_MAIL = "own_mail"
    """An address at the provider itself (B20)."""
    OTHER_MAIL = "other_mail"


class TimesAsked(StrEnum):
    """How often a code was asked for today, before this app was opened."""

    NOT_YET = "not_yet"
    ONE = "one"
    FEW = "few"
    MANY = "many"


class Refusal(StrEnum):
    """What the provider's page said about a code that it did not take."""

    WRONG = "wrong"
    EXPIRED = "expired"
    OLDER = "older"
    TOO_MANY = "too_many"


class SeenError(StrEnum):
    """What the provider's page said instead of sending a code."""

    USAGE_LIMIT = "usage_limit"
    OTHER_WAY = "other_way"
    NOT_WORKING = "not_working"
    UNKNOWN_ACCOUNT = "unknown_account"


class StepAnswer(StrEnum):
    """The answers to an instruction; a question has its own."""

    DONE = "done"
    FAILED = "failed"
    CANNOT = "cannot"


@dataclass(frozen=True)
class ChoseAccount:
    """Says whose account it is."""

    choice: str


@dataclass(frozen=True)
class ChoseStory:
    """Chooses the made-up person's story."""

    story: str
    seed: int = 0


@dataclass(frozen=True)
class GaveName:
    """Gives the account's name."""

    name: str = field(repr=False)


@dataclass(frozen=True)
class ChoseContact:
    """Says where the code shall go, and types that contact in full."""

    contact: str
    typed: str = field(repr=False)


@dataclass(frozen=True)
class ChecksName:
    """None of the contacts is theirs: the account's name may be wrong."""


@dataclass(frozen=True)
class NoneOfThese:
    """Has access to none of the contacts."""


@dataclass(frozen=True)
class AskedAgain:
    """Asks for another code to the same contact."""


@dataclass(frozen=True)
class Elsewhere:
    """Wants the code to go somewhere else, or to type the contact again."""


@dataclass(frozen=True)
class DidNotCome:
    """The code did not come: find out why."""


@dataclass(frozen=True)
class GaveCode:
    """Types or pastes a code, perhaps with words around it."""

    text: str = field(repr=False)


@dataclass(frozen=True)
class GaveRecoveryCode:
    """Types or pastes the recovery code that they kept."""

    text: str = field(repr=False)


@dataclass(frozen=True)
class Answered:
    """Answers the step on the page: an answer of the question, or a ``StepAnswer``."""

    answer: str


@dataclass(frozen=True)
class Skipped:
    """Leaves the step out."""


@dataclass(frozen=True)
class WantsOtherStep:
    """Wants to choose the step."""


@dataclass(frozen=True)
class ChoseStep:
    """Chooses a step."""

    step: str


@dataclass(frozen=True)
class WantsHowTo:
    """Wants to be shown how it is done; over a how-to: on another phone or in another program."""

    topic: Topic


@dataclass(frozen=True)
class ChoseHowTo:
    """Says which phone or program it is."""

    program: str


@dataclass(frozen=True)
class WantsPerson:
    """Wants to hand over to a person."""


class HelpPage(StrEnum):
    """A page of whoever helps."""

    PAGE = "page"
    FORM = "form"
    """The official way for a person whom nothing else has helped."""


@dataclass(frozen=True)
class OpensHelp:
    """Wants to see a page of whoever helps, in their own browser."""

    page: HelpPage


@dataclass(frozen=True)
class WantsSenderCheck:
    """Wants to know whether a message comes from the right sender; or from another one than the one just compared."""


@dataclass(frozen=True)
class GaveSender:
    """Types or pastes the sender of a message."""

    text: str = field(repr=False)


@dataclass(frozen=True)
class NobodyAsked:
    """Did not ask for the code that came (B30)."""


@dataclass(frozen=True)
class GavePassword:
    """Types the new password."""

    password: str = field(repr=False)


@dataclass(frozen=True)
class ForgotName:
    """Does not know the account's name."""


@dataclass(frozen=True)
class FoundName:
    """Knows the account's name again."""


@dataclass(frozen=True)
class OpensPage:
    """Wants to see a page of the provider's."""

    page: ProviderPage


@dataclass(frozen=True)
class SawContact:
    """Says what kind of contact the provider's page shows."""

    kind: SeenContact


@dataclass(frozen=True)
class AskedBefore:
    """Says how often a code was asked for today."""

    times: TimesAsked


@dataclass(frozen=True)
class AskedThere:
    """Has asked for a code on the provider's page."""


@dataclass(frozen=True)
class CodeWorked:
    """The provider's page took the code."""


@dataclass(frozen=True)
class SeesRefusal:
    """The provider's page did not take the code."""


@dataclass(frozen=True)
class CodeRefused:
    """Says what the provider's page said about the code."""

    reason: Refusal


@dataclass(frozen=True)
class SeesError:
    """The provider's page shows an error."""


@dataclass(frozen=True)
class SawError:
    """Says what the provider's page shows instead."""

    error: SeenError


@dataclass(frozen=True)
class InAlready:
    """Is in the account already; nothing more is asked."""


@dataclass(frozen=True)
class StopsForNow:
    """Wants to stop until tomorrow."""


@dataclass(frozen=True)
class WentBack:
    """Goes back one page; never sends anything."""


@dataclass(frozen=True)
class TriesAgain:
    """Tries again what failed for a reason outside."""


@dataclass(frozen=True)
class Finished:
    """Is through with the hand-over."""


@dataclass(frozen=True)
class StartsOver:
    """Wants to begin from the start page."""


@dataclass(frozen=True)
class GoesOn:
    """Goes on with a case that was kept."""

    case_id: str


@dataclass(frozen=True)
class ForgetsIt:
    """Wants nothing of this case to be kept any longer."""


@dataclass(frozen=True)
class ForgetsCase:
    """Wants nothing of a kept case to be kept any longer."""

    case_id: str


@dataclass(frozen=True)
class ForgetsAll:
    """Wants no case to be kept any longer."""


Said = (
    Began
    | ChoseAccount
    | WantsPractice
    | ChoseStory
    | GaveName
    | ChoseContact
    | ChecksName
    | NoneOfThese
    | AskedAgain
    | Elsewhere
    | DidNotCome
    | GaveCode
    | GaveRecoveryCode
    | Answered
    | Skipped
    | WantsOtherStep
    | ChoseStep
    | WantsHowTo
    | ChoseHowTo
    | WantsPerson
    | OpensHelp
    | WantsSenderCheck
    | GaveSender
    | NobodyAsked
    | GavePassword
    | ForgotName
    | FoundName
    | OpensPage
    | SawContact
    | AskedBefore
    | AskedThere
    | CodeWorked
    | SeesRefusal
    | CodeRefused
    | SeesError
    | SawError
    | InAlready
    | StopsForNow
    | WentBack
    | TriesAgain
    | Finished
    | StartsOver
    | GoesOn
    | ForgetsIt
    | ForgetsCase
    | ForgetsAll
)
