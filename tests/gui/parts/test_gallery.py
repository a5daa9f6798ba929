"""All parts together: nothing is clipped, nameless, small or out of order, in any look."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from secinfo_desktop.gui.parts import Button, Chip, PlainLabel, Text, column
from secinfo_desktop.gui.schemes import HIGH_CONTRAST
from secinfo_desktop.gui.theme import TEXT_SIZES, Theme
from tests.gui.conftest import Wear
from tests.gui.gallery import Gallery, arabic, as_written
from tests.helpers.audit import Rule, audit

LOOKS = [Theme(scale=scale, language="ar" if rtl else "en", rtl=rtl) for rtl in (False, True) for scale in TEXT_SIZES]


def _findings(gallery: QWidget) -> list[str]:
    """But for the same words again and again: they show one part in several states."""
    return [finding for finding in audit(gallery) if not finding.startswith(Rule.TWICE)]


def _shown(qtbot: QtBot, window: QWidget) -> QWidget:
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    return window


@pytest.mark.parametrize(
    "look", [*LOOKS, Theme(HIGH_CONTRAST)], ids=lambda look: f"{look.scheme.name}-{look.scale}-{look.language}"
)
def test_the_gallery_has_no_findings(qtbot: QtBot, wear: Wear, look: Theme) -> None:
    wear(look)
    gallery = Gallery(arabic if look.rtl else as_written)
    gallery.resize(1080, 900)
    _shown(qtbot, gallery)
    qtbot.waitUntil(lambda: not _findings(gallery) or pytest.fail("\n".join(_findings(gallery))))


def test_no_label_takes_its_text_for_markup(qtbot: QtBot) -> None:
    gallery = _shown(qtbot, Gallery())
    labels = gallery.findChildren(QLabel)
    assert len(labels) > 30
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}
    assert all(isinstance(label, PlainLabel) for label in labels)


def _broken() -> Iterator[tuple[Rule, QWidget]]:
    """A control page: one mistake each."""
    squeezed = Chip("Short")
    squeezed.setFixedWidth(80)
    cut = Button("Words that do not fit")
    cut.setFixedWidth(60)
    small = Button("Small")
    small.setFixedHeight(20)
    yield Rule.CLIPPED, squeezed
    yield Rule.NARROW, cut
    yield Rule.SMALL, small
    yield Rule.NO_NAME, Button("")
    yield Rule.MARKUP, QLabel("<b>bold</b>")
    yield Rule.LABEL, QLineEdit()
    yield Rule.WORD, Text("Donaudampfschifffahrt")


def test_a_broken_page_is_found_out(qtbot: QtBot) -> None:
    page = QWidget()
    parts = list(_broken())
    page.setLayout(column(*(part for _, part in parts)))
    parts[-1][1].setFixedWidth(40)
    _shown(qtbot, page)
    parts[0][1].setProperty("text", "Words that need several lines in this narrow place")
    found = "\n".join(audit(page))
    assert [wanted for wanted, _ in parts if wanted not in found] == []
    assert Rule.ORDER not in found


def test_a_wrong_order_a_lost_control_and_two_same_names_are_found_out(qtbot: QtBot) -> None:
    page, first, second = QWidget(), Button("Same"), Button("Same")
    page.setLayout(column(second, first))
    lost = Button("Lost")
    lost.setParent(page)
    QWidget.setTabOrder(first, second)
    _shown(qtbot, page)
    found = "\n".join(audit(page))
    assert [rule for rule in (Rule.LOST, Rule.ORDER, Rule.TWICE) if rule not in found] == []
