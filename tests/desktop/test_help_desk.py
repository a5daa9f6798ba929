"""The helpdesk of this computer as a whole: a call is led without any service, and goes on in another window."""

from pathlib import Path
from random import Random

import pytest

from secinfo_desktop.desktop import folders, help_desk
from secinfo_desktop.desktop.help_desk import HelpDesk
from secinfo_desktop.domain.calls import CaseScope, CaseState, OutcomeCode
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.helpdesk import said
from secinfo_desktop.helpdesk.acts import Act, attempt
from secinfo_desktop.helpdesk.pages import ConsoleFrame
from secinfo_desktop.texts.words import Words
from tests.helpers.clock import FrozenClock


class Sitting:
    """Somebody at the console."""

    def __init__(self, desk: HelpDesk, clock: FrozenClock) -> None:
        self.desk, self.clock = desk, clock
        self.console = desk.console(Words(clock, "en"))
        self._do(self.console.begin())

    def _do(self, act: Act | None) -> None:
        while act is not None:
            act = self.console.observe(act, attempt(act, self.desk.ports))

    def say(self, *words: said.Said) -> ConsoleFrame:
        for word in words:
            self._do(self.console.take(word))
            self.clock.advance(seconds=7)
        return self.console.frame()


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock()


@pytest.fixture
def desk(tmp_path: Path, clock: FrozenClock) -> HelpDesk:
    return help_desk.find(folders.find({"SECINFO_HOME": str(tmp_path)}), clock, "Mira")


def test_the_commonest_provider_is_the_usual_and_organisations_that_are_set_up_can_be_chosen(tmp_path: Path) -> None:
    its = folders.find({"SECINFO_HOME": str(tmp_path)})
    its.organisations_file.parent.mkdir(parents=True, exist_ok=True)
    its.organisations_file.write_text(
        '[[organisation]]\nid = "north"\nname = "North Hospital"\n'
        'address = "https://accounts.example.org"\npack = "example-organisation"\n'
    )
    found = help_desk.providers_of(its)
    assert [(one.id, one.name) for one in found] == [
        ("microsoft", "Microsoft account"),
        ("north", "North Hospital"),
        ("other", ""),
    ]
    assert found[1].pack is not None
    assert found[1].pack.help_phone
    assert found[2].capabilities == frozenset()


def test_nobody_can_be_verified_or_join_and_nothing_is_known_of_an_account(desk: HelpDesk, clock: FrozenClock) -> None:
    frame = Sitting(desk, clock).say(said.NewCall(), said.Answered("yes"), said.Joins("417263"))
    assert frame.problem is Failure.NOT_ALLOWED
    assert frame.organisation is None
    assert frame.call is not None
    assert (frame.call.caller.can_verify, frame.call.actions, frame.call.facts) == ((), (), None)
    assert frame.me.name == "Mira"


@pytest.mark.parametrize("seed", range(4))
def test_a_call_is_led_to_its_end_and_another_window_shows_the_same(
    desk: HelpDesk, clock: FrozenClock, seed: int
) -> None:
    chance, first = Random(seed), Sitting(desk, clock)
    frame = first.say(said.NewCall(), said.CodeAskedFor())
    for _ in range(12):
        assert frame.call is not None
        assert frame.problem is None
        step = frame.call.step
        if step is None or not step.answers:
            break
        frame = first.say(said.Answered(chance.choice(step.answers).value), *chance.choice([(), (said.Undoes(),)]))
    assert frame.call is not None
    second = Sitting(desk, clock)
    other = second.say(said.Searches(CaseScope.ALL), said.OpensCase(frame.call.line.id))
    first.say(said.Searches(CaseScope.ALL))
    assert other.call == first.console.frame().call
    closed = first.say(said.Closes(frame.call.suggests or OutcomeCode.GAVE_UP, ticket="INC-4711"))
    assert closed.call is not None
    assert closed.call.line.state is CaseState.CLOSED
    assert second.say(said.Searches(text="inc-4711")).cases.lines[0].state is CaseState.CLOSED
