"""The client with the real service, and the fake that others test with, keep the same promises."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from secinfo_desktop.desktop import clock
from secinfo_desktop.desktop.accounts import DesktopAccounts, HandlesOf
from secinfo_desktop.desktop.embedded import EmbeddedBackend, practice_settings
from secinfo_desktop.desktop.secrets import FileHandles, Handles
from secinfo_desktop.domain.contacts import ContactKind
from secinfo_desktop.domain.delivery import Reason
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.recovery.ports import Account, Accounts, Fact, Purpose, RefusedError
from tests.client.account_contract import CASE, PASSWORD, AccountContract, start
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
    def handles(self, tmp_path: Path) -> HandlesOf:
        kept = Handles(FileHandles(tmp_path / "handles"))
        return HandlesOf(kept, kept)

    @pytest.fixture
    def accounts(self, backend: EmbeddedBackend, handles: HandlesOf) -> Accounts:
        return DesktopAccounts((), backend.address, clock.now, handles)

    def after_a_restart(self, accounts: Accounts) -> Account:
        assert isinstance(accounts, DesktopAccounts)
        again = DesktopAccounts((), accounts._practice_address, clock.now, accounts._handles)
        return again.account("practice")

    def test_the_handle_is_kept_while_the_flow_lives_and_no_longer(self, accounts: Accounts, tmp_path: Path) -> None:
        played = start(accounts)
        contacts = played.account.open(played.persona.account_name, Purpose.RECOVER, CASE)
        assert [file.name for file in (tmp_path / "handles").iterdir()] == [CASE]
        phone = next(contact for contact in contacts if contact.kind is ContactKind.PHONE)
        played.account.send_code(phone.id, played.own(phone))
        played.account.give_code(played.newest_text())
        played.account.set_password(PASSWORD)
        assert list((tmp_path / "handles").iterdir()) == []

    def test_a_flow_that_the_service_has_ended_takes_its_handle_along(self, accounts: Accounts, tmp_path: Path) -> None:
        played = start(accounts)
        played.account.open(played.persona.account_name, Purpose.RECOVER, CASE)
        accounts.practice().start("first-visit")
        with pytest.raises(RefusedError):
            self.after_a_restart(accounts).resume(CASE)
        assert list((tmp_path / "handles").iterdir()) == []


def test_a_story_at_a_known_computer_opens_flows_that_hear_of_deliveries(backend: EmbeddedBackend) -> None:
    accounts = DesktopAccounts((), backend.address, clock.now)
    practice, account = accounts.practice(), accounts.account("practice")
    persona = practice.start("mail-known-computer")
    (mailbox,) = account.open(persona.account_name, Purpose.RECOVER)
    account.send_code(mailbox.id, persona.contacts[0].value)
    practice.move_clock(10)
    assert account.audience is Disclosure.KNOWN_DEVICE
    told = Fact("delivery_status", "bounced", Disclosure.KNOWN_DEVICE, Reason.MAILBOX_FULL)
    assert told in account.standing().facts


def test_who_comes_back_to_a_known_computer_is_told_as_much_as_before(backend: EmbeddedBackend, tmp_path: Path) -> None:
    kept = Handles(FileHandles(tmp_path / "handles"))
    before, after = (DesktopAccounts((), backend.address, clock.now, HandlesOf(kept, kept)) for _start in range(2))
    persona = before.practice().start("mail-returned")
    before.account("practice").open(persona.account_name, Purpose.RECOVER, CASE)
    assert after.practice().persona() == persona
    account = after.account("practice")
    assert account.resume(CASE).audience is account.audience is Disclosure.KNOWN_DEVICE
    account.open(persona.account_name, Purpose.RECOVER, CASE)
    assert account.audience is Disclosure.KNOWN_DEVICE


def test_the_next_story_forgets_the_known_computer(backend: EmbeddedBackend) -> None:
    accounts = DesktopAccounts((), backend.address, clock.now)
    accounts.practice().start("mail-known-computer")
    played = start(accounts)
    played.open_by_phone()
    assert played.account.audience is Disclosure.PUBLIC


def test_a_whole_recovery_logs_nothing_secret(backend: EmbeddedBackend, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    played = start(DesktopAccounts((), backend.address, clock.now))
    phone = played.open_by_phone()
    played.account.send_code(phone.id, played.own(phone))
    code, token = played.newest_text(), backend.address().token or ""
    with pytest.raises(RefusedError):
        played.account.give_code("not a code")
    played.account.give_code(code)
    played.account.set_password(PASSWORD)
    logged = caplog.text
    secrets = (code, token, PASSWORD, played.own(phone), played.own(phone)[-5:], played.persona.account_name)
    assert not any(secret in logged for secret in secrets)


def test_the_helpdesk_of_a_flow_is_there_after_its_end_for_what_was_said_last(backend: EmbeddedBackend) -> None:
    played = start(DesktopAccounts((), backend.address, clock.now))
    phone = played.open_by_phone()
    shared = played.account.live_help()
    assert shared is not None
    played.account.send_code(phone.id, played.own(phone))
    played.account.give_code(played.newest_text())
    played.account.set_password(PASSWORD)
    assert played.account.live_help() is shared
    played.open_by_phone()
    assert played.account.live_help() is not shared


def test_practice_writes_its_messages_in_the_language_of_the_person(tmp_path: Path) -> None:
    german = EmbeddedBackend(practice_settings(tmp_path))
    german.speaks("de")
    try:
        played = start(DesktopAccounts((), german.address, clock.now))
        phone = played.open_by_phone()
        played.account.send_code(phone.id, played.own(phone))
        assert played.newest_text()
        assert "ist Ihr Code" in played.practice.look().phones[0].messages[-1].text
    finally:
        german.stop()
