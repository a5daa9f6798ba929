"""Could you get back in today? A judgement from the security info alone, and what would make it better (B24, B25)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from secinfo_desktop.domain.security_info import (
    Area,
    ContactState,
    ContactUse,
    ReplacementState,
    SecurityContact,
    SecurityInfo,
)

STALE: Final = timedelta(days=180)
"""A contact that was proven longer ago is worth a rehearsal (B24, default of the pack)."""


class Verdict(StrEnum):
    """By what a person would get back in who forgot the password today."""

    YES = "yes"
    ONE = "one"
    """By one e-mail or phone, and by nothing else."""
    RECOVERY_CODE = "recovery_code"
    """By the recovery code on paper, and by nothing else."""
    SECOND_MISSING = "second_missing"
    """The account asks for two proofs of different kinds, and there is only one."""
    PASSWORD = "password"  # noqa: S105 - the name of a verdict, not a password
    """Only with the password: no code could reach anybody."""


class Advice(StrEnum):
    """What would make it better."""

    ENTER_NEW = "enter_new"
    WAIT = "wait"
    WAIT_AND_ENTER = "wait_and_enter"
    PROVE = "prove"
    ADD_FIRST = "add_first"
    ADD_SECOND = "add_second"
    ADD_OTHER_KIND = "add_other_kind"
    TRY = "try"
    MAKE_CODE = "make_code"


@dataclass(frozen=True)
class Judgement:
    """The verdict and the advice, the most important first; ``contact`` is whom PROVE or TRY is about."""

    verdict: Verdict
    advice: tuple[Advice, ...]
    contact: SecurityContact | None = None

    @property
    def is_good(self) -> bool:
        """True if a code could reach the person."""
        return self.verdict in (Verdict.YES, Verdict.ONE)


def judge(info: SecurityInfo, now: datetime) -> Judgement:
    """The judgement for a moment. Contacts that are leaving don't count: their owner has said that they are lost."""
    doubtful = _doubtful(info, now)
    return Judgement(_verdict(info), tuple(_advice(info, now, doubtful)), doubtful)


def reaches(contact: SecurityContact) -> bool:
    """True if a code for getting back in would be sent there today."""
    return contact.state is ContactState.PROVEN and ContactUse.RECOVERY in contact.uses


def _verdict(info: SecurityInfo) -> Verdict:
    reachable = [contact for contact in info.contacts if reaches(contact)]
    has_code = info.recovery_code_made_at is not None
    if not reachable:
        return Verdict.RECOVERY_CODE if has_code and not info.second_step else Verdict.PASSWORD
    if info.second_step and len({its.contact.kind for its in reachable}) + has_code < 2:
        return Verdict.SECOND_MISSING
    return Verdict.YES if len(reachable) + has_code > 1 else Verdict.ONE


def _doubtful(info: SecurityInfo, now: datetime) -> SecurityContact | None:
    """The first contact that does not count yet, else the one that was proven longest ago."""
    unproven = next((its for its in info.contacts if its.state is ContactState.UNPROVEN), None)
    stale = [its for its in info.contacts if reaches(its) and its.proven_at and now - its.proven_at > STALE]
    return unproven or min(stale, key=lambda its: its.proven_at or now, default=None)


def _advice(info: SecurityInfo, now: datetime, doubtful: SecurityContact | None) -> list[Advice]:
    """Nothing is advised that the waiting period does not allow, and nothing that its end brings anyway."""
    advice = [_of_replacement(info)]
    if doubtful is not None:
        advice.append(Advice.PROVE if doubtful.state is ContactState.UNPROVEN else Advice.TRY)
    if info.replacement is None and not is_frozen(info, Area.SECURITY_INFO, now):
        advice.append(_of_number(info))
    if info.recovery_code_made_at is None and not is_frozen(info, Area.RECOVERY_CODE, now):
        advice.append(Advice.MAKE_CODE)
    return [one for one in advice if one is not None]


def _of_replacement(info: SecurityInfo) -> Advice | None:
    if info.replacement is None:
        return None
    if info.replacement.state is ReplacementState.READY:
        return Advice.ENTER_NEW
    has_new = any(its.state is ContactState.NEW for its in info.contacts)
    return Advice.WAIT if has_new else Advice.WAIT_AND_ENTER


def _of_number(info: SecurityInfo) -> Advice | None:
    reachable = [its for its in info.contacts if reaches(its)]
    if len(info.contacts) >= info.policy.most_contacts:
        return None
    if not reachable:
        return Advice.ADD_FIRST
    if _verdict(info) is Verdict.SECOND_MISSING:
        return Advice.ADD_OTHER_KIND
    return Advice.ADD_SECOND if len(reachable) == 1 else None


def is_frozen(info: SecurityInfo, area: Area, now: datetime) -> bool:
    """True while a waiting period holds the area (B11)."""
    until = info.frozen.get(area)
    return until is not None and now < until
