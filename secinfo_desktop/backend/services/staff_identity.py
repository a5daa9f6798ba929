"""Who somebody at the helpdesk is: by a password that the service keeps, or in practice by a made-up name.

Signing in through an organisation's own OpenID Connect would be another ``StaffIdentity``; none is built.
"""

from dataclasses import dataclass, field
from random import Random
from typing import Protocol

from secinfo_desktop.backend.clock import Clock
from secinfo_desktop.backend.services.names import normalised_name
from secinfo_desktop.backend.services.ports import PasswordHasher
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.backend.services.sign_in import SignIn
from secinfo_desktop.backend.services.staff_ports import StaffExists, StaffStore
from secinfo_desktop.backend.services.staff_records import NewStaff, StaffMember
from secinfo_desktop.domain import passwords
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.practice_staff import PRACTICE_STAFF
from secinfo_desktop.domain.staff import Role

ID_BYTES = 16
NO_PASSWORD = ""
"""Stands where a hash would: no password is right with it."""


@dataclass(frozen=True)
class KnownStaff:
    """Who that is; ``peer`` stands for the name and the address that they came from, where tries are counted."""

    member: StaffMember
    peer: str | None = field(default=None, repr=False)


class StaffIdentity(Protocol):
    """Knows who works at the helpdesk."""

    def known(self, name: str, secret: str, *, peer: str | None = None) -> KnownStaff:
        """Who that is.

        Raises:
            Refused: SIGN_IN_WRONG, the same for an unknown name, a wrong secret and somebody who has ended;
                SIGN_IN_TOO_SOON.
        """
        ...


class PasswordIdentity:
    """By password: counted before it is looked at and slowed down, as every person's sign-in is (R6)."""

    def __init__(self, staff: StaffStore, tries: SignIn, hasher: PasswordHasher) -> None:
        self._staff = staff
        self._tries = tries
        self._hasher = hasher

    def known(self, name: str, secret: str, *, peer: str | None = None) -> KnownStaff:
        """Who that is; one comparison, whether there is anybody."""
        name = normalised_name(name)
        counted = self._tries.count_try(f"staff\n{name}", peer)
        found = self._staff.credentials(name)
        is_right = self._hasher.is_right(passwords.normalise(secret), found.password_hash if found else None)
        if found is None or not is_right:
            raise Refused(Failure.SIGN_IN_WRONG)
        self._tries.take_back(counted)
        return KnownStaff(found.member, counted.pair)


class PracticeIdentity:
    """The made-up helpdesk: whoever can call a service of practice may be any of its people, and sees nobody real."""

    def __init__(self, staff: StaffStore, clock: Clock, random: Random) -> None:
        self._staff = staff
        self._clock = clock
        self._random = random

    def known(self, name: str, secret: str, *, peer: str | None = None) -> KnownStaff:  # noqa: ARG002 - of the port
        """Who that is, once all of them are there."""
        there = {its.name: its for its in self._staff.all()}
        for agent in PRACTICE_STAFF:
            if agent.name not in there:
                self._add(agent.name, agent.shown_name, agent.role)
        found = self._staff.credentials(normalised_name(name))
        if found is None:
            raise Refused(Failure.SIGN_IN_WRONG)
        return KnownStaff(found.member)

    def _add(self, name: str, shown_name: str, role: Role) -> None:
        member = StaffMember(self._random.randbytes(ID_BYTES).hex(), name, shown_name, role, self._clock())
        try:
            self._staff.add(NewStaff(member, NO_PASSWORD))
        except StaffExists:
            return  # two came at the same moment
