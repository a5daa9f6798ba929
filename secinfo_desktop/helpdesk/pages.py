"""The console as data: all that a face needs to show it, in ids and values; the sentences are in texts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from secinfo_desktop.domain.calls import CaseScope, OutcomeCode
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.staff import CallerProof, StaffAction
from secinfo_desktop.guide.checklist_parts import StepKind
from secinfo_desktop.helpdesk.phrases import Known
from secinfo_desktop.helpdesk.ports import AccountFacts, ApprovalAsked, Joined, NumberToRead, Query
from secinfo_desktop.helpdesk.records import Agent, CaseLine, Note, Verified
from secinfo_desktop.helpdesk.sent_back import SentBack
from secinfo_desktop.recovery.sheet import Sheet


@dataclass(frozen=True)
class CaseList:
    """The list at the start side. ``lines`` may be long: a face asks for what it shows."""

    query: Query
    lines: Sequence[CaseLine]
    counts: Mapping[CaseScope, int]
    shown: str | None = None
    """The id of the case that is shown beside it."""


@dataclass(frozen=True)
class Script:
    """What the agent says, in the caller's language (``language``), and what to listen for, in the agent's own.

    ``never_ask`` is the sentence that staff never ask for a code; it stands with every script (B31).
    """

    language: str
    say: str
    parts: tuple[str, ...]
    """The steps of an instruction, one after the other."""
    never_ask: str
    listen_for: str


@dataclass(frozen=True)
class Answer:
    """One answer: its value, words, where it leads (the title of the next step; "" at an end) and how likely it is."""

    value: str
    title: str
    leads_to: str
    share: float | None


@dataclass(frozen=True)
class Likely:
    """A cause in the agent's words, and its probability."""

    cause: str
    title: str
    chance: float


@dataclass(frozen=True)
class Moved:
    """An answer and how far it moved a cause (natural logarithm of the odds, after over before)."""

    step: str
    answer: str
    cause: str
    moved: float


@dataclass(frozen=True)
class Why:
    """Why this step, in numbers. ``runner_up``: the next best step, its title, and its expected seconds."""

    remaining_s: float
    causes: tuple[Likely, ...]
    moves: tuple[Moved, ...]
    runner_up: tuple[str, str, float] | None


@dataclass(frozen=True)
class OtherStep:
    """A step that can be chosen instead."""

    step: str
    title: str
    seconds: float | None


@dataclass(frozen=True)
class Step:
    """The current step. ``cannot``: the third answer of an action, that it can't be done."""

    step: str
    kind: StepKind
    title: str
    script: Script
    answers: tuple[Answer, ...]
    why: Why
    others: tuple[OtherStep, ...]
    can_undo: bool
    can_skip: bool
    safe_first: str = ""
    """What has to be minded because of security, in the agent's words; "" if nothing has."""
    stands: str = ""
    """The words of the answer that stands, where a question is asked again because the answers do not fit together."""
    better: tuple[str, str] | None = None
    """Another step that news has made clearly better, and its title: the page itself stays."""
    is_worked_out: bool = True
    """False for the moment in which ``leads_to`` and the moves are still being worked out."""


@dataclass(frozen=True)
class Tick:
    """Something that anybody may know and that the agent can tick: evidence, its values, and the one that is ticked."""

    evidence: str
    title: str
    values: tuple[tuple[str, str], ...]
    ticked: str | None


@dataclass(frozen=True)
class Timers:
    """When the newest code was asked for, and when the next one may be (None: now, or nothing is known)."""

    asked: int
    asked_at: datetime | None
    next_at: datetime | None


@dataclass(frozen=True)
class TimelineLine:
    """One thing that happened: when, a sentence, who (a name, "" for the service), and its sign.

    ``sign``: ``done``, ``waiting``, ``unknown``, ``failed``, ``note`` or ``now``.
    """

    at: datetime
    text: str
    who: str
    sign: str


@dataclass(frozen=True)
class Caller:
    """What is known of who calls."""

    verified: Verified | None
    can_verify: tuple[CallerProof, ...]
    """Nothing for a case of this computer alone: nobody can be verified there, and the page says so."""
    word_pair: tuple[str, str] | None
    number: NumberToRead | None = None
    is_live: bool = False
    same_account: int = 0
    asked: ApprovalAsked | None = None
    """A colleague was asked to answer for the caller: what became of it so far."""
    is_public: bool = False
    """True once the agent has said that the caller is served without showing who they are."""


@dataclass(frozen=True)
class Action:
    """Something that staff can do to the account; ``missing`` is what stands before it, None if nothing does."""

    action: StaffAction
    missing: Failure | None
    approval: ApprovalAsked | None = None
    done_at: datetime | None = None
    """When it was done in this case, as far as this window knows; the owner was told."""


@dataclass(frozen=True)
class Heard:
    """What a practice caller says to a step; ``refusal`` are words for what they try, ``proof`` is that none came."""

    name: str
    words: tuple[str, ...]
    refusal: str = ""
    proof: str = ""


@dataclass(frozen=True)
class Call:
    """The case in the middle and what is known about it."""

    line: CaseLine
    is_mine: bool
    step: Step | None
    """None once the case is closed, or after a step that has helped."""
    timers: Timers
    caller: Caller
    facts: AccountFacts | None
    timeline: tuple[TimelineLine, ...]
    notes: tuple[Note, ...]
    actions: tuple[Action, ...]
    troubles: tuple[tuple[str, str, str], ...] = ()
    """What the call can be about: checklist, context, and its words."""
    ticks: tuple[Tick, ...] = ()
    can_undo: bool = False
    """As the step says; it counts also where no step is shown because the last one has helped."""
    has_spoken: bool = False
    """True once this agent has said anything in the case."""
    suggests: OutcomeCode | None = None
    """The wrap-up that fits what came of the steps."""
    is_code_right: bool = False
    """A code was accepted at the caller's side; nobody else has seen it."""
    heard: Heard | None = None
    """In practice calls alone."""
    known: Known | None = None
    """What can be put into the phrases beside the steps."""
    can_export: bool = True
    can_erase: bool = True
    """Both as far as the agent's role goes."""
    is_kept: bool = True
    """False while something that was said is not kept yet: it is tried again with the next thing that is said."""


@dataclass(frozen=True)
class ConsoleFrame:
    """The whole console. ``organisation`` is None for cases of this computer alone."""

    me: Agent
    organisation: str | None
    practice: bool
    cases: CaseList
    call: Call | None
    colleagues: tuple[Agent, ...] = ()
    approvals: tuple[ApprovalAsked, ...] = ()
    languages: tuple[str, ...] = ()
    """In which a caller can be spoken to."""
    providers: tuple[tuple[str, str], ...] = ()
    """Where a caller's account can be: id and name, the usual one first; nothing where all are at the same one."""
    problem: Failure | None = None
    retry_at: datetime | None = None
    is_training: bool = False
    """True for the one call of a made-up caller; ``score`` is what came of it."""
    score: Sheet | None = None
    joining: Joined | None = None
    """While the caller has not said yet if the agent may join."""
    exported: str | None = field(default=None, repr=False)
    """Everything that is kept of the case in the middle, as JSON, once it was asked for."""
    put_aside: tuple[str, ...] = ()
    """Files that could not be read, by their names."""
    sent_back: tuple[SentBack, ...] = ()
    """What was written and refused, the newest last: each is told once."""
