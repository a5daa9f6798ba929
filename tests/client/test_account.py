"""The client with the real service, and the fake that others test with, keep the same promises."""

from collections.abc import Iterator

import pytest

from secinfo_desktop.desktop import clock
from secinfo_desktop.desktop.accounts import DesktopAccounts
from secinfo_desktop.desktop.embedded import EmbeddedBackend, practice_settings
from secinfo_desktop.recovery.ports import Accounts
from tests.client.account_contract import AccountContract
from tests.helpers.fake_accounts import FakeAccounts


class TestFakeAccounts(AccountContract):
    """The fake."""

    @pytest.fixture
    def accounts(self) -> Accounts:
        return FakeAccounts()


@pytest.fixture(scope="module")
def backend(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedBackend]:
    running = EmbeddedBackend(practice_settings(tmp_path_factory.mktemp("practice")))
    yield running
    running.stop()


class TestBackendAccount(AccountContract):
    """The client, over HTTP, with a service process of its own."""

    @pytest.fixture
    def accounts(self, backend: EmbeddedBackend) -> Accounts:
        return DesktopAccounts((), backend.address, clock.now)
