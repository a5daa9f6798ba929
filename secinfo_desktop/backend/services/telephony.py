"""The port of a telephone system that calls people on record. None is shipped: without one, no call back is offered."""

from collections.abc import Callable
from typing import Protocol

from secinfo_desktop.domain.staff import CallerProof, StaffAction


class Telephony(Protocol):
    """Dials a number of the service's own records, never one that anybody has named in the call.

    It says what is asked for, and that whoever did not call the helpdesk hangs up; the person presses a key. The
    answer comes back through ``Verifying.called_back``.
    """

    def dial(self, verification: str, case_id: str, number: str, action: StaffAction | None, language: str) -> None:
        """Begin the call; nobody waits for it."""
        ...


def ways_to_prove(telephony: Telephony | None) -> tuple[CallerProof, ...]:
    """How a caller can be verified where there is this telephone system, or none."""
    return tuple(its for its in CallerProof if its is not CallerProof.CALL_BACK or telephony is not None)


Aside = Callable[[Callable[[], None]], None]
"""How something is done that no answer may wait for: its time would tell whether there is a number."""


def at_once(deed: Callable[[], None]) -> None:
    """Do it now, where nobody measures."""
    deed()
