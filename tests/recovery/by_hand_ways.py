"""Ways on the provider's own pages, for the tests of what follows there."""

from dataclasses import replace

from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.events import Happened, Happening
from secinfo_desktop.recovery import pages, said
from secinfo_desktop.recovery.said import SeenContact, Start
from tests.helpers.fake_accounts import MICROSOFT, FakeAccounts
from tests.helpers.walk import Walk


def begun(start: Start, *more: str) -> Walk:
    """At the first page by hand; the provider's pages can do ``more`` than Microsoft's."""
    accounts = FakeAccounts()
    its = accounts.by_hand_pack
    assert its.by_hand is not None
    by_hand = replace(its.by_hand, capabilities=its.by_hand.capabilities | {*more})
    accounts.by_hand_pack = replace(its, by_hand=by_hand)
    walk = Walk(accounts)
    walk.says(said.Began(start), said.ChoseAccount(MICROSOFT.id))
    return walk


def asked(kind: SeenContact = SeenContact.PHONE_TEXT, *more: str) -> Walk:
    """A code was asked for on the provider's page."""
    walk = begun(Start.FORGOT_PASSWORD, *more)
    walk.says(said.SawContact(kind), said.AskedThere())
    return walk


def asks_again(walk: Walk, times: int) -> None:
    for _ in range(times):
        walk.accounts.clock.advance(minutes=16)
        walk.says(said.AskedAgain(), said.AskedThere())


def case_of(walk: Walk) -> Case:
    assert walk.flow.case is not None
    return walk.flow.case


def happened(walk: Walk) -> list[tuple[Happening, str | None]]:
    return [(event.what, event.detail) for event in case_of(walk).later if isinstance(event, Happened)]


def step_of(walk: Walk) -> str | None:
    return walk.page.step if isinstance(walk.page, pages.StepPage) else None
