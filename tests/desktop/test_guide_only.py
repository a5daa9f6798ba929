"""By hand there is one provider's own pages, and no way to any service."""

from collections.abc import Callable

import pytest

from secinfo_desktop.desktop.flows import new_flow
from secinfo_desktop.desktop.guide_only import GuideOnlyAccounts
from secinfo_desktop.recovery import effects, pages, said
from secinfo_desktop.recovery.effects import Effect
from secinfo_desktop.recovery.ports import AccountKind, RefusedError
from tests.helpers.clock import FrozenClock
from tests.helpers.fake_accounts import example_pack


def accounts() -> GuideOnlyAccounts:
    return GuideOnlyAccounts(example_pack(), FrozenClock())


def test_the_only_choice_goes_by_hand() -> None:
    (choice,) = accounts().choices()
    assert choice.kind is AccountKind.BY_HAND
    assert accounts().pack(choice.id).id == choice.id


@pytest.mark.parametrize("way", [lambda its: its.account(its.choices()[0].id), lambda its: its.practice()])
def test_there_is_no_way_to_a_service(way: Callable[[GuideOnlyAccounts], object]) -> None:
    with pytest.raises(RefusedError):
        way(accounts())


@pytest.mark.parametrize(
    "effect",
    [
        effects.OpenAccount("example-organisation", "karin@example.org"),
        effects.GiveCode("example-organisation", "481906"),
        effects.SetPassword("example-organisation", "four red boats at noon"),
        effects.FindStories(),
        effects.OpenPage("example-organisation", "https://accounts.example.org/recover"),
    ],
)
def test_nothing_can_be_done_outside(effect: Effect) -> None:
    assert isinstance(effects.perform(effect, accounts()), effects.Refused)


def test_a_flow_over_it_leads_by_hand() -> None:
    its = accounts()
    flow = new_flow(its)
    flow.take(said.Began(said.Start.FORGOT_PASSWORD))
    effect = flow.take(said.ChoseAccount(its.choices()[0].id))
    assert effect is not None
    flow.observe(effect, effects.perform(effect, its))
    assert flow.frame().page == pages.SeePage(said.Start.FORGOT_PASSWORD)
    assert flow.frame().by_hand
