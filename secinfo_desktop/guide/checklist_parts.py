"""The parts of a checklist as values: causes, evidence, questions, actions, and what the numbers about them mean."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from secinfo_desktop.domain.disclosure import Disclosure

HANDOFF = "handoff"
"""The step that hands the case to a person. It is always there and ends every path."""
SOLVED = "solved"
FAILED = "failed"


class StepKind(StrEnum):
    """What a step asks of the person."""

    QUESTION = "question"
    ACTION = "action"
    HANDOFF = "handoff"


class Then(StrEnum):
    """What the flow does once the person has carried an action out."""

    SEND_CODE = "send_code"
    """Another code is asked for; the newest message is looked at first."""
    LOOK = "look"
    """The code may be there already."""
    TYPE_AGAIN = "type_again"
    """The person types the contact again: it may have been mistyped."""
    OTHER_CONTACT = "other_contact"
    SECURE = "secure"
    STOP = "stop"
    """Nothing more is asked for until the stop time of the provider is over (B26)."""
    REPLACE = "replace"
    """The replacement of the security info has been started (B11)."""
    HAND_OVER = "hand_over"
    GOT_IN = "got_in"
    """The person is in by another way: nothing more has to be done here."""
    OPEN_AGAIN = "open_again"
    """The contacts of the account have changed: they are fetched again, and the person chooses one."""
    OTHER_NAME = "other_name"
    """The person gives the name of another account; the case goes on with that."""


class Way(StrEnum):
    """How an action helps."""

    FIX = "fix"
    """It takes causes away, one by one; the others stay."""
    BYPASS = "bypass"
    """It goes round everything at once, or does not help at all."""
    REPLACE = "replace"
    """One suitable cause is enough, whatever else is in the way."""


class Severity(StrEnum):
    """Whether a cause is an inconvenience or means that somebody tries to get in (B30)."""

    NORMAL = "normal"
    SECURITY = "security"


class Scope(StrEnum):
    """What a step or an answer is about; what is about a contact counts no more once another contact is used."""

    CONTACT = "contact"
    ACCOUNT = "account"


@dataclass(frozen=True)
class Cause:
    """A reason why no code arrives, with its share of the cases in each context where it occurs."""

    id: str
    prior: Mapping[str, float]
    severity: Severity = Severity.NORMAL


@dataclass(frozen=True)
class Likelihood:
    """How likely each answer is: one row for the causes that change nothing, one for each cause that does."""

    answers: tuple[str, ...]
    default: tuple[float, ...]
    by_cause: Mapping[str, tuple[float, ...]]

    def rows(self) -> dict[str, tuple[float, ...]]:
        """Every row by its name in the file, ``default`` first."""
        return {"default": self.default, **self.by_cause}


@dataclass(frozen=True)
class Evidence:
    """Something that is known without asking, and who may know it (security rule 3)."""

    id: str
    contexts: tuple[str, ...]
    disclosure: Disclosure
    likelihood: Likelihood


@dataclass(frozen=True)
class Question:
    """Something that the person is asked; ``cost_s`` is the seconds that reading and answering take."""

    id: str
    contexts: tuple[str, ...]
    cost_s: float
    scope: Scope
    likelihood: Likelihood

    @property
    def answers(self) -> tuple[str, ...]:
        """The ids of the answers, in the order in which they are shown."""
        return self.likelihood.answers


@dataclass(frozen=True)
class Condition:
    """An answer to a question on which it depends whether an action can be taken."""

    question: str
    answer: str


@dataclass(frozen=True)
class Action:
    """Something that the person does. ``cost_s`` includes asking again and waiting.

    ``fixes`` is, for each cause that the action can cure, the share of people for whom it works. ``spoiled_by`` are
    causes beside which it does not help. ``needs`` are capabilities without which it is not offered.

    ``cannot`` is the third button ("I can't open my mail"): it gives this answer, and with it the action is left out.
    ``only_if`` is the answer that opens the action, as a short cut is open only to those who have it: asking is then
    worth what the action may save. ``uses_code`` says that the action uses, chases or repeats a code or changes where
    codes go: then it waits until it is known that the person asked for the code (B30).
    """

    id: str
    contexts: tuple[str, ...]
    cost_s: float
    scope: Scope
    fixes: Mapping[str, float]
    then: Then
    way: Way
    spoiled_by: frozenset[str]
    needs: frozenset[str]
    cannot: Condition | None
    only_if: Condition | None
    uses_code: bool


@dataclass(frozen=True)
class Handoff:
    """The price of handing a case to a person, in seconds; it decides how much people are asked to do themselves."""

    cost_s: float

    @property
    def then(self) -> Then:
        """What the flow does: always the hand-over."""
        return Then.HAND_OVER


@dataclass(frozen=True)
class BeliefRules:
    """How causes go together, and how often people slip.

    ``slip`` is the share of answers that are a mere slip of the finger, so that no answer is ever final.
    ``pair_weight`` scales the odds of two causes at once against independent causes. Causes that are ``alone`` never
    come with another one; of each group in ``exclusive`` there is one at most.
    """

    slip: float
    pair_weight: float
    alone: frozenset[str]
    exclusive: tuple[frozenset[str], ...]


@dataclass(frozen=True)
class SecurityFirst:
    """The question that goes before every step that uses a code, and the step that follows if the answer is not safe.

    A code that nobody asked for means that somebody else tries to get in: that path leads to ``step``, never to the
    code (B30).
    """

    question: str
    safe_answer: str
    step: str
