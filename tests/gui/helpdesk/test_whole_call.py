"""A whole call by keyboard alone, with the real console over cases in a folder; nothing ever waits."""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from secinfo_desktop.desktop.help_cases import LocalCases
from secinfo_desktop.domain.calls import CaseScope, CaseState, OutcomeCode
from secinfo_desktop.gui.appearance import Appearance
from secinfo_desktop.gui.helpdesk.answers import ConsoleAnswer
from secinfo_desktop.gui.helpdesk.paper_sheets import DataButton
from secinfo_desktop.gui.helpdesk.part import Wish
from secinfo_desktop.guide.events import Event
from secinfo_desktop.helpdesk.ports import Query
from secinfo_desktop.helpdesk.records import HelpCase
from tests.gui.helpdesk.caller import AgentAtKeys
from tests.helpers.clock import START

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def agent(appearance: Appearance, tmp_path: Path) -> Iterator[AgentAtKeys]:
    """Somebody who takes a call."""
    at_keys = AgentAtKeys(appearance, tmp_path / "helpdesk")
    yield at_keys
    at_keys.close()


def test_one_key_shows_the_first_question_and_the_caller_counts_as_unverified(agent: AgentAtKeys) -> None:
    agent.press(Qt.Key.Key_N)
    agent.until(lambda: agent.window.frame.call is not None)
    assert agent.step.title in agent.reads()
    assert "Not verified" in agent.reads()
    assert isinstance(QApplication.focusWidget(), ConsoleAnswer)


def test_one_key_says_that_the_caller_stays_unverified(agent: AgentAtKeys) -> None:
    agent.press(Qt.Key.Key_N)
    agent.until(lambda: agent.window.frame.call is not None)
    agent.press(Qt.Key.Key_U)
    agent.until(lambda: "Unverified, served with public steps" in agent.reads())
    assert agent.call.caller.verified is None


def test_a_whole_call_from_the_first_question_to_the_wrap_up(agent: AgentAtKeys) -> None:
    agent.press(Qt.Key.Key_N)
    agent.until(lambda: agent.window.frame.call is not None)
    first = agent.step.step
    agent.press(Qt.Key.Key_1)
    agent.until(lambda: agent.step.step != first)
    agent.press(Qt.Key.Key_Z)
    agent.until(lambda: agent.step.step == first)
    agent.press(Qt.Key.Key_1)
    agent.until(lambda: agent.step.step != first)
    second = agent.step.step
    agent.press(Qt.Key.Key_S)
    agent.until(lambda: agent.step.step != second)
    _write_note(agent, "Calls from the car")
    _wrap_up(agent, OutcomeCode.WAITS_A_DAY)
    line = agent.book.find(Query(CaseScope.ALL)).lines[0]
    assert line.state is CaseState.WAITING
    assert line.call_back_on == START.date() + timedelta(days=1)


def _write_note(agent: AgentAtKeys, text: str) -> None:
    agent.press(Qt.Key.Key_T)
    agent.until(lambda: isinstance(QApplication.focusWidget(), QPlainTextEdit))
    agent.types(text)
    agent.press(Qt.Key.Key_Return, CTRL)
    agent.until(lambda: text in agent.reads())


def _wrap_up(agent: AgentAtKeys, outcome: OutcomeCode) -> None:
    agent.press(Qt.Key.Key_W)
    agent.until(lambda: agent.sheet is not None)
    for _ in range(tuple(OutcomeCode).index(outcome)):
        agent.press(Qt.Key.Key_Down)
    agent.press(Qt.Key.Key_Space)
    for _ in range(3):
        agent.press(Qt.Key.Key_Tab)
    agent.press(Qt.Key.Key_Return)
    agent.until(lambda: agent.sheet is None)
    agent.until(lambda: agent.call.line.state is not CaseState.OPEN)


def test_a_note_that_looks_like_a_secret_comes_back_to_be_put_right(agent: AgentAtKeys) -> None:
    agent.press(Qt.Key.Key_N)
    agent.until(lambda: agent.window.frame.call is not None)
    agent.press(Qt.Key.Key_1)
    agent.press(Qt.Key.Key_T)
    agent.until(lambda: isinstance(QApplication.focusWidget(), QPlainTextEdit))
    agent.types("The code was 481906")
    agent.press(Qt.Key.Key_Return, CTRL)
    agent.until(lambda: agent.sheet is not None and "looks as if it holds a code" in agent.reads())
    area = agent.window.findChildren(QPlainTextEdit)[-1]
    assert area.toPlainText() == "The code was 481906"


def test_the_ticket_and_the_steps_can_be_taken_from_a_call(agent: AgentAtKeys) -> None:
    agent.press(Qt.Key.Key_N)
    agent.until(lambda: agent.window.frame.call is not None)
    for wish, title in ((Wish.TICKET, "Ticket for second line"), (Wish.SEND_STEPS, "Send these steps to the caller")):
        agent.window.wishes.open(wish)
        sheet = agent.sheet
        assert sheet is not None
        assert sheet.windowTitle() == title
        sheet.reject()
        agent.until(lambda: agent.sheet is None)


def test_a_case_is_exported_and_erased_by_keyboard_and_holds_no_secret(agent: AgentAtKeys, tmp_path: Path) -> None:
    agent.press(Qt.Key.Key_N)
    agent.until(lambda: agent.window.frame.call is not None)
    agent.press(Qt.Key.Key_1)
    agent.press(Qt.Key.Key_T)
    agent.until(lambda: isinstance(QApplication.focusWidget(), QPlainTextEdit))
    agent.types("The code was 481906")
    agent.press(Qt.Key.Key_Return, CTRL)
    agent.until(lambda: agent.sheet is not None and "looks as if it holds a code" in agent.reads())
    agent.press(Qt.Key.Key_Escape)
    agent.until(lambda: agent.sheet is None)
    agent.press(Qt.Key.Key_X)
    agent.until(lambda: agent.sheet is not None and "Export case" in agent.sheet.windowTitle())
    data = agent.window.findChild(DataButton)
    assert isinstance(data, DataButton)
    for name in ("case.json", "case.txt"):
        data.save(str(tmp_path / name))
        assert "asked" in (tmp_path / name).read_text()
        assert "481906" not in (tmp_path / name).read_text()
    agent.press(Qt.Key.Key_Escape)
    agent.until(lambda: agent.sheet is None)
    agent.press(Qt.Key.Key_D)
    agent.until(lambda: agent.sheet is not None)
    agent.press(Qt.Key.Key_2)
    agent.until(lambda: agent.window.frame.call is None)
    assert list(agent.book.find(Query(CaseScope.ALL)).lines) == []


class Hanging:
    """Cases that can be read; to add to them takes until the test lets it."""

    def __init__(self, book: LocalCases, let_go: threading.Event) -> None:
        self._book, self._let_go = book, let_go

    def __getattr__(self, name: str) -> object:
        return getattr(self._book, name)

    def add(self, case_id: str, events: Sequence[Event]) -> HelpCase:
        """Waits."""
        self._let_go.wait(30)
        return self._book.add(case_id, events)


def test_nothing_waits_for_the_disk(appearance: Appearance, tmp_path: Path) -> None:
    let_go = threading.Event()
    agent = AgentAtKeys(appearance, tmp_path / "helpdesk", lambda book: Hanging(book, let_go))  # type: ignore[arg-type, return-value]  # it stands in for one
    try:
        agent.press(Qt.Key.Key_N)
        agent.until(lambda: agent.window.frame.call is not None)
        seen = [agent.step.step]
        for key in (Qt.Key.Key_1, Qt.Key.Key_S, Qt.Key.Key_S):
            agent.press(key)
            agent.until(lambda: agent.window.frame.call is not None and agent.step.step != seen[-1])
            seen.append(agent.step.step)
        agent.press(Qt.Key.Key_K, CTRL)
        agent.until(lambda: agent.sheet is not None)
        assert len(set(seen)) == 4
    finally:
        let_go.set()
        agent.until(lambda: agent.conductor.is_settled)
        agent.close()


def test_another_language_is_spoken_at_once_in_titles_as_well(agent: AgentAtKeys) -> None:
    agent.press(Qt.Key.Key_N)
    agent.until(lambda: agent.window.frame.call is not None)
    agent.window.prefer(replace(agent.window.preferences, language="de"))
    agent.until(lambda: "Haben Sie selbst einen Code angefordert?" in agent.reads())
    assert "Warum dieser Schritt" in agent.reads()
