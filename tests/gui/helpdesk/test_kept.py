"""What is kept of a case: exported to where the agent says, erased for a reason, and offered to who may."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from secinfo_desktop.domain.calls import ErasedFor
from secinfo_desktop.gui.helpdesk.palette import Palette
from secinfo_desktop.gui.helpdesk.part import Wish
from secinfo_desktop.gui.parts import isolated
from secinfo_desktop.helpdesk import said
from secinfo_desktop.helpdesk.pages import ConsoleFrame
from tests.gui.console_scene import Open, press, texts
from tests.helpers import console_frames as frames

CTRL = Qt.KeyboardModifier.ControlModifier


def test_a_case_is_erased_with_a_key_and_its_reason(open_scene: Open) -> None:
    scene = open_scene(frames.a_closed_frame())
    press(scene, Qt.Key.Key_D)
    assert "Nothing of it stays. It can’t be undone." in texts(scene.subject)
    assert "The audit log keeps its number, who erased it, and why." in texts(scene.subject)
    QTest.keyClick(scene.subject, Qt.Key.Key_1)
    assert scene.said == [said.Erases(ErasedFor.CALLER_ASKED)]


def test_who_may_not_erase_is_offered_it_nowhere(open_scene: Open) -> None:
    scene = open_scene(frames.a_frame(call=frames.a_call(can_export=False, can_erase=False)))
    for key in (Qt.Key.Key_D, Qt.Key.Key_X):
        press(scene, key)
    scene.window.wishes.open(Wish.ERASE)
    scene.window.wishes.open(Wish.EXPORT)
    assert scene.subject is scene.window
    assert scene.said == []
    press(scene, Qt.Key.Key_K, CTRL)
    palette = scene.subject
    assert isinstance(palette, Palette)
    QTest.keyClicks(palette.field, "erase")
    titles = [str(palette.view.model().index(row, 0).data()) for row in range(palette.view.model().rowCount())]
    assert not any("Erase case" in title for title in titles)


def exported(text: str) -> ConsoleFrame:
    return replace(frames.a_frame(), exported="".join(text))


@pytest.mark.parametrize(("name", "begins"), [("case.json", '{"a"'), ("case.txt", "Ticket")])
def test_an_export_is_saved_where_the_agent_chooses(open_scene: Open, tmp_path: Path, name: str, begins: str) -> None:
    scene = open_scene(frames.a_frame())
    scene.window.show_frame(exported('{"a": 1}'))
    sheet = scene.subject
    assert sheet.windowTitle() == "Export case 4F-207"
    assert "It is erased by itself 90 days after its end." in texts(sheet)
    assert list(tmp_path.iterdir()) == []
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    (dialog,) = sheet.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / name))
    dialog.close()
    assert (tmp_path / name).read_text().startswith(begins)
    assert "It is saved." in texts(sheet)


@pytest.mark.parametrize(("place", "saved"), [(0, "case.v2.json"), (1, "case.v2.txt")])
def test_a_name_without_a_known_end_gets_that_of_the_chosen_kind(
    open_scene: Open, tmp_path: Path, place: int, saved: str
) -> None:
    scene = open_scene(frames.a_frame())
    scene.window.show_frame(exported('{"a": 1}'))
    sheet = scene.subject
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    (dialog,) = sheet.findChildren(QFileDialog)
    dialog.selectNameFilter(dialog.nameFilters()[place])
    dialog.fileSelected.emit(str(tmp_path / "case.v2"))
    dialog.close()
    assert [one.name for one in tmp_path.iterdir()] == [saved]


def test_a_file_about_which_nobody_was_asked_is_not_written_over(open_scene: Open, tmp_path: Path) -> None:
    (tmp_path / "case.v2.json").write_text("another one")
    scene = open_scene(frames.a_frame())
    scene.window.show_frame(exported('{"a": 1}'))
    sheet = scene.subject
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    (dialog,) = sheet.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "case.v2"))
    dialog.close()
    assert (tmp_path / "case.v2.json").read_text() == "another one"
    assert "It can’t be saved there. Choose another folder." in texts(sheet)


def test_an_export_is_shown_once_and_again_when_it_is_asked_for_again(open_scene: Open) -> None:
    scene = open_scene(frames.a_frame())
    first = exported("one")
    scene.window.show_frame(first)
    QTest.keyClick(scene.subject, Qt.Key.Key_Escape)
    assert scene.subject is scene.window
    scene.window.show_frame(replace(first, approvals=(frames.an_approval(),)))
    assert scene.subject is scene.window
    scene.window.show_frame(replace(first, exported="".join(["on", "e"])))
    assert scene.subject.windowTitle() == "Export case 4F-207"


def test_an_export_is_not_shown_again_on_the_way_back_and_never_over_another_sheet(open_scene: Open) -> None:
    scene = open_scene(frames.a_frame())
    first = exported("one")
    scene.window.show_frame(first)
    QTest.keyClick(scene.subject, Qt.Key.Key_Escape)
    scene.window.show_frame(frames.a_frame(call=frames.a_call(line=frames.LINES[1])))
    scene.window.show_frame(first)
    assert scene.subject is scene.window
    scene.window.wishes.open(Wish.KEYS)
    second = replace(first, exported="".join(["tw", "o"]))
    scene.window.show_frame(second)
    assert scene.subject.windowTitle() == "Keys"
    QTest.keyClick(scene.subject, Qt.Key.Key_Escape)
    scene.window.show_frame(replace(second, approvals=(frames.an_approval(),)))
    assert scene.subject.windowTitle() == "Export case 4F-207"


def test_the_provider_of_a_local_call_is_chosen_with_two_keys_and_its_number_is_shown(open_scene: Open) -> None:
    scene = open_scene(frames.a_local_frame())
    shown = texts(scene.window.desk.caller)
    assert "\u2066Microsoft account\u2069" in shown
    assert isolated("+49 30 23125100") in shown
    press(scene, Qt.Key.Key_A)
    QTest.keyClick(scene.subject, Qt.Key.Key_2)
    assert scene.said == [said.ChoosesProvider("north")]
    at_service = open_scene(frames.a_frame())
    press(at_service, Qt.Key.Key_A)
    assert at_service.subject is at_service.window
