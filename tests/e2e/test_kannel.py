"""A code goes by real text message: out of the backend process, through Kannel, to a network's message centre.

What the network says became of it comes back as Kannel's report, and is evidence: on a computer that the account knows
the guide goes another way by it. It never changes what a code is worth, and the public never hears of it.
"""

import json
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from secrets import SystemRandom
from typing import Any

import pytest

from secinfo_desktop.backend.services.signatures import new_key
from secinfo_desktop.backend.store.sqlite import open_store
from secinfo_desktop.client.account import BackendAccount
from secinfo_desktop.client.addresses import ServiceAddress
from secinfo_desktop.client.computer_key import ComputerKey
from secinfo_desktop.client.service import Service, ServiceClock
from secinfo_desktop.client.transport import Transport
from secinfo_desktop.contract.endpoints import PREFIX, SESSION_HEADER
from secinfo_desktop.domain.contacts import ContactKind
from secinfo_desktop.domain.delivery import Delivery, DeliveryState, Reason
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.providers import ProviderPack
from secinfo_desktop.recovery import pages, said
from secinfo_desktop.recovery.ports import AccountChoice, Browser, Practice, RefusedError
from tests.e2e.kannel_gateway import FAKESMSC, PASSWORD, USER, Kannel, kannel
from tests.helpers.backend_process import PATIENCE, BackendProcess, backend, start
from tests.helpers.fake_accounts import ORGANISATION, FakeBrowser
from tests.helpers.service_bench import example_pack
from tests.helpers.smsc import Fate, Smsc, smsc
from tests.helpers.wandering import Own, Wanderer

NAME, SECRET = "mara@example.org", "an old password of hers"
PHONE, DIGITS = "+49 171 3920041", "491713920041"
REPORT = "a report came"
STEPS = 3
pytestmark = pytest.mark.real_part("kannel")


@dataclass(frozen=True)
class Chain:
    """A service that sends through Kannel, and the message centre behind it."""

    service: BackendProcess
    kannel: Kannel
    data: Path

    def wait_for_report(self) -> str:
        """What came of the next report, as the service's log tells."""
        assert self.service.process.stderr is not None
        for line in self.service.process.stderr:
            told = json.loads(line)
            if told["event"] == REPORT:
                return str(told["result"])
        raise AssertionError("no report came")

    def known_device(self) -> ComputerKey:
        """The key of a computer that the account's owner has made known."""
        signed_in = self._ask("/sign-in", {"account_name": NAME, "password": SECRET, "device": "desk"}, {})
        private_key, public_key = new_key(SystemRandom())
        headers = {SESSION_HEADER: signed_in["session"]}
        known = self._ask("/known-computers/added", {"device": "desk", "public_key": public_key}, headers)
        return ComputerKey(known["device_id"], private_key)

    def _ask(self, path: str, body: dict[str, str], headers: dict[str, str]) -> dict[str, Any]:
        connection = HTTPConnection("127.0.0.1", self.service.port, timeout=PATIENCE)
        try:
            headers = {"Content-Type": "application/json", **headers}
            connection.request("POST", PREFIX + path, json.dumps(body), headers)
            answer: dict[str, Any] = json.loads(connection.getresponse().read())
            return answer
        finally:
            connection.close()


@contextmanager
def chain(folder: Path, centre: Smsc | None) -> Iterator[Chain]:
    """The service as a process; its person's phone hangs on the centre."""
    data, secret = folder / "data", folder / "password"
    secret.touch(0o600)
    secret.write_text(f"{PASSWORD}\n")
    contacts = [{"kind": "phone", "value": PHONE}, {"kind": "email", "value": "mara.post@example.com"}]
    person = {"name": NAME, "password": SECRET, "contacts": contacts}
    adding = start(["add-account", "--data", str(data)])
    assert "1" in adding.communicate(json.dumps(person), timeout=PATIENCE)[0]
    with kannel(folder, centre) as running:
        flags = {
            "data": str(data),
            "smtp": "127.0.0.1:9",
            "sms": "kannel",
            "sms-url": running.url,
            "sms-user": USER,
            "sms-password-file": str(secret),
            "reports-port": "0",
        }
        with backend("serve", *(word for name, value in flags.items() for word in (f"--{name}", value))) as service:
            yield Chain(service, running, data)


@pytest.fixture
def centre() -> Iterator[Smsc]:
    with smsc() as its:
        yield its


class Accounts:
    """The app's own client, over real HTTP. ``computer``: this one is known by that key."""

    def __init__(self, port: int, computer: ComputerKey | None) -> None:
        its = Service(Transport(lambda: ServiceAddress(f"http://127.0.0.1:{port}")), ServiceClock(now))
        its.computer = computer
        self._account = BackendAccount(its, example_pack())

    def choices(self) -> tuple[AccountChoice, ...]:
        return (ORGANISATION,)

    def account(self, _choice: str) -> BackendAccount:
        return self._account

    def pack(self, _choice: str) -> ProviderPack:
        return example_pack()

    def browser(self) -> Browser:
        return FakeBrowser()

    def practice(self) -> Practice:
        raise RefusedError(Failure.UNREACHABLE)


def now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - programs that are real tell the real time


def asks_for_a_code(its: Chain, computer: ComputerKey | None) -> Wanderer:
    """Somebody at the app, up to the page that waits for the code."""
    one = Wanderer(Accounts(its.service.port, computer), now, Own(NAME, {ContactKind.PHONE: PHONE}))
    one.begins(ORGANISATION.id)
    assert isinstance(one.frame.page, pages.ContactPage)
    one.says(said.ChoseContact(one.frame.page.contacts[0].id, PHONE))
    return one


def news(one: Wanderer) -> list[str]:
    """What the panel says became of the message."""
    return [note.detail or "" for note in one.frame.notes if note.what in ("delivery_status", "not_delivered")]


def way(one: Wanderer) -> list[str]:
    """The next steps of somebody who is signed in nowhere else and skips what they are told to do."""
    steps: list[str] = []
    while len(steps) < STEPS:
        page = one.frame.page
        if not isinstance(page, pages.QuestionPage | pages.InstructionPage):
            return [*steps, type(page).__name__]
        steps.append(page.step)
        one.says(said.Answered("no") if page.step == "signed_in_elsewhere" else said.Skipped())
    return steps


def after_fate(folder: Path, centre: Smsc, fate: Fate, *, is_known: bool) -> tuple[str, list[str], list[str]]:
    """What came of the report, what the panel then says, and the way that the guide goes."""
    centre.fates[DIGITS] = fate
    with chain(folder, centre) as its:
        computer = its.known_device() if is_known else None
        if computer is not None:  # of which the owner is told by a text of its own
            centre.texts.get(timeout=PATIENCE)
            its.wait_for_report()
        one = asks_for_a_code(its, computer)
        centre.texts.get(timeout=PATIENCE)
        result = its.wait_for_report()
        one.says(said.DidNotCome())
        return result, news(one), way(one)


def test_a_report_is_evidence_and_the_guide_goes_another_way_by_it(tmp_path: Path, centre: Smsc) -> None:
    ways = {}
    for number, fate in enumerate((Fate("EXPIRED", "027"), Fate("DELIVRD"))):
        folder = tmp_path / str(number)
        folder.mkdir()
        ways[fate.stat] = after_fate(folder, centre, fate, is_known=True)
    assert ways["EXPIRED"][:2] == ("undelivered", ["not_reached"])
    assert ways["DELIVRD"][:2] == ("delivered", ["delivered"])
    assert ways["EXPIRED"][2] != ways["DELIVRD"][2]


def test_the_public_hears_nothing_of_it(tmp_path: Path, centre: Smsc) -> None:
    result, told, _ = after_fate(tmp_path, centre, Fate("EXPIRED", "027"), is_known=False)
    assert (result, told) == ("undelivered", [])


@pytest.mark.parametrize(
    ("fate", "became"),
    [
        (Fate("UNDELIV", "001"), Delivery(DeliveryState.UNDELIVERED, Reason.ADDRESS_UNKNOWN)),
        (Fate("REJECTD", "000"), Delivery(DeliveryState.UNDELIVERED, Reason.REFUSED)),
        (Fate(refused=True), Delivery(DeliveryState.UNDELIVERED, Reason.ADDRESS_UNKNOWN)),
    ],
    ids=["UNDELIV", "REJECTD", "refused at once"],
)
def test_what_the_network_says_is_told_apart_and_the_code_is_worth_what_it_was(
    tmp_path: Path, centre: Smsc, fate: Fate, became: Delivery
) -> None:
    centre.fates[DIGITS] = fate
    with chain(tmp_path, centre) as its:
        one = asks_for_a_code(its, None)
        text = centre.texts.get(timeout=PATIENCE)
        assert its.wait_for_report() == "undelivered"
        assert deliveries(its.data) == (became,)
        assert (text.number, text.sender, bool(text.valid_until)) == (DIGITS, example_pack().text_sender, True)
        one.says(said.GaveCode(code_in(text.text)))
        assert isinstance(one.frame.page, pages.NewPasswordPage)


def test_kannels_own_message_centre_takes_a_code(tmp_path: Path) -> None:
    with (
        chain(tmp_path, None) as its,
        subprocess.Popen(
            [str(FAKESMSC), "-H", "127.0.0.1", "-r", str(its.kannel.fake_port), "-m", "1", "1 2 text begin"],
            stderr=subprocess.PIPE,
            text=True,
        ) as fakesmsc,
    ):
        assert fakesmsc.stderr is not None
        asks_for_a_code(its, None)
        (got,) = [line for line in until(fakesmsc.stderr, PHONE.replace(" ", "")) if DIGITS in line]
        assert its.wait_for_report() == "delivered"
        assert code_in(got)
        fakesmsc.kill()


def until(lines: Iterator[str], word: str) -> list[str]:
    """The lines up to the first with a word in it."""
    seen = []
    for line in lines:
        seen.append(line)
        if word in line:
            break
    return seen


def code_in(text: str) -> str:
    found = re.search(r"\b(\d{3} \d{3})\b", text)
    assert found is not None
    return found[1]


def deliveries(data: Path) -> tuple[Delivery, ...]:
    """What the service's database says became of the one flow's messages."""
    store = open_store(data)
    try:
        with store.database.read() as connection:
            flow_id = str(connection.exec_driver_sql("SELECT id FROM flow").scalar_one())
        return store.outbox.deliveries(flow_id)
    finally:
        store.close()
