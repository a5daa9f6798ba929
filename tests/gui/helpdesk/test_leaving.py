"""Nothing that was typed or said is lost by closing a sheet, the window, or a session, unless the agent says so."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPlainTextEdit, QWidget

from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.staff import StaffAction
from secinfo_desktop.gui.appearance import Appearance
from secinfo_desktop.gui.helpdesk.leaving import Leaving
from secinfo_desktop.gui.helpdesk.part import Wish
from secinfo_desktop.helpdesk import said
from secinfo_desktop.helpdesk.ports import Query
from secinfo_desktop.helpdesk.sent_back import ANSWER_FOR, Kind, SentBack
from tests.gui.awaiting import until
from tests.gui.console_scene import ConsoleScene, Open, press, texts
from tests.gui.helpdesk.test_places import AgentSomewhere
from tests.helpers import console_frames as frames

TITLE = "Something is not kept yet"
NOTE = "Calls from the car"
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def agent(appearance: Appearance, tmp_path: Path) -> Iterator[AgentSomewhere]:
    """Somebody in a call at this computer."""
    somewhere = AgentSomewhere(appearance, tmp_path)
    somewhere.press(Qt.Key.Key_N)
    somewhere.until(lambda: somewhere.window.frame.call is not None)
    yield somewhere
    somewhere.close()


def test_a_note_that_was_begun_is_there_again_and_gone_once_it_is_kept(open_scene: Open) -> None:
    scene = open_scene(frames.a_local_frame())
    press(scene, Qt.Key.Key_T)
    _area(scene.subject).setPlainText(NOTE)
    QTest.keyClick(scene.subject, Qt.Key.Key_Escape)
    scene.window.setFocus()
    press(scene, Qt.Key.Key_T)
    assert _area(scene.subject).toPlainText() == NOTE
    _keeps(scene)
    scene.window.setFocus()
    press(scene, Qt.Key.Key_T)
    assert _area(scene.subject).toPlainText() == ""


def test_a_reason_that_was_begun_is_there_again_for_its_own_action(open_scene: Open) -> None:
    scene = open_scene(frames.a_frame())
    scene.window.wishes.open(StaffAction.RESEND)
    _field(scene.subject).setText("asked twice")
    QTest.keyClick(scene.subject, Qt.Key.Key_Escape)
    scene.window.wishes.open(StaffAction.CANCEL_REPLACEMENT)
    assert _field(scene.subject).text() == ""
    QTest.keyClick(scene.subject, Qt.Key.Key_Escape)
    scene.window.wishes.open(StaffAction.RESEND)
    assert _field(scene.subject).text() == "asked twice"


def _refused(kind: Kind, text: str, failure: Failure = Failure.UNREACHABLE) -> tuple[SentBack, ...]:
    return (SentBack(frames.KARIN.id, kind, failure, text),)


def test_a_note_that_could_not_be_kept_is_there_again(open_scene: Open) -> None:
    scene = open_scene(frames.a_frame())
    press(scene, Qt.Key.Key_T)
    _area(scene.subject).setPlainText(NOTE)
    _keeps(scene)
    refused = frames.a_frame(problem=Failure.UNREACHABLE, sent_back=_refused(None, NOTE))
    scene.window.show_frame(refused)
    scene.window.show_frame(replace(refused, problem=None))
    scene.window.setFocus()
    press(scene, Qt.Key.Key_T)
    assert _area(scene.subject).toPlainText() == NOTE


@pytest.mark.parametrize("failure", [Failure.NOTE_HAS_SECRET, Failure.UNREACHABLE])
def test_a_note_that_is_refused_once_another_case_is_open_stays_with_its_own(
    open_scene: Open, failure: Failure
) -> None:
    scene = open_scene(frames.a_frame())
    press(scene, Qt.Key.Key_T)
    _area(scene.subject).setPlainText(NOTE)
    _keeps(scene)
    other = frames.a_call(line=frames.LINES[1])
    scene.window.show_frame(frames.a_frame(call=other, problem=failure, sent_back=_refused(None, NOTE, failure)))
    assert scene.subject is scene.window
    scene.window.wishes.open(Wish.NOTE)
    assert _area(scene.subject).toPlainText() == ""
    assert scene.window.wishes.drafts.of(frames.KARIN.id) == NOTE


def test_a_note_with_a_secret_comes_back_over_its_own_case_and_not_over_another_sheet(open_scene: Open) -> None:
    scene = open_scene(frames.a_frame())
    refused = frames.a_frame(sent_back=_refused(None, NOTE, Failure.NOTE_HAS_SECRET))
    scene.window.show_frame(refused)
    assert _area(scene.subject).toPlainText() == NOTE
    QTest.keyClick(scene.subject, Qt.Key.Key_Escape)
    scene.window.wishes.open(Wish.KEYS)
    scene.window.show_frame(replace(refused, sent_back=_refused(None, NOTE, Failure.NOTE_HAS_SECRET)))
    assert scene.subject.windowTitle() == "Keys"


@pytest.mark.parametrize("wish", [StaffAction.CANCEL_REPLACEMENT, Wish.ANSWER_FOR])
def test_a_reason_that_was_refused_is_there_again_and_gone_once_it_is_told(
    open_scene: Open, wish: StaffAction | Wish
) -> None:
    scene = open_scene(frames.a_frame())
    kind = wish if isinstance(wish, StaffAction) else ANSWER_FOR
    scene.window.show_frame(frames.a_frame(sent_back=_refused(kind, "asked twice")))
    scene.window.wishes.open(wish)
    assert _field(scene.subject).text() == "asked twice"
    QTest.keyClick(_field(scene.subject), Qt.Key.Key_Return)
    action = wish if isinstance(wish, StaffAction) else None
    assert scene.said == [said.AsksApproval(action, "asked twice")]
    scene.window.wishes.open(wish)
    assert _field(scene.subject).text() == ""


def _keeps(scene: ConsoleScene) -> None:
    until(lambda: isinstance(QApplication.focusWidget(), QPlainTextEdit))
    press(scene, Qt.Key.Key_Return, CTRL)
    assert scene.said == [said.Notes(NOTE)]


def _area(sheet: QWidget) -> QPlainTextEdit:
    area = sheet.findChild(QPlainTextEdit)
    assert isinstance(area, QPlainTextEdit)
    return area


def _field(sheet: QWidget) -> QLineEdit:
    field = sheet.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    return field


def _begins_a_note(agent: AgentSomewhere) -> None:
    agent.press(Qt.Key.Key_T)
    agent.until(lambda: isinstance(QApplication.focusWidget(), QPlainTextEdit))
    agent.types(NOTE)
    agent.press(Qt.Key.Key_Escape)
    agent.until(lambda: agent.sheet is None)


def _is_asked(agent: AgentSomewhere) -> bool:
    return agent.sheet is not None and agent.sheet.windowTitle() == TITLE


def _closes(agent: AgentSomewhere) -> None:
    agent.window.close()
    agent.until(lambda: _is_asked(agent))


def test_a_window_with_nothing_to_lose_closes_at_once(agent: AgentSomewhere) -> None:
    agent.window.close()
    agent.until(lambda: not agent.window.isVisible())


def test_a_window_with_a_begun_note_asks_before_it_closes(agent: AgentSomewhere) -> None:
    _begins_a_note(agent)
    _closes(agent)
    _stays(agent)
    assert agent.window.isVisible()
    _closes(agent)
    assert agent.sheet is not None
    assert "You began a note or a reason. You have not saved it." in texts(agent.sheet)
    QTest.keyClick(agent.sheet.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClick(agent.sheet.focusWidget(), Qt.Key.Key_Return)
    agent.until(lambda: not agent.window.isVisible())


def _stays(agent: AgentSomewhere) -> None:
    assert agent.sheet is not None
    QTest.keyClick(agent.sheet, Qt.Key.Key_Escape)
    agent.until(lambda: agent.sheet is None)


def test_an_answer_that_is_just_being_kept_is_waited_for(agent: AgentSomewhere) -> None:
    agent.press(Qt.Key.Key_1)
    agent.window.close()
    agent.until(lambda: not agent.window.isVisible())
    (line,) = agent.real.here.cases.find(Query()).lines
    assert agent.real.here.cases.read(line.id).log.entries()


def _at_the_service(agent: AgentSomewhere) -> None:
    agent.chooses(Qt.Key.Key_2)
    agent.signs_in()
    agent.until(lambda: agent.organisation is not None)
    agent.press(Qt.Key.Key_N)
    agent.until(lambda: agent.window.frame.call is not None)


def test_signing_out_asks_about_what_could_not_be_kept_and_about_nothing_else(agent: AgentSomewhere) -> None:
    _at_the_service(agent)
    agent.places.service.refuses = Failure.UNREACHABLE
    agent.press(Qt.Key.Key_1)
    agent.until(lambda: agent.window.frame.problem is Failure.UNREACHABLE)
    agent.chooses(Qt.Key.Key_4)
    agent.until(lambda: _is_asked(agent))
    assert agent.sheet is not None
    assert "What you said last is not kept yet." in texts(agent.sheet)
    _stays(agent)
    assert agent.places.is_open
    agent.places.service.refuses = None
    agent.press(Qt.Key.Key_S)
    agent.chooses(Qt.Key.Key_4)
    agent.until(lambda: agent.organisation is None)
    assert not agent.places.is_open


def test_a_note_that_was_begun_elsewhere_does_not_hold_up_signing_out(agent: AgentSomewhere) -> None:
    _begins_a_note(agent)
    _at_the_service(agent)
    agent.chooses(Qt.Key.Key_4)
    agent.until(lambda: agent.organisation is None)
    _closes(agent)


def test_closing_twice_while_something_is_being_kept_asks_once(agent: AgentSomewhere) -> None:
    _begins_a_note(agent)
    agent.press(Qt.Key.Key_1)
    asked: list[object] = []
    leaving = agent.window.findChild(Leaving)
    assert isinstance(leaving, Leaving)
    for _ in range(2):
        leaving.before(None, lambda: asked.append(None))
    agent.until(lambda: _is_asked(agent))
    sheets = [one for one in agent.window.findChildren(QDialog) if one.windowTitle() == TITLE]
    assert len(sheets) == 1
    assert asked == []
