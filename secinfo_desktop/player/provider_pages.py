"""The provider's own pages as the simulated person uses them by hand, in a browser beside the app."""

from datetime import datetime
from typing import TYPE_CHECKING

from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.player.moves import AsksThere, OpensThere, SetsThere, There, TypesThere
from secinfo_desktop.recovery.ports import Account, CodeSent, RefusedError

if TYPE_CHECKING:
    from secinfo_desktop.domain.contacts import MaskedContact

_CLOSED = frozenset({Failure.FLOW_ENDED, Failure.TOO_MANY_GUESSES})


class ProviderPages:
    """What the pages show after each deed. ``account`` is a way to the service that is the person's own."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._deed: There | None = None
        self._refusal: RefusedError | None = None
        self.contacts: tuple[MaskedContact, ...] = ()
        self.sent: CodeSent | None = None
        self.asked = 0
        """How often a code was asked for."""
        self.is_open = self.is_proven = self.is_in = False

    @property
    def region(self) -> str:
        """The country of numbers that are typed without a country code."""
        return self._account.pack.region

    @property
    def own_domains(self) -> frozenset[str]:
        """The mail domains of the provider itself."""
        return frozenset(self._account.pack.same_provider_domains)

    @property
    def refused(self) -> tuple[There, Failure, datetime | None] | None:
        """The last deed, why the pages refused it, and when it can be tried again; None if they did not."""
        if self._deed is None or self._refusal is None:
            return None
        return self._deed, self._refusal.failure, self._refusal.retry_at

    def overlook(self) -> None:
        """What was refused has been dealt with."""
        self._refusal = None

    def close(self) -> None:
        """The account is opened anew next time: it has other contacts now, or it is another one."""
        self.is_open, self.contacts, self.sent = False, (), None

    def use(self, deed: There) -> None:
        """Does something there; a refusal stays in sight."""
        self._deed, self._refusal = deed, None
        try:
            self._do(deed)
        except RefusedError as refused:
            self._refusal = refused
            if refused.failure in _CLOSED:
                self.close()

    def _do(self, deed: There) -> None:
        match deed:
            case OpensThere(name, purpose):
                self.contacts, self.sent = self._account.open(name, purpose), None
                self.is_open = True
            case AsksThere(contact, typed, channel):
                self.sent = self._account.send_code(contact.id, typed, channel)
                self.asked += 1
            case TypesThere(code):
                self._account.give_code(code)
                self.is_proven = True
            case SetsThere(password):
                self._account.set_password(password)
                self.is_in = True
