"""Who at the helpdesk may do what: one table that the service, the console and the tests read (R31). Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """What somebody at the helpdesk is; a later one may do whatever an earlier one may."""

    AGENT = "agent"
    SENIOR = "senior"
    ADMINISTRATOR = "administrator"

    def reaches(self, least: "Role") -> bool:
        """True if this role may do what asks for at least the other one."""
        order = tuple(Role)
        return order.index(self) >= order.index(least)


class StaffAction(StrEnum):
    """What staff can do to the account of a verified caller."""

    RESEND = "resend"
    """Another code to the contact that the caller chose. The code itself reaches the caller alone."""
    LIFT_SEND_LIMITS = "lift_send_limits"
    """Codes can be asked for again. The stop after 100 wrong guesses is never lifted (security rule 6)."""
    START_REPLACEMENT = "start_replacement"
    """The thirty days begin (B11). Staff never type the new contact: the owner claims the place."""
    CANCEL_REPLACEMENT = "cancel_replacement"
    END_SESSIONS = "end_sessions"


class CallerProof(StrEnum):
    """How a caller can show who they are. What somebody knows of a person is no proof, whoever knows it."""

    NUMBER = "number"
    """The agent reads a number out; the caller types it into their own app, which the account knows by more than a
    name: a session, or a computer or the contact of a code that it has known for more than 30 days."""
    CALL_BACK = "call_back"
    """The system dials a number that has been on record for more than 30 days."""
    APPROVAL = "approval"
    """A second member of staff answers for the caller."""


@dataclass(frozen=True)
class ActionRule:
    """The least role for an action, and the least role of a second person who has to approve it (None: nobody)."""

    least: Role
    approver: Role | None = None


ACTION_RULES: Final[Mapping[StaffAction, ActionRule]] = {
    StaffAction.RESEND: ActionRule(Role.AGENT),
    StaffAction.LIFT_SEND_LIMITS: ActionRule(Role.SENIOR),
    StaffAction.START_REPLACEMENT: ActionRule(Role.SENIOR, approver=Role.SENIOR),
    StaffAction.CANCEL_REPLACEMENT: ActionRule(Role.AGENT, approver=Role.SENIOR),
    StaffAction.END_SESSIONS: ActionRule(Role.AGENT),
}
"""Whatever is hard to undo takes two (OWASP ASVS 2.3.5)."""
LEAST_TO_EXPORT: Final = Role.SENIOR
"""The least role that has everything told that a service keeps of a case."""
LEAST_TO_ERASE: Final = Role.ADMINISTRATOR
APPROVER_OF_CALLERS: Final = Role.SENIOR
"""The least role of who answers for a caller that nothing else verifies."""
APPROVED_FOR: Final = timedelta(minutes=15)
"""How long an approval, or the question for one, counts; for the one action of the one case alone."""
STAFF_SESSION_LIFE: Final = timedelta(hours=12)
"""A long shift and never the next one: a computer that was left signed in is of no use to who comes in at night.

Half of what a person's own session may last; also the longest that NIST SP 800-63B-4 gives its strictest level.
"""
VERIFIED_FOR: Final = timedelta(minutes=30)
"""How long a caller counts as verified, within the same call."""
NUMBER_LIVES: Final = timedelta(minutes=2)
JOIN_LIVES: Final = timedelta(minutes=10)
NO_PROOF_UNTIL: Final = timedelta(days=30)
"""A contact that was changed within this time proves nothing, nor does a computer that was made known within it."""
REPEATED_WITHIN: Final = timedelta(hours=24)
"""Calls about one account within this time, in different cases, are shown as a warning."""


def may_act(role: Role, action: StaffAction) -> bool:
    """True if the role is enough for the action."""
    return role.reaches(ACTION_RULES[action].least)


def may_approve(role: Role, action: StaffAction | None) -> bool:
    """True if the role is enough to approve the action; None: to answer for a caller."""
    if action is None:
        return role.reaches(APPROVER_OF_CALLERS)
    approver = ACTION_RULES[action].approver
    return approver is not None and role.reaches(approver)
