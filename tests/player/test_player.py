"""A simulated person plays through the real flow, with a service and a world in memory."""

from dataclasses import replace
from datetime import timedelta

import pytest

from secinfo_desktop.domain.contacts import Channel
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.player.moves import Does, Move, PlayError, Says, Waits
from secinfo_desktop.player.player import MOST_TURNS
from secinfo_desktop.recovery import pages, said
from secinfo_desktop.recovery.ports import RefusedError
from tests.helpers.clock import FrozenClock
from tests.helpers.fake_accounts import FakeAccounts
from tests.helpers.fake_practice import NUMBER
from tests.player.plays import BLOCKED, IN_JUNK, ROWAN, Play


def test_a_code_in_plain_sight_is_used_without_the_guide() -> None:
    played = Play().player.play()
    assert (played.outcome, played.steps, played.found_cause) == (Outcome.GOT_IN, 0, None)


@pytest.mark.parametrize("seed", range(5))
def test_the_junk_folder_is_looked_into_when_the_guide_says_so(seed: int) -> None:
    play = Play(IN_JUNK, seed)
    played = play.player.play()
    assert played.outcome is Outcome.GOT_IN
    assert played.found_cause == "junk"
    assert "look_in_junk" in [move.deed for move in play.moves if isinstance(move, Does)]


def test_what_can_be_solved_by_nobody_here_is_handed_over() -> None:
    played = Play(BLOCKED).player.play()
    assert played.outcome is Outcome.HANDED_OVER
    assert played.found_cause is None


def test_what_somebody_leaves_out_is_skipped_and_says_nothing() -> None:
    play = Play(replace(IN_JUNK, leaves_out=frozenset({"look_in_junk"})))
    play.player.play()
    shown = [turn for turn in play.turns if getattr(turn.frame.page, "step", None) == "look_in_junk"]
    assert {turn.move.what for turn in shown if isinstance(turn.move, Says)} == {said.Skipped()}


def test_the_same_seed_plays_the_same_play() -> None:
    first, second = Play(IN_JUNK, 3), Play(IN_JUNK, 3)
    first.player.play()
    second.player.play()
    assert first.moves == second.moves


def test_another_seed_changes_the_pace_only() -> None:
    ends = [Play(IN_JUNK, seed).player.play() for seed in range(4)]
    assert len({(end.outcome, end.steps, end.found_cause) for end in ends}) == 1


def test_a_code_that_nobody_asked_for_is_never_given() -> None:
    scenario = replace(ROWAN, abilities=frozenset({"secure_account"}), answers={"asked_for_code": "no"})
    accounts = FakeAccounts(FrozenClock())
    play = Play(scenario, accounts=accounts)
    strangers = "999999"
    accounts.world.receive(Channel.SMS, NUMBER, strangers, "ZZ")
    assert play.player.play().outcome is Outcome.SECURED
    assert [what.text for what in play.said if isinstance(what, said.GaveCode)] == [accounts.newest_code()]


def test_the_person_waits_before_they_say_that_it_did_not_come() -> None:
    play = Play(IN_JUNK)
    play.player.play()
    complaint = next(place for place, move in enumerate(play.moves) if _complains(move))
    waited = sum(move.seconds for move in play.moves[:complaint] if isinstance(move, Waits))
    assert waited >= 60


def _complains(move: Move) -> bool:
    return isinstance(move, Says) and move.what == said.DidNotCome()


def test_someone_without_any_of_the_contacts_says_so() -> None:
    nobody = replace(ROWAN, person=replace(ROWAN.person, contacts=()))
    play = Play(nobody)
    play.player.play()
    assert said.NoneOfThese() in play.said


def test_trouble_is_tried_again() -> None:
    accounts = FakeAccounts(FrozenClock())
    play = Play(accounts=accounts)
    accounts.account("practice").fail_next("open", Failure.SLOW)
    assert play.player.play().outcome is Outcome.GOT_IN


def test_trouble_that_stays_ends_the_play_with_its_name() -> None:
    accounts = FakeAccounts(FrozenClock())
    play = Play(accounts=accounts)
    for _ in range(3):
        accounts.account("practice").fail_next("open", Failure.UNREACHABLE)
    with pytest.raises(PlayError, match=r"TriesAgain changed nothing on TroublePage \(unreachable\)"):
        play.player.play()


def test_a_password_that_is_refused_ends_the_play() -> None:
    accounts = FakeAccounts(FrozenClock())
    play = Play(accounts=accounts)
    for _ in range(2):
        accounts.account("practice").fail_next("set_password", Failure.PASSWORD_COMMON)
    with pytest.raises(PlayError, match="GavePassword changed nothing on NewPasswordPage"):
        play.player.play()


class RefusingWorld:
    """Nothing can be done there any more."""

    def do(self, _deed: str, /) -> object:
        raise RefusedError(Failure.UNREACHABLE)

    def move_clock(self, _seconds: float, /) -> object:
        raise RefusedError(Failure.UNREACHABLE)


def test_a_world_that_refuses_ends_the_play_with_its_name() -> None:
    with pytest.raises(PlayError, match="the world refused: unreachable, on AccountNamePage"):
        Play(surroundings=RefusingWorld()).player.play()


class StandingClock:
    """A world in which no time passes."""

    def do(self, _deed: str, /) -> object:
        return None

    def move_clock(self, _seconds: float, /) -> object:
        return None


def test_waiting_for_a_clock_that_stands_ends_the_play() -> None:
    accounts = FakeAccounts(FrozenClock())
    account = accounts.account("practice")
    account.fail_next("send_code", Failure.TOO_SOON, accounts.clock() + timedelta(minutes=1))
    with pytest.raises(PlayError, match="no end after 5 turns, on ContactPage"):
        Play(accounts=accounts, surroundings=StandingClock()).player.play()


def test_the_person_waits_until_another_code_may_be_asked_for() -> None:
    accounts = FakeAccounts(FrozenClock())
    account = accounts.account("practice")
    account.fail_next("send_code", Failure.TOO_SOON, accounts.clock() + timedelta(minutes=3))
    play = Play(accounts=accounts)
    assert play.player.play().outcome is Outcome.GOT_IN
    assert sum(move.seconds for move in play.moves if isinstance(move, Waits)) > 100


def test_no_play_is_endless() -> None:
    for scenario in (ROWAN, IN_JUNK, BLOCKED):
        play = Play(scenario)
        play.player.play()
        assert len([move for move in play.moves if not isinstance(move, Waits)]) < MOST_TURNS


def test_the_last_turn_is_the_last_page() -> None:
    play = Play()
    play.player.play()
    assert isinstance(play.turns[-1].frame.page, pages.DonePage)
    assert play.turns[-1].move is None


def test_a_move_shows_no_secret() -> None:
    play = Play()
    play.player.play()
    code = play.walk.accounts.newest_code()
    assert all(code not in repr(turn) for turn in play.turns)
