"""Learnt tables are fetched when there is news, and whoever is locked out never waits for them or hears of them."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pytest

from secinfo_desktop.client.account import BackendAccount
from secinfo_desktop.client.addresses import ServiceAddress
from secinfo_desktop.client.service import Service, ServiceClock
from secinfo_desktop.client.transport import Transport
from secinfo_desktop.recovery.ports import Purpose
from tests.client.test_service import ABOUT, OPENED, SERVICE_NOW
from tests.helpers.clock import FrozenClock
from tests.helpers.expected_log import ExpectedLog
from tests.helpers.fake_accounts import example_pack
from tests.helpers.hostile_server import HostileServer, Visit, hostile_server, reply

TABLES: dict[str, object] = {"revision": 7, "tables": [{"checklist": "code_not_received", "text": "the table"}]}


@dataclass
class Keeper:
    """Keeps in memory."""

    known: int = 0
    kept: dict[str, str] = field(default_factory=dict)

    def revision(self) -> int:
        return self.known

    def keep(self, revision: int, tables: Mapping[str, str]) -> None:
        self.known, self.kept = revision, dict(tables)


@dataclass
class Answers:
    """A service with tables; ``broken`` ones make no sense."""

    revision: int = 7
    broken: bool = False
    paths: list[str] = field(default_factory=list)

    def __call__(self, visit: Visit) -> None:
        path = visit.request.split(b" ")[1].decode().removeprefix("/v1")
        self.paths.append(path)
        answers = {"/about": {**ABOUT, "tables": self.revision}, "/recovery/flows": OPENED}
        answers["/guide/tables"] = {"revision": "seven"} if self.broken else TABLES
        visit.send(reply(json.dumps({**answers[path], "now": SERVICE_NOW.isoformat()}).encode()))


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def server(answers: Answers) -> Iterator[HostileServer]:
    with hostile_server(answers) as running:
        yield running


def opened(server: HostileServer, keeper: Keeper) -> int:
    """Opens a flow; how many contacts it has."""
    transport = Transport(lambda: ServiceAddress(server.url, "canary-token"))
    account = BackendAccount(Service(transport, ServiceClock(FrozenClock())), example_pack(), tables=keeper)
    return len(account.open("mara", Purpose.RECOVER))


def test_news_is_fetched_once(server: HostileServer, answers: Answers) -> None:
    keeper = Keeper()
    for _ in range(2):
        assert opened(server, keeper) == 1
    assert keeper == Keeper(7, {"code_not_received": "the table"})
    assert answers.paths.count("/guide/tables") == 1


def test_what_was_taken_back_is_news_as_well(server: HostileServer, answers: Answers) -> None:
    opened(server, Keeper(known=8))
    assert "/guide/tables" in answers.paths


def test_a_service_without_tables_is_not_asked(server: HostileServer, answers: Answers) -> None:
    answers.revision = 0
    assert opened(server, Keeper()) == 1
    assert "/guide/tables" not in answers.paths


def test_tables_that_can_not_be_read_keep_nobody_out(
    server: HostileServer, answers: Answers, expected_log: ExpectedLog
) -> None:
    answers.broken = True
    expected_log.expect("secinfo_desktop.client.tables", "could not be fetched")
    keeper = Keeper(known=3)
    assert opened(server, keeper) == 1
    assert keeper == Keeper(known=3)
