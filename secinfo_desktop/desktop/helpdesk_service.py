"""The helpdesks of the organisations that are set up here, and the made-up one of practice: the way in for their staff.

The session lies where a person's own does: in the keyring, or in a private file where there is none; that of a made-up
agent in memory alone.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from secinfo_desktop.desktop.accounts import PRACTICE, DesktopAccounts
from secinfo_desktop.desktop.case_ids import new_case_id
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.practice_staff import PRACTICE_STAFF, MadeUpAgent
from secinfo_desktop.guide.checklist import Checklist
from secinfo_desktop.helpdesk.standing import Desk
from secinfo_desktop.recovery.ports import AccountChoice, AccountKind, RefusedError

if TYPE_CHECKING:
    from secinfo_desktop.client.helpdesk import BackendHelpdesk
    from secinfo_desktop.client.staff import StaffSession


class DesktopDoor:
    """One of them: ``helpdesk.ports.StaffDoor``. Nothing of the network is loaded before somebody knocks."""

    def __init__(self, accounts: DesktopAccounts, choice: AccountChoice, revision: Callable[[str], str]) -> None:
        self._accounts, self._choice, self._revision = accounts, choice, revision
        self._session: StaffSession | None = None
        self._service: BackendHelpdesk | None = None

    @property
    def name(self) -> str:
        """Whose helpdesk it is."""
        return self._choice.name

    @property
    def made_up(self) -> tuple[MadeUpAgent, ...]:
        """Who can be chosen in practice."""
        return PRACTICE_STAFF if self._choice.id == PRACTICE.id else ()

    @property
    def is_open(self) -> bool:
        """True while somebody is signed in as far as it is known here."""
        return self._staff().is_signed_in

    def enter(self, name: str, password: str) -> "BackendHelpdesk":
        """Signs in, in place of who was signed in before."""
        self._staff().sign_in(name, password)
        self._service = None
        return self.service()

    def service(self) -> "BackendHelpdesk":
        """The service for who is signed in, once it has said who that is.

        Raises:
            RefusedError: nobody is, or it can't be reached.
        """
        from secinfo_desktop.client.helpdesk import BackendHelpdesk

        staff = self._staff()
        if not staff.is_signed_in:
            raise RefusedError(Failure.NOT_STAFF)
        if self._service is None:
            service = BackendHelpdesk(staff, self._revision, new_case_id)
            service.me()
            self._service = service
        return self._service

    def desk(self, checklists: Mapping[str, Checklist]) -> Desk:
        """What the console stands on at this helpdesk.

        Raises:
            RefusedError: as ``service``.
        """
        its, pack = self._choice.id, self._accounts.pack(self._choice.id)
        capabilities = self.service().capabilities()
        return Desk(checklists, pack, capabilities, by_hand=False, practice=its == PRACTICE.id)

    def leave(self) -> None:
        """Signs out."""
        self._service = None
        self._staff().sign_out()

    def _staff(self) -> "StaffSession":
        from secinfo_desktop.client.staff import StaffSession

        if self._session is None:
            its = self._choice.id
            self._session = StaffSession(self._accounts.service(its), self._accounts.secrets_of(its))
        return self._session


def choices(accounts: DesktopAccounts) -> tuple[AccountChoice, ...]:
    """The helpdesks that can be entered here, practice last."""
    return tuple(choice for choice in accounts.choices() if choice.kind is not AccountKind.BY_HAND)


def doors(accounts: DesktopAccounts, revision: Callable[[str], str]) -> tuple[DesktopDoor, ...]:
    """Their doors; ``revision`` is that of a checklist by its id."""
    return tuple(DesktopDoor(accounts, choice, revision) for choice in choices(accounts))
