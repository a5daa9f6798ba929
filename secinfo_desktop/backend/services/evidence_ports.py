"""What recovery codes, known computers and recent activity need of a store; each method is one transaction."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from secinfo_desktop.backend.services.ports import NeedsTwo, Notices, TriesCheck
from secinfo_desktop.backend.services.records import Flow, GivenRecoveryCode, KnownDevice, PastEvent

if TYPE_CHECKING:
    from secinfo_desktop.backend.services.account_state import Admission
    from secinfo_desktop.backend.services.audit import AuditEvent, AuditKind  # which needs the ports


class RecoveryCodes(Protocol):
    """One recovery code an account, as a keyed digest (B29)."""

    def make(
        self,
        account_id: str,
        code_digest: str,
        now: datetime,
        notices: Notices,
        event: "AuditEvent | None" = None,
        admission: "Admission | None" = None,
    ) -> None:
        """Keep a new code in the place of an older one, and queue the notices.

        Raises:
            Refused: the session of ``admission`` may not do it any more.
        """
        ...

    def count_guess(self, flow: Flow, subjects: Sequence[str], now: datetime, check: TriesCheck) -> bool:
        """Count a guess at the flow and under each subject before it is compared, unless ``check`` raises.

        False if the flow is closed or has no guesses left: they are those of its other codes as well.
        """
        ...

    def use(
        self,
        given: GivenRecoveryCode,
        needs_two: NeedsTwo,
        notices: Notices,
        event: "AuditEvent | None" = None,
    ) -> bool:
        """Use a code once: True for exactly one caller. Counts as a proof of the flow, and tells every contact."""
        ...


class Computers(Protocol):
    """The computers that accounts know. Those that were not used for too long count no more."""

    def enrol(
        self,
        computer: KnownDevice,
        most: int,
        notices: Notices | None = None,
        event: "AuditEvent | None" = None,
        admission: "Admission | None" = None,
    ) -> bool:
        """Know a computer from now on, and queue the notices; False if the account knows so many already.

        Raises:
            Refused: the session of ``admission`` may not do it any more.
        """
        ...

    def of(self, account_id: str, now: datetime) -> tuple[KnownDevice, ...]:
        """The computers of an account that count, the one used last first."""
        ...

    def find(self, device_id: str, now: datetime) -> KnownDevice | None:
        """The computer with that id, if it counts."""
        ...

    def use(self, computer: KnownDevice, now: datetime) -> bool:
        """A computer was used; False if it counts no more."""
        ...

    def prove(self, flow: Flow, computer: KnownDevice, now: datetime, event: "AuditEvent | None" = None) -> bool:
        """Let a computer of its account raise an open flow; False if either is over."""
        ...

    def forget(
        self,
        account_id: str,
        device_id: str,
        now: datetime,
        notices: Notices | None = None,
        event: "AuditEvent | None" = None,
        admission: "Admission | None" = None,
    ) -> bool:
        """Know a computer no more, and queue the notices; False if the account does not know it.

        Flows that are open are the public's again. Another computer that has raised one of them can do so once more.

        Raises:
            Refused: the session of ``admission`` may not do it any more.
        """
        ...


class PastEvents(Protocol):
    """What happened to accounts."""

    def recent(
        self, account_id: str, kinds: "Collection[Collection[AuditKind]]", since: datetime, most: int
    ) -> tuple[PastEvent, ...]:
        """The events after ``since``, newest first; of each group of kinds so many at most, the newest."""
        ...
