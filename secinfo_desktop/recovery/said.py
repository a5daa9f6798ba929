"""What a person can say on a page: the flow's inputs, as data."""

from dataclasses import dataclass, field
from enum import StrEnum

from secinfo_desktop.recovery.howto import Topic


class Start(StrEnum):
    """What brings a person here."""

    NO_CODE = "no_code"
    UNASKED_CODE = "unasked_code"


class StepAnswer(StrEnum):
    """The answers to an instruction; a question has its own."""

    DONE = "done"
    FAILED = "failed"
    CANNOT = "cannot"


@dataclass(frozen=True)
class Began:
    """Says what the trouble is."""

    start: Start


@dataclass(frozen=True)
class ChoseAccount:
    """Says whose account it is."""

    choice: str


@dataclass(frozen=True)
class WantsPractice:
    """Wants to try it with a made-up person."""


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


@dataclass(frozen=True)
class GavePassword:
    """Types the new password."""

    password: str = field(repr=False)


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
    | Answered
    | Skipped
    | WantsOtherStep
    | ChoseStep
    | WantsHowTo
    | ChoseHowTo
    | WantsPerson
    | GavePassword
    | WentBack
    | TriesAgain
    | Finished
    | StartsOver
)
