"""The ways to accounts here: by hand, the organisations that are set up, and practice on the embedded backend."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from secinfo_desktop import resources
from secinfo_desktop.client.addresses import ServiceAddress
from secinfo_desktop.desktop.browser import DesktopBrowser
from secinfo_desktop.desktop.secrets import Handles
from secinfo_desktop.domain import providers
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.providers import ProviderPack
from secinfo_desktop.recovery.ports import AccountChoice, AccountKind, Browser, RefusedError

if TYPE_CHECKING:
    from secinfo_desktop.client.account import BackendAccount
    from secinfo_desktop.client.handles import HandleKeeper
    from secinfo_desktop.client.practice import BackendPractice
    from secinfo_desktop.client.service import Service
    from secinfo_desktop.client.signed_in import BackendSession
    from secinfo_desktop.desktop.learnt_tables import LearntTables, TablesOf
    from secinfo_desktop.desktop.organisations import Organisation
    from secinfo_desktop.desktop.own_secrets import KeyringKeys

PRACTICE = AccountChoice("practice", AccountKind.PRACTICE, "practice")
"""The made-up person; the faces have their own words for it."""
MICROSOFT = AccountChoice("microsoft", AccountKind.BY_HAND, "Microsoft account")
"""The commonest real case: the provider offers no interface, so its own pages are used (``recovery.by_hand``)."""
BY_HAND = (MICROSOFT,)
"""What a first start offers. An account by hand has the id of its pack."""


@dataclass(frozen=True)
class HandlesOf:
    """Who keeps the handles of real accounts, and of the made-up person: that needs no keyring."""

    real: Handles
    practice: Handles

    def forget(self, case_id: str) -> None:
        """Lets the handle of a case go; another may be kept under the same id."""
        self.practice.forget(case_id)
        self.real.forget(case_id)

    def forget_case(self, case_id: str) -> None:
        """Lets the handle of a case go for good, whoever's account it is about."""
        self.practice.forget_case(case_id)
        self.real.forget_case(case_id)


class DesktopAccounts:
    """Keeps one account for each choice, so that a flow stays where it was begun. Safe to use from several threads.

    ``practice_address`` tells where the embedded backend answers and may wait for it; ``clock`` is this computer's.
    What talks to the network is loaded with the first account, for it has no place before the first paint.
    """

    def __init__(
        self,
        organisations: Sequence["Organisation"],
        practice_address: Callable[[], ServiceAddress],
        clock: Callable[[], datetime],
        handles: "HandlesOf | None" = None,
        browser: Browser | None = None,
        by_hand: Sequence[AccountChoice] = BY_HAND,
        tables: "LearntTables | None" = None,
        own_secrets: "Handles | None" = None,
    ) -> None:
        self._organisations = {organisation.choice.id: organisation for organisation in organisations}
        self._practice_address, self._local_clock, self._handles = practice_address, clock, handles
        self._services: dict[str, Service] = {}
        self._accounts: dict[str, BackendAccount] = {}
        self._sessions: dict[str, BackendSession] = {}
        self._own_secrets = own_secrets
        self._secrets: dict[str, HandleKeeper] = {}
        self._now, self._tables = clock, tables
        self._browser, self._by_hand = browser or DesktopBrowser(os.environ), {choice.id: choice for choice in by_hand}

    def choices(self) -> tuple[AccountChoice, ...]:
        """The providers' own pages, then the organisations, then practice."""
        organisations = (organisation.choice for organisation in self._organisations.values())
        return (*self._by_hand.values(), *organisations, PRACTICE)

    def account(self, choice: str) -> "BackendAccount":
        """The way to the chosen account.

        Raises:
            RefusedError: there is no such choice, or nothing stands behind it because it goes by hand.
        """
        service = self.service(choice)
        return self._accounts.setdefault(choice, self._new(choice, service))

    def _new(self, choice: str, service: "Service") -> "BackendAccount":
        from secinfo_desktop.client.account import BackendAccount
        from secinfo_desktop.client.signed_in import CLAIM

        if choice != PRACTICE.id:  # the made-up person's own computer comes with the story
            service.computer = self._keys(choice).key()
        kept = self._handles
        handles = None if kept is None else kept.practice if choice == PRACTICE.id else kept.real
        keep_claim = partial(self.secrets_of(choice).keep, CLAIM)
        return BackendAccount(service, self.pack(choice), handles, self._tables_of(choice), keep_claim)

    def secrets_of(self, choice: str) -> "HandleKeeper":
        """Who keeps what this computer keeps secret of a choice; of the made-up people in memory alone."""
        from secinfo_desktop.desktop import own_secrets

        handles = self._own_secrets if choice != PRACTICE.id else None
        new = own_secrets.SecretsOf(handles, choice) if handles is not None else own_secrets.InMemory()
        return self._secrets.setdefault(choice, new)

    def _tables_of(self, choice: str) -> "TablesOf | None":
        if self._tables is None or choice not in self._organisations:
            return None
        from secinfo_desktop.desktop.learnt_tables import TablesOf

        return TablesOf(self._tables, choice)

    def signed_in(self, choice: str) -> "BackendSession":
        """The way to the chosen account for whoever signs in to it: one session for each choice.

        Raises:
            RefusedError: there is no such choice, or nothing stands behind it because it goes by hand.
        """
        service = self.service(choice)
        return self._sessions.setdefault(choice, self._new_session(choice, service))

    def _new_session(self, choice: str, service: "Service") -> "BackendSession":
        from secinfo_desktop.client.signed_in import BackendSession
        from secinfo_desktop.desktop import own_secrets

        return BackendSession(service, self.secrets_of(choice), self._keys(choice), own_secrets.name_of_computer())

    def _keys(self, choice: str) -> "KeyringKeys":
        from secinfo_desktop.desktop import own_secrets

        if choice != PRACTICE.id and self._own_secrets is not None:
            return own_secrets.KeyringKeys(self._own_secrets.find_keyring, choice)
        memory = own_secrets.MemoryKeyring()
        return own_secrets.KeyringKeys(lambda: memory, choice)

    def practice(self) -> "BackendPractice":
        """The way to the practice world; it has the clock of the practice account."""
        from secinfo_desktop.client.practice import BackendPractice

        return BackendPractice(self.service(PRACTICE.id))

    def clock(self) -> datetime:
        """The time of the service that was turned to last, UTC; this computer's before that. Asks nobody."""
        return self._now()

    def service(self, choice: str) -> "Service":
        """What answers behind a choice; asks nobody.

        Raises:
            RefusedError: there is no such choice, or nothing stands behind it because it goes by hand.
        """
        from secinfo_desktop.client.service import Service, ServiceClock
        from secinfo_desktop.client.transport import Transport

        new = Service(Transport(self._address(choice)), ServiceClock(self._local_clock))
        service = self._services.setdefault(choice, new)  # one step, so that threads can't make two
        self._now = service.clock.now
        return service

    def _address(self, choice: str) -> Callable[[], ServiceAddress]:
        if choice == PRACTICE.id:
            return self._practice_address
        if choice not in self._organisations:
            raise RefusedError(Failure.UNKNOWN_ACCOUNT)
        address = self._organisations[choice].address
        return lambda: address

    def pack(self, choice: str) -> ProviderPack:
        """The provider's pack.

        Raises:
            RefusedError: there is no such choice.
        """
        if choice == PRACTICE.id:
            return _shipped(providers.PRACTICE_PACK)
        if choice in self._by_hand:
            return _shipped(choice)
        if choice not in self._organisations:
            raise RefusedError(Failure.UNKNOWN_ACCOUNT)
        return self._organisations[choice].pack

    def browser(self) -> Browser:
        """The person's own browser."""
        return self._browser


def _shipped(pack: str) -> ProviderPack:
    """A pack that comes with the app."""
    return providers.parse(resources.text(f"providers/{pack}.toml"))
