"""A service with a helpdesk on a port of loopback: a person's account there, and a member of staff at their console."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from secinfo_desktop.backend.http.app import make_app
from secinfo_desktop.backend.http.guard import Door
from secinfo_desktop.client.account import BackendAccount
from secinfo_desktop.client.addresses import ServiceAddress
from secinfo_desktop.client.helpdesk import BackendHelpdesk
from secinfo_desktop.client.service import Service, ServiceClock
from secinfo_desktop.client.staff import StaffSession
from secinfo_desktop.client.transport import Transport
from secinfo_desktop.desktop.checklists import shipped
from secinfo_desktop.desktop.own_secrets import InMemory
from secinfo_desktop.domain.providers import ProviderPack
from secinfo_desktop.recovery.live_help import CAPABILITY
from secinfo_desktop.recovery.ports import AccountChoice
from tests.helpers.clock import FrozenClock
from tests.helpers.fake_accounts import ORGANISATION, FakeBrowser, example_pack
from tests.helpers.fake_practice import FakePractice
from tests.helpers.practice_bench import TOKEN
from tests.helpers.served import listening, served
from tests.helpers.service_bench import NAME, ServiceBench
from tests.helpers.staff_bench import PASSWORD, Helpdesk

AGENT = "Rosa"
NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)


class ServedHelpdesk:
    """Both sides over the wire; ``computer`` is what the account knows the person's computer by."""

    def __init__(self, folder: Path, port: int) -> None:
        self.bench = ServiceBench(folder, FrozenClock(NOON))
        self.account = self.bench.add_account()
        self.desk = Helpdesk(self.bench)
        its = self.bench.services()
        able = replace(its, capabilities=(*its.capabilities, CAPABILITY))
        self.app = make_app(able, Door(frozenset({f"127.0.0.1:{port}"}), TOKEN))
        self._url = f"http://127.0.0.1:{port}"
        self.computer = self.bench.known_device(self.account, timedelta(days=31))
        self.bench.clock.advance(hours=1)

    def service(self) -> Service:
        """A client's way to it."""
        return Service(Transport(lambda: ServiceAddress(self._url, TOKEN)), ServiceClock(self.bench.clock))

    def accounts(self) -> "ServedAccounts":
        """What a person's app knows."""
        service = self.service()
        service.computer = self.computer
        return ServedAccounts(BackendAccount(service, example_pack()), self.bench.clock)

    def console(self) -> BackendHelpdesk:
        """What a member of staff's app asks, who has signed in."""
        staff = StaffSession(self.service(), InMemory())
        staff.sign_in("rosa", PASSWORD)
        ids = count(1)
        return BackendHelpdesk(staff, lambda name: shipped(name).revision, lambda: f"console-{next(ids):016d}")

    def wait(self, span: timedelta) -> None:
        """Time passes."""
        self.bench.clock.advance(seconds=span.total_seconds())


class ServedAccounts:
    """One organisation's account behind the wire."""

    def __init__(self, account: BackendAccount, clock: FrozenClock) -> None:
        self._account, self.clock = account, clock

    def choices(self) -> tuple[AccountChoice, ...]:
        """Only that one."""
        return (ORGANISATION,)

    def account(self, _choice: str) -> BackendAccount:
        """The way to it."""
        return self._account

    def pack(self, _choice: str) -> ProviderPack:
        """Its organisation's."""
        return example_pack()

    def browser(self) -> FakeBrowser:
        """Shows nothing."""
        return FakeBrowser()

    def practice(self) -> FakePractice:
        """There is none."""
        raise AssertionError("nobody practises here")


@contextmanager
def served_helpdesk(folder: Path) -> Iterator[ServedHelpdesk]:
    """For the length of a block."""
    with listening() as listener:
        its = ServedHelpdesk(folder, listener.getsockname()[1])
        try:
            with served(its.app, listener):
                yield its
        finally:
            its.bench.close()


__all__ = ["AGENT", "NAME", "ServedAccounts", "ServedHelpdesk", "served_helpdesk"]
