"""The log of a shared case as it travels: fixed words and times only, in the forms of the guide's own events.

Whatever has another form is not decoded: no code, no contact and no free text fits in.
"""

from typing import Annotated

import msgspec

from secinfo_desktop.contract.structs import Instant, Message

Word = Annotated[str, msgspec.Meta(pattern=r"^[a-z_]{1,60}\Z")]
Value = Annotated[str, msgspec.Meta(pattern=r"^[a-z_]{1,40}[0-9]?[a-z_]{0,20}\Z")]
EventId = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_-]{16,40}\Z")]
Seconds = Annotated[float, msgspec.Meta(ge=0, le=1_000_000)]


class Answered(Message, frozen=True, kw_only=True, tag="answered"):
    """What came of a step."""

    at: Instant
    step: Word
    outcome: Value
    seconds: Seconds | None = None


class Skipped(Message, frozen=True, kw_only=True, tag="skipped"):
    """A step was left out."""

    at: Instant
    step: Word


class Retracted(Message, frozen=True, kw_only=True, tag="retracted"):
    """What came of a step was taken back."""

    at: Instant
    step: Word


class StepShown(Message, frozen=True, kw_only=True, tag="step_shown"):
    """A step was put before somebody; ``audience`` is whose knowledge chose it."""

    at: Instant
    step: Word
    audience: Word


class Happened(Message, frozen=True, kw_only=True, tag="happened"):
    """Something for the time line."""

    at: Instant
    what: Word
    disclosure: Word
    detail: Word | None = None


class Observed(Message, frozen=True, kw_only=True, tag="observed"):
    """A piece of evidence has a value."""

    at: Instant
    evidence: Word
    value: Value
    disclosure: Word


class ContextChanged(Message, frozen=True, kw_only=True, tag="context_changed"):
    """The case is about another contact from now on."""

    at: Instant
    context: Word


LogEvent = Answered | Skipped | Retracted | StepShown | Happened | Observed | ContextChanged
"""What either side may add. How the case was opened stands in the case, how it ended in its wrap-up.

How the caller's own app has ended it is a happening, ``case_ended``, whose ``detail`` is the outcome there.
"""


class NewEvent(Message, frozen=True, kw_only=True):
    """An event to be added; the same ``id`` is added once, however often it comes."""

    id: EventId
    event: LogEvent


class CaseEvent(Message, frozen=True, kw_only=True):
    """An event of a case. ``seq`` counts from 1 without gaps; ``by`` is ``caller``, ``agent`` or ``service``.

    Exactly one of ``event`` (the log) and ``live`` is there. ``live`` is what becomes of the call: ``joined``,
    ``allowed``, ``refused``, ``number_asked``, ``verified``, ``handed_over``, ``taken``, ``closed``, ``ended``.
    """

    seq: int
    id: EventId
    at: Instant
    by: str
    who: str = ""
    """The name of the agent; empty for the caller and the service."""
    event: LogEvent | None = None
    live: str | None = None


class EventsAdded(Message, frozen=True, kw_only=True):
    """The events as they stand in the log now, also those that were there before."""

    events: tuple[CaseEvent, ...]
    now: Instant
