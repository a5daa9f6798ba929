"""The app knows a way to each organisation and to practice, and keeps to it."""

import pytest

from secinfo_desktop.client.addresses import ServiceAddress
from secinfo_desktop.desktop.accounts import MICROSOFT, PRACTICE, DesktopAccounts
from secinfo_desktop.desktop.organisations import Organisation
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.recovery.ports import AccountChoice, AccountKind, Accounts, Purpose, RefusedError
from tests.helpers.clock import START, FrozenClock
from tests.helpers.fake_accounts import example_pack

NORTH = AccountChoice("north", AccountKind.ORGANISATION, "North Hospital")
ORGANISATION = Organisation(NORTH, ServiceAddress("https://accounts.north.example"), example_pack())


def not_there() -> ServiceAddress:
    raise RefusedError(Failure.BROKEN)


@pytest.fixture
def accounts() -> DesktopAccounts:
    return DesktopAccounts([ORGANISATION], not_there, FrozenClock())


def test_it_is_what_the_flow_needs(accounts: DesktopAccounts) -> None:
    port: Accounts = accounts
    assert port.choices() == (MICROSOFT, NORTH, PRACTICE)


def test_a_first_start_offers_the_providers_own_pages_and_practice() -> None:
    assert DesktopAccounts([], not_there, FrozenClock()).choices() == (MICROSOFT, PRACTICE)


def test_nothing_stands_behind_an_account_by_hand_but_its_pack(accounts: DesktopAccounts) -> None:
    assert accounts.pack(MICROSOFT.id).brand == "Microsoft"
    with pytest.raises(RefusedError) as error:
        accounts.account(MICROSOFT.id)
    assert error.value.failure is Failure.UNKNOWN_ACCOUNT


def test_every_choice_has_its_pack(accounts: DesktopAccounts) -> None:
    assert accounts.pack("north") is ORGANISATION.pack
    assert accounts.pack(PRACTICE.id).id == "example-organisation"
    with pytest.raises(RefusedError):
        accounts.pack("south")


def test_an_account_is_kept(accounts: DesktopAccounts) -> None:
    assert accounts.account("north") is accounts.account("north")
    assert accounts.account("north") is not accounts.account("practice")


def test_an_unknown_choice_is_refused(accounts: DesktopAccounts) -> None:
    with pytest.raises(RefusedError) as error:
        accounts.account("south")
    assert error.value.failure is Failure.UNKNOWN_ACCOUNT


def test_a_backend_that_can_not_be_started_refuses_the_call_and_not_the_choice(accounts: DesktopAccounts) -> None:
    account = accounts.account("practice")
    with pytest.raises(RefusedError) as error:
        account.open("rowan", Purpose.RECOVER)
    assert error.value.failure is Failure.BROKEN
    with pytest.raises(RefusedError):
        accounts.practice().stories()


def test_an_account_has_the_pack_of_its_organisation(accounts: DesktopAccounts) -> None:
    assert accounts.account("north").pack is ORGANISATION.pack


def test_the_clock_is_this_computers_until_a_service_says_more(accounts: DesktopAccounts) -> None:
    assert accounts.clock() == START
    accounts.account("north")
    assert accounts.clock() == START
