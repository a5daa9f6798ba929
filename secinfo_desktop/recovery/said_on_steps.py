"""What a person says on a step, about its how-to, and on what lies beside the steps: a sender, a person who helps."""

from dataclasses import dataclass, field
from enum import StrEnum

from secinfo_desktop.recovery.howto import Topic


class StepAnswer(StrEnum):
    """The answers to an instruction; a question has its own."""

    DONE = "done"
    FAILED = "failed"
    CANNOT = "cannot"


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
