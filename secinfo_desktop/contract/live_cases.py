"""What travels about a case that a caller's app shares with the helpdesk: joining, allowing, the number."""

from typing import Annotated

import msgspec

from secinfo_desktop.contract.case_events import Word
from secinfo_desktop.contract.helpdesk import CaseId, Language, NewEvents
from secinfo_desktop.contract.structs import Instant, Message


class Join(Message, frozen=True, kw_only=True):
    """An agent asks to join the case whose number the caller says."""

    number: Annotated[str, msgspec.Meta(max_length=20)]

    def __repr__(self) -> str:
        """Without the number."""
        return "Join()"


class Joining(Message, frozen=True, kw_only=True):
    """The caller has to allow it until then; the case's stream tells what they say."""

    case: str
    ends_at: Instant
    now: Instant
    word_pair: tuple[str, str] | None = None
    """The two words that the agent says first: the caller compares them before they press Allow."""


class OpenLiveCase(Message, frozen=True, kw_only=True):
    """The caller's app asks for a join number, with its log so far. Needs a flow: a case by hand can't be joined."""

    case: CaseId
    language: Language
    checklist: Word
    context: Word
    events: NewEvents = ()


class LiveCaseOpened(Message, frozen=True, kw_only=True):
    """``live_case`` is a secret, for the ``Live-Case`` header; ``join_number`` is for the caller to say."""

    live_case: str
    join_number: str
    ends_at: Instant
    now: Instant

    def __repr__(self) -> str:
        """Without secrets."""
        return "LiveCaseOpened()"


class NumberAsked(Message, frozen=True, kw_only=True):
    """The agent reads a number out; typing it allows ``action`` (None: that the agent sees facts, masked)."""

    action: str | None
    ends_at: Instant


class LiveCase(Message, frozen=True, kw_only=True):
    """Where it stands for the caller; ``state``: ``waiting``, ``asked``, ``live`` or ``ended``.

    A live one is ``asked`` again when somebody else goes on with it: the caller sees another name, and allows it anew.
    """

    state: str
    ends_at: Instant
    """Of the join number while it waits, and of the question while it is asked."""
    agent: str | None = None
    organisation: str = ""
    word_pair: tuple[str, str] | None = None
    """Two words that the agent says first and the caller only compares."""
    number_asked: NumberAsked | None = None
    verified_until: Instant | None = None
    claim: str | None = None
    """A secret for the owner alone: with it new security info is entered after a replacement that staff have begun."""
    now: Instant

    def __repr__(self) -> str:
        """Without words and claim."""
        return f"LiveCase(state={self.state!r})"


class AnswerAgent(Message, frozen=True, kw_only=True):
    """The caller allows the agent to join, or does not."""

    allow: bool


class GiveNumber(Message, frozen=True, kw_only=True):
    """The number that the agent read out."""

    number: Annotated[str, msgspec.Meta(max_length=20)]

    def __repr__(self) -> str:
        """Without the number."""
        return "GiveNumber()"


class AddLiveEvents(Message, frozen=True, kw_only=True):
    """The caller's app adds to the log of the shared case."""

    events: NewEvents
