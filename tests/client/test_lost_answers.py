"""A new password whose answer was lost: tried again it is told as set, once, and no other one takes its place."""

from pathlib import Path

import pytest

from secinfo_desktop.backend.http.app import make_app
from secinfo_desktop.backend.http.guard import Door
from secinfo_desktop.client.account import BackendAccount
from secinfo_desktop.client.errors import UnreachableError
from secinfo_desktop.client.exchange import Incoming
from secinfo_desktop.client.service import Service, ServiceClock
from secinfo_desktop.contract.endpoint import Endpoint
from secinfo_desktop.contract.endpoints import SET_PASSWORD
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.recovery.ports import Purpose, RefusedError
from tests.helpers.direct import DirectTransport
from tests.helpers.practice_bench import HOST, TOKEN
from tests.helpers.service_bench import NAME, NEW_PASSWORD, PHONE, ServiceBench, example_pack


class LosesAnswers:
    """A network that is cut once the service has set the password."""

    def __init__(self) -> None:
        self.is_cut = True

    def __call__(self, endpoint: Endpoint, incoming: Incoming) -> Incoming:
        """Loses the answer."""
        if self.is_cut and endpoint is SET_PASSWORD:
            raise UnreachableError
        return incoming


def tried(folder: Path, network: LosesAnswers) -> BackendAccount:
    """Somebody has set a new password, and does not know it."""
    bench = ServiceBench(folder / "data")
    bench.add_account()
    app = make_app(bench.services(), Door(frozenset({HOST}), TOKEN))
    account = BackendAccount(Service(DirectTransport(app, network), ServiceClock(bench.clock)), example_pack())
    contact = account.open(NAME, Purpose.RECOVER)[0]
    account.send_code(contact.id, PHONE)
    account.give_code(bench.newest_code())
    with pytest.raises(RefusedError) as refused:
        account.set_password(NEW_PASSWORD)
    assert refused.value.failure is Failure.UNREACHABLE
    network.is_cut = False
    return account


def test_the_same_password_again_is_answered_as_the_first_time(tmp_path: Path) -> None:
    network = LosesAnswers()
    account = tried(tmp_path, network)
    network.is_cut = True
    with pytest.raises(RefusedError):
        account.set_password(NEW_PASSWORD)
    network.is_cut = False
    assert account.set_password(NEW_PASSWORD).contacts_told == 2
    with pytest.raises(RefusedError) as refused:
        account.set_password(NEW_PASSWORD)
    assert refused.value.failure is Failure.FLOW_ENDED


def test_another_password_is_another_request(tmp_path: Path) -> None:
    account = tried(tmp_path, LosesAnswers())
    with pytest.raises(RefusedError) as refused:
        account.set_password(f"{NEW_PASSWORD} again")
    assert refused.value.failure is Failure.FLOW_ENDED
