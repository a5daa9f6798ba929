"""Somebody new at the helpdesk, from what an administrator has written down."""

from datetime import datetime
from random import Random

from secinfo_desktop.backend.services.names import normalised_name
from secinfo_desktop.backend.services.ports import PasswordHasher
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.backend.services.staff_identity import ID_BYTES
from secinfo_desktop.backend.services.staff_records import NewStaff, StaffMember
from secinfo_desktop.domain import passwords
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.staff import Role

LONGEST_NAME = 60


def new_staff(
    name: str,
    shown_name: str,
    role: Role,
    password: str,
    now: datetime,
    random: Random,
    hasher: PasswordHasher,
    common_passwords: frozenset[str] = frozenset(),
) -> NewStaff:
    """Somebody new. The password is as good as any person's has to be; staff have no second factor here.

    Raises:
        Refused: BAD_REQUEST for a name that is none; PASSWORD_SHORT, PASSWORD_LONG, PASSWORD_COMMON, PASSWORD_HAS_NAME.
    """
    its_name, shown = normalised_name(name), shown_name.strip()
    if not all(0 < len(its) <= LONGEST_NAME and its.isprintable() for its in (its_name, shown)):
        raise Refused(Failure.BAD_REQUEST)
    if problem := passwords.problem(password, its_name, common_passwords):
        raise Refused(problem)
    member = StaffMember(random.randbytes(ID_BYTES).hex(), its_name, shown, role, now)
    return NewStaff(member, hasher.hash(passwords.normalise(password)))
