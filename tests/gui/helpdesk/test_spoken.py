"""What is said beside the steps: hello, no, goodbye; where it stands, and in which language."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QScrollArea

from secinfo_desktop.domain.staff import CallerProof
from secinfo_desktop.gui.parts import isolated
from secinfo_desktop.gui.preferences import Colours, Preferences
from secinfo_desktop.helpdesk.pages import Caller
from tests.gui.awaiting import until
from tests.gui.console_scene import Open, press, texts
from tests.helpers import console_frames as frames

OPENING = "“This is A. Lind from Example Organisation. What is the trouble?”"
REFUSAL = "I can’t do that on this call."


def test_a_new_call_opens_with_who_speaks_before_the_first_script(open_scene: Open, aloud: list[str]) -> None:
    scene = open_scene(frames.a_local_frame(call=None))
    scene.window.show_frame(frames.a_local_frame(call=frames.a_local_call(has_spoken=False)))
    shown = texts(scene.window.desk.step)
    assert shown.index(OPENING) < shown.index(f"“{frames.SCRIPT.say}”")
    assert OPENING.strip("“”") in aloud[-1]
    scene.window.show_frame(frames.a_local_frame())
    assert OPENING not in texts(scene.window.desk.step)


@pytest.mark.parametrize("who", [Caller(None, (), None, is_public=True), Caller(None, (), None, same_account=2)])
def test_who_may_be_an_impostor_is_refused_politely(open_scene: Open, who: Caller) -> None:
    scene = open_scene(frames.a_frame(call=frames.a_call(caller=who, facts=None)))
    assert any(REFUSAL in text for text in texts(scene.window.desk.caller))
    known = open_scene(frames.a_frame())
    assert not any(REFUSAL in text for text in texts(known.window.desk.caller))


def test_who_asks_for_facts_before_they_are_verified_is_refused_politely(open_scene: Open) -> None:
    caller = Caller(None, (CallerProof.NUMBER,), None)
    scene = open_scene(frames.a_frame(call=frames.a_call(caller=caller, facts=None)))
    press(scene, Qt.Key.Key_V)
    assert any(REFUSAL in text for text in texts(scene.subject))


def test_more_to_say_is_in_the_callers_language_and_refuses_first(open_scene: Open) -> None:
    call = frames.a_local_call(line=replace(frames.KARIN, language="de"))
    scene = open_scene(frames.a_local_frame(call=call))
    press(scene, Qt.Key.Key_M)
    shown = texts(scene.subject)
    assert shown.index("To say no") < shown.index("At the start")
    assert "“Hier ist A. Lind von Example Organisation. Wobei kann ich helfen?”" in shown
    verified = open_scene(frames.a_frame())
    press(verified, Qt.Key.Key_M)
    assert texts(verified.subject).index("At the start") < texts(verified.subject).index("To say no")


def test_beside_the_word_pair_stands_the_number_to_dial_for_who_was_called(open_scene: Open) -> None:
    scene = open_scene(frames.a_frame())
    number = isolated("+49 30 23125100")
    assert any(f"hang up and dial {number}" in text for text in texts(scene.window.desk.caller))


def test_more_to_say_is_read_on_with_the_keyboard(open_scene: Open) -> None:
    scene = open_scene(frames.a_local_frame())
    scene.window.prefer(Preferences(Colours.LIGHT, 2.0))
    press(scene, Qt.Key.Key_M)
    sheet = scene.subject
    bar = max((area.verticalScrollBar() for area in sheet.findChildren(QScrollArea)), key=lambda one: one.maximum())
    until(lambda: bar.maximum() > 0)
    QTest.keyClick(sheet.focusWidget(), Qt.Key.Key_PageDown)
    assert bar.value() > 0
    QTest.keyClick(sheet.focusWidget(), Qt.Key.Key_PageUp)
    assert bar.value() == 0


def test_the_wrap_up_says_goodbye_and_when_somebody_calls_back(open_scene: Open) -> None:
    scene = open_scene(frames.a_local_frame())
    press(scene, Qt.Key.Key_W)
    closing = next(text for text in texts(scene.subject) if "Is there anything else" in text)
    assert "We call you back" not in closing
    scene.subject.findChildren(QLineEdit)[0].setText("2026-12-24")
    closing = next(text for text in texts(scene.subject) if "Is there anything else" in text)
    assert "We call you back on 24 December" in closing
