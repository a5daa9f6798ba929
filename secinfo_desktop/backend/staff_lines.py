"""Gives a helpdesk its staff: one JSON object a line; lists them, and ends somebody's work."""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from secrets import SystemRandom
from typing import TextIO

import msgspec

from secinfo_desktop.backend.clock import system_time
from secinfo_desktop.backend.service import keys_for, load_common_passwords, load_pack, open_for
from secinfo_desktop.backend.services.adding_staff import new_staff
from secinfo_desktop.backend.services.audit import AuditEvent, AuditKind
from secinfo_desktop.backend.services.hashing import Argon2Hasher
from secinfo_desktop.backend.services.names import normalised_name
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.backend.services.staff_ports import StaffExists, StaffStore
from secinfo_desktop.backend.services.staff_records import NewStaff
from secinfo_desktop.backend.settings import Settings
from secinfo_desktop.domain.staff import Role

NOBODY = 1
_ROLES = tuple(role.value for role in Role)


class StaffLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line: what somebody signs in with, what others see, their role and their first password."""

    name: str
    shown_name: str
    role: str
    password: str

    def __repr__(self) -> str:
        """Without anything personal."""
        return "StaffLine()"


def add_staff(settings: Settings, lines: Iterable[str], stdout: TextIO, stderr: TextIO) -> int:
    """Add somebody for each line. A line that can't be taken is named on ``stderr`` and the others are added.

    Says ``{"added": N}`` at the end. Returns 0 if every line was taken, else 1.

    Raises:
        SettingsError: the provider's pack or the data folder can't be used.
    """
    with _staff(settings) as staff:
        make = _maker()
        problems = [_add(staff, make, line) for line in lines if line.strip()]
    stderr.writelines(f"line {place}: {problem}\n" for place, problem in enumerate(problems, 1) if problem)
    stdout.write(json.dumps({"added": problems.count(None)}) + "\n")
    return 1 if any(problems) else 0


def list_staff(settings: Settings, stdout: TextIO) -> int:
    """Write everybody as a line of JSON, also who has ended. Always 0."""
    with _staff(settings) as staff:
        for its in staff.all():
            ended = its.ended_at.isoformat() if its.ended_at else None
            line = {"id": its.id, "name": its.name, "shown_name": its.shown_name, "role": its.role.value}
            stdout.write(json.dumps({**line, "added": its.added_at.isoformat(), "ended": ended}) + "\n")
    return 0


def end_staff(settings: Settings, name: str, stdout: TextIO) -> int:
    """End somebody's work with every session; their cases wait for others. 1 if nobody with that name works there."""
    with _staff(settings) as staff:
        now, its_name = system_time(), normalised_name(name)
        found = staff.credentials(its_name)
        event = AuditEvent(AuditKind.STAFF_ENDED, now, staff=found.member.id) if found else None
        ended = staff.end(its_name, now, event)
    stdout.write(json.dumps({"ended": 1 if ended else 0}) + "\n")
    return 0 if ended else NOBODY


_Make = Callable[[StaffLine], NewStaff]


def _maker() -> _Make:
    random, hasher, common = SystemRandom(), Argon2Hasher(), load_common_passwords()

    def make(its: StaffLine) -> NewStaff:
        return new_staff(its.name, its.shown_name, Role(its.role), its.password, system_time(), random, hasher, common)

    return make


def _add(staff: StaffStore, make: _Make, line: str) -> str | None:
    """Add somebody; returns what is wrong with the line, without what stands in it."""
    try:
        read = msgspec.json.decode(line, type=StaffLine)
        if read.role not in _ROLES:
            return f"role: must be one of {', '.join(_ROLES)}"
        new = make(read)
        staff.add(new, AuditEvent(AuditKind.STAFF_ADDED, new.member.added_at, staff=new.member.id))
    except msgspec.DecodeError as error:
        return f"not somebody of the staff ({error})"
    except Refused as refused:
        return f"can't be used ({refused.failure})"
    except StaffExists:
        return "this name is there already"
    return None


@contextmanager
def _staff(settings: Settings) -> Iterator[StaffStore]:
    """The store with its audit log."""
    pack, store = load_pack(settings.provider), open_for(settings)
    try:
        yield store.sealed_by(keys_for(settings, store, SystemRandom(), pack).seal).staff
    finally:
        store.close()
