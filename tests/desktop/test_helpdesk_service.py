"""The way in to each organisation's helpdesk: each session is kept apart from all others, in practice in memory."""

from pathlib import Path

import pytest

from secinfo_desktop.client.addresses import ServiceAddress
from secinfo_desktop.client.staff import STAFF_SESSION
from secinfo_desktop.desktop.accounts import BY_HAND, PRACTICE, DesktopAccounts
from secinfo_desktop.desktop.helpdesk_service import DesktopDoor, doors
from secinfo_desktop.desktop.organisations import Organisation
from secinfo_desktop.desktop.secrets import FileHandles, Handles
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.practice_staff import PRACTICE_STAFF
from secinfo_desktop.recovery.ports import AccountChoice, AccountKind, RefusedError
from tests.helpers.clock import FrozenClock
from tests.helpers.fake_accounts import example_pack

NOWHERE = "http://127.0.0.1:1"


def organisation(name: str) -> Organisation:
    choice = AccountChoice(name, AccountKind.ORGANISATION, f"The {name}", "127.0.0.1")
    return Organisation(choice, ServiceAddress(NOWHERE), example_pack())


@pytest.fixture
def accounts(tmp_path: Path) -> DesktopAccounts:
    kept = Handles(FileHandles(tmp_path / "handles"))
    organisations = [organisation("one"), organisation("other")]
    return DesktopAccounts(organisations, lambda: ServiceAddress(NOWHERE), FrozenClock(), own_secrets=kept)


def named(accounts: DesktopAccounts) -> dict[str, DesktopDoor]:
    return {door.name: door for door in doors(accounts, lambda _: "1")}


def test_every_service_has_a_door_and_what_goes_by_hand_has_none(accounts: DesktopAccounts) -> None:
    assert list(named(accounts)) == ["The one", "The other", PRACTICE.name]
    assert not {choice.name for choice in BY_HAND} & set(named(accounts))


def test_made_up_agents_are_offered_in_practice_alone(accounts: DesktopAccounts) -> None:
    assert {name: door.made_up for name, door in named(accounts).items()} == {
        "The one": (),
        "The other": (),
        PRACTICE.name: PRACTICE_STAFF,
    }


def test_a_session_is_kept_for_the_one_it_is_of(accounts: DesktopAccounts, tmp_path: Path) -> None:
    accounts.secrets_of("one").keep(STAFF_SESSION, "canary-session")
    accounts.secrets_of(PRACTICE.id).keep(STAFF_SESSION, "canary-practice")
    assert {name: door.is_open for name, door in named(accounts).items()} == {
        "The one": True,
        "The other": False,
        PRACTICE.name: True,
    }
    [file] = (tmp_path / "handles").iterdir()
    assert "canary-session" in file.read_text()


def test_where_nobody_is_signed_in_or_nobody_answers_it_is_refused(accounts: DesktopAccounts) -> None:
    door = named(accounts)["The one"]
    with pytest.raises(RefusedError) as caught:
        door.service()
    assert caught.value.failure is Failure.NOT_STAFF
    with pytest.raises(RefusedError) as caught:
        door.enter("rosa", "secret")
    assert caught.value.failure is Failure.UNREACHABLE
    assert not door.is_open
