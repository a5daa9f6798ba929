"""The port behind which a practice caller stands: what they say to a step, and what they try. No face, no practice."""

from dataclasses import dataclass
from typing import Protocol

from secinfo_desktop.domain.pretexts import Pretext
from secinfo_desktop.domain.staff import CallerProof


@dataclass(frozen=True)
class Reply:
    """What the caller says to a step.

    ``value`` is the answer as the guide knows it, None if they can't tell: then the step is left out. ``seconds`` is
    how long it took them. ``pretext`` is what they try at this moment, beside their answer.
    """

    value: str | None
    seconds: float
    pretext: Pretext | None = None


class PracticeCaller(Protocol):
    """A made-up caller with a hidden cause. The same caller says the same each time."""

    @property
    def story(self) -> str:
        """The story's id; its texts are ``helpdesk_training.story.<id>``."""

    @property
    def name(self) -> str:
        """What they are called, or say that they are."""

    @property
    def context(self) -> str:
        """What kind of contact the call is about."""

    @property
    def cause(self) -> str:
        """What is wrong, for the end of the training."""

    @property
    def is_impostor(self) -> bool:
        """True if they are not who they say."""

    def replies(self, step: str, turn: int) -> Reply:
        """What they say to a step, which is the turn-th of the call, from 1."""

    def can_prove(self, how: CallerProof) -> bool:
        """True if they can show in this way that they are the owner of the account."""
