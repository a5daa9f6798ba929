"""The console's window with a service behind it: joining, verifying, facts that appear, an action with its reason."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.staff import StaffAction
from secinfo_desktop.gui.appearance import Appearance
from secinfo_desktop.gui.helpdesk.part import Wish
from secinfo_desktop.helpdesk.ports import Joined
from tests.gui.helpdesk.caller import AgentAtKeys
from tests.helpers.clock import FrozenClock
from tests.helpers.fake_helpdesk import JOIN_NUMBER, READ_OUT, FakeService


class Bench:
    """The service, once the console has asked for one."""

    service: FakeService

    def made(self, clock: FrozenClock) -> FakeService:
        """Keeps it at hand."""
        self.service = FakeService(clock)
        return self.service


@pytest.fixture
def bench() -> Bench:
    return Bench()


@pytest.fixture
def agent(appearance: Appearance, tmp_path: Path, bench: Bench) -> Iterator[AgentAtKeys]:
    """Somebody who is signed in at the service."""
    at_keys = AgentAtKeys(appearance, tmp_path, service=bench.made)
    yield at_keys
    at_keys.until(lambda: at_keys.conductor.is_settled)
    at_keys.close()


def _fills_in(agent: AgentAtKeys, text: str) -> None:
    agent.until(lambda: agent.sheet is not None)
    field = agent.window.findChildren(QLineEdit)[-1]
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def _joins(agent: AgentAtKeys) -> None:
    agent.window.wishes.open(Wish.JOIN)
    _fills_in(agent, JOIN_NUMBER)
    agent.until(lambda: agent.window.frame.call is not None and agent.call.caller.is_live)


def test_what_the_network_kept_back_is_handed_over_again_by_itself(agent: AgentAtKeys, bench: Bench) -> None:
    _joins(agent)
    agent.conductor._unkept.setInterval(1)
    bench.service.refuses = Failure.UNREACHABLE
    agent.press(Qt.Key.Key_1)
    agent.until(lambda: not agent.call.is_kept)
    bench.service.refuses = None
    agent.until(lambda: agent.call.is_kept)
    assert agent.window.frame.problem is None


def test_a_case_is_joined_by_its_number_and_the_word_pair_is_said_first(agent: AgentAtKeys) -> None:
    _joins(agent)
    agent.until(lambda: "Your word pair: pine harbour" in agent.reads())
    assert "Live with the caller" in agent.reads()
    assert "Facts of the account appear once the caller is verified." in agent.reads()


class NotYetAllowed(FakeService):
    """Its callers have not pressed Allow."""

    def join(self, number: str) -> Joined:
        joined = super().join(number)
        self.let_in.clear()
        return joined


def test_until_the_caller_allows_it_the_console_says_that_it_waits(appearance: Appearance, tmp_path: Path) -> None:
    agent = AgentAtKeys(appearance, tmp_path, service=NotYetAllowed)
    agent.window.wishes.open(Wish.JOIN)
    _fills_in(agent, JOIN_NUMBER)
    agent.until(lambda: "The caller has to press Allow" in agent.reads())
    assert "You see nothing of the case before." in agent.reads()
    assert agent.window.frame.call is None
    agent.until(lambda: agent.conductor.is_settled)
    agent.close()


def test_a_wrong_number_is_told_in_a_sentence(agent: AgentAtKeys) -> None:
    agent.window.wishes.open(Wish.JOIN)
    _fills_in(agent, "000000")
    agent.until(lambda: agent.window.frame.problem is not None)
    problem = agent.window.frame.problem
    assert problem is not None
    assert agent.window.words.failure(problem)[0] in agent.reads()


def test_the_number_is_read_out_and_facts_appear_once_the_caller_has_typed_it(agent: AgentAtKeys, bench: Bench) -> None:
    _joins(agent)
    agent.press(Qt.Key.Key_V)
    agent.until(lambda: agent.sheet is not None)
    agent.press(Qt.Key.Key_1)
    agent.until(lambda: " ".join(READ_OUT) in agent.reads().replace("\u00a0", " "))
    agent.conductor._heard(bench.service.caller_allows(agent.call.line.id))
    agent.until(lambda: agent.call.facts is not None)
    agent.until(lambda: "Wrong guesses" in agent.reads())


def test_an_action_needs_a_reason_and_is_done(agent: AgentAtKeys, bench: Bench) -> None:
    _joins(agent)
    agent.conductor._heard(bench.service.caller_allows(agent.call.line.id, StaffAction.RESEND))
    agent.until(lambda: agent.call.caller.verified is not None)
    agent.press(Qt.Key.Key_R)
    _fills_in(agent, "the text was deleted")
    agent.until(lambda: bench.service.done == [StaffAction.RESEND])
