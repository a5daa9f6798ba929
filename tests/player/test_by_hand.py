"""By hand the simulated person works on the provider's pages, and types nothing into the app."""

import json
from dataclasses import replace
from datetime import UTC

import pytest

from secinfo_desktop.desktop.flows import new_flow
from secinfo_desktop.desktop.guide_only import GuideOnlyAccounts
from secinfo_desktop.domain.contacts import Channel
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.player.by_hand import PersonByHand
from secinfo_desktop.player.moves import AsksThere, OpensThere, PlayError, Says, SetsThere, Turn, TypesThere
from secinfo_desktop.player.player import Player
from secinfo_desktop.player.provider_pages import ProviderPages
from secinfo_desktop.player.senses import PracticeSenses
from secinfo_desktop.player.telling import HIDDEN, WIDTH, Teller, as_json
from secinfo_desktop.practice.scenarios import Scenario
from secinfo_desktop.recovery import said
from secinfo_desktop.recovery.ports import Purpose
from secinfo_desktop.recovery.said import Refusal, SeenContact, SeenError, Start, TimesAsked
from secinfo_desktop.texts.words import Words
from tests.helpers.clock import FrozenClock
from tests.helpers.fake_accounts import FakeAccounts, example_pack
from tests.helpers.fake_practice import NUMBER
from tests.player.plays import BLOCKED, IN_JUNK, ROWAN

EVERY_STORY = pytest.mark.parametrize("scenario", [ROWAN, IN_JUNK, BLOCKED], ids=lambda scenario: scenario.id)
UNASKED = replace(ROWAN, abilities=frozenset({"secure_account"}), answers={"asked_for_code": "no"})
TYPED = said.GaveName | said.GaveCode | said.GavePassword | said.ChoseContact | said.GaveSender


class PlayByHand:
    """One play, with the turns that were told."""

    def __init__(self, scenario: Scenario, seed: int = 1) -> None:
        self.accounts = FakeAccounts(FrozenClock())
        self.provider, world, clock = self.accounts.account("practice"), self.accounts.practice(), self.accounts.clock
        world.start(scenario.id if scenario.id != ROWAN.id else "first-visit", seed)
        self.turns: list[Turn] = []
        self.there = ProviderPages(self.provider)
        person = PersonByHand(scenario, PracticeSenses(world), seed, self.there)
        wizard = GuideOnlyAccounts(example_pack(), clock)
        self.player = Player(scenario, person, new_flow(wizard), wizard, world, clock, self.turns.append, self.there)

    @property
    def said(self) -> list[said.Said]:
        return [turn.move.what for turn in self.turns if isinstance(turn.move, Says)]

    def told(self) -> list[str]:
        teller = Teller("Rowan", Words(self.accounts.clock, zone=UTC))
        return [line for turn in self.turns for line in teller.lines(turn)]


@EVERY_STORY
def test_nothing_is_typed_into_the_app(scenario: Scenario) -> None:
    play = PlayByHand(scenario)
    play.player.play()
    assert not [what for what in play.said if isinstance(what, TYPED)]
    assert all(turn.frame.code is None and turn.frame.account_name is None for turn in play.turns)


def test_whoever_has_a_code_at_once_needs_no_guide() -> None:
    play = PlayByHand(ROWAN)
    assert play.player.play().outcome is Outcome.GOT_IN
    assert play.there.is_in
    assert said.InAlready() in play.said


def test_what_the_page_shows_is_told_in_fixed_choices() -> None:
    play = PlayByHand(IN_JUNK)
    played = play.player.play()
    assert (played.outcome, played.found_cause) == (Outcome.GOT_IN, "junk")
    wanted = [said.Began(Start.NO_CODE), said.SawContact(SeenContact.OTHER_MAIL), said.AskedBefore(TimesAsked.ONE)]
    assert [what for what in play.said if what in wanted] == wanted
    assert play.said[-1] == said.CodeWorked()


def test_the_password_is_set_on_the_providers_page() -> None:
    play = PlayByHand(IN_JUNK)
    play.player.play()
    assert [type(turn.move) for turn in play.turns if isinstance(turn.move, TypesThere | SetsThere)] == [
        TypesThere,
        SetsThere,
    ]
    assert play.provider.calls[-2:] == ["give_code", "set_password"]


def test_a_strangers_code_ends_secured_with_a_code_of_ones_own() -> None:
    play = PlayByHand(UNASKED)
    play.accounts.world.receive(Channel.SMS, NUMBER, "999999", "ZZ")
    assert play.player.play().outcome is Outcome.SECURED
    opened = [turn.move.purpose for turn in play.turns if isinstance(turn.move, OpensThere)]
    given = [turn.move.code for turn in play.turns if isinstance(turn.move, TypesThere)]
    assert (opened, given) == ([Purpose.SECURE], [play.accounts.newest_code()])


def test_a_code_that_the_page_refuses_is_told_with_its_reason() -> None:
    play = PlayByHand(IN_JUNK)
    play.provider.fail_next("give_code", Failure.CODE_EXPIRED)
    play.player.play()
    assert said.SeesRefusal() in play.said
    assert said.CodeRefused(Refusal.EXPIRED) in play.said


def test_an_account_that_the_page_does_not_know_is_told() -> None:
    play = PlayByHand(replace(UNASKED, answers={"account_is_locked": "yes"}))
    for _ in range(3):
        play.provider.fail_next("open", Failure.UNKNOWN_ACCOUNT)
    play.player.play()
    assert said.SawError(SeenError.UNKNOWN_ACCOUNT) in play.said


def test_a_page_that_says_when_is_asked_again_then() -> None:
    play = PlayByHand(IN_JUNK)
    play.provider.fail_next("send_code", Failure.TOO_SOON, play.accounts.clock())
    assert play.player.play().outcome is Outcome.GOT_IN
    assert len([turn for turn in play.turns if isinstance(turn.move, AsksThere)]) == 2


def test_a_code_that_was_refused_before_the_app_was_opened_is_told_in_it() -> None:
    play = PlayByHand(ROWAN)
    play.provider.fail_next("give_code", Failure.CODE_WRONG)
    play.player.play()
    assert play.said[0] == said.Began(Start.NO_CODE)
    assert said.CodeRefused(Refusal.WRONG) in play.said


def test_an_error_before_the_app_is_opened_is_told_in_it() -> None:
    play = PlayByHand(IN_JUNK)
    play.provider.fail_next("send_code", Failure.UNREACHABLE)
    play.player.play()
    assert play.said[0] == said.Began(Start.FORGOT_PASSWORD)
    assert said.SawError(SeenError.NOT_WORKING) in play.said


@EVERY_STORY
def test_it_is_told_what_is_done_on_the_providers_page(scenario: Scenario) -> None:
    play = PlayByHand(scenario)
    play.player.play()
    told = play.told()
    assert any(line.strip().startswith("There Rowan asks for a code to") for line in told)
    assert all(len(line) <= WIDTH for line in told)


def test_no_code_and_no_password_is_told() -> None:
    play = PlayByHand(IN_JUNK)
    play.player.play()
    lines = [as_json(turn, Words(play.accounts.clock)) for turn in play.turns]
    everything = "\n".join([*play.told(), *lines, *map(repr, play.turns)])
    assert f"There Rowan types the code {HIDDEN}." in everything
    assert "lanterns" not in everything
    assert all(delivery.code not in everything.replace(" ", "") for delivery in play.accounts.deliveries)
    assert {json.loads(line).get("there") for line in lines} >= {"opens", "asks", "types", "sets_password"}


def test_a_person_with_a_service_has_no_pages_of_a_provider() -> None:
    play = PlayByHand(ROWAN)
    alone = Player(
        ROWAN, play.player._person, play.player._flow, play.accounts, play.accounts.world, play.accounts.clock
    )
    with pytest.raises(PlayError, match="no pages of a provider"):
        alone.play()
