"""What takes time is done one thing for each turn of the event loop."""

from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from secinfo_desktop.gui.turns import Turns


def test_between_two_things_the_window_has_a_turn(qtbot: QtBot) -> None:
    done: list[str] = []
    parent = QObject()
    beat = QTimer(parent, interval=0)
    beat.timeout.connect(lambda: done.append("window"))
    beat.start()
    turns = Turns(parent)
    turns.add(lambda: done.append("first"), lambda: done.append("second"))
    turns.add(lambda: done.append("third"))
    qtbot.waitUntil(lambda: "third" in done)
    assert [what for what in done if what != "window"] == ["first", "second", "third"]
    assert "window" in done[done.index("first") : done.index("second")]
    assert "window" in done[done.index("second") : done.index("third")]


def test_a_thing_that_fails_does_not_stop_the_others(qtbot: QtBot) -> None:
    done: list[str] = []
    parent = QObject()
    turns = Turns(parent)
    with qtbot.captureExceptions() as caught:
        turns.add(lambda: 1 // 0, lambda: done.append("second"))
        qtbot.waitUntil(lambda: done == ["second"])
    assert [kind for kind, *_ in caught] == [ZeroDivisionError]
