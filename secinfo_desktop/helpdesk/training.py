"""A practice call as the trainee leads it: what the caller says, what the trainee does, and what was dangerous in it.

A face shows steps as in any call, asks ``ask`` what the caller says to one, and hands ``took`` what the trainee said at
the console. Nothing here knows how the caller is made (``practice_calls``).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from secinfo_desktop.domain.pretexts import Pretext
from secinfo_desktop.domain.staff import CallerProof, StaffAction
from secinfo_desktop.helpdesk import said
from secinfo_desktop.helpdesk.practice_calls import PracticeCaller, Reply
from secinfo_desktop.helpdesk.said import Said
from secinfo_desktop.note_check import holds_address, holds_secret

REFUSALS: Final[Mapping[Pretext, str]] = {
    Pretext.KNOWS_PERSONAL_DATA: "helpdesk_script.say.no_personal_data",
    Pretext.SKIP_VERIFICATION: "helpdesk_script.say.unverified",
    Pretext.SAYS_MANAGER: "helpdesk_script.say.refusal.manager",
    Pretext.READ_CODE_TO_ME: "helpdesk_script.say.refusal.code",
    Pretext.TAKES_DICTATION: "helpdesk_script.say.refusal.code",
    Pretext.IN_A_HURRY: "helpdesk_script.say.refusal.hurry",
    Pretext.REPLACE_CONTACT: "helpdesk_script.say.refusal.contact",
    Pretext.WHERE_IT_GOES: "helpdesk_script.say.unverified",
}
"""The polite words for each pretext, to be read aloud."""


class Danger(StrEnum):
    """How a secret or an account was nearly given away. That the console would have refused it is no excuse."""

    FACTS_UNVERIFIED = "facts_unverified"
    ACTION_UNVERIFIED = "action_unverified"
    CONTACT_FOR_IMPOSTOR = "contact_for_impostor"
    """The replacement of the contacts was to be started."""
    ANSWERED_FOR_IMPOSTOR = "answered_for_impostor"
    """A second person was asked to answer for them, or answered."""
    NOTE_WITH_SECRET = "note_with_secret"  # noqa: S105 - a kind of danger, not a secret


@dataclass(frozen=True)
class Taken:
    """Something that the trainee did. ``step`` was before them then; ``reply`` is what the caller had said to it."""

    at: datetime
    what: Said | None = field(repr=False)
    """None: the facts of the account were opened."""
    step: str | None = None
    reply: Reply | None = None
    danger: Danger | None = None


@dataclass(frozen=True)
class Training:
    """One practice call from its beginning; grown by ``ask`` and ``took``."""

    caller: PracticeCaller
    began: datetime
    taken: tuple[Taken, ...] = ()
    replies: Mapping[str, Reply] = field(default_factory=dict)
    """What the caller has said to each step that was put to them."""
    is_verified: bool = False

    @property
    def is_over(self) -> bool:
        """True once the trainee has closed the call or handed it over."""
        return bool(self.taken) and isinstance(self.taken[-1].what, said.Closes | said.HandsOver)

    @property
    def tried(self) -> tuple[Pretext, ...]:
        """What the caller has tried so far."""
        return tuple(reply.pretext for reply in self.replies.values() if reply.pretext is not None)

    def ask(self, step: str) -> tuple["Training", Reply]:
        """Puts a step to the caller. Asked again they say the same, and try nothing twice."""
        if step in self.replies:
            return self, replace(self.replies[step], pretext=None)
        reply = self.caller.replies(step, len(self.replies) + 1)
        return replace(self, replies={**self.replies, step: reply}), reply

    def took(self, what: Said, step: str | None, at: datetime) -> "Training":
        """The trainee said something at the console while a step was shown."""
        reply = self.replies.get(step) if step is not None else None
        taken = Taken(at, what, step, reply, self._danger(what))
        proves = isinstance(what, said.Verifies) and self.caller.can_prove(what.how)
        return replace(self, taken=(*self.taken, taken), is_verified=self.is_verified or proves)

    def opened_facts(self, at: datetime) -> "Training":
        """The trainee had the facts of the account shown."""
        danger = None if self.is_verified else Danger.FACTS_UNVERIFIED
        return replace(self, taken=(*self.taken, Taken(at, None, danger=danger)))

    def _danger(self, what: Said) -> Danger | None:
        return next((danger for danger, is_one in _DANGERS.items() if is_one(self, what)), None)


def _note_with_secret(_training: Training, what: Said) -> bool:
    texts = {said.Notes: "text", said.NamesCaller: "caller", said.Acts: "reason", said.AsksApproval: "reason"}
    name = texts.get(type(what))
    finds = holds_address if isinstance(what, said.NamesCaller) else holds_secret
    return name is not None and finds(str(getattr(what, name)))


def _contact(training: Training, what: Said) -> bool:
    is_asked = isinstance(what, said.Acts | said.AsksApproval) and what.action is StaffAction.START_REPLACEMENT
    return is_asked and training.caller.is_impostor


def _answered_for(training: Training, what: Said) -> bool:
    by_colleague = isinstance(what, said.Verifies) and what.how is CallerProof.APPROVAL
    is_approved = isinstance(what, said.Decides) and what.approve
    return training.caller.is_impostor and (isinstance(what, said.AsksApproval) or by_colleague or is_approved)


def _action(training: Training, what: Said) -> bool:
    return isinstance(what, said.Acts) and not training.is_verified


_DANGERS: Final[Mapping[Danger, Callable[[Training, Said], bool]]] = {
    Danger.NOTE_WITH_SECRET: _note_with_secret,
    Danger.CONTACT_FOR_IMPOSTOR: _contact,
    Danger.ANSWERED_FOR_IMPOSTOR: _answered_for,
    Danger.ACTION_UNVERIFIED: _action,
}
"""The gravest that applies counts."""
